import type { AppointmentOutcome } from '../../../shared/codes/appointments.ts'
import type { ClinicMode } from '../../../shared/codes/clinics.ts'
import { rttClocks } from '../clocks/rtt-in-words.ts'
import { type CodeSetId, noGroundGiven, redirectedAtTriage } from './code-sets.ts'
import type { DataSetRow, TableId } from './field.ts'
import { isWellFormed } from './formats.ts'
import { languageCode } from './languages.ts'
import type { CareContact, DataSetPeriod, MonthOfReferral } from './month-of-referral.ts'

/** What is known of a child. Null is not known. */
export interface ChildFacts {
  id: string
  nhsNumber: string | null
  nhsNumberStatus: string | null
  dateOfBirth: string
  postcode: string | null
  gender: string | null
  ethnicCategory: string | null
  language: string | null
  childInCare: boolean | null
  ehcp: boolean | null
  diedOn: string | null
  gpPracticeCode: string | null
}

/** What is known of a referral beside its history. */
export interface ReferralFacts {
  id: string
  childId: string
  serviceId: string
  csdsTeamType: string
  consultantLed: boolean
  referrerRole: string | null
  referrerOrganisation: string | null
  reasonCodes: readonly string[]
  /** Where and when booked appointments are, by the fact that booked them or that records them as seen. */
  appointments: ReadonlyMap<string, { startsAt: string; mode: ClinicMode }>
}

/** What the rows of a month share. */
export interface DataSetContext {
  period: DataSetPeriod
  provider: string
  /** Now in UK time, `CCYY-MM-DDThh:mm:ss`. */
  createdAt: string
  /** The identifier that stands for a row's id: at most 20 characters, always the same. */
  key(kind: 'child' | 'referral' | 'contact' | 'activity', id: string): string
  /** The national code that stands for a local one; null where nobody has given it. */
  national(set: CodeSetId, local: string): string | null
}

/** Rows of one referral, in their tables. */
export type ReferralRows = Record<
  Extract<TableId, 'CYP101' | 'CYP102' | 'CYP103' | 'CYP104' | 'CYP105' | 'CYP201' | 'CYP202'>,
  DataSetRow[]
>

const onwardReasons: readonly string[] = ['redirected', 'right_to_choose', 'transferred_out']
const attendanceStatus: Record<AppointmentOutcome, string> = {
  // 6, late but seen, is not told apart.
  attended: '5',
  was_not_brought: '3',
  arrived_not_seen: '7',
  cancelled_by_family: '2',
  cancelled_by_service: '4',
}
const mechanism: Record<ClinicMode, string> = {
  in_person: '01',
  home: '01',
  school: '01',
  phone: '02',
  video: '11',
}

/** The one row of CYP000. */
export function headerRow({ period, provider, createdAt }: DataSetContext): DataSetRow {
  return {
    Version: '1.6',
    OrgID_Provider: provider,
    OrgID_Submitter: provider,
    RP_StartDate: period.firstDay,
    RP_EndDate: period.lastDay,
    FileCreation_DateTime: createdAt,
    PrimarySystem: 'CYP Waits',
  }
}

/** A child's rows of CYP001 and CYP002. Nothing is guessed: what is not known is blank. */
export function childRows(
  child: ChildFacts,
  context: DataSetContext,
): { CYP001: DataSetRow; CYP002: DataSetRow } {
  const LocalPatientID = context.key('child', child.id)
  return {
    CYP001: {
      LocalPatientID,
      OrgID_LocalPatientID: context.provider,
      NHSNumber: child.nhsNumber,
      NHSNumber_Status: child.nhsNumberStatus,
      DateOfBirth: child.dateOfBirth,
      Postcode: child.postcode,
      Gender: child.gender,
      EthnicCategory: child.ethnicCategory,
      LanguagePreferred: child.language === null ? null : languageCode(child.language),
      ChildLookedAfter_Indicator: yesOrNo(child.childInCare),
      EducationAssessment:
        child.ehcp === null ? null : context.national('education_outcome', child.ehcp ? 'yes' : 'no'),
      DateOfDeath: child.diedOn,
    },
    CYP002: { LocalPatientID, OrgID_GP: child.gpPracticeCode },
  }
}

/**
 * A referral's rows of CYP101 to CYP202 for a month. A refusal or redirection before any contact is a rejection, every
 * other end a closure with discharge. RTT periods are those of consultant-led services that ran in the month. Source:
 * CSDS v1.6; attendance and mechanism codes as trusts publish them.
 */
export function referralRows(
  referral: ReferralFacts,
  month: MonthOfReferral,
  context: DataSetContext,
): ReferralRows {
  const ServiceRequestID = context.key('referral', referral.id)
  const { closedOn, closedReason } = month.state
  const end = endOf(month)
  const [primary, ...others] = referral.reasonCodes
  const commissioner = context.national('commissioner', referral.serviceId)
  const contacts = month.contacts.map((contact) =>
    contactRow(contact, referral, commissioner, ServiceRequestID, context),
  )
  const isClosure = closedOn !== null && !end.isRejection
  const isSentOn =
    closedOn !== null && closedOn >= context.period.firstDay && onwardReasons.includes(closedReason ?? '')
  return {
    CYP101: [
      {
        ServiceRequestID,
        LocalPatientID: context.key('child', referral.childId),
        OrgID_Commissioner: commissioner,
        ReferralRequest_ReceivedDate: month.receivedOn,
        SourceOfReferral: nationalOf(context, 'source_of_referral', referral.referrerRole),
        OrgID_Referring: organisationIn(referral.referrerOrganisation),
        Referring_StaffGroup: nationalOf(context, 'referring_staff_group', referral.referrerRole),
        Priority_Type: nationalOf(context, 'priority', month.state.priority),
        PrimaryReferralReason: nationalOf(context, 'referral_reason', primary ?? null),
        Discharge_Date: isClosure ? closedOn : null,
        Discharge_LetterIssuedDate: isClosure ? dischargeLetterOn(month) : null,
      },
    ],
    CYP102: [
      {
        ServiceRequestID,
        TeamID_Local: referral.serviceId.slice(0, 20),
        TeamType: referral.csdsTeamType,
        Referral_ClosureDate: isClosure ? closedOn : null,
        Referral_RejectionDate: end.isRejection ? closedOn : null,
        Referral_ClosureReason: isClosure ? nationalOf(context, 'closure_reason', closedReason) : null,
        Referral_RejectionReason: end.isRejection ? context.national('rejection_reason', end.ground) : null,
      },
    ],
    CYP103: others.map((reason) => ({
      ServiceRequestID,
      ReferralReason_Other: context.national('referral_reason', reason),
    })),
    CYP104: referral.consultantLed ? rttRows(ServiceRequestID, month, context.period) : [],
    CYP105: isSentOn
      ? [
          {
            ServiceRequestID,
            Onward_ReferralDate: closedOn,
            Onward_ReferralReason: nationalOf(context, 'onward_reason', closedReason),
            OrgID_Receiving: organisationIn(end.to),
          },
        ]
      : [],
    CYP201: contacts,
    CYP202: month.contacts.flatMap((contact) =>
      contact.outcome === 'attended' ? [activityRow(contact, context)] : [],
    ),
  }
}

function contactRow(
  contact: CareContact,
  referral: ReferralFacts,
  commissioner: string | null,
  ServiceRequestID: string,
  context: DataSetContext,
): DataSetRow {
  const slot =
    referral.appointments.get(contact.bookedEventId ?? '') ?? referral.appointments.get(contact.eventId)
  const isCancelled = contact.outcome === 'cancelled_by_family' || contact.outcome === 'cancelled_by_service'
  return {
    CareContactID: context.key('contact', contact.eventId),
    ServiceRequestID,
    TeamID_Local: referral.serviceId.slice(0, 20),
    Contact_Date: contact.on,
    Contact_Time: slot === undefined ? null : `${slot.startsAt}:00`,
    OrgID_Commissioner: commissioner,
    AdminCategory: context.national('administrative_category', referral.serviceId),
    Consultation_Type: contact.isInitial ? '01' : '02',
    ConsMechanism: slot === undefined ? null : mechanism[slot.mode],
    Activity_LocationType: nationalOf(context, 'activity_location_type', slot?.mode ?? null),
    AttendanceStatus: attendanceStatus[contact.outcome],
    Contact_CancellationDate: isCancelled ? contact.happenedOn : null,
  }
}

function activityRow(contact: CareContact, context: DataSetContext): DataSetRow {
  const what = contact.isTreatment ? 'treatment' : contact.isInitial ? 'first' : 'follow_up'
  return {
    CareActivityID: context.key('activity', contact.eventId),
    CareContactID: context.key('contact', contact.eventId),
    Activity_Type: context.national('activity_type', what),
  }
}

function rttRows(
  ServiceRequestID: string,
  { standing, receivedOn }: MonthOfReferral,
  { firstDay, lastDay }: DataSetPeriod,
): DataSetRow[] {
  return rttClocks(standing, receivedOn, lastDay)
    .filter(({ stop }) => stop === null || stop >= firstDay)
    .map(({ start, stop, rttCode }) => ({
      ServiceRequestID,
      WaitingTime_MeasurementType: '01',
      RTT_StartDate: start,
      RTT_EndDate: stop,
      RTT_Status: rttCode,
    }))
}

/** How the referral ended by the end of the month, as far as it did. */
function endOf({ state, standing }: MonthOfReferral): {
  isRejection: boolean
  ground: string
  to: string | null
} {
  const fact = standing.findLast(
    ({ type, happenedOn }) =>
      happenedOn === state.closedOn &&
      (type === 'closed' || type === 'redirected' || type === 'not_accepted'),
  )
  const isRejection =
    state.firstAttendedOn === null && (state.status === 'not_accepted' || state.status === 'redirected')
  return {
    isRejection,
    ground:
      state.status === 'redirected'
        ? redirectedAtTriage
        : ((fact?.type === 'not_accepted' ? fact.detail.reasonCode : null) ?? noGroundGiven),
    to:
      fact?.type === 'closed'
        ? (fact.detail.to ?? null)
        : fact?.type === 'redirected'
          ? (fact.detail.route ?? null)
          : null,
  }
}

function dischargeLetterOn({ standing }: MonthOfReferral): string | null {
  const letter = standing.findLast(
    (fact) => fact.type === 'letter_sent' && fact.detail.purpose === 'discharge',
  )
  return letter?.happenedOn ?? null
}

function nationalOf(context: DataSetContext, set: CodeSetId, local: string | null): string | null {
  return local === null ? null : context.national(set, local)
}

function organisationIn(text: string | null): string | null {
  const code = (text ?? '').trim().toUpperCase()
  // Words in capitals look like codes: a code has a digit, or is a trust's, which begins with R.
  const isCode = isWellFormed(code, { kind: 'organisation' }) && (/\d/.test(code) || /^R[A-Z]{2}$/.test(code))
  return isCode ? code : null
}

function yesOrNo(value: boolean | null): string | null {
  return value === null ? null : value ? 'Y' : 'N'
}
