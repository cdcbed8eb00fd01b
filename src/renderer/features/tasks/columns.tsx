import { IconAlertTriangle, IconUserQuestion } from '@tabler/icons-react'
import { roleLabels } from '../../../shared/codes/roles.ts'
import { taskKindLabels, taskOutcomeLabels } from '../../../shared/codes/task-kinds.ts'
import type { TaskRow, TaskView } from '../../../shared/contract/tasks.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { formatNhsNumber } from '../../../shared/format/nhs-number.ts'
import type { Column } from '../../components/data-grid/types.ts'
import { bornText, DateText } from '../../components/date-text.tsx'
import { NhsNumberText } from '../../components/nhs-number-text.tsx'
import { ToneBadge } from '../../components/tone-badge.tsx'
import classes from './tasks.module.css'

/** Who has a task, or which team it waits for. */
export function ownerWords(row: Pick<TaskRow, 'owner' | 'teamRole'>): string {
  return row.owner?.name ?? `Nobody yet (${roleLabels[row.teamRole].toLowerCase()})`
}

/** How a closed task ended, in words. */
export function endWords(row: Pick<TaskRow, 'outcome' | 'closedBy' | 'note'>): string {
  const outcome = row.outcome === null ? '' : taskOutcomeLabels[row.outcome]
  return row.closedBy === null && row.note !== null ? `${outcome}: ${row.note}` : outcome
}

const soonestFirst = { asc: 'soonest first', desc: 'latest first' }

/** The columns of the list of tasks; what was closed says how and by whom. */
export function taskColumns(today: string, view: TaskView): Column<TaskRow>[] {
  const isOverdue = (row: TaskRow) => row.state === 'open' && row.dueOn < today
  const ended: Column<TaskRow>[] = [
    { id: 'end', header: 'Ended', width: 300, text: endWords },
    {
      id: 'closed',
      header: 'Closed on',
      width: 116,
      text: (row) => (row.closedOn === null ? '' : formatDate(row.closedOn)),
      cell: (row) => <DateText date={row.closedOn} />,
    },
    { id: 'closed_by', header: 'Closed by', width: 168, text: (row) => row.closedBy ?? 'The app' },
  ]
  const due: Column<TaskRow> = {
    id: 'due',
    header: 'Due',
    width: 188,
    sortable: true,
    sortWords: soonestFirst,
    text: (row) => `${formatDate(row.dueOn)}${isOverdue(row) ? ' Overdue' : ''}`,
    cell: (row) => (
      <span className={classes.due}>
        <DateText date={row.dueOn} />
        {isOverdue(row) && (
          <ToneBadge tone="danger" icon={IconAlertTriangle}>
            Overdue
          </ToneBadge>
        )}
      </span>
    ),
  }
  const owner: Column<TaskRow> = {
    id: 'owner',
    header: 'Who',
    width: 152,
    text: ownerWords,
    cell: (row) =>
      row.owner === null ? (
        <span className={classes.nobody}>
          <IconUserQuestion size={14} aria-hidden /> {roleLabels[row.teamRole]}
          <span className="cw-hidden">, nobody yet</span>
        </span>
      ) : (
        row.owner.name
      ),
  }
  return [
    {
      id: 'kind',
      header: 'Task',
      width: 208,
      sticky: true,
      rowHeader: true,
      required: true,
      opens: true,
      sortable: true,
      text: (row) => taskKindLabels[row.kind],
    },
    { id: 'child', header: 'Child', width: 168, required: true, text: displayName },
    ...(view === 'closed' ? ended : [due]),
    { id: 'why', header: 'Why', width: 400, text: (row) => row.why },
    ...(view === 'closed' ? [] : [owner]),
    { id: 'service', header: 'Service', width: 216, sortable: true, text: (row) => row.serviceName },
    { id: 'tell', header: 'Also tell', width: 216, text: (row) => row.tell.join(', ') },
    {
      id: 'opened',
      header: 'Opened',
      width: 116,
      sortable: true,
      sortWords: { asc: 'oldest first', desc: 'newest first' },
      text: (row) => formatDate(row.openedOn),
      cell: (row) => <DateText date={row.openedOn} />,
    },
    { id: 'opened_by', header: 'Opened by', width: 216, text: (row) => row.openedByWords },
    { id: 'team', header: 'Team', width: 128, hiddenAtFirst: true, text: (row) => roleLabels[row.teamRole] },
    {
      id: 'nhs_number',
      header: 'NHS number',
      width: 124,
      hiddenAtFirst: true,
      text: (row) => (row.nhsNumber === null ? '' : formatNhsNumber(row.nhsNumber)),
      cell: (row) => <NhsNumberText nhsNumber={row.nhsNumber} />,
    },
    {
      id: 'born',
      header: 'Born',
      width: 184,
      hiddenAtFirst: true,
      text: (row) => bornText(row.dateOfBirth, today),
    },
    ...(view === 'closed'
      ? [
          { ...owner, hiddenAtFirst: true },
          { ...due, sortable: false, hiddenAtFirst: true },
        ]
      : []),
  ]
}
