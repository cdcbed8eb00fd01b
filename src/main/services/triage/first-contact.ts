import { sql, type SqlBool } from 'kysely'
import { type Priority, priorityLabels } from '../../../shared/codes/priorities.ts'
import type { FirstContactOutlook } from '../../../shared/contract/triage.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { addDays } from '../../domain/clocks/days.ts'
import { serviceDueBy } from '../../domain/clocks/due-by.ts'
import { queuePlace } from '../../domain/referral-status/queue-order.ts'
import { clearanceWeeks, projectFirstContact } from '../../domain/triage/first-contact.ts'
import type { Readable, Store } from '../../store/store.ts'
import { toService } from '../nhs-services/rows.ts'
import type { LoadedReferral } from '../projection/load.ts'

type Removals = ReadonlyMap<Priority, number>

interface KeptRemovals {
  key: string
  byService: Map<string, Promise<Removals>>
}
const keptOf = new WeakMap<Store, KeptRemovals>()
/** Facts after which the removals of a day are counted anew. */
const factsBetween = 500

/**
 * When a child who still waits is likely to be seen first, at the priority decided or else suggested, and the
 * assumption behind it. Null when no first contact is awaited. The facts that rules read take `on` from here, on the
 * triage screen and on the rules bench only: it moves every day without a fact, so it is not part of the stored
 * projection, which a rebuild must give again.
 */
export async function firstContactOf(
  store: Store,
  { record, projection: { row } }: LoadedReferral,
  today: string,
): Promise<FirstContactOutlook | null> {
  if (row.is_open === 0 || row.is_waiting === 0 || row.first_contact_on !== null) return null
  const priority = row.priority ?? row.suggested_priority ?? 'routine'
  if (priority === 'planned') return null
  const service = toService(record.service)
  const place = queuePlace({
    priority,
    suggestedPriority: null,
    dueBy: row.due_by ?? serviceDueBy(priority, row.received_date, service.targetDays),
    effectiveWaitStart: row.effective_wait_start,
    plannedDueOn: null,
  })
  const [ahead, removals] = await Promise.all([
    aheadOf(store.read, row.service_id, place, row),
    removalsOf(store, row.service_id, today),
  ])
  const left = removals.get(priority) ?? 0
  const queue = `${priorityLabels[priority].toLowerCase()} at ${service.name}`
  const projected = projectFirstContact({ ahead, removals: left }, today)
  if (projected === null)
    return {
      on: null,
      assumption: `Not known: no child left ${queue} in the last ${clearanceWeeks} weeks.`,
    }
  const rate = projected.weeklyRemovals.toLocaleString('en-GB', { maximumFractionDigits: 1 })
  return {
    on: projected.on,
    assumption: `${ahead.toLocaleString('en-GB')} ahead in ${queue}; ${rate} a week left it in the last ${clearanceWeeks} weeks, as at ${formatDate(today)}. An estimate, not a promise.`,
  }
}

/** Those still waiting in the same service and tier who come before a place in the queue. */
async function aheadOf(
  db: Readable,
  serviceId: string,
  place: { tier: number; date: string },
  { received_date, referral_id }: { received_date: string; referral_id: string },
): Promise<number> {
  const { count } = await db
    .selectFrom('waiting_list')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where(sql<SqlBool>`is_open = 1`)
    .where('order_tier', '=', place.tier)
    .where('order_date', '<=', place.date)
    .where(
      sql<SqlBool>`(order_date, received_date, referral_id) < (${place.date}, ${received_date}, ${referral_id})`,
    )
    // The plus keeps SQLite to the one index that has every column asked for.
    .where(sql<string>`+service_id`, '=', serviceId)
    .where('is_waiting', '=', 1)
    .executeTakeFirstOrThrow()
  return count
}

/** How many left a service's list in the last weeks, by the priority they had; counted once for each day. */
async function removalsOf(store: Store, serviceId: string, today: string): Promise<Removals> {
  const { last } = await store.read
    .selectFrom('referral_event')
    .select((select) => select.fn.max('sequence').as('last'))
    .executeTakeFirstOrThrow()
  const key = `${today} ${Math.floor((last ?? 0) / factsBetween)}`
  const known = keptOf.get(store)
  const kept = known?.key === key ? known : { key, byService: new Map<string, Promise<Removals>>() }
  keptOf.set(store, kept)
  const before = kept.byService.get(serviceId)
  if (before !== undefined) return before
  const counting = countRemovals(store.read, serviceId, today)
  kept.byService.set(serviceId, counting)
  counting.catch(() => kept.byService.delete(serviceId))
  return counting
}

async function countRemovals(db: Readable, serviceId: string, today: string): Promise<Removals> {
  const rows = await db
    .selectFrom('wait')
    .innerJoin('waiting_list', 'waiting_list.referral_id', 'wait.referral_id')
    .select((select) => ['waiting_list.priority', select.fn.countAll<number>().as('count')])
    .where('wait.waiting_until', '>', addDays(today, -7 * clearanceWeeks))
    .where('wait.waiting_until', '<=', today)
    .where('wait.service_id', '=', serviceId)
    .where('wait.left_by', '!=', 'planned')
    .groupBy('waiting_list.priority')
    .execute()
  return new Map(
    rows.flatMap(({ priority, count }) => (priority === null ? [] : [[priority, count] as const])),
  )
}
