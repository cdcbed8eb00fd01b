import { diagnosticBandOf, diagnosticBands, sixWeeksDays, thirteenWeeksDays } from './diagnostic-bands.ts'

/** How many wait for a number of days. */
export interface DaysCount {
  days: number
  count: number
}

/** The waiting side of the six-week list. */
export interface DiagnosticWaits {
  bands: { id: string; label: string; fromDays: number; toDays: number | null; count: number }[]
  total: number
  sixWeeksOrMore: number
  thirteenWeeksOrMore: number
  medianDays: number | null
  ninetyFifthDays: number | null
}

/**
 * The waiting side of the six-week list from days waited at the census. Percentiles are nearest rank: the shortest
 * wait that at least that share of children do not exceed, so each is a wait that a child had; null when nobody waits.
 */
export function assembleDiagnosticWaits(histogram: readonly DaysCount[]): DiagnosticWaits {
  const inBand = new Map<string, number>()
  for (const { days, count } of histogram) {
    const { id } = diagnosticBandOf(days)
    inBand.set(id, (inBand.get(id) ?? 0) + count)
  }
  const countFrom = (from: number) =>
    histogram.reduce((all, { days, count }) => (days >= from ? all + count : all), 0)
  return {
    bands: diagnosticBands.map((band) => ({ ...band, count: inBand.get(band.id) ?? 0 })),
    total: countFrom(0),
    sixWeeksOrMore: countFrom(sixWeeksDays),
    thirteenWeeksOrMore: countFrom(thirteenWeeksDays),
    medianDays: percentile(histogram, 0.5),
    ninetyFifthDays: percentile(histogram, 0.95),
  }
}

function percentile(histogram: readonly DaysCount[], share: number): number | null {
  const total = histogram.reduce((all, { count }) => all + count, 0)
  const rank = Math.ceil(total * share)
  let passed = 0
  for (const { days, count } of histogram.toSorted((a, b) => a.days - b.days)) {
    passed += count
    if (passed >= rank && total > 0) return days
  }
  return null
}
