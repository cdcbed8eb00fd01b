import { chsBands } from '../../../../shared/codes/bands.ts'
import { writeCsv, type CsvColumn } from '../../spreadsheets/csv-writer.ts'
import { type ExportContext, type ExportedReturn, overrideInWords, statusInWords } from './export-context.ts'

/** Bands are named in words: a spreadsheet reads a heading such as 8-14 as a date. */
const columns: CsvColumn[] = [
  { header: 'month' },
  { header: 'census_date' },
  { header: 'provider' },
  { header: 'service_line' },
  { header: 'total', kind: 'number' },
  ...chsBands.map((band): CsvColumn => ({ header: bandHeader(band), kind: 'number' })),
  { header: 'within_18_weeks', kind: 'number' },
  { header: 'over_52_weeks', kind: 'number' },
  { header: 'mean_days', kind: 'number' },
  { header: 'line_kind' },
  { header: 'status' },
  { header: 'signed_by' },
  { header: 'signed_at' },
  { header: 'signed_sha256' },
  { header: 'signed_in_spite_of' },
]

/**
 * The return as one CSV line per service line. A line that no service reports on is absent; a mean is empty when
 * no one is waiting. Each line says whether it is signed off, by whom, and which errors were overridden.
 */
export function writeChsCsv(document: ExportedReturn, context: ExportContext): string {
  const { signedOff } = context
  return writeCsv(
    columns,
    document.lines.map((line) => [
      document.month,
      document.censusDate,
      document.provider,
      line.line,
      line.total,
      ...chsBands.map((band) => line.bands[band.id]),
      line.within18Weeks,
      line.over52Weeks,
      line.meanDays,
      document.localLines.includes(line.line) ? 'local' : 'published',
      statusInWords(context),
      signedOff?.by ?? null,
      signedOff?.at ?? null,
      signedOff?.sha256 ?? null,
      document.overrides
        .filter((each) => each.line === '' || each.line === line.line)
        .map(overrideInWords)
        .join(' | '),
    ]),
  )
}

function bandHeader(band: (typeof chsBands)[number]): string {
  return band.toDays === null ? `days_${band.fromDays}_plus` : `days_${band.fromDays}_to_${band.toDays}`
}
