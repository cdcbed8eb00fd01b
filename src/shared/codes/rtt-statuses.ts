/** What an RTT period status does to a clock. */
export type RttEffect = 'starts' | 'runs' | 'stops' | 'nullifies' | 'none'

export interface RttStatus {
  code: string
  meaning: string
  effect: RttEffect
}

/** REFERRAL TO TREATMENT PERIOD STATUS. Source: NHS Data Dictionary (DSCN 18/2006); RTT guidance v5.0 annex D. */
export const rttStatuses = [
  { code: '10', meaning: 'First activity of a referral to treatment period', effect: 'runs' },
  { code: '11', meaning: 'First activity of a new period after active monitoring', effect: 'starts' },
  {
    code: '12',
    meaning: 'First activity of a new period after a consultant referred on for a separate condition',
    effect: 'starts',
  },
  { code: '20', meaning: 'Further activity; more is expected', effect: 'runs' },
  { code: '21', meaning: 'Transferred to another provider; activity is expected there', effect: 'runs' },
  { code: '30', meaning: 'First definitive treatment started', effect: 'stops' },
  { code: '31', meaning: 'Active monitoring started by the family', effect: 'stops' },
  { code: '32', meaning: 'Active monitoring started by a care professional', effect: 'stops' },
  { code: '33', meaning: 'Was not brought to the first care activity', effect: 'nullifies' },
  { code: '34', meaning: 'Decision not to treat, or no further contact needed', effect: 'stops' },
  { code: '35', meaning: 'Treatment declined by the family', effect: 'stops' },
  { code: '36', meaning: 'Died before treatment', effect: 'stops' },
  { code: '90', meaning: 'After treatment: the first treatment was earlier', effect: 'none' },
  { code: '91', meaning: 'Activity during active monitoring', effect: 'none' },
  { code: '92', meaning: 'Not yet referred: tests asked for by the general practitioner', effect: 'none' },
  { code: '98', meaning: 'Referral to treatment does not apply', effect: 'none' },
  { code: '99', meaning: 'Not yet known', effect: 'none' },
] as const satisfies readonly RttStatus[]
export type RttCode = (typeof rttStatuses)[number]['code']

/** What a status means, in words. */
export function rttMeaning(code: RttCode): string {
  return rttStatuses.find((each) => each.code === code)?.meaning ?? ''
}
