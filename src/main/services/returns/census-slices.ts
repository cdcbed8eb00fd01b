import { addDays } from '../../domain/clocks/days.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { stillRunning } from '../projection/compute.ts'

/** Where waits that still run are cut, in days before the census: months for three years, then half years for nine. */
const runningCuts = [
  ...Array.from({ length: 37 }, (_, month) => month * 30),
  ...Array.from({ length: 18 }, (_, half) => 37 * 30 + (half + 1) * 182),
].toReversed()

/** Parts that the waits of one span class are read in. */
const partsOfClass = 16
const spanClasses = Array.from({ length: 17 }, (_, spanClass) => spanClass)

/**
 * The waits that cover a date, in slices that together hold each of them once, each small enough to be read out whole
 * without holding anybody up. The same waits as `censusParts`, cut finer.
 */
export function censusSlices(db: Readable | Writing, date: string) {
  const running = runningCuts.map((days, index) => {
    const earlier = runningCuts[index - 1]
    const begun = db
      .selectFrom('wait')
      .where('span_class', '=', -1)
      .where('waiting_until', '=', stillRunning)
      .where('waiting_from', '<=', addDays(date, -days))
    return earlier === undefined ? begun : begun.where('waiting_from', '>', addDays(date, -earlier))
  })
  const ended = spanClasses.flatMap((spanClass) => {
    const longest = 2 ** (spanClass + 1) - 1
    const step = Math.max(31, Math.ceil(longest / partsOfClass))
    return Array.from({ length: Math.ceil(longest / step) }, (_, part) =>
      db
        .selectFrom('wait')
        .where('span_class', '=', spanClass)
        .where('waiting_until', '>', addDays(date, part * step))
        .where('waiting_until', '<=', addDays(date, Math.min(longest, (part + 1) * step)))
        .where('waiting_from', '<=', date),
    )
  })
  return [...running, ...ended]
}
