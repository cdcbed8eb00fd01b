import type { LongWaitReview, ReviewRecorded } from '../../../shared/contract/reviews.ts'
import { ok, refuse } from '../../../shared/result.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import { effectiveEvents } from '../../domain/referral-status/effective-events.ts'
import { replay } from '../../domain/referral-status/replay.ts'
import { reviewDue } from '../../domain/waiting-care/review-due.ts'
import type { HandlersOf } from '../handlers.ts'
import { recordFact } from '../referrals/commands.ts'
import { eventsOf } from '../referrals/events.ts'
import { personNames } from '../referrals/person-names.ts'
import { inTransaction } from '../transaction.ts'
import { summaryOfReviews } from './summary.ts'

const gone = () => refuse('not_found', 'That referral is not in this store.')

export const reviewsHandlers: HandlersOf<'reviews'> = {
  async ofReferral({ store, today }, { referralId }) {
    const [row, events, names] = await Promise.all([
      store.read
        .selectFrom('waiting_list')
        .select(['is_waiting', 'clock_start', 'reviewed_weeks'])
        .where('referral_id', '=', referralId)
        .executeTakeFirst(),
      eventsOf(store.read, referralId),
      personNames(store.read),
    ])
    if (row === undefined) return gone()
    const isWaiting = row.is_waiting === 1 && row.clock_start <= today()
    const made = effectiveEvents(events).flatMap((event): LongWaitReview[] =>
      event.type === 'long_wait_reviewed'
        ? [
            {
              eventId: event.id,
              reviewedOn: event.happenedOn,
              reviewedBy: names.get(event.recordedBy) ?? 'Unknown',
              ...event.detail,
            },
          ]
        : [],
    )
    return ok({
      dueAt: isWaiting ? reviewDue(row.clock_start, row.reviewed_weeks, today()) : null,
      daysWaited: isWaiting ? daysBetween(row.clock_start, today()) : null,
      reviews: made.toReversed(),
    })
  },

  async record(context, { referralId, version, form, reason }) {
    if (form.level !== 'none' && form.level !== 'not_known' && form.harm.length === 0)
      return refuse('invalid', 'Say what kind of harm, or choose “No harm found”.', { field: 'form.harm' })
    if (form.level === 'none' && form.harm.length > 0)
      return refuse('invalid', 'Kinds of harm are ticked, so say how far it went.', { field: 'form.level' })
    const result = await inTransaction(context.store, async (tx) => {
      const row = await tx
        .selectFrom('waiting_list')
        .select(['is_waiting', 'clock_start', 'reviewed_weeks', 'priority'])
        .where('referral_id', '=', referralId)
        .executeTakeFirst()
      if (row === undefined) return gone()
      const weeks =
        row.is_waiting === 1 ? reviewDue(row.clock_start, row.reviewed_weeks, context.today()) : null
      if (weeks === null)
        return refuse(
          'invalid',
          'No long-wait review is due for this child. One opens at 52, 65, 78 and 104 weeks.',
        )
      const { priority, ...found } = form
      const changes = priority !== null && priority !== row.priority
      if (changes && (reason ?? '').length < 3)
        return refuse('invalid', 'Give a reason for the new priority. It is kept with the entry.', {
          field: 'reason',
        })
      const recorded = await recordFact(tx, context, referralId, version, {
        type: 'long_wait_reviewed',
        happenedOn: context.today(),
        detail: { weeks, ...found },
        reason,
      })
      if (!recorded.ok) return recorded
      const { eventId } = recorded.value
      if (!changes)
        return ok<ReviewRecorded>({ eventId, priorityEventId: null, version: recorded.value.version, weeks })
      const changed = await recordFact(tx, context, referralId, null, {
        type: 'priority_changed',
        happenedOn: context.today(),
        detail: { priority },
        reason,
      })
      if (!changed.ok) return changed
      const { eventId: priorityEventId, version: now } = changed.value
      return ok<ReviewRecorded>({ eventId, priorityEventId, version: now, weeks })
    })
    if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
    return result
  },

  async summary({ store, today }, { from, to, services }) {
    return ok(await summaryOfReviews(store.read, { from, to, services }, today()))
  },

  async reportDeterioration(context, { referralId, version, happenedOn, by, what }) {
    const result = await inTransaction(context.store, async (tx) => {
      const events = await eventsOf(tx, referralId)
      if (events.length === 0) return gone()
      if (replay(events).closedOn !== null)
        return refuse('invalid', 'This referral is closed. Re-open it first, or register a new one.')
      return recordFact(tx, context, referralId, version, {
        type: 'deterioration_reported',
        happenedOn,
        detail: { by, what },
        reason: null,
      })
    })
    if (!result.ok) return result
    context.changed({ noun: 'referral', ids: [referralId] })
    return ok({ eventId: result.value.eventId, version: result.value.version })
  },
}
