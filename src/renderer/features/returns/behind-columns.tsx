import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { formatNhsNumber } from '../../../shared/format/nhs-number.ts'
import type { Column } from '../../components/data-grid/types.ts'
import { DateText } from '../../components/date-text.tsx'
import { NhsNumberText } from '../../components/nhs-number-text.tsx'
import { WaitText, waitText } from '../../components/wait-text.tsx'
import type { BehindRow } from './behind.ts'
import { bandColumns, leftByWords } from './wording.ts'

function bandWords(band: string | null): string {
  const found = bandColumns.find((each) => each.id === band)
  return found === undefined ? '' : `${found.weeks} weeks`
}

function leftWords({ leftOn, leftBy }: BehindRow): string {
  return leftOn === null ? '' : `${leftByWords(leftBy)}, ${formatDate(leftOn)}`
}

/** The columns of the children behind a figure or a check. */
export const behindColumns: Column<BehindRow>[] = [
  {
    id: 'child',
    header: 'Child',
    width: 232,
    sticky: true,
    rowHeader: true,
    required: true,
    opens: true,
    text: (row) => (row.childId === '' ? row.familyName : displayName(row)),
  },
  {
    id: 'nhs_number',
    header: 'NHS number',
    width: 120,
    text: (row) => (row.nhsNumber === null ? '' : formatNhsNumber(row.nhsNumber)),
    cell: (row) => <NhsNumberText nhsNumber={row.nhsNumber} />,
  },
  {
    id: 'born',
    header: 'Born',
    width: 112,
    text: (row) => formatDate(row.dateOfBirth),
    cell: (row) => <DateText date={row.dateOfBirth === '' ? null : row.dateOfBirth} />,
  },
  {
    id: 'received',
    header: 'Received',
    width: 112,
    text: (row) => formatDate(row.receivedDate),
    cell: (row) => <DateText date={row.receivedDate} />,
  },
  {
    id: 'days',
    header: 'Waited',
    width: 192,
    description: 'Up to the day the figure speaks of, or to the day of leaving before it',
    text: (row) => waitText(row.days),
    cell: (row) => <WaitText days={row.days} />,
  },
  { id: 'band', header: 'Band', width: 112, text: (row) => bandWords(row.band) },
  {
    id: 'left',
    header: 'Left the list',
    width: 216,
    description: 'How and when this wait ended, as known today; empty while it runs',
    text: leftWords,
  },
]
