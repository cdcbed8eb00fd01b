/** A weekly band of the diagnostics return. Days are inclusive; the last has no end. */
export interface DiagnosticBand {
  /** `w0` to `w13`. */
  id: string
  /** In weeks: `0 to <1`, `13 or more`. */
  label: string
  fromDays: number
  toDays: number | null
}

/** From this week on there is one band. */
const lastWeek = 13

/** From these days a wait is six weeks or more. Source: DM01, weeks are full weeks; the target is 42 days. */
export const sixWeeksDays = 42
export const thirteenWeeksDays = 91

/** The bands of the diagnostics return: each week up to 13, then all longer ones. Source: DM01 monthly return. */
export const diagnosticBands: readonly DiagnosticBand[] = Array.from({ length: lastWeek + 1 }, (_, week) => ({
  id: `w${week}`,
  label: week === lastWeek ? `${week} or more` : `${week} to <${week + 1}`,
  fromDays: week * 7,
  toDays: week === lastWeek ? null : week * 7 + 6,
}))

/** The band of a wait in days. A week is over on its seventh day: 6 days are under one week, 7 are one. */
export function diagnosticBandOf(days: number): DiagnosticBand {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`Not a wait in days: ${days}`)
  return diagnosticBands[Math.min(Math.floor(days / 7), lastWeek)]!
}
