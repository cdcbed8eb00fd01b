import type { MonthChange } from '../../../shared/contract/clocks.ts'
import { chsBandOf } from '../waiting-bands/bands.ts'
import { lastDayOfMonth, monthInWords, monthOf, previousMonth } from '../returns/months.ts'
import { type CommunityWait, waitingOn } from './community-wait.ts'

/** How many month-ends a correction is held against. */
export const monthsLookedAt = 36

/**
 * The month-ends, newest first, at which a corrected wait is counted otherwise: in another band, or not at all. Looks
 * at the last 36 months that have ended by `today`; a month that is still running has no census yet.
 */
export function monthChanges(
  before: CommunityWait,
  after: CommunityWait,
  line: string | null,
  today: string,
  produced: ReadonlySet<string>,
): MonthChange[] {
  const changes: MonthChange[] = []
  let month = lastDayOfMonth(monthOf(today)) === today ? monthOf(today) : previousMonth(monthOf(today))
  for (let left = monthsLookedAt; left > 0; left -= 1, month = previousMonth(month)) {
    const census = lastDayOfMonth(month)
    const [was, will] = [bandOn(before, census), bandOn(after, census)]
    if (was === will) continue
    changes.push({
      month,
      line,
      before: was,
      after: will,
      wasProduced: produced.has(month),
      sentence: `${monthInWords(month)}: ${line ?? 'not in the return'} ${shown(was)} → ${shown(will)}`,
    })
  }
  return changes
}

function bandOn(wait: CommunityWait, census: string): string | null {
  const waiting = waitingOn(wait, census)
  return waiting === null ? null : chsBandOf(waiting.days)
}

function shown(band: string | null): string {
  return band === null ? 'not counted' : band.replace('-', '–')
}
