import type { QualityRow } from '../../../shared/contract/data-quality.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { sourceOfReferralWords } from '../../../shared/format/source-of-referral.ts'
import { formatNhsNumber } from '../../../shared/format/nhs-number.ts'
import type { Column } from '../../components/data-grid/types.ts'
import { bornText, DateText } from '../../components/date-text.tsx'
import { NhsNumberText } from '../../components/nhs-number-text.tsx'

/** The columns of a list of gaps; sortable ids are those of the contract. */
export function ruleColumns(today: string): Column<QualityRow>[] {
  return [
    {
      id: 'family_name',
      header: 'Child',
      width: 216,
      sticky: true,
      rowHeader: true,
      required: true,
      opens: true,
      sortable: true,
      text: displayName,
    },
    { id: 'gaps', header: 'What is wrong', width: 340, required: true, text: (row) => row.gaps.join(' ') },
    { id: 'born', header: 'Born', width: 184, text: (row) => bornText(row.dateOfBirth, today) },
    {
      id: 'nhs_number',
      header: 'NHS number',
      width: 132,
      text: (row) => (row.nhsNumber === null ? '' : formatNhsNumber(row.nhsNumber)),
      cell: (row) => <NhsNumberText nhsNumber={row.nhsNumber} />,
    },
    { id: 'service', header: 'Service', width: 224, sortable: true, text: (row) => row.serviceName },
    {
      id: 'source',
      header: 'Source of referral',
      width: 176,
      sortable: true,
      text: (row) => sourceOfReferralWords(row.source),
    },
    {
      id: 'received_date',
      header: 'Received',
      width: 124,
      sortable: true,
      sortWords: { asc: 'oldest first', desc: 'newest first' },
      text: (row) => formatDate(row.receivedDate),
      cell: (row) => <DateText date={row.receivedDate} />,
    },
  ]
}
