/** How sure we are of a list: read in the owner's publication, read elsewhere, or known without a source at hand. */
export type Confidence = 'published' | 'second_hand' | 'recalled'

/** A national code list as far as it is known. */
export interface CodeList {
  id: string
  name: string
  codes: readonly (readonly [code: string, label: string])[]
  /** False where only some codes are known: then a code outside is not called wrong. */
  complete: boolean
  confidence: Confidence
  source: string
}

const mentalHealthValidator = 'NHS England, code sets of the MHSDS v6 validator (same data element)'
const supplierMap = 'a community trust’s published CSDS 1.6 code map'

/** National code lists of the Community Services Data Set that are known. Labels are shortened. */
export const codeLists = [
  {
    id: 'nhs_number_status',
    name: 'NHS NUMBER STATUS INDICATOR CODE',
    codes: [
      ['01', 'Present and verified'],
      ['02', 'Present, not traced'],
      ['03', 'Trace required'],
      ['04', 'Trace attempted, no or several matches'],
      ['05', 'Trace needs to be resolved'],
      ['06', 'Trace in progress'],
      ['07', 'Not present, trace not required'],
      ['08', 'Trace postponed (baby under six weeks)'],
    ],
    complete: true,
    confidence: 'published',
    source: 'NHS Data Dictionary',
  },
  {
    id: 'gender',
    name: 'PERSON STATED GENDER CODE',
    codes: [
      ['1', 'Male'],
      ['2', 'Female'],
      ['9', 'Indeterminate'],
      ['X', 'Not known'],
    ],
    complete: true,
    confidence: 'published',
    source: mentalHealthValidator,
  },
  {
    id: 'ethnic_category',
    name: 'ETHNIC CATEGORY',
    codes: [...'ABCDEFGHJKLMNPRSZ', '99'].map((code) => [code, ''] as const),
    complete: true,
    confidence: 'published',
    source: 'NHS Data Dictionary, 16+1',
  },
  {
    id: 'yes_no',
    name: 'Yes or no indicator',
    codes: [
      ['Y', 'Yes'],
      ['N', 'No'],
    ],
    complete: false,
    confidence: 'second_hand',
    source: supplierMap,
  },
  {
    id: 'priority_type',
    name: 'PRIORITY TYPE CODE',
    codes: [
      ['1', 'Routine'],
      ['2', 'Urgent'],
      ['3', 'Two week wait'],
    ],
    complete: true,
    confidence: 'second_hand',
    source: 'an integrated care board’s published CSDS models',
  },
  {
    id: 'team_type',
    name: 'SERVICE OR TEAM TYPE REFERRED TO (COMMUNITY CARE)',
    codes: [
      '01 02 03 04 05 06 07 09 10 11 12 13 14 15 16 17 19 20 21 23 24 25 26 27 29 30 31 32 33 34 35 36 37 38 39',
      '40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58',
    ]
      .join(' ')
      .split(' ')
      .map((code) => [code, ''] as const),
    complete: true,
    confidence: 'second_hand',
    source: supplierMap,
  },
  {
    id: 'closure_reason',
    name: 'REFERRAL CLOSURE REASON',
    codes: [
      ['01', 'Admitted elsewhere'],
      ['02', 'Treatment completed'],
      ['03', 'No further treatment appropriate'],
      ['04', 'Did not attend'],
      ['05', 'Died'],
      ['06', 'Asked to be discharged'],
      ['07', 'Referred to another service'],
      ['08', 'Refused to be seen'],
      ['09', 'See your own tables'],
    ],
    complete: true,
    confidence: 'recalled',
    source: `codes: ${mentalHealthValidator}; labels from memory, to be confirmed`,
  },
  {
    id: 'rejection_reason',
    name: 'REFERRAL REJECTION REASON',
    codes: [
      ['01', 'Duplicate: already treated for the condition'],
      ['02', 'Inappropriate for the services offered'],
      ['03', 'Incomplete information'],
    ],
    complete: true,
    confidence: 'published',
    source: 'NHS Data Dictionary, June 2026',
  },
  {
    id: 'onward_reason',
    name: 'ONWARD REFERRAL REASON',
    codes: [
      ['01', 'Transfer of clinical responsibility'],
      ['02', 'Opinion only'],
      ['03', 'Diagnostic test only'],
      ['04', 'New referral'],
      ['96', ''],
      ['98', ''],
      ['99', ''],
    ],
    complete: true,
    confidence: 'recalled',
    source: `codes: ${mentalHealthValidator}; labels from memory, to be confirmed`,
  },
  {
    id: 'waiting_time_type',
    name: 'WAITING TIME MEASUREMENT TYPE',
    codes: [
      ['01', 'Consultant-led referral to treatment'],
      ['02', 'Allied health professional referral to treatment'],
      ['05', 'Two-hour urgent community response'],
      ['06', 'Two-day standard'],
      ['09', 'Other referral to treatment'],
    ],
    complete: false,
    confidence: 'second_hand',
    source: 'an integrated care board’s published CSDS models',
  },
  {
    id: 'rtt_status',
    name: 'REFERRAL TO TREATMENT PERIOD STATUS',
    codes: '10 11 12 20 21 30 31 32 33 34 35 36 90 91 92 98 99'.split(' ').map((code) => [code, ''] as const),
    complete: true,
    confidence: 'published',
    source: 'RTT guidance v5.0, annex D',
  },
  {
    id: 'attendance_status',
    name: 'ATTENDANCE STATUS',
    codes: [
      ['5', 'Attended on time'],
      ['6', 'Late, seen'],
      ['7', 'Late, could not be seen'],
      ['3', 'Not brought, no warning'],
      ['2', 'Cancelled by or for the patient'],
      ['4', 'Cancelled by the provider'],
    ],
    complete: true,
    confidence: 'second_hand',
    source: supplierMap,
  },
  {
    id: 'consultation_type',
    name: 'CONSULTATION TYPE',
    codes: [
      ['01', 'Initial'],
      ['02', 'Follow-up'],
    ],
    complete: true,
    confidence: 'second_hand',
    source: supplierMap,
  },
  {
    id: 'consultation_mechanism',
    name: 'CONSULTATION MECHANISM',
    codes: [
      ['01', 'Face to face'],
      ['02', 'Telephone'],
      ['04', 'Talk type'],
      ['05', 'E-mail'],
      ['09', 'Text message'],
      ['10', 'Instant messaging'],
      ['11', 'Video'],
      ['12', 'Message board'],
      ['13', 'Chat room'],
      ['98', 'Other'],
    ],
    complete: true,
    confidence: 'second_hand',
    source: supplierMap,
  },
  {
    id: 'administrative_category',
    name: 'ADMINISTRATIVE CATEGORY CODE',
    codes: [
      ['01', 'NHS'],
      ['02', 'Private'],
      ['03', 'Amenity'],
      ['04', 'Category II'],
      ['98', 'Not applicable'],
      ['99', 'Not known'],
    ],
    complete: true,
    confidence: 'published',
    source: mentalHealthValidator,
  },
  {
    id: 'activity_location_type',
    name: 'ACTIVITY LOCATION TYPE CODE',
    codes: [
      ['A01', 'Home'],
      ['A02', 'Carer’s home'],
      ['A03', 'Workplace'],
      ['A04', 'Other patient-related place'],
      ['B01', 'Primary care health centre'],
      ['C01', 'GP practice'],
      ['E03', 'Day hospital'],
      ['H01', 'Day centre'],
      ['L01', 'School'],
      ['X01', 'Elsewhere'],
    ],
    complete: false,
    confidence: 'second_hand',
    source: supplierMap,
  },
  {
    id: 'activity_type',
    name: 'COMMUNITY CARE ACTIVITY TYPE',
    codes: [
      ['01', 'Administering tests'],
      ['02', 'Assessment'],
      ['03', 'Clinical intervention'],
      ['04', 'Counselling, advice, support'],
      ['05', 'Health promotion'],
      ['06', 'Multidisciplinary review'],
      ['07', 'Supporting another clinician'],
      ...['08', '09', '10', '11', '12'].map((code) => [code, 'Health visiting'] as const),
      ['97', 'Other'],
    ],
    complete: true,
    confidence: 'second_hand',
    source: supplierMap,
  },
  {
    id: 'education_outcome',
    name: 'EDUCATIONAL ASSESSMENT OUTCOME',
    codes: [
      ['01', ''],
      ['05', ''],
    ],
    complete: false,
    confidence: 'recalled',
    source: `${mentalHealthValidator}; meanings not known here`,
  },
] as const satisfies readonly CodeList[]
export type CodeListId = (typeof codeLists)[number]['id']

const byId: ReadonlyMap<string, CodeList> = new Map(codeLists.map((list) => [list.id, list]))
const members = new Map(
  codeLists.map((list) => [list.id as string, new Set(list.codes.map(([code]) => code))]),
)

/** A known list by its id. */
export function codeListOf(id: CodeListId): CodeList {
  const list = byId.get(id)
  if (list === undefined) throw new RangeError(`No code list ${id}`)
  return list
}

/** Whether a code may be in a list: one that is known to be complete refuses every other code. */
export function mayBeInList(id: CodeListId, code: string): boolean {
  return !codeListOf(id).complete || members.get(id)?.has(code) === true
}
