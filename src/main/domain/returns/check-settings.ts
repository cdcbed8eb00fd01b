/** Thresholds of the return's checks. A provider may change them; these are the values a new store starts with. */
export interface CheckSettings {
  /** A change is large when it is more than this share of last month's figure and more than `largeChangeChildren`. */
  largeChangePercent: number
  largeChangeChildren: number
  /** A line's share in the first band is high when it is more than this and more than `highShareChildren` wait there. */
  highSharePercent: number
  highShareChildren: number
  /** Lines that see most children within a week, where a high share is expected. */
  highShareExpected: readonly string[]
}

/**
 * Large change: domain rules (20 % and 10 children). High share: in October 2025 providers had 4.5 % of waiting
 * children in the first week across the CYP lines and 10.5 % in audiology, so a quarter is far outside the usual.
 * Screening and rapid response ran at 26 to 56 % and are left out. Source: NHS England CHS workbook, October 2025.
 */
export const defaultCheckSettings: CheckSettings = {
  largeChangePercent: 20,
  largeChangeChildren: 10,
  highSharePercent: 25,
  highShareChildren: 10,
  highShareExpected: [
    '(CYP) Antenatal, new-born and children screening and immunisation services',
    '(CYP) New-born hearing screening',
    '(CYP) Rapid Response Services',
  ],
}
