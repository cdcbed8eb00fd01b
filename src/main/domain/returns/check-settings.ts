import type { ReturnSettings } from '../../../shared/contract/signed-returns.ts'

/** Thresholds of the return's checks. A provider may change them; these are the values a new store starts with. */
export type CheckSettings = Omit<ReturnSettings, 'twoPeople'>

/**
 * Large change: domain rules (20 % and 10 children). High share: in October 2025 providers had 4.5 % of waiting
 * children in the first week across the CYP lines and 10.5 % in audiology, so a quarter is far outside the usual.
 * Screening and rapid response ran at 26 to 56 % and are left out. Source: NHS England CHS workbook, October 2025.
 * Many waiting: a list that would take three years at this month's pace is more likely one whose contacts were not
 * recorded; no publication gives a figure. The whole return the same: more than 10 children, as for a large change.
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
  manyWaitingMonths: 36,
  manyWaitingChildren: 50,
  identicalChildren: 10,
}

/** The settings a new store starts with. */
export const defaultReturnSettings: ReturnSettings = {
  ...defaultCheckSettings,
  highShareExpected: [...defaultCheckSettings.highShareExpected],
  twoPeople: false,
}
