import { priorityLabels } from '../../../../shared/codes/priorities.ts'
import { referralStatusLabels } from '../../../../shared/codes/referral-statuses.ts'
import type { ExportedList } from '../../../../shared/contract/list-exports.ts'
import { rowFlagLabels } from '../../../../shared/contract/list-query.ts'
import { type InboxRow, olderThanDays } from '../../../../shared/contract/triage.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import { daysBetween } from '../../../domain/clocks/days.ts'
import type { ServiceContext } from '../../context.ts'
import { readSteadily } from '../../returns/steady-read.ts'
import { inboxPage } from '../../triage/inbox.ts'
import type { FilterWords, Grouping, ListColumn, ListSource } from '../list-source.ts'
import { serviceNames } from './service-names.ts'
import { bornColumn, familyNameColumn, givenNameColumn } from './shared-columns.ts'

type Asked = Extract<ExportedList, { list: 'triage_inbox' }>
type Row = InboxRow & { childId: string; daysSince: number }

const columns: readonly ListColumn<Row>[] = [
  familyNameColumn,
  givenNameColumn,
  bornColumn,
  { id: 'service', header: 'Service', kind: 'code', width: 26, value: (row) => row.serviceName },
  {
    id: 'suggested',
    header: 'Suggested priority',
    kind: 'code',
    width: 14,
    value: (row) => (row.suggestedPriority === null ? null : priorityLabels[row.suggestedPriority]),
  },
  { id: 'received', header: 'Received', kind: 'date', width: 12, value: (row) => row.receivedDate },
  { id: 'days_since', header: 'Days since receipt', kind: 'days', width: 10, value: (row) => row.daysSince },
  { id: 'triage_by', header: 'Decide by', kind: 'date', width: 12, value: (row) => row.triageBy },
  {
    id: 'status',
    header: 'Status',
    kind: 'code',
    width: 20,
    value: (row) => referralStatusLabels[row.status],
  },
  {
    id: 'flags',
    header: 'Flags',
    kind: 'code',
    width: 24,
    hidesRare: true,
    value: (row) => row.flags.map((flag) => rowFlagLabels[flag]).join('; ') || null,
  },
  { id: 'why', header: 'Why here', kind: 'free_text', width: 34, value: (row) => row.why },
]

const groupings: readonly Grouping<Row>[] = [
  { id: 'service', label: 'Service', group: (row) => row.serviceName },
  {
    id: 'suggested',
    label: 'Suggested priority',
    order: [...Object.values(priorityLabels), 'None suggested'],
    group: (row) =>
      row.suggestedPriority === null ? 'None suggested' : priorityLabels[row.suggestedPriority],
  },
  {
    id: 'age_of_referral',
    label: 'Time since receipt',
    order: [`Up to ${olderThanDays} days`, `More than ${olderThanDays} days`],
    group: (row) =>
      row.daysSince > olderThanDays ? `More than ${olderThanDays} days` : `Up to ${olderThanDays} days`,
  },
]

const pageRows = 500

/** Opens the inbox of triage. */
export async function openTriageInbox(
  { store, today }: ServiceContext,
  { filter }: Asked,
): Promise<Result<ListSource<Row>>> {
  const asAt = today()
  const whole = { queue: filter.queue, sameDay: false, older: false }
  const [first, all] = await Promise.all([
    inboxPage(store.read, filter, { offset: 0, limit: 1 }, asAt),
    inboxPage(store.read, whole, { offset: 0, limit: 1 }, asAt),
  ])
  const names = await serviceNames(store.read)
  const filters: FilterWords[] = []
  if (filter.services?.length)
    filters.push({ words: `Service: ${filter.services.map((id) => names.get(id) ?? id).join(', ')}` })
  if (filter.sameDay) filters.push({ words: 'Only where the same day is suggested' })
  if (filter.older) filters.push({ words: `Only received more than ${olderThanDays} days ago` })
  return ok({
    title: filter.queue === 'not_triaged' ? 'Triage: to decide' : 'Triage: awaiting information',
    noun: { one: 'referral', many: 'referrals' },
    filters,
    sort: 'red flags first, then dates set by law, then the oldest',
    asAt,
    count: first.total,
    outOf: all.total,
    columns,
    groupings,
    about: ({ childId, referralId }) => ({ childId, referralId }),
    async *slices() {
      // A decision saved between two pages would move a child past both, and out of the file.
      const rows = await readSteadily(store, async (db) => {
        const read: InboxRow[] = []
        for (let offset = 0; offset < first.total; offset += pageRows) {
          const page = await inboxPage(db, filter, { offset, limit: pageRows }, asAt)
          read.push(...page.rows)
          await new Promise((resolve) => setImmediate(resolve))
        }
        return read
      })
      for (let at = 0; at < rows.length; at += pageRows) {
        const part = rows.slice(at, at + pageRows)
        const children = await childOf(part.map((row) => row.referralId))
        yield part.map((row) => ({
          ...row,
          childId: children.get(row.referralId) ?? '',
          daysSince: daysBetween(row.receivedDate, asAt),
        }))
      }
    },
  })

  async function childOf(referralIds: readonly string[]): Promise<Map<string, string>> {
    if (referralIds.length === 0) return new Map()
    const rows = await store.read
      .selectFrom('waiting_list')
      .select(['referral_id', 'child_id'])
      .where('referral_id', 'in', [...referralIds])
      .execute()
    return new Map(rows.map((row) => [row.referral_id, row.child_id]))
  }
}
