/** NHS NUMBER STATUS INDICATOR CODE, NHS Data Dictionary. CSDS may not take 08. */
export const nhsNumberStatuses = ['01', '02', '03', '04', '05', '06', '07', '08'] as const
export type NhsNumberStatus = (typeof nhsNumberStatuses)[number]

export const nhsNumberStatusLabels: Record<NhsNumberStatus, string> = {
  '01': 'Number present and verified',
  '02': 'Number present but not traced',
  '03': 'Trace required',
  '04': 'Trace attempted, no match or several matches',
  '05': 'Trace needs to be resolved',
  '06': 'Trace in progress',
  '07': 'Number not present, trace not required',
  '08': 'Trace postponed (baby under six weeks old)',
}

/** Other spellings that extracts use, in lower case. */
export const nhsNumberStatusSynonyms: Record<string, NhsNumberStatus> = {
  verified: '01',
  'present and verified': '01',
  traced: '01',
  'present but not traced': '02',
  'not traced': '02',
  unverified: '02',
  'not verified': '02',
  untraced: '02',
  'trace attempted': '04',
  'no match': '04',
  'trace needs to be resolved': '05',
  'in progress': '06',
  'not present': '07',
  'trace postponed': '08',
}
