import { clockTargetOf } from '../../../shared/codes/clock-targets.ts'
import { type RttCode, rttMeaning } from '../../../shared/codes/rtt-statuses.ts'
import type { ReferralClock } from '../../../shared/contract/clocks.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import type { ReferralEvent } from '../referral-status/events.ts'
import { againstTarget, dayCount } from './clock-words.ts'
import { dueDate } from './due-by.ts'
import {
  rttDays,
  type RttFlag,
  type RttPathway,
  rttPathway,
  type RttPeriod,
  type RttStart,
} from './rtt-clock.ts'
import { rttHappenings } from './rtt-facts.ts'

const startWords: Record<RttStart, string> = {
  referral: 'when the referral was received',
  carried: 'the original referral date, which came with the transfer',
  after_monitoring: 'when treatment was decided after active monitoring; a new clock, from zero',
  family_goes_ahead: 'when the family went ahead after active monitoring; a new clock, from zero',
  rebooked: 'when another first appointment was to be offered; a new clock, from zero',
  new_treatment: 'when a new treatment was decided',
  second_side: 'when the child was fit and ready for the second procedure',
  re_referral: 'when the child was referred again',
  planned_due: 'the planned date, which passed without the child being seen',
}

const flagWords: Record<RttFlag, string> = {
  active_monitoring_review_overdue: 'The clinical review of active monitoring is overdue.',
  repeated_cancellations_review:
    'The family cancelled more than once: a clinician should look at what next. It is no reason to discharge.',
  delay_over_6_weeks_review: 'The family asked for more than six weeks’ delay: a clinician should review it.',
  thinking_time_contact_due: 'More than 14 days of thinking time: speak with the family.',
  discharge_after_missed_not_allowed:
    'The discharge after a missed appointment does not stop this clock: its grounds are not all recorded.',
  unknown_clock_start: 'The clock start is not known. Find it out; the child is reported meanwhile.',
}

/**
 * The RTT clocks of a consultant-led referral on a date, one for each period, in sentences. Takes standing facts up to
 * that date, in order. Source: RTT guidance v5.0.
 */
export function rttClocks(
  standing: readonly ReferralEvent[],
  clockStart: string,
  asAt: string,
): ReferralClock[] {
  const pathway = rttPathway(rttHappenings(standing, clockStart), asAt)
  return pathway.periods.map((period, index) =>
    toClock(period, index, index === pathway.periods.length - 1 ? pathway : null, asAt),
  )
}

function toClock(period: RttPeriod, index: number, latest: RttPathway | null, asAt: string): ReferralClock {
  const target = clockTargetOf('rtt')
  const days = rttDays(period, asAt) ?? 0
  const isCounted = !period.nullified && period.stopCode !== '98' && period.start !== null
  const dueBy = isCounted && period.start !== null ? dueDate(period.start, target) : null
  const until = period.stop ?? asAt
  const code = period.stopCode ?? runningCode(period, latest)
  const review = latest === null ? [] : reviewSentences(latest)
  return {
    id: `rtt-${index + 1}`,
    kind: 'rtt',
    name: index === 0 ? target.name : `${target.name}, clock ${index + 1}`,
    state: period.nullified ? 'nullified' : period.stop === null ? 'running' : 'stopped',
    start: period.start,
    stop: period.stop,
    stopReason: period.stopWhy,
    target: { days: target.days, unit: target.unit },
    dueBy,
    days,
    outcome: dueBy === null ? null : until > dueBy ? 'over' : 'within',
    byLaw: target.byLaw,
    rttCode: code,
    reviewDue: latest?.reviewDue ?? null,
    needsReview: latest !== null && latest.flags.length > 0,
    sentences: [
      ...(period.start === null
        ? []
        : [`Started ${formatDate(period.start)}, ${startWords[period.startedBy]}.`]),
      period.stop === null
        ? `Running on ${formatDate(asAt)}: ${dayCount(days)}. Cancelled or changed appointments do not alter it.`
        : `Stopped ${formatDate(period.stop)} after ${dayCount(days)}: ${period.stopWhy ?? ''}.`,
      ...(period.nullified ? ['Nullified: it is in no figure. The place in the queue is kept.'] : []),
      ...(dueBy === null ? [] : [againstTarget(target, dueBy, until, period.stop === null)]),
      ...review,
      `RTT status ${code}: ${rttMeaning(code).toLowerCase()}.`,
      ...(index === 0 ? ['Counted in the community return, not in the RTT return.'] : []),
    ],
    source: target.source,
  }
}

function runningCode(period: RttPeriod, latest: RttPathway | null): RttCode {
  if (period.startedBy === 'after_monitoring' || period.startedBy === 'family_goes_ahead') return '11'
  return latest?.firstSeenOn == null ? '10' : '20'
}

function reviewSentences(pathway: RttPathway): string[] {
  return [
    ...(pathway.reviewDue === null
      ? []
      : [
          `On active monitoring: a clinician reviews it every 12 weeks, next by ${formatDate(pathway.reviewDue)}.`,
        ]),
    ...pathway.flags.map((flag) => flagWords[flag]),
  ]
}
