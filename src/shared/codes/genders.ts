/** PERSON STATED GENDER CODE, NHS Data Dictionary (as in the MHSDS v6 code set); older extracts write 0 for X. */
export const genderCodes = ['1', '2', '9', 'X'] as const
export type GenderCode = (typeof genderCodes)[number]

export const genderLabels: Record<GenderCode, string> = {
  '1': 'Male',
  '2': 'Female',
  '9': 'Indeterminate',
  X: 'Not known',
}

/** Other spellings that extracts use, in lower case. */
export const genderSynonyms: Record<string, GenderCode> = {
  m: '1',
  boy: '1',
  f: '2',
  girl: '2',
  '0': 'X',
  u: 'X',
  unknown: 'X',
  'not recorded': 'X',
  'not stated': 'X',
  other: '9',
  'non-binary': '9',
}
