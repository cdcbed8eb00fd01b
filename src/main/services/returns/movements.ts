import { setImmediate as pause } from 'node:timers/promises'
import { addDays } from '../../domain/clocks/days.ts'
import { arrivals, type Movements, noMovements, type RemovalReason } from '../../domain/returns/reconcile.ts'
import { chsBands } from '../../../shared/codes/bands.ts'
import type { Readable, Writing } from '../../store/store.ts'

/** Comings and goings after one census date and up to and including the next, by service. */
export async function movementsByService(
  db: Readable | Writing,
  after: string,
  upTo: string,
): Promise<Map<string, Movements>> {
  const entered = await db
    .selectFrom('wait')
    .select(['service_id', 'entered_by', (select) => select.fn.countAll<number>().as('count')])
    .where('waiting_from', '>', after)
    .where('waiting_from', '<=', upTo)
    .groupBy(['service_id', 'entered_by'])
    .execute()
  await pause()
  const left = await db
    .selectFrom('wait')
    .select(['service_id', 'left_by', (select) => select.fn.countAll<number>().as('count')])
    .where('waiting_until', '>', after)
    .where('waiting_until', '<=', upTo)
    .groupBy(['service_id', 'left_by'])
    .execute()
  await pause()
  const byService = new Map<string, Movements>()
  const of = (service: string) => {
    const known = byService.get(service) ?? noMovements()
    byService.set(service, known)
    return known
  }
  for (const { service_id, entered_by, count } of entered) of(service_id)[arrivals[entered_by]] += count
  for (const { service_id, left_by, count } of left) {
    const movements = of(service_id)
    if (left_by === 'first_contact') movements.firstContacts += count
    else if (left_by !== null) {
      const reason = left_by as RemovalReason
      movements.removals[reason] = (movements.removals[reason] ?? 0) + count
    }
  }
  return byService
}

/** The movements of several services together. */
export function sumOfMovements(all: readonly (Movements | undefined)[]): Movements {
  const sum = noMovements()
  for (const each of all) {
    if (each === undefined) continue
    sum.received += each.received
    sum.transferredIn += each.transferredIn
    sum.reopened += each.reopened
    sum.firstContacts += each.firstContacts
    for (const [reason, count] of Object.entries(each.removals)) {
      sum.removals[reason] = (sum.removals[reason] ?? 0) + count
    }
  }
  return sum
}

/** Days in the first three bands: children in them joined the list in the 29 days up to the census. */
const firstBandsDays = chsBands[2].toDays

/**
 * Referrals whose days are counted from one of the 29 days up to a date, whether or not they still waited on it, by
 * service. Never fewer than those waiting in the first three bands, or the figures are wrong.
 */
export async function joinedInFirstBands(db: Readable | Writing, date: string): Promise<Map<string, number>> {
  const from = addDays(date, -firstBandsDays)
  const rows = await db
    .selectFrom('wait')
    .select(['service_id', (select) => select.fn.count<number>('referral_id').distinct().as('count')])
    .where('waiting_from', '>=', from)
    .where('waiting_from', '<=', date)
    .where('clock_start', '>=', from)
    .groupBy('service_id')
    .execute()
  await pause()
  return new Map(rows.map((row) => [row.service_id, row.count]))
}
