import { IconAlertTriangle } from '@tabler/icons-react'
import { chsBands } from '../../../shared/codes/bands.ts'
import { pathwayLabels } from '../../../shared/codes/pathways.ts'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import { referralStatusLabels } from '../../../shared/codes/referral-statuses.ts'
import type { WaitingListRow } from '../../../shared/contract/waiting-list.ts'
import { formatAge } from '../../../shared/format/age.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { formatNhsNumber } from '../../../shared/format/nhs-number.ts'
import type { Column } from '../../components/data-grid/types.ts'
import { AgeText, BornText, bornText, DateText } from '../../components/date-text.tsx'
import { flagsText } from '../../components/flag-badge.tsx'
import { FittingFlags } from '../../components/fitting-flags.tsx'
import { NhsNumberText } from '../../components/nhs-number-text.tsx'
import { PriorityBadge } from '../../components/priority-badge.tsx'
import { ToneBadge } from '../../components/tone-badge.tsx'
import { WaitText, waitText } from '../../components/wait-text.tsx'
import { labelOf } from '../forms/index.ts'
import classes from './waiting-list.module.css'
import { referenceOf } from './reference.ts'
import { WhyCell } from './why-cell.tsx'

/** A waiting band as published: `>52-104 weeks`. */
export function bandWords(band: string | null): string {
  const found = chsBands.find((entry) => entry.id === band)
  return found ? `${found.weeks} weeks` : ''
}

/** The priority in words: decided, suggested or neither. */
export function priorityWords(row: Pick<WaitingListRow, 'priority' | 'suggestedPriority'>): string {
  if (row.priority) return priorityLabels[row.priority]
  return row.suggestedPriority ? `${priorityLabels[row.suggestedPriority]} suggested` : 'Not triaged'
}

function dateOrNothing(date: string | null): string {
  return date === null ? '' : formatDate(date)
}

const oldestFirst = { asc: 'oldest first', desc: 'newest first' }
const soonestFirst = { asc: 'soonest first', desc: 'latest first' }

/** The columns of the waiting list. With names off, nothing in a cell, a copy or a tooltip names a child. */
export function waitingListColumns(today: string, namesOff: boolean): Column<WaitingListRow>[] {
  const isOverdue = (row: WaitingListRow) => row.dueBy !== null && row.dueBy < today && row.status !== 'seen'
  const who: Column<WaitingListRow>[] = namesOff
    ? [
        {
          id: 'reference',
          header: 'Reference',
          width: 160,
          sticky: true,
          rowHeader: true,
          required: true,
          opens: true,
          text: referenceOf,
        },
        {
          id: 'age',
          header: 'Age',
          width: 88,
          text: (row) => formatAge(row.dateOfBirth, today),
          cell: (row) => <AgeText dateOfBirth={row.dateOfBirth} on={today} />,
        },
      ]
    : [
        {
          id: 'family_name',
          header: 'Child',
          width: 172,
          sticky: true,
          rowHeader: true,
          required: true,
          sortable: true,
          opens: true,
          text: displayName,
        },
      ]
  const identity: Column<WaitingListRow>[] = namesOff
    ? []
    : [
        {
          id: 'nhs_number',
          header: 'NHS number',
          width: 124,
          text: (row) => (row.nhsNumber === null ? '' : formatNhsNumber(row.nhsNumber)),
          cell: (row) => <NhsNumberText nhsNumber={row.nhsNumber} />,
        },
        {
          id: 'date_of_birth',
          header: 'Born',
          width: 184,
          sortable: true,
          sortWords: oldestFirst,
          text: (row) => bornText(row.dateOfBirth, today),
          cell: (row) => <BornText dateOfBirth={row.dateOfBirth} on={today} />,
        },
      ]
  return [
    ...who,
    {
      id: 'days_waited',
      header: 'Waited',
      width: 182,
      sortable: true,
      sortWords: { asc: 'shortest first', desc: 'longest first' },
      text: (row) => waitText(row.daysWaited),
      cell: (row) => <WaitText days={row.daysWaited} />,
    },
    {
      id: 'priority',
      header: 'Priority',
      width: 168,
      sortable: true,
      sortWords: { asc: 'most pressing first', desc: 'least pressing first' },
      text: priorityWords,
      cell: (row) => <PriorityBadge priority={row.priority} suggested={row.suggestedPriority} />,
    },
    {
      id: 'due_by',
      header: 'Due by',
      width: 192,
      sortable: true,
      sortWords: soonestFirst,
      text: (row) => `${dateOrNothing(row.dueBy)}${isOverdue(row) ? ' Overdue' : ''}`,
      cell: (row) =>
        row.dueBy === null ? (
          ''
        ) : (
          <span className={classes.due}>
            <DateText date={row.dueBy} />
            {isOverdue(row) && (
              <ToneBadge tone="danger" icon={IconAlertTriangle}>
                Overdue
              </ToneBadge>
            )}
          </span>
        ),
    },
    {
      id: 'flags',
      header: 'Flags',
      width: 208,
      required: true,
      text: (row) => flagsText(row.flags),
      cell: (row, width) => <FittingFlags flags={row.flags} width={width} />,
    },
    ...identity,
    { id: 'service', header: 'Service', width: 240, sortable: true, text: (row) => row.serviceName },
    {
      id: 'status',
      header: 'Status',
      width: 168,
      sortable: true,
      text: (row) => referralStatusLabels[row.status],
    },
    {
      id: 'received_date',
      header: 'Received',
      width: 116,
      sortable: true,
      sortWords: oldestFirst,
      text: (row) => formatDate(row.receivedDate),
      cell: (row) => <DateText date={row.receivedDate} />,
    },
    {
      id: 'queue_order',
      header: 'Place',
      width: 136,
      sortable: true,
      sortWords: { asc: 'queue order', desc: 'queue order turned round' },
      description: 'Why the referral stands here in the list',
      text: () => '',
      cell: (row) => <WhyCell referralId={row.referralId} />,
    },
    {
      id: 'band',
      header: 'Band',
      width: 128,
      description: 'The band of the monthly return',
      text: (row) => bandWords(row.band),
    },
    {
      id: 'pathway',
      header: 'Pathway',
      width: 220,
      text: (row) => row.pathways.map((code) => labelOf(pathwayLabels, code)).join(', '),
    },
    {
      id: 'next_appointment',
      header: 'Next appointment',
      width: 132,
      sortable: true,
      sortWords: soonestFirst,
      text: (row) => dateOrNothing(row.nextAppointmentOn),
      cell: (row) => <DateText date={row.nextAppointmentOn} missing="None" />,
    },
    {
      id: 'last_contact',
      header: 'Last contact',
      width: 132,
      sortable: true,
      sortWords: oldestFirst,
      text: (row) => dateOrNothing(row.lastContactOn),
      cell: (row) => <DateText date={row.lastContactOn} />,
    },
    {
      id: 'was_not_brought_count',
      header: 'Times not brought',
      width: 104,
      align: 'end',
      sortable: true,
      sortWords: { asc: 'fewest first', desc: 'most first' },
      text: (row) => String(row.wasNotBroughtCount),
    },
  ]
}
