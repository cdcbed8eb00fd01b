import { roleLabels } from '../../../../shared/codes/roles.ts'
import { taskKindLabels, taskOutcomeLabels } from '../../../../shared/codes/task-kinds.ts'
import type { ExportedList } from '../../../../shared/contract/list-exports.ts'
import type { TaskFilter, TaskRow, TaskSort, TaskView } from '../../../../shared/contract/tasks.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import type { ServiceContext } from '../../context.ts'
import { stateOf } from '../../kept-answers.ts'
import { resolveTaskText } from '../../tasks/filter.ts'
import { countTasks, orderedTaskIds, taskRows } from '../../tasks/page.ts'
import {
  type FilterWords,
  type Grouping,
  type ListColumn,
  type ListSource,
  rowsInSlices,
} from '../list-source.ts'
import { serviceNames } from './service-names.ts'
import { bornColumn, familyNameColumn, givenNameColumn, nhsNumberColumn } from './shared-columns.ts'

type Asked = Extract<ExportedList, { list: 'tasks' }>

const viewTitles: Record<TaskView, string> = {
  mine: 'Tasks: my own',
  team: 'Tasks: for my team',
  overdue: 'Tasks: overdue, mine and my team’s',
  all: 'Tasks: all that are open',
  closed: 'Tasks: closed',
}

const columns: readonly ListColumn<TaskRow>[] = [
  { id: 'kind', header: 'Task', kind: 'code', width: 24, value: (row) => taskKindLabels[row.kind] },
  familyNameColumn,
  givenNameColumn,
  nhsNumberColumn,
  bornColumn,
  { id: 'due', header: 'Due', kind: 'date', width: 12, value: (row) => row.dueOn },
  { id: 'why', header: 'Why', kind: 'free_text', width: 40, value: (row) => row.why },
  {
    id: 'owner',
    header: 'Who',
    kind: 'identifying',
    width: 18,
    value: (row) => row.owner?.name ?? 'Nobody yet',
  },
  { id: 'team', header: 'Team', kind: 'code', width: 16, value: (row) => roleLabels[row.teamRole] },
  { id: 'service', header: 'Service', kind: 'code', width: 26, value: (row) => row.serviceName },
  {
    id: 'tell',
    header: 'Also tell',
    kind: 'free_text',
    width: 24,
    value: (row) => row.tell.join('; ') || null,
  },
  { id: 'opened', header: 'Opened', kind: 'date', width: 12, value: (row) => row.openedOn },
  { id: 'opened_by', header: 'Opened by', kind: 'identifying', width: 22, value: (row) => row.openedByWords },
  {
    id: 'outcome',
    header: 'Ended',
    kind: 'code',
    width: 18,
    value: (row) => (row.outcome === null ? null : taskOutcomeLabels[row.outcome]),
  },
  { id: 'closed', header: 'Closed on', kind: 'date', width: 12, value: (row) => row.closedOn },
  { id: 'closed_by', header: 'Closed by', kind: 'identifying', width: 18, value: (row) => row.closedBy },
  { id: 'note', header: 'Note', kind: 'free_text', width: 36, value: (row) => row.note },
]

function groupings(today: string): readonly Grouping<TaskRow>[] {
  return [
    {
      id: 'kind',
      label: 'Task',
      order: Object.values(taskKindLabels),
      group: (row) => taskKindLabels[row.kind],
    },
    { id: 'service', label: 'Service', group: (row) => row.serviceName },
    { id: 'team', label: 'Team', order: Object.values(roleLabels), group: (row) => roleLabels[row.teamRole] },
    {
      id: 'due',
      label: 'Due',
      order: ['Overdue', 'Not overdue', 'Closed'],
      group: (row) => {
        if (row.state !== 'open') return 'Closed'
        return row.dueOn < today ? 'Overdue' : 'Not overdue'
      },
    },
  ]
}

/** Opens a view of the tasks as the person who asks sees it. */
export async function openTasks(
  context: ServiceContext,
  { filter, sort }: Asked,
): Promise<Result<ListSource<TaskRow>>> {
  const { store, person } = context
  const { read } = store
  const today = context.today()
  const text = await resolveTaskText(read, filter)
  const [count, outOf] = await Promise.all([
    countTasks(read, filter, person, today, text),
    countTasks(read, { view: filter.view }, person, today, null),
  ])
  return ok({
    title: viewTitles[filter.view],
    noun: { one: 'task', many: 'tasks' },
    filters: await filterWords(context, filter),
    sort: sortWords(sort, filter.view),
    asAt: today,
    count,
    outOf,
    columns: columns.filter(
      ({ id }) => filter.view === 'closed' || !['outcome', 'closed', 'closed_by', 'note'].includes(id),
    ),
    groupings: groupings(today),
    about: ({ childId, referralId }) => ({ childId, referralId }),
    slices: () =>
      rowsInSlices(
        () => stateOf(store),
        count,
        (window) => orderedTaskIds(read, filter, sort, person, today, text, window),
        (ids) => taskRows(read, ids),
      ),
  })
}

async function filterWords({ store }: ServiceContext, filter: TaskFilter): Promise<FilterWords[]> {
  const said: FilterWords[] = []
  const say = (label: string, values: readonly string[] | undefined) => {
    if (values !== undefined && values.length > 0) said.push({ words: `${label}: ${values.join(', ')}` })
  }
  const names = await serviceNames(store.read)
  say(
    'Service',
    filter.services?.map((id) => names.get(id) ?? id),
  )
  say(
    'Kind',
    filter.kinds?.map((kind) => taskKindLabels[kind]),
  )
  say(
    'Team',
    filter.roles?.map((role) => roleLabels[role]),
  )
  if (filter.owners?.length) {
    const people = await store.read.selectFrom('account').select(['id', 'display_name']).execute()
    const nameOf = new Map(people.map(({ id, display_name }) => [id, display_name]))
    const owners = filter.owners.map((id) =>
      id === 'nobody' ? 'Nobody yet' : (nameOf.get(id) ?? 'Somebody who has left'),
    )
    said.push({ words: `Who: ${owners.join(', ')}`, unnamed: 'Who: some people only (not shown)' })
  }
  if (filter.referralId !== undefined) said.push({ words: 'Of one referral' })
  if (filter.text)
    said.push({ words: `Found by: ${filter.text}`, unnamed: 'A text searched for (not shown)' })
  return said
}

const sortNames: Record<TaskSort[number]['column'], { words: string; asc: string; desc: string }> = {
  due: { words: 'due', asc: 'soonest first', desc: 'latest first' },
  opened: { words: 'opened', asc: 'oldest first', desc: 'newest first' },
  kind: { words: 'task', asc: 'A to Z', desc: 'Z to A' },
  service: { words: 'service', asc: 'A to Z', desc: 'Z to A' },
}

function sortWords(sort: TaskSort, view: TaskView): string {
  const keys = sort.map(
    ({ column, direction }) => `${sortNames[column].words} (${sortNames[column][direction]})`,
  )
  return [...(view === 'closed' ? ['the day they were closed (newest first)'] : []), ...keys].join(', then ')
}
