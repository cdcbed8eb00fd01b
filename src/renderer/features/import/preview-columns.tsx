import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import { importColumns, type ImportHeader } from '../../../shared/codes/import-columns.ts'
import { pathwayLabels } from '../../../shared/codes/pathways.ts'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import type { Service } from '../../../shared/contract/administration.ts'
import type { ImportMapping, ImportPreviewRow } from '../../../shared/contract/imports.ts'
import { readDate, formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { formatNhsNumber, isValidNhsNumber } from '../../../shared/format/nhs-number.ts'
import { formatCount } from '../../components/format-count.ts'
import type { Column } from '../../components/data-grid/types.ts'
import { labelOf } from '../forms/index.ts'
import { columnName } from './column-words.ts'
import classes from './import.module.css'

type Row = ImportPreviewRow

/** As much of a service as a list of rows needs. */
type NamedService = Pick<Service, 'id' | 'name'>

/** Columns that stand in every list of rows, so that a row can be told from another. */
const always: readonly ImportHeader[] = ['date_of_birth', 'nhs_number', 'service', 'referral_received_date']
const inName: readonly string[] = ['family_name', 'given_name']
const alsoAtFirst: readonly string[] = [
  'local_patient_id',
  'referral_id',
  'pathway',
  'priority',
  'closed_date',
]

/** The name in a row of the file; one that lacks both names is called by its row. */
export function rowName(row: Row): string {
  const name = displayName({
    familyName: row.cells['family_name'] ?? '',
    givenName: row.cells['given_name'] ?? '',
    preferredName: null,
  })
  return name === '' ? 'No name' : name
}

const codeLabels: Partial<Record<ImportHeader, Readonly<Record<string, string>>>> = {
  pathway: pathwayLabels,
  priority: priorityLabels,
  closed_reason: closedReasonLabels,
}

/** A service as it is called here; what the file says where no service has that code. */
function serviceWords(text: string, services: readonly NamedService[]): string {
  const wanted = text.trim().toLowerCase()
  return services.find(({ id }) => id.toLowerCase() === wanted)?.name ?? text
}

/** Codes of a cell, `;` between them, as words. */
function codeWords(text: string, labels: Readonly<Record<string, string>>): string {
  return text
    .split(';')
    .map((code) => labelOf(labels, code.trim()))
    .join(', ')
}

function shown(header: ImportHeader, kind: string, text: string, services: readonly NamedService[]): string {
  if (header === 'service') return serviceWords(text, services)
  const labels = codeLabels[header]
  if (labels) return codeWords(text, labels)
  if (kind === 'date') {
    const reading = readDate(text)
    return reading.ok ? formatDate(reading.date) : text
  }
  return header === 'nhs_number' && isValidNhsNumber(text) ? formatNhsNumber(text.replace(/\D/g, '')) : text
}

function cellColumn(
  column: (typeof importColumns)[number],
  hiddenAtFirst: boolean,
  services: readonly NamedService[],
): Column<Row> {
  const { header, kind } = column
  return {
    id: header,
    header: columnName(header),
    width:
      kind === 'date' || kind === 'nhs_number'
        ? 128
        : header === 'reason_text'
          ? 280
          : header === 'service'
            ? 220
            : 140,
    text: (row) => shown(header, kind, row.cells[header] ?? '', services),
    hiddenAtFirst,
  }
}

const rowNumber: Column<Row> = {
  id: 'row',
  header: 'Row',
  width: 64,
  align: 'end',
  sticky: true,
  required: true,
  description: 'The row of the file, its headings being row 1',
  text: (row) => formatCount(row.row),
}

const name: Column<Row> = {
  id: 'name',
  header: 'Child',
  width: 200,
  sticky: true,
  rowHeader: true,
  required: true,
  text: rowName,
}

function listColumn(
  id: string,
  header: string,
  width: number,
  lines: (row: Row) => readonly string[],
): Column<Row> {
  return {
    id,
    header,
    width,
    required: true,
    text: (row) => lines(row).join(' '),
    cell: (row) => (
      <ul className={classes.lines}>
        {lines(row).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    ),
  }
}

const changes = listColumn('changes', 'What would change', 460, (row) => row.changes)
const mayBe = listColumn('may-be', 'May be', 460, (row) => row.mayBe)

/** Columns of a list of rows: what the group is about first, then what the file says. */
export function previewColumns(
  mapping: ImportMapping,
  services: readonly NamedService[],
  lead: 'none' | 'changes' | 'may_be',
  extra: readonly Column<Row>[] = [],
): Column<Row>[] {
  const fed = importColumns.filter(
    (column) => mapping[column.header] !== undefined && mapping[column.header] !== null,
  )
  const first = fed.filter((column) => always.includes(column.header))
  const others = fed.filter((column) => !always.includes(column.header) && !inName.includes(column.header))
  return [
    rowNumber,
    name,
    ...extra,
    ...(lead === 'changes' ? [changes] : lead === 'may_be' ? [mayBe] : []),
    ...first.map((column) => cellColumn(column, false, services)),
    ...others.map((column) =>
      cellColumn(
        column,
        lead !== 'none' || extra.length > 0 || !alsoAtFirst.includes(column.header),
        services,
      ),
    ),
  ]
}
