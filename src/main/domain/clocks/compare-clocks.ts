import type { ClockChange, ReferralClock } from '../../../shared/contract/clocks.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { dayCount } from './clock-words.ts'

/** The clocks that a correction changes, each with a sentence, and the names of those it leaves as they are. */
export function compareClocks(
  before: readonly ReferralClock[],
  after: readonly ReferralClock[],
): { changed: ClockChange[]; unchanged: string[] } {
  const ids = [...new Set([...before, ...after].map((clock) => clock.id))]
  const changed: ClockChange[] = []
  const unchanged: string[] = []
  for (const id of ids) {
    const was = before.find((clock) => clock.id === id) ?? null
    const will = after.find((clock) => clock.id === id) ?? null
    const name = (will ?? was)?.name ?? id
    if (isSame(was, will)) unchanged.push(name)
    else changed.push({ id, name, before: was, after: will, sentence: changeSentence(was, will) })
  }
  return { changed, unchanged }
}

function isSame(a: ReferralClock | null, b: ReferralClock | null): boolean {
  if (a === null || b === null) return a === b
  const facts = (clock: ReferralClock) =>
    JSON.stringify([
      clock.state,
      clock.start,
      clock.stop,
      clock.stopReason,
      clock.dueBy,
      clock.days,
      clock.reviewDue,
    ])
  return facts(a) === facts(b)
}

function changeSentence(was: ReferralClock | null, will: ReferralClock | null): string {
  if (will === null) return 'Is no longer carried.'
  const day = (date: string | null) => (date === null ? 'no date' : formatDate(date))
  if (was === null)
    return will.start === null ? 'Is carried from now on.' : `Is new: starts ${day(will.start)}.`
  const parts: string[] = []
  if (was.start !== will.start) parts.push(`starts ${day(will.start)} instead of ${day(was.start)}`)
  if (was.stop !== will.stop) {
    if (will.stop === null) parts.push('runs on instead of having stopped')
    else if (was.stop === null) parts.push(`stops on ${day(will.stop)}`)
    else parts.push(`stops ${day(will.stop)} instead of ${day(was.stop)}`)
  }
  if (was.stop === will.stop && was.stopReason !== will.stopReason && will.stopReason !== null)
    parts.push(`stops for another reason: ${will.stopReason}`)
  const difference = will.days - was.days
  if (difference !== 0) parts.push(`${dayCount(Math.abs(difference))} ${difference > 0 ? 'more' : 'fewer'}`)
  if (was.dueBy !== will.dueBy && will.dueBy !== null) parts.push(`due by ${day(will.dueBy)}`)
  if (was.reviewDue !== will.reviewDue && will.reviewDue !== null)
    parts.push(`review due by ${day(will.reviewDue)}`)
  if (parts.length === 0) parts.push('reads otherwise')
  const text = parts.join('; ')
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`
}
