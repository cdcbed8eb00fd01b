import { pathwayLabels } from '../../../../shared/codes/pathways.ts'
import { priorityLabels } from '../../../../shared/codes/priorities.ts'
import { queueLabels } from '../../../../shared/codes/queues.ts'
import { referralStatusLabels } from '../../../../shared/codes/referral-statuses.ts'
import type { ExportedList } from '../../../../shared/contract/list-exports.ts'
import { type ListFilter, type ListSort, rowFlagLabels } from '../../../../shared/contract/list-query.ts'
import type { WaitingListRow } from '../../../../shared/contract/waiting-list.ts'
import { formatDate } from '../../../../shared/format/dates.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import type { ServiceContext } from '../../context.ts'
import { keptAnswer, stateOf } from '../../kept-answers.ts'
import { listAsAt } from '../../waiting-list/as-at.ts'
import { countOf, orderedIds, resolveText, rowsOf } from '../../waiting-list/page.ts'
import {
  type FilterWords,
  type Grouping,
  type ListColumn,
  type ListSource,
  rowsInSlices,
  sliceRows,
} from '../list-source.ts'
import { serviceNames } from './service-names.ts'
import {
  bandColumn,
  bandOrder,
  bandWords,
  bornColumn,
  familyNameColumn,
  givenNameColumn,
  nhsNumberColumn,
} from './shared-columns.ts'

type Asked = Extract<ExportedList, { list: 'waiting_list' }>

const columns: readonly ListColumn<WaitingListRow>[] = [
  familyNameColumn,
  givenNameColumn,
  {
    id: 'preferred_name',
    header: 'Preferred name',
    kind: 'identifying',
    width: 14,
    value: (row) => row.preferredName,
  },
  nhsNumberColumn,
  { id: 'local_id', header: 'Local id', kind: 'identifying', width: 12, value: (row) => row.localPatientId },
  bornColumn,
  {
    id: 'days_waited',
    header: 'Days waited',
    kind: 'days',
    width: 9,
    value: (row) => row.daysWaited,
  },
  bandColumn,
  { id: 'priority', header: 'Priority', kind: 'code', width: 13, value: priorityOf },
  { id: 'due_by', header: 'Due by', kind: 'date', width: 12, value: (row) => row.dueBy },
  {
    id: 'flags',
    header: 'Flags',
    kind: 'code',
    width: 24,
    hidesRare: true,
    value: (row) => row.flags.map((flag) => rowFlagLabels[flag]).join('; ') || null,
  },
  { id: 'service', header: 'Service', kind: 'code', width: 26, value: (row) => row.serviceName },
  {
    id: 'status',
    header: 'Status',
    kind: 'code',
    width: 20,
    value: (row) => referralStatusLabels[row.status],
  },
  { id: 'received', header: 'Received', kind: 'date', width: 12, value: (row) => row.receivedDate },
  {
    id: 'wait_start',
    header: 'Wait start',
    kind: 'date',
    width: 12,
    value: (row) => row.effectiveWaitStart,
  },
  {
    id: 'pathway',
    header: 'Pathway',
    kind: 'code',
    width: 22,
    hidesRare: true,
    value: (row) => row.pathways.map(pathwayWords).join('; ') || null,
  },
  {
    id: 'next_appointment',
    header: 'Next appointment',
    kind: 'date',
    width: 12,
    value: (row) => row.nextAppointmentOn,
  },
  { id: 'last_contact', header: 'Last contact', kind: 'date', width: 12, value: (row) => row.lastContactOn },
  {
    id: 'not_brought',
    header: 'Times not brought',
    kind: 'number',
    width: 9,
    value: (row) => row.wasNotBroughtCount,
  },
]

const groupings: readonly Grouping<WaitingListRow>[] = [
  { id: 'service', label: 'Service', group: (row) => row.serviceName },
  {
    id: 'band',
    label: 'Band',
    order: [...bandOrder, 'Not waiting'],
    group: (row) => bandWords(row.band) ?? 'Not waiting',
  },
  {
    id: 'priority',
    label: 'Priority',
    order: [...Object.values(priorityLabels), 'Not decided'],
    group: priorityOf,
  },
  {
    id: 'status',
    label: 'Status',
    order: Object.values(referralStatusLabels),
    group: (row) => referralStatusLabels[row.status],
  },
]

/** Opens any queue of the waiting list, today or as it stood on another day. */
export async function openWaitingList(
  context: ServiceContext,
  { filter, sort, asAt = context.today() }: Asked,
): Promise<Result<ListSource<WaitingListRow>>> {
  const { store } = context
  const { read } = store
  const shared = {
    title: `Waiting list: ${queueLabels[filter.queue]}`,
    noun: { one: 'referral', many: 'referrals' },
    filters: await filterWords(context, filter),
    sort: sortWords(sort),
    asAt,
    columns,
    groupings,
    about: ({ childId, referralId }: WaitingListRow) => ({ childId, referralId }),
  }
  if (asAt !== context.today()) {
    const page = (window: { offset: number; limit: number }, wanted: ListFilter = filter) =>
      listAsAt(store, { filter: wanted, sort, asAt, ...window })
    const [first, whole] = [
      await page({ offset: 0, limit: 1 }),
      await page({ offset: 0, limit: 1 }, { queue: filter.queue }),
    ]
    if (!first.ok) return first
    if (!whole.ok) return whole
    const count = first.value.total
    return ok({
      ...shared,
      count,
      outOf: whole.value.total,
      async *slices() {
        for (let offset = 0; offset < count; offset += sliceRows) {
          const slice = await page({ offset, limit: sliceRows })
          yield slice.ok ? slice.value.rows : []
        }
      },
    })
  }
  const text = await resolveText(read, filter)
  // As the list itself asks, so that what was just counted for the screen is not counted again.
  const count = await keptAnswer(store, ['total', filter, asAt], () => countOf(read, filter, asAt, text))
  const whole: ListFilter = { queue: filter.queue }
  const outOf = await keptAnswer(store, ['total', whole, asAt], () => countOf(read, whole, asAt, null))
  return ok({
    ...shared,
    count,
    outOf,
    slices: () =>
      rowsInSlices(
        () => stateOf(store),
        count,
        (window) => orderedIds(read, filter, sort, asAt, text, window),
        (ids) => rowsOf(read, ids, asAt),
      ),
  })
}

function priorityOf(row: WaitingListRow): string {
  return row.priority === null ? 'Not decided' : priorityLabels[row.priority]
}

function pathwayWords(code: string): string {
  const labels: Readonly<Record<string, string>> = pathwayLabels
  return labels[code] ?? code
}

async function filterWords(context: ServiceContext, filter: ListFilter): Promise<FilterWords[]> {
  const said: FilterWords[] = []
  const say = (label: string, values: readonly string[] | undefined, more?: Omit<FilterWords, 'words'>) => {
    if (values !== undefined && values.length > 0)
      said.push({ words: `${label}: ${values.join(', ')}`, ...more })
  }
  const names = await serviceNames(context.store.read)
  say(
    'Service',
    filter.services?.map((id) => names.get(id) ?? id),
  )
  say(
    'Priority',
    filter.priorities?.map((priority) => (priority === 'none' ? 'Not decided' : priorityLabels[priority])),
  )
  say(
    'Band',
    filter.bands?.map((band) => bandWords(band) ?? band),
    { tellsDays: true },
  )
  say(
    'Flags',
    filter.flags?.map((flag) => rowFlagLabels[flag]),
  )
  say(
    'Status',
    filter.statuses?.map((status) => referralStatusLabels[status]),
  )
  say('Pathway', filter.pathways?.map(pathwayWords))
  if (filter.receivedFrom !== undefined)
    say('Received from', [formatDate(filter.receivedFrom)], { tellsDays: true })
  if (filter.receivedTo !== undefined)
    say('Received to', [formatDate(filter.receivedTo)], { tellsDays: true })
  if (filter.importBatch !== undefined) say('Only what one import brought', ['yes'])
  if (filter.text)
    said.push({ words: `Found by: ${filter.text}`, unnamed: 'A text searched for (not shown)' })
  return said
}

const sortNames: Record<ListSort[number]['column'], { words: string; asc: string; desc: string }> = {
  queue_order: { words: 'queue order', asc: '', desc: 'turned round' },
  family_name: { words: 'name', asc: 'A to Z', desc: 'Z to A' },
  date_of_birth: { words: 'date of birth', asc: 'oldest first', desc: 'youngest first' },
  service: { words: 'service', asc: 'A to Z', desc: 'Z to A' },
  status: { words: 'status', asc: 'A to Z', desc: 'Z to A' },
  priority: { words: 'priority', asc: 'most pressing first', desc: 'least pressing first' },
  received_date: { words: 'received', asc: 'oldest first', desc: 'newest first' },
  days_waited: { words: 'days waited', asc: 'shortest first', desc: 'longest first' },
  due_by: { words: 'due by', asc: 'soonest first', desc: 'latest first' },
  next_appointment: { words: 'next appointment', asc: 'soonest first', desc: 'latest first' },
  last_contact: { words: 'last contact', asc: 'oldest first', desc: 'newest first' },
  was_not_brought_count: { words: 'times not brought', asc: 'fewest first', desc: 'most first' },
}

function sortWords(sort: ListSort): string {
  return sort
    .map(({ column, direction }) => {
      const { words, [direction]: way } = sortNames[column]
      return way === '' ? words : `${words} (${way})`
    })
    .join(', then ')
}
