import { sql } from 'kysely'
import type { DaysCount } from '../../domain/returns/assemble-line.ts'
import { addDays, daysBetween } from '../../domain/clocks/days.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { timeSlices } from '../import/time-slices.ts'
import { stillRunning } from '../projection/compute.ts'

/** Span classes of waits that have ended: the longest holds waits of up to 359 years. */
const endedClasses = Array.from({ length: 17 }, (_, spanClass) => spanClass)

/** Where the waits that still run are cut, in days before the census, so that no query takes long by itself. */
const runningCuts = [730, 365, 180, 60, 0]

/** Classes from this one, of waits from four months, are cut by the day of ending: most waits are in these. */
const firstCutClass = 7
const partsOfLongClass = 4

/** Waits that still run and had begun by a date, after `after` when there is one. */
function running(db: Readable | Writing, date: string, after: string | null) {
  const begun = db
    .selectFrom('wait')
    .where('span_class', '=', -1)
    .where('waiting_until', '=', stillRunning)
    .where('waiting_from', '<=', date)
  return after === null ? begun : begun.where('waiting_from', '>', after)
}

/**
 * Waits of one span class that have ended and cover a date, in one part or several. A wait of class k lasts less than 2^(k+1) days, so only
 * those that ended within that time can: about half of what is read is counted, whatever the store's history.
 */
function ended(db: Readable | Writing, date: string, spanClass: number) {
  const longest = 2 ** (spanClass + 1) - 1
  const parts = spanClass < firstCutClass ? 1 : partsOfLongClass
  const cut = (part: number) => addDays(date, Math.floor((longest * part) / parts))
  return Array.from({ length: parts }, (_, part) =>
    db
      .selectFrom('wait')
      .where('span_class', '=', spanClass)
      .where('waiting_until', '>', cut(part))
      .where('waiting_until', '<=', cut(part + 1))
      .where('waiting_from', '<=', date),
  )
}

/** The waits that cover a date, in parts that together hold each of them once. */
export function censusParts(db: Readable | Writing, date: string) {
  const cuts = runningCuts.map((days) => addDays(date, -days))
  return [
    ...cuts.map((cut, index) => running(db, cut, cuts[index - 1] ?? null)),
    ...endedClasses.flatMap((spanClass) => ended(db, date, spanClass)),
  ]
}

/** The waits that cover a date as one table. Only columns of the index: reading the table itself takes ten times as long. */
export function waitingOnDate(db: Readable | Writing, date: string) {
  const [first, ...others] = censusParts(db, date).map((part) =>
    part.select(['referral_id', 'ordinal', 'service_id', 'clock_start', 'waiting_until']),
  )
  return others.reduce((all, part) => all.unionAll(part), first!)
}

/** How many days those waiting on a date had waited, by service. Reads an index only; lets other calls in between. */
export async function daysWaitedByService(
  db: Readable | Writing,
  date: string,
): Promise<Map<string, DaysCount[]>> {
  const histograms = new Map<string, DaysCount[]>()
  const slices = timeSlices(4)
  for (const part of censusParts(db, date)) {
    const rows = await part
      .select(['service_id', 'clock_start', (select) => select.fn.countAll<number>().as('count')])
      .groupBy(['service_id', 'clock_start'])
      .execute()
    for (const { service_id, clock_start, count } of rows) {
      const histogram = histograms.get(service_id) ?? []
      histogram.push({ days: daysBetween(clock_start, date), count })
      histograms.set(service_id, histogram)
    }
    if (slices.over) await slices.rest()
  }
  return histograms
}

/** Whole days from a wait's day 0 to a date. Both are midnights, so nothing is rounded. */
export function daysUpTo(date: string) {
  return sql<number>`CAST(julianday(${date}) - julianday(clock_start) AS INTEGER)`
}

/** How many wait in a histogram. */
export function waitingIn(histogram: readonly DaysCount[]): number {
  return histogram.reduce((all, { count }) => all + count, 0)
}
