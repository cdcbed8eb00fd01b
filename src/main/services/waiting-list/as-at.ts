import type { ListFilter, ListSort } from '../../../shared/contract/list-query.ts'
import type { Page } from '../../../shared/contract/procedure.ts'
import type { WaitingListRow } from '../../../shared/contract/waiting-list.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { effectiveEvents } from '../../domain/referral-status/effective-events.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import { createScratchList, type ScratchList } from '../../store/scratch-list.ts'
import type { Readable, Store } from '../../store/store.ts'
import { toService } from '../nhs-services/rows.ts'
import { computeProjection } from '../projection/compute.ts'
import { type LoadedReferral, loadReferrals } from '../projection/load.ts'
import { countOf, orderedIds, resolveText } from './page.ts'
import { listRows, toListRow } from './rows.ts'

interface AsAtList {
  asAt: string
  /** The last fact it saw: a later one makes it out of date. */
  lastSequence: number
  list: ScratchList
}

/** The last list of another day that was asked for, by store; made again when the day or the facts change. */
const kept = new WeakMap<Store, AsAtList>()
const chunk = 1000

/**
 * A page of the list as it stood on another day: each referral's facts up to that day, and nothing after, with
 * corrections and voids applied. Referrals since registered in error are on no day's list.
 */
export async function listAsAt(
  store: Store,
  query: { filter: ListFilter; sort: ListSort; asAt: string; offset: number; limit: number },
): Promise<Result<Page<WaitingListRow>>> {
  const { filter, sort, asAt, offset, limit } = query
  const past = await listOf(store, asAt)
  const text = await resolveText(store.read, filter)
  const [total, ids] = await Promise.all([
    countOf(past.read, filter, asAt, text),
    orderedIds(past.read, filter, sort, asAt, text, { offset, limit }),
  ])
  return ok({ total, asAt, rows: await rowsAsAt(store, past, ids, asAt) })
}

async function listOf(store: Store, asAt: string): Promise<ScratchList> {
  const lastSequence = await lastSequenceOf(store)
  const known = kept.get(store)
  if (known?.asAt === asAt && known.lastSequence === lastSequence) return known.list
  known?.list.close()
  kept.delete(store)
  const list = await build(store, asAt)
  kept.set(store, { asAt, lastSequence, list })
  return list
}

async function build(store: Store, asAt: string): Promise<ScratchList> {
  const list = createScratchList()
  const ids = await store.read
    .selectFrom('waiting_list')
    .select('referral_id')
    .where('received_date', '<=', asAt)
    .where('status', '!=', 'registered_in_error')
    .where((where) => where.or([where('is_open', '=', 1), where('closed_on', '>', asAt)]))
    .execute()
  for (let at = 0; at < ids.length; at += chunk) {
    const part = ids.slice(at, at + chunk).map((row) => row.referral_id)
    const loaded = await loadAsAt(store.read, part, asAt)
    list.add(loaded.map(({ projection }) => projection.row))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return list
}

/** The list of another day, to ask the same questions of. */
export async function readAsAt(store: Store, asAt: string): Promise<Readable> {
  return (await listOf(store, asAt)).read
}

/** Referrals as they stood on another day: only facts up to that day count. */
export async function loadAsAt(
  db: Readable,
  referralIds: readonly string[],
  asAt: string,
): Promise<LoadedReferral[]> {
  const loaded = await loadReferrals(db, referralIds)
  return loaded.map(({ record, evaluation }) => {
    const events = knownBy(record.events, asAt)
    const service = toService(record.service)
    const suggestion = evaluation?.brief ?? null
    return { record, evaluation, projection: computeProjection({ ...record, service, events, suggestion }) }
  })
}

/** The facts that stand and happened by a day. A corrected received date holds for every day. */
function knownBy(events: readonly ReferralEvent[], asAt: string): ReferralEvent[] {
  return effectiveEvents(events).filter(
    (event) => event.happenedOn <= asAt || event.type === 'received_date_corrected',
  )
}

async function rowsAsAt(
  store: Store,
  past: ScratchList,
  ids: readonly string[],
  asAt: string,
): Promise<WaitingListRow[]> {
  if (ids.length === 0) return []
  const [names, rows] = await Promise.all([
    listRows(store.read)
      .where('waiting_list.referral_id', 'in', [...ids])
      .execute(),
    past.read
      .selectFrom('waiting_list')
      .selectAll()
      .where('referral_id', 'in', [...ids])
      .execute(),
  ])
  const now = new Map(names.map((row) => [row.referral_id, row]))
  const then = new Map(rows.map((row) => [row.referral_id, row]))
  return ids.flatMap((id) => {
    const named = now.get(id)
    const stood = then.get(id)
    return named === undefined || stood === undefined ? [] : [toListRow({ ...named, ...stood }, asAt)]
  })
}

async function lastSequenceOf(store: Store): Promise<number> {
  const row = await store.read
    .selectFrom('referral_event')
    .select((select) => select.fn.max('sequence').as('last'))
    .executeTakeFirst()
  return row?.last ?? 0
}
