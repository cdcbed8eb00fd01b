import { code, date, type DataSetField, fieldsOf, has, key, organisation, text, time } from './field.ts'

const mandatory = { requirement: 'M' } as const
const notHeld = { expected: 'not_held' } as const
const whereItHappened = { expected: 'where_it_happened' } as const
const referral = fieldsOf('CYP101')
const team = fieldsOf('CYP102')
const otherReason = fieldsOf('CYP103')
const rtt = fieldsOf('CYP104')
const onward = fieldsOf('CYP105')
const requestKey = ['ServiceRequestID', 'SERVICE REQUEST IDENTIFIER', key, mandatory] as const

/**
 * CYP101 to CYP105. Names and order: NHS England's published definitions of CSDS v1.6; requirements from memory.
 */
export const referralFields: readonly DataSetField[] = [
  referral(...requestKey),
  referral('LocalPatientID', 'LOCAL PATIENT IDENTIFIER (EXTENDED)', key, mandatory),
  referral('OrgID_Commissioner', 'ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)', organisation, {
    requirement: 'M',
    codeSet: 'commissioner',
  }),
  referral('ReferralRequest_ReceivedDate', 'REFERRAL REQUEST RECEIVED DATE', date, mandatory),
  referral('ReferralRequest_ReceivedTime', 'REFERRAL REQUEST RECEIVED TIME', time, notHeld),
  referral('ServiceLineAgreement', 'NHS SERVICE AGREEMENT LINE IDENTIFIER', text(20), {
    requirement: 'O',
    ...notHeld,
  }),
  referral('SourceOfReferral', 'SOURCE OF REFERRAL FOR COMMUNITY', code(2, null), {
    codeSet: 'source_of_referral',
  }),
  referral('OrgID_Referring', 'ORGANISATION IDENTIFIER (REFERRING)', organisation, whereItHappened),
  referral('Referring_StaffGroup', 'CARE PROFESSIONAL STAFF GROUP (COMMUNITY CARE)', code(3, null), {
    codeSet: 'referring_staff_group',
    ...whereItHappened,
  }),
  referral('Priority_Type', 'PRIORITY TYPE CODE', code(1, 'priority_type'), { codeSet: 'priority' }),
  referral('PrimaryReferralReason', 'PRIMARY REASON FOR REFERRAL (COMMUNITY CARE)', code(3, null), {
    codeSet: 'referral_reason',
  }),
  referral('Discharge_Date', 'SERVICE DISCHARGE DATE', date, whereItHappened),
  referral('Discharge_LetterIssuedDate', 'DISCHARGE LETTER ISSUED DATE', date, whereItHappened),

  team(...requestKey),
  team('TeamID_Local', 'CARE PROFESSIONAL TEAM LOCAL IDENTIFIER', key),
  team('TeamType', 'SERVICE OR TEAM TYPE REFERRED TO (COMMUNITY CARE)', code(2, 'team_type'), mandatory),
  team('Referral_ClosureDate', 'REFERRAL CLOSURE DATE', date, whereItHappened),
  team('Referral_RejectionDate', 'REFERRAL REJECTION DATE', date, whereItHappened),
  team('Referral_ClosureReason', 'REFERRAL CLOSURE REASON', code(2, 'closure_reason'), {
    codeSet: 'closure_reason',
    expected: has('Referral_ClosureDate'),
  }),
  team('Referral_RejectionReason', 'REFERRAL REJECTION REASON', code(2, 'rejection_reason'), {
    codeSet: 'rejection_reason',
    expected: has('Referral_RejectionDate'),
  }),

  otherReason(...requestKey),
  otherReason('ReferralReason_Other', 'OTHER REASON FOR REFERRAL (COMMUNITY CARE)', code(3, null), {
    requirement: 'M',
    codeSet: 'referral_reason',
  }),

  rtt(...requestKey),
  rtt('BookingReference', 'UNIQUE BOOKING REFERENCE NUMBER (CONVERTED)', text(12), notHeld),
  rtt('PatientPathwayID', 'PATIENT PATHWAY IDENTIFIER', key, notHeld),
  rtt(
    'PatientPathwayID_OrgID',
    'ORGANISATION IDENTIFIER (PATIENT PATHWAY IDENTIFIER ISSUER)',
    organisation,
    notHeld,
  ),
  rtt(
    'WaitingTime_MeasurementType',
    'WAITING TIME MEASUREMENT TYPE',
    code(2, 'waiting_time_type'),
    mandatory,
  ),
  rtt('RTT_StartDate', 'REFERRAL TO TREATMENT PERIOD START DATE', date),
  rtt('RTT_StartTime', 'REFERRAL TO TREATMENT PERIOD START TIME', time, notHeld),
  rtt('RTT_EndDate', 'REFERRAL TO TREATMENT PERIOD END DATE', date, whereItHappened),
  rtt('RTT_EndTime', 'REFERRAL TO TREATMENT PERIOD END TIME', time, notHeld),
  rtt('RTT_Status', 'REFERRAL TO TREATMENT PERIOD STATUS', code(2, 'rtt_status')),

  onward(...requestKey),
  onward('Onward_ReferralDate', 'ONWARD REFERRAL DATE', date),
  onward('Onward_ReferralReason', 'ONWARD REFERRAL REASON', code(2, 'onward_reason'), {
    codeSet: 'onward_reason',
  }),
  onward('OrgID_Receiving', 'ORGANISATION IDENTIFIER (RECEIVING)', organisation, whereItHappened),
]
