import { type RawBuilder, sql, type SqlBool } from 'kysely'
import { redFlagLabels } from '../../../shared/codes/red-flags.ts'
import type { Page } from '../../../shared/contract/procedure.ts'
import {
  type InboxCounts,
  type InboxFilter,
  type InboxPlace,
  inboxPlaces,
  type InboxQueue,
  inboxQueues,
  type InboxRow,
  olderThanDays,
} from '../../../shared/contract/triage.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { addDays, daysBetween } from '../../domain/clocks/days.ts'
import type { Readable, Store, Writing } from '../../store/store.ts'
import { keptAnswer } from '../kept-answers.ts'
import { listRows, toListRow } from '../waiting-list/rows.ts'

/**
 * The place of a referral in the inbox, as the index of migration 0060 holds it, character for character: 1 the same
 * day suggested, 2 a red flag or urgent suggested, 3 a date set by law, 4 by age alone. Source: experience, Triage.
 */
const place = sql<number>`CASE WHEN suggested_priority = 'same_day' THEN 1 WHEN suggested_priority = 'urgent' OR instr(flags, ',red_flag,') > 0 THEN 2 WHEN statutory_due_on IS NOT NULL THEN 3 ELSE 4 END`

function conditions({ queue, services, sameDay, older }: InboxFilter, today: string): RawBuilder<SqlBool>[] {
  const all = [sql<SqlBool>`is_open = 1`, sql<SqlBool>`stage_queue = ${queue}`]
  if (services !== undefined && services.length > 0)
    all.push(sql<SqlBool>`+service_id IN (${sql.join(services)})`)
  if (sameDay) all.push(sql<SqlBool>`${place} = 1`)
  if (older) all.push(sql<SqlBool>`received_date < ${addDays(today, -olderThanDays)}`)
  return all
}

/** A page of the inbox, each row with why it stands where it does. */
export async function inboxPage(
  db: Readable | Writing,
  filter: InboxFilter,
  window: { offset: number; limit: number },
  today: string,
): Promise<Page<InboxRow>> {
  const matching = db.selectFrom('waiting_list').where((where) => where.and(conditions(filter, today)))
  const [{ total }, ids] = await Promise.all([
    matching.select((select) => select.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    matching
      .select('referral_id')
      // Where all stand at one place, SQLite would sort by it anew.
      .$if(!filter.sameDay, (query) => query.orderBy(place))
      .orderBy('received_date')
      .orderBy('referral_id')
      .limit(window.limit)
      .offset(window.offset)
      .execute(),
  ])
  const order = ids.map((row) => row.referral_id)
  return { total, asAt: today, rows: await rowsOf(db, order, today) }
}

async function rowsOf(
  db: Readable | Writing,
  referralIds: readonly string[],
  today: string,
): Promise<InboxRow[]> {
  if (referralIds.length === 0) return []
  const rows = await listRows(db)
    .select(['referral.red_flags', 'child.gestation_weeks', 'service.triage_target_days'])
    .select(place.as('place'))
    .where('waiting_list.referral_id', 'in', [...referralIds])
    .execute()
  const byId = new Map(
    rows.map((row) => {
      const listed = toListRow(row, today)
      const { referralId, familyName, givenName, preferredName, dateOfBirth, serviceId, serviceName } = listed
      const { status, suggestedPriority, receivedDate, flags } = listed
      const at = inboxPlaces[row.place - 1] ?? 'age'
      const shown: InboxRow = {
        ...{ referralId, familyName, givenName, preferredName, dateOfBirth, serviceId, serviceName },
        ...{ status, suggestedPriority, receivedDate, flags },
        gestationWeeks: row.gestation_weeks,
        triageBy: addDays(receivedDate, row.triage_target_days),
        place: at,
        why: whyThere(at, row, today),
      }
      return [referralId, shown]
    }),
  )
  return referralIds.flatMap((id) => byId.get(id) ?? [])
}

function whyThere(
  at: InboxPlace,
  row: { red_flags: string | null; statutory_due_on: string | null; received_date: string },
  today: string,
): string {
  const labels: Readonly<Record<string, string>> = redFlagLabels
  const redFlags = row.red_flags === null ? [] : (JSON.parse(row.red_flags) as string[])
  const named = redFlags.map((code) => (labels[code] ?? code).toLowerCase()).join(', ')
  switch (at) {
    case 'same_day':
      return named === '' ? 'Same day suggested' : `Same day suggested: ${named}`
    case 'red_flag':
      return named === '' ? 'Urgent suggested' : `Red flag: ${named}`
    case 'statutory':
      return `Due by law ${formatDate(row.statutory_due_on ?? today)}`
    case 'age': {
      const days = daysBetween(row.received_date, today)
      return `By age: ${days} ${days === 1 ? 'day' : 'days'} since receipt`
    }
  }
}

/** How many referrals of each queue the choices of the inbox would show, of these services or of all. */
export async function inboxCounts(
  store: Store,
  services: readonly string[] | undefined,
  today: string,
): Promise<Record<InboxQueue, InboxCounts>> {
  const counted = await keptAnswer(store, ['inbox counts', today], () => countInboxes(store.read, today))
  const total: Record<InboxQueue, InboxCounts> = {
    not_triaged: { all: 0, sameDay: 0, older: 0 },
    information_awaited: { all: 0, sameDay: 0, older: 0 },
  }
  for (const { queue, serviceId, ...counts } of counted) {
    if (services !== undefined && services.length > 0 && !services.includes(serviceId)) continue
    total[queue].all += counts.all
    total[queue].sameDay += counts.sameDay
    total[queue].older += counts.older
  }
  return total
}

async function countInboxes(db: Readable, today: string) {
  const older = addDays(today, -olderThanDays)
  const parts = await Promise.all(
    inboxQueues.map(async (queue) => {
      const rows = await db
        .selectFrom('waiting_list')
        .where(sql<SqlBool>`is_open = 1`)
        .where(sql<SqlBool>`stage_queue = ${queue}`)
        .groupBy(sql`+service_id`)
        .select((select) => [
          'service_id',
          select.fn.countAll<number>().as('all'),
          sql<number>`sum(${place} = 1)`.as('sameDay'),
          sql<number>`sum(received_date < ${older})`.as('older'),
        ])
        .execute()
      return rows.map(({ service_id, ...counts }) => ({ queue, serviceId: service_id, ...counts }))
    }),
  )
  return parts.flat()
}
