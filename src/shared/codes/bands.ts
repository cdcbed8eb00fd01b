/** A waiting band in whole days, both ends inclusive; `toDays` null is open-ended. */
export interface WaitingBand {
  /** Day label, as the headless commands and exports name it. */
  id: string
  /** Week label, as published. */
  weeks: string
  fromDays: number
  toDays: number | null
}

/** The eight bands of the Community Health Services waiting list. Source: NHS England CHS publication, October 2025. */
export const chsBands = [
  { id: '0-7', weeks: '0-1', fromDays: 0, toDays: 7 },
  { id: '8-14', weeks: '>1-2', fromDays: 8, toDays: 14 },
  { id: '15-28', weeks: '>2-4', fromDays: 15, toDays: 28 },
  { id: '29-84', weeks: '>4-12', fromDays: 29, toDays: 84 },
  { id: '85-126', weeks: '>12-18', fromDays: 85, toDays: 126 },
  { id: '127-364', weeks: '>18-52', fromDays: 127, toDays: 364 },
  { id: '365-728', weeks: '>52-104', fromDays: 365, toDays: 728 },
  { id: '729+', weeks: '>104', fromDays: 729, toDays: null },
] as const satisfies readonly WaitingBand[]
export type ChsBandId = (typeof chsBands)[number]['id']

/** The seven bands used before the 52 to 104 week split. Source: older NHS England CHS landing page. */
export const chsLegacyBands: readonly WaitingBand[] = [
  ...chsBands.slice(0, 6),
  { id: '365+', weeks: '>52', fromDays: 365, toDays: null },
]

/** Within 18 weeks means at most this many days. Source: RTT guidance v5.0 s10.1.7. */
export const within18WeeksDays = 126
/** Over 52 weeks means at least this many days. */
export const over52WeeksDays = 365
