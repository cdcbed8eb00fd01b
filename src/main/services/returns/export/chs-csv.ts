import { chsBands } from '../../../../shared/codes/bands.ts'
import type { ChsReturn } from '../../../domain/returns/chs-return.ts'
import { writeCsv, type CsvColumn } from '../../spreadsheets/csv-writer.ts'

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
]

/**
 * The return as one CSV line per service line. A line that no service reports on is absent; a mean is empty when
 * no one is waiting.
 */
export function writeChsCsv(document: ChsReturn): string {
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
    ]),
  )
}

function bandHeader(band: (typeof chsBands)[number]): string {
  return band.toDays === null ? `days_${band.fromDays}_plus` : `days_${band.fromDays}_to_${band.toDays}`
}
