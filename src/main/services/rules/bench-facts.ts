import { triageFields } from '../../../shared/codes/triage-fields.ts'
import type { ReferralFacts } from '../../domain/triage/compile-condition.ts'
import {
  agesAt,
  type AgesWhenReceived,
  daysBetween,
  nhsNumberCheck,
  referralFacts,
  weeksBetween,
} from '../../domain/triage/referral-facts.ts'
import type { BenchRow } from './bench-rows.ts'

/** What the rules are given of a referral: the same as for its projection, save that of text only its presence is read. */
export function benchFacts(row: BenchRow, today: string, lastRunOn: string | null): ReferralFacts {
  const received = receiptOf(row.received)
  return referralFacts({
    ...(parsed(row.circumstances) as object),
    service: row.service_id,
    today,
    lastRunOn,
    receivedDate: row.received_date,
    originalReferralDate: received.originalReferralDate ?? row.original,
    dateOfBirth: row.date_of_birth,
    gestationWeeks: row.gestation_weeks,
    nhsNumberStatus: row.nhs_number_status,
    postcode: row.postcode,
    gpPracticeCode: row.gp_practice_code,
    contactPhone: row.phone,
    referrerRole: row.referrer_role,
    pathway: list(row.pathways),
    reasonCodes: list(row.reason_codes),
    reasonText: row.has_reason === 1 ? 'x' : null,
    redFlagsAsked: answer(row.red_flags_asked),
    redFlags: list(row.red_flags),
    evidence: list(row.evidence),
    consentStatus: row.consent_status,
    consentGiverRole: row.consent_giver_role,
    childInCare: answer(row.child_in_care),
    cpPlan: answer(row.cp_plan),
    childInNeed: answer(row.child_in_need),
    armedForcesFamilyMove: answer(row.armed_forces_family),
    transferIn: received.transferIn ?? false,
    interpreterNeed: answer(row.interpreter_needed),
    aisNeed: row.information_format === null ? null : !/^(none|standard)$/i.test(row.information_format),
    openReferralSameServiceCount: row.others,
    probableDuplicate: row.duplicate === 1,
    wnbCount: row.wnb,
    cancelledByFamilyCount: row.cancelled,
    lastContactWithFamilyOn: row.last_contact_on,
    optInSentOn: row.opt_in_sent_on,
  })
}

interface Receipt {
  originalReferralDate?: string | null
  transferIn?: boolean
}

const plainReceipt: Receipt = {}

/** Most receipts hold a date and nothing else: those are not parsed. */
function receiptOf(detail: string | null | undefined): Receipt {
  return detail != null && (detail.includes('transferIn') || detail.includes('originalReferralDate'))
    ? (JSON.parse(detail) as Receipt)
    : plainReceipt
}

function answer(stored: 0 | 1 | null | undefined): boolean | null {
  return stored == null ? null : stored === 1
}

function list(stored: string | null | undefined): string[] | null {
  return stored == null ? null : (parsed(stored) as string[])
}

/** Lists of codes repeat: each text is parsed once. Nothing changes what it is handed. */
const parsedTexts = new Map<string, unknown>()
const mostTexts = 20_000

function parsed(json: string): unknown {
  let known = parsedTexts.get(json)
  if (known === undefined) {
    if (parsedTexts.size >= mostTexts) parsedTexts.clear()
    known = JSON.parse(json)
    parsedTexts.set(json, known)
  }
  return known
}

/** A row of which anything may have been left out that nobody asks about. */
type AnyRow = Partial<BenchRow>

const ageFields = ['ageDays', 'ageMonths', 'ageYears', 'correctedAgeDays', 'correctedAgeMonths'] as const
type AgeField = (typeof ageFields)[number]

type Answer = (row: AnyRow, today: string, lastRunOn: string | null) => unknown

/** Answers by field, each as `referralFacts` gives it; a field that is not here is kept with the circumstances. */
const quickAnswers: Readonly<Record<string, Answer>> = {
  service: (row) => row.service_id,
  dateReceived: (row) => row.received_date,
  originalReferralDate: (row) => receiptOf(row.received).originalReferralDate ?? row.original,
  dob: (row) => row.date_of_birth,
  nhsNumberStatus: (row) => nhsNumberCheck(row.nhs_number_status),
  postcode: (row) => row.postcode,
  gpPracticeCode: (row) => row.gp_practice_code,
  contactPhone: (row) => row.phone,
  referrerRole: (row) => row.referrer_role,
  pathway: (row) => list(row.pathways),
  reasonCodes: (row) => list(row.reason_codes),
  reasonText: (row) => (row.has_reason === 1 ? 'x' : null),
  redFlagsAsked: (row) => answer(row.red_flags_asked),
  redFlags: (row) => list(row.red_flags),
  evidence: (row) => list(row.evidence),
  consentStatus: (row) => row.consent_status,
  consentGiverRole: (row) => row.consent_giver_role,
  childInCare: (row) => answer(row.child_in_care),
  cpPlan: (row) => answer(row.cp_plan),
  childInNeed: (row) => answer(row.child_in_need),
  flags: (row) => heldIn(row)['circumstances'] ?? null,
  armedForcesFamilyMove: (row) => answer(row.armed_forces_family),
  transferIn: (row) => receiptOf(row.received).transferIn ?? false,
  interpreterNeed: (row) => answer(row.interpreter_needed),
  aisNeed: (row) =>
    row.information_format == null ? null : !/^(none|standard)$/i.test(row.information_format),
  openReferralSameServiceCount: (row) => row.others,
  probableDuplicate: (row) => row.duplicate === 1,
  wnbCount: (row) => row.wnb,
  cancelledByFamilyCount: (row) => row.cancelled,
  weeksWaiting: (row, today) => weeksBetween(row.received_date, today),
  weeksWaitingLastRun: (row, _today, lastRunOn) =>
    weeksBetween(row.received_date, lastRunOn ?? row.received_date),
  daysSinceLastContactWithFamily: (row, today) =>
    daysBetween(row.last_contact_on ?? row.received_date, today),
  optInDaysOutstanding: (row, today) => daysBetween(row.opt_in_sent_on, today),
  // Worked out when one referral is opened, never for a list.
  projectedAgeAtFirstContactMonths: () => null,
}

const nothingHeld: Readonly<Record<string, unknown>> = {}

/** The answers kept with the circumstances of a referral. */
function heldIn({ circumstances }: AnyRow): Readonly<Record<string, unknown>> {
  return circumstances === undefined || circumstances === '{}'
    ? nothingHeld
    : (parsed(circumstances) as Readonly<Record<string, unknown>>)
}

/**
 * The same as `benchFacts`, field by field, each worked out when a rule asks about it: of sixty fields a referral's
 * rules ask about a few.
 */
export function quickFacts(
  row: AnyRow,
  today: string,
  lastRunOn: string | null,
  receipt: Receipts = () => null,
): ReferralFacts {
  return new QuickFacts(row, today, lastRunOn, receipt)
}

/** Reads what is kept with the receipt of a referral, for the few of whom a rule asks. */
export type Receipts = (referralId: string) => string | null

class QuickFacts {
  readonly [field: string]: unknown
  readonly #row: AnyRow
  readonly #today: string
  readonly #lastRunOn: string | null
  readonly #receipt: Receipts
  #ages: AgesWhenReceived | null = null

  constructor(row: AnyRow, today: string, lastRunOn: string | null, receipt: Receipts) {
    this.#row = row
    this.#today = today
    this.#lastRunOn = lastRunOn
    this.#receipt = receipt
  }

  /** Ages are worked out once for all of them. */
  #age(name: AgeField): number | null {
    const { date_of_birth: born, received_date: received, gestation_weeks: weeks } = this.#row
    this.#ages ??= agesAt(born, received, weeks)
    return this.#ages[name]
  }

  #answer(read: Answer, inReceipt: boolean): unknown {
    const row = this.#row
    if (inReceipt && row.received === undefined) row.received = this.#receipt(row.referral_id ?? '')
    return read(row, this.#today, this.#lastRunOn)
  }

  static {
    const define = (name: string, get: (this: QuickFacts) => unknown) =>
      Object.defineProperty(QuickFacts.prototype, name, { get })
    for (const name of ['service', ...triageFields.map((field) => field.name)]) {
      const age = ageFields.find((field) => field === name)
      const inReceipt = name === 'transferIn' || name === 'originalReferralDate'
      const read = quickAnswers[name] ?? ((row: AnyRow) => heldIn(row)[name])
      define(
        name,
        age === undefined
          ? function () {
              return this.#answer(read, inReceipt)
            }
          : function () {
              return this.#age(age)
            },
      )
    }
  }
}
