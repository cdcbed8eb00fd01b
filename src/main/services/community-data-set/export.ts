import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { DataSetExported, DataSetReport } from '../../../shared/contract/community-data-set.ts'
import { dataSetTables, type TableId } from '../../domain/community-data-set/field.ts'
import { DataSetTally } from '../../domain/community-data-set/field-report.ts'
import { fieldsOfTable, perTable } from '../../domain/community-data-set/fields.ts'
import type { ServiceContext } from '../context.ts'
import { writeAuditedFile } from '../files/audited-file.ts'
import { createZipArchive } from '../files/zip-archive.ts'
import { timeInWords } from '../returns/export/export-context.ts'
import { type CsvColumn, csvHead, csvRows, writeCsv } from '../spreadsheets/csv-writer.ts'
import { type BuiltDataSet, buildDataSet, type MadeRow } from './build.ts'
import { summedUp } from './report.ts'

const columnsOf: Record<TableId, CsvColumn[]> = perTable((table) =>
  fieldsOfTable(table).map(({ field }) => ({ header: field })),
)

/**
 * Writes a month's data set to a file as a ZIP: a CSV for each table with every field in order, the report of what is
 * missing or invalid, and what the archive is. It identifies children; no name is in it. The file is all there or not
 * at all, and the export is audited. Refuses a month that has not begun and a place that cannot be written to.
 */
export async function exportDataSet(
  context: ServiceContext,
  month: string,
  path: string,
): Promise<Result<DataSetExported>> {
  const archive = createZipArchive(context.now())
  const files = perTable((table) => archive.add(`${table}.csv`))
  const tally = new DataSetTally()
  for (const { id } of dataSetTables) await files[id].write(csvHead(columnsOf[id]))
  const built = await buildDataSet(context, month, async (rows) => {
    for (const { table, row, subject } of rows) tally.add(table, row, subject)
    for (const [table, all] of Map.groupBy(rows, (each) => each.table))
      await files[table].write(csvRows(columnsOf[table], all.map(valuesOf)))
  })
  if (!built.ok) return built
  const report = await summedUp(context, built.value, tally)
  await archive.add('validation-report.csv').write(reportCsv(report))
  await archive.add('READ-ME.txt').write(aboutText(context, report, built.value))
  const rows = report.tables.reduce((all, table) => all + table.rows, 0)
  const errors = report.fields.filter(({ level }) => level === 'error').length
  const { codesVersion, lastSequence } = built.value
  const written = await writeAuditedFile(context, path, await archive.finish(), (sha256) => ({
    action: 'community_data_set.exported',
    subject: 'community data set',
    detail: { month, rows, errors, codesVersion, lastSequence, sha256 },
  }))
  return written.ok ? ok({ sha256: written.value.sha256, rows, errors, report }) : written
}

/** The place a person chose, or why there is none. */
export function chosenPlace(context: ServiceContext, token: string): Result<string> {
  const granted = context.grantedFile(token)
  return granted === null || granted.purpose !== 'write'
    ? refuse('invalid', 'Choose where to save the file, then export again.', { field: 'file' })
    : ok(granted.path)
}

function valuesOf({ table, row }: MadeRow) {
  return fieldsOfTable(table).map(({ field }) => row[field] ?? null)
}

/** The report as a CSV, one line for each field. */
function reportCsv({ fields }: Omit<DataSetReport, 'isOutOfDate'>): string {
  return writeCsv(
    [
      { header: 'table' },
      { header: 'field' },
      { header: 'data_dictionary_name' },
      { header: 'requirement' },
      { header: 'requirement_known' },
      { header: 'rows', kind: 'number' },
      { header: 'filled', kind: 'number' },
      { header: 'missing', kind: 'number' },
      { header: 'invalid', kind: 'number' },
      { header: 'level' },
      { header: 'what_was_found' },
    ],
    fields.map((each) => [
      each.table,
      each.field,
      each.name,
      each.requirement,
      each.confidence,
      each.rows,
      each.filled,
      each.missing,
      each.invalid,
      each.level,
      each.sentence,
    ]),
  )
}

function aboutText(
  { person }: ServiceContext,
  report: Omit<DataSetReport, 'isOutOfDate'>,
  { codesVersion }: BuiltDataSet,
): string {
  const lines = [
    'OFFICIAL: SENSITIVE. Identifies children: NHS numbers, dates of birth, postcodes. No names.',
    '',
    'Community Services Data Set, tables and fields of version 1.6, as CSV.',
    `Reporting period ${report.firstDay} to ${report.lastDay}, provider ${report.provider || 'not set'}.`,
    `Made ${timeInWords(report.computedAt)} by ${person.displayName}, with version ${codesVersion} of the code tables.`,
    '',
    ...report.tables.map(({ table, name, rows }) => `${table} ${name}: ${rows} rows`),
    '',
    report.verdict,
    'See validation-report.csv for every field.',
    ...(report.withoutOutcome === 0
      ? []
      : [`${report.withoutOutcome} appointments of the month have no outcome yet and are in no table.`]),
    ...(report.leftOut.length === 0
      ? []
      : [`Left out, reported through another data set: ${report.leftOut.join(', ')}.`]),
    '',
    'This is not a submission. The national service takes XML or the intermediate database (Access) through SDCS',
    'Cloud; these files are what goes into the intermediate database.',
    '',
  ]
  return lines.join('\r\n')
}
