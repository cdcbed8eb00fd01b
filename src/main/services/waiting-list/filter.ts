import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { type ChsBandId, chsBands } from '../../../shared/codes/bands.ts'
import { type QueueId, type StageQueueId, stageQueueIds } from '../../../shared/codes/queues.ts'
import type { ListFilter } from '../../../shared/contract/list-query.ts'
import { addDays } from '../../domain/clocks/days.ts'
import {
  ageOutRiskDays,
  crossingClockStarts,
  validationDueDays,
} from '../../domain/referral-status/queues.ts'
import { reviewDueStarts } from '../../domain/waiting-care/review-due.ts'
import type { Schema } from '../../store/schema.ts'

type Where = ExpressionBuilder<Schema, 'waiting_list'>

/** What the text of a filter was resolved to. */
export interface ResolvedText {
  /** The children it matches. */
  childIds: string[]
  /** Its words, where it matches so many children that their names are looked through instead. */
  words: string[] | null
}

/** The conditions of a filter on the `waiting_list` projection, `today` being `YYYY-MM-DD`. */
export function conditions(
  where: Where,
  filter: ListFilter,
  today: string,
  text: ResolvedText | null,
): Expression<SqlBool>[] {
  const all = isNarrow(filter)
    ? inQueueByAnyIndex(where, filter.queue, today)
    : inQueue(where, filter.queue, today)
  if (filter.services?.length) {
    const service = isNarrow(filter) ? sql<string>`+service_id` : sql.ref<string>('service_id')
    all.push(where(service, 'in', filter.services))
  }
  if (filter.priorities?.length) all.push(hasPriority(where, filter.priorities))
  if (filter.statuses?.length) all.push(where('status', 'in', filter.statuses))
  if (filter.bands?.length) {
    all.push(where('is_waiting', '=', 1), where.or(filter.bands.map((band) => inBand(where, band, today))))
  }
  for (const flag of filter.flags ?? []) all.push(where('flags', 'like', `%,${flag},%`))
  if (filter.pathways?.length) {
    all.push(
      where.or(
        filter.pathways.map((pathway) =>
          where('pathways', 'like', `%"${pathway.replaceAll(/["%_]/g, '')}"%`),
        ),
      ),
    )
  }
  const received = sql<string>`+received_date`
  if (filter.receivedFrom !== undefined) all.push(where(received, '>=', filter.receivedFrom))
  if (filter.receivedTo !== undefined) all.push(where(received, '<=', filter.receivedTo))
  if (filter.importBatch !== undefined) {
    all.push(
      where('referral_id', 'in', (query: Where) =>
        (query as unknown as ExpressionBuilder<Schema, 'import_batch_row'>)
          .selectFrom('import_batch_row')
          .select('import_batch_row.referral_id')
          .where('import_batch_row.batch_id', '=', filter.importBatch ?? ''),
      ),
    )
  }
  if (text?.words) {
    for (const word of text.words) all.push(sql<SqlBool>`instr(name_key, ${word}) > 0`)
  } else if (text) {
    all.push(text.childIds.length === 0 ? sql<SqlBool>`1 = 0` : where('child_id', 'in', text.childIds))
  }
  return all
}

/**
 * Whether a list asks for more than a stage and services. The small indexes of those lack the other columns, and
 * looking up each row costs far more than going through the one index that has all: a plus before a column keeps
 * SQLite from its index.
 */
function isNarrow({ queue, services: _services, ...rest }: ListFilter): boolean {
  const asksMore = Object.values(rest).some((part) => part !== undefined && part.length > 0)
  return asksMore || (queue !== 'all_open' && !isStageQueue(queue))
}

function inQueueByAnyIndex(where: Where, queue: QueueId, today: string): Expression<SqlBool>[] {
  if (!isStageQueue(queue)) return inQueue(where, queue, today)
  return [sql<SqlBool>`is_open = 1`, where(sql<string>`+stage_queue`, '=', queue)]
}

/** The conditions of one queue. Each names the fact that puts a referral there. */
export function inQueue(where: Where, queue: QueueId, today: string): Expression<SqlBool>[] {
  const open = sql<SqlBool>`is_open = 1`
  if (isStageQueue(queue)) return [open, where('stage_queue', '=', queue)]
  switch (queue) {
    case 'all_open':
      return [open]
    case 'all_waiting':
      return [open, where('is_waiting', '=', 1), where('clock_start', '<=', today)]
    case 'overdue_urgent':
      return [
        open,
        where('order_tier', '<=', 2),
        where('due_by', '<', today),
        where('stage_queue', '!=', 'seen_open'),
      ]
    case 'crossing_18_weeks':
    case 'crossing_52_weeks':
    case 'crossing_104_weeks': {
      const { from, to } = crossingClockStarts(queue, today)
      return [
        open,
        where('is_waiting', '=', 1),
        where('clock_start', '>=', from),
        where('clock_start', '<=', to),
      ]
    }
    case 'long_wait_review':
      return [
        open,
        where('is_waiting', '=', 1),
        where.or(
          reviewDueStarts(today).map(({ weeks, startedBy }) =>
            where.and([where('clock_start', '<=', startedBy), where('reviewed_weeks', '<', weeks)]),
          ),
        ),
      ]
    case 'validation_due':
      return [
        open,
        where('is_waiting', '=', 1),
        where('contact_from', '<=', addDays(today, -validationDueDays)),
      ]
    case 'no_reply':
      return [open, where('reply_by', '<', today)]
    case 'age_out_risk':
      return [open, where('is_waiting', '=', 1), where('age_out_on', '<=', addDays(today, ageOutRiskDays))]
    case 'statutory_due':
      return [open, where('statutory_due_on', 'is not', null)]
    case 'planned_due':
      return [
        open,
        where('stage_queue', '=', 'planned'),
        where.or([where('planned_due_on', 'is', null), where('planned_due_on', '<=', today)]),
      ]
    case 'duplicates':
      return [open, where('has_possible_duplicate', '=', 1)]
    case 'missing_data':
      return [open, where('missing_data', '=', 1)]
    case 'no_queue':
      return [open, where('stage_queue', 'is', null)]
  }
}

/** The clock starts of a band on a date: the longer the wait, the earlier the start. */
export function inBand(where: Where, band: ChsBandId, today: string): Expression<SqlBool> {
  const { fromDays, toDays } = chsBands.find((each) => each.id === band) ?? chsBands[0]
  const latest = where('clock_start', '<=', addDays(today, -fromDays))
  return toDays === null ? latest : where.and([latest, where('clock_start', '>=', addDays(today, -toDays))])
}

function hasPriority(where: Where, wanted: NonNullable<ListFilter['priorities']>): Expression<SqlBool> {
  const named = wanted.filter((priority) => priority !== 'none')
  const parts: Expression<SqlBool>[] = []
  if (named.length > 0) parts.push(where('priority', 'in', named))
  if (wanted.includes('none')) parts.push(where('priority', 'is', null))
  return where.or(parts)
}

function isStageQueue(queue: QueueId): queue is StageQueueId {
  return (stageQueueIds as readonly QueueId[]).includes(queue)
}
