import type { ReferralClock } from '../../../shared/contract/clocks.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import type { Tone } from '../../app/tokens.ts'

/** What a clock's mark says and in which tone. */
export function stateMark(clock: ReferralClock): { words: string; tone: Tone } {
  switch (clock.state) {
    case 'nullified':
      return { words: 'Nullified', tone: 'neutral' }
    case 'not_started':
      return { words: 'Not started', tone: 'neutral' }
    case 'date_missing':
      return { words: 'Date missing', tone: 'warning' }
    case 'excused':
      return { words: 'Lawful exception', tone: 'info' }
    case 'stopped':
      return clock.outcome === 'over'
        ? { words: 'Stopped, late', tone: 'warning' }
        : { words: 'Stopped', tone: 'neutral' }
    case 'running':
      return clock.outcome === 'over'
        ? { words: 'Overdue', tone: 'danger' }
        : { words: 'Running', tone: 'info' }
  }
}

/** A clock in a cell: "133 days from 06-Oct-2025 to 16-Feb-2026". */
export function spanWords(clock: ReferralClock | null): string {
  if (clock === null) return 'Not carried'
  if (clock.start === null) return stateMark(clock).words
  const days = `${clock.days} ${clock.days === 1 ? 'day' : 'days'}`
  if (clock.state === 'not_started') return `Starts ${formatDate(clock.start)}`
  const until = clock.stop === null ? ', running' : ` to ${formatDate(clock.stop)}`
  return `${days} from ${formatDate(clock.start)}${until}`
}
