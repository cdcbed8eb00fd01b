import { sql } from 'kysely'
import { listFilter, type ListFilter, listSort } from '../../src/shared/contract/list-query.ts'
import type { ServiceContext } from '../../src/main/services/context.ts'
import { conditions } from '../../src/main/services/waiting-list/filter.ts'
import { waitingListHandlers } from '../../src/main/services/waiting-list/handlers.ts'
import { resolveText } from '../../src/main/services/waiting-list/page.ts'
import { benchToday } from './build-store.ts'
import { type Figure, sideBySide, withinTimes } from './figures.ts'
import type { OpenBench } from './open-store.ts'

const pageLength = 100

interface List {
  name: string
  filter: Partial<ListFilter>
  sort?: { column: 'family_name' | 'days_waited'; direction: 'asc' | 'desc'; spelt: string }
  offset?: number
}

const lists: List[] = [
  { name: 'all open', filter: { queue: 'all_open' } },
  { name: 'all waiting', filter: { queue: 'all_waiting' } },
  { name: 'to book', filter: { queue: 'to_book' } },
  { name: 'overdue urgent', filter: { queue: 'overdue_urgent' } },
  { name: 'validation due', filter: { queue: 'validation_due' } },
  { name: 'statutory due (rare)', filter: { queue: 'statutory_due' } },
  { name: 'one service', filter: { queue: 'all_waiting', services: ['slt'] } },
  { name: 'priority and band', filter: { queue: 'all_waiting', priorities: ['urgent'], bands: ['127-364'] } },
  { name: 'children in care', filter: { queue: 'all_open', flags: ['child_in_care'] } },
  { name: 'a name typed', filter: { queue: 'all_open', text: 'khan' } },
  {
    name: 'by name',
    filter: { queue: 'all_open' },
    sort: { column: 'family_name', direction: 'asc', spelt: 'name_key, referral_id' },
  },
  {
    name: 'longest wait first',
    filter: { queue: 'all_waiting' },
    sort: { column: 'days_waited', direction: 'desc', spelt: 'clock_start, referral_id' },
  },
  { name: 'row 90,000', filter: { queue: 'all_open' }, offset: 90_000 },
]

/** Pages of lists through the service, beside one prepared statement and one count that return the same. */
export async function measureLists({ context, client, touch }: OpenBench): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const list of lists) {
    const filter = listFilter.parse(list.filter)
    const sort = listSort.parse(list.sort && [{ column: list.sort.column, direction: list.sort.direction }])
    const open = await context.store.read
      .selectFrom('waiting_list')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where(sql<boolean>`is_open = 1`)
      .executeTakeFirstOrThrow()
    const offset = Math.min(list.offset ?? 0, Math.floor(open.count * 0.9))
    const bare = await bareStatements(context, filter, list.sort?.spelt, offset)
    const input = { filter, sort, offset, limit: pageLength }
    const through = await waitingListHandlers.page(context, input, {})
    if (!through.ok) throw new Error(through.refusal.message)
    const { rows, total } = through.value
    const expected = bare.page()
    if (
      rows.length !== expected.length ||
      rows.some((row, at) => row.referralId !== expected[at]?.referral_id)
    )
      throw new Error(`The floor of ${list.name} is another page`)
    if (total !== bare.count()) throw new Error(`The floor of ${list.name} counts otherwise`)

    const times = await sideBySide({
      floor: () => (bare.page(), bare.count()),
      pageAlone: bare.page,
      service: () => waitingListHandlers.page(context, input, {}),
      first: { before: touch, work: () => waitingListHandlers.page(context, input, {}) },
      client: () => client.waitingList.page(input),
    })
    const name = `${list.name} (${total.toLocaleString('en-GB')})`
    figures.push(
      withinTimes(
        'list',
        `${name}, first page after a change`,
        { floor: times.floor, figure: times.first },
        3,
      ),
      withinTimes('list', `${name}, further pages`, { floor: times.pageAlone, figure: times.service }, 3),
      withinTimes(
        'list',
        `${name}, with role and input checks`,
        { floor: times.floor, figure: times.client },
        null,
      ),
    )
  }
  return figures
}

/** The statements somebody would write by hand, on the connection whose pages are in memory too: the page's ids from the index, then its rows in that order. */
async function bareStatements(
  { store }: ServiceContext,
  filter: ListFilter,
  order = 'order_tier, order_date, received_date, referral_id',
  offset: number,
) {
  const text = await resolveText(store.read, filter)
  const compiled = store.read
    .selectFrom('waiting_list')
    .selectAll()
    .where((where) => where.and(conditions(where, filter, benchToday, text)))
    .compile()
  const where = compiled.sql.slice(compiled.sql.indexOf(' where '))
  const page = store.bare.writer.prepare(`
    SELECT row.*, child.family_name, child.given_name, child.preferred_name, child.nhs_number,
      child.local_patient_id, referral.version, service.name AS service_name
    FROM (SELECT referral_id FROM waiting_list ${where} ORDER BY ${order} LIMIT ${pageLength} OFFSET ${offset}) AS ids
    CROSS JOIN waiting_list AS row USING (referral_id)
    CROSS JOIN child ON child.id = row.child_id
    CROSS JOIN referral ON referral.id = row.referral_id
    CROSS JOIN service ON service.id = row.service_id`)
  const count = store.bare.writer.prepare(`SELECT count(*) FROM waiting_list ${where}`).pluck()
  return {
    page: () => page.all(compiled.parameters) as { referral_id: string }[],
    count: () => Number(count.get(compiled.parameters)),
  }
}
