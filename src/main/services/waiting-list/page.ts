import { sql } from 'kysely'
import type { ListFilter, ListSort } from '../../../shared/contract/list-query.ts'
import type { WaitingListRow } from '../../../shared/contract/waiting-list.ts'
import { foldForSearch } from '../../../shared/format/names.ts'
import type { Readable } from '../../store/store.ts'
import { childIdsMatching } from '../search/child-ids.ts'
import { conditions, type ResolvedText } from './filter.ts'
import { listRows, toListRow } from './rows.ts'

type SortColumn = ListSort[number]['column']

/** The stored columns behind each sort; a leading minus sorts the other way round. */
const sortColumnsOf: Record<SortColumn, string[]> = {
  queue_order: ['order_tier', 'order_date', 'received_date'],
  family_name: ['name_key'],
  date_of_birth: ['date_of_birth'],
  service: ['service_id'],
  status: ['status'],
  priority: ['order_tier'],
  received_date: ['received_date'],
  days_waited: ['-clock_start'],
  due_by: ['due_by'],
  next_appointment: ['next_appointment_on'],
  last_contact: ['last_contact_on'],
  was_not_brought_count: ['was_not_brought_count'],
}

/** The most children whose referrals are looked up one by one. */
const mostChildren = 2000

/**
 * What a filter's text matches, or null when it has no text. A name that more children have than are looked up one
 * by one is looked for in the list's own names.
 */
export async function resolveText(db: Readable, filter: ListFilter): Promise<ResolvedText | null> {
  if (filter.text === undefined || filter.text === '') return null
  const childIds = await childIdsMatching(db, filter.text, mostChildren + 1)
  const isCommonName = childIds.length > mostChildren && !/\d/.test(filter.text)
  return isCommonName
    ? { childIds: [], words: foldForSearch(filter.text).split(' ').filter(Boolean) }
    : { childIds: childIds.slice(0, mostChildren), words: null }
}

/**
 * The ids of a list in its order, from `offset`, at most `limit`. Ids come first and the rows after, so that a
 * page deep in a long list reads only the index.
 */
export async function orderedIds(
  db: Readable,
  filter: ListFilter,
  sort: ListSort,
  today: string,
  text: ResolvedText | null,
  window: { offset: number; limit: number },
): Promise<string[]> {
  let query = db
    .selectFrom('waiting_list')
    .select('referral_id')
    .where((where) => where.and(conditions(where, filter, today, text)))
  for (const { column, direction } of sort) {
    for (const name of sortColumnsOf[column]) {
      const flips = name.startsWith('-')
      const ascending = (direction === 'asc') !== flips
      query = query.orderBy(sql.ref(flips ? name.slice(1) : name), ascending ? 'asc' : 'desc')
    }
  }
  const rows = await query.orderBy('referral_id').limit(window.limit).offset(window.offset).execute()
  return rows.map((row) => row.referral_id)
}

/** How many referrals a filter matches. */
export async function countOf(
  db: Readable,
  filter: ListFilter,
  today: string,
  text: ResolvedText | null,
): Promise<number> {
  const row = await db
    .selectFrom('waiting_list')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where((where) => where.and(conditions(where, filter, today, text)))
    .executeTakeFirstOrThrow()
  return row.count
}

/** The rows of these referrals, in the order of the ids. */
export async function rowsOf(
  db: Readable,
  referralIds: readonly string[],
  asAt: string,
): Promise<WaitingListRow[]> {
  if (referralIds.length === 0) return []
  const rows = await listRows(db)
    .where('waiting_list.referral_id', 'in', [...referralIds])
    .execute()
  const byId = new Map(rows.map((row) => [row.referral_id, toListRow(row, asAt)]))
  return referralIds.flatMap((id) => byId.get(id) ?? [])
}
