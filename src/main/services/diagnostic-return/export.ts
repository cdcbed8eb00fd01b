import type { DiagnosticReturn } from '../../../shared/contract/diagnostic-return.ts'
import type { Result } from '../../../shared/result.ts'
import { monthInWords } from '../../domain/returns/months.ts'
import { dateInWords, timeInWords } from '../returns/export/export-context.ts'
import { writeCsv } from '../spreadsheets/csv-writer.ts'
import { writeXlsx, type XlsxSheet } from '../spreadsheets/xlsx-writer.ts'

/** Who makes the file, for whom. */
export interface DiagnosticFileAbout {
  providerName: string
  producedBy: string
}

type Line = readonly [figure: string, value: number | string | null]

/** The six-week list as a workbook: what it is, then its figures. No sheet names a child. */
export async function writeDiagnosticXlsx(
  figures: DiagnosticReturn,
  about: DiagnosticFileAbout,
): Promise<Result<Uint8Array>> {
  return writeXlsx({
    title: `Audiology six-week list, ${monthInWords(figures.month)}`,
    sheets: [
      cover(figures, about),
      {
        name: 'Waiting',
        columns: [
          { header: 'Weeks waited', width: 24 },
          { header: 'From day', kind: 'whole' },
          { header: 'To day', kind: 'whole' },
          { header: 'Children waiting', kind: 'whole', width: 18 },
        ],
        rows: [
          ...figures.bands.map((band) => [band.label, band.fromDays, band.toDays, band.count]),
          ['Total', null, null, figures.total],
        ],
      },
      sheetOf('Six weeks', waitLines(figures)),
      sheetOf('Activity', activityLines(figures)),
    ],
  })
}

/** The same figures as CSV, one figure on a line. */
export function writeDiagnosticCsv(figures: DiagnosticReturn): string {
  const { month, censusDate, provider } = figures
  const lines: Line[] = [
    ...figures.bands.map(({ label, count }): Line => [`waiting ${label} weeks`, count]),
    ...[...waitLines(figures), ...activityLines(figures)].map(([figure, value]): Line => [
      figure.toLowerCase(),
      value,
    ]),
  ]
  return writeCsv(
    [
      { header: 'month' },
      { header: 'census_date' },
      { header: 'provider' },
      { header: 'figure' },
      { header: 'value', kind: 'number' },
    ],
    lines.map(([figure, value]) => [month, censusDate, provider, figure, value]),
  )
}

function cover(figures: DiagnosticReturn, { providerName, producedBy }: DiagnosticFileAbout): XlsxSheet {
  return {
    name: 'Cover page',
    columns: [
      { header: '', width: 18 },
      { header: '', width: 100 },
    ],
    showHeader: false,
    rows: [
      ['Title:', 'Audiology assessments: the six-week diagnostic list'],
      ['Period:', monthInWords(figures.month)],
      ['As at:', `The end of ${dateInWords(figures.censusDate)}${figures.ended ? '' : ' (not yet over)'}`],
      ['Provider:', providerName === '' ? figures.provider : `${providerName} (${figures.provider})`],
      ['Services:', figures.services.join('; ')],
      [
        'Counted:',
        'Children waiting for a first audiology contact at the end of the month, in full weeks from receipt. Day 42 is six weeks.',
      ],
      ['Produced:', `${timeInWords(figures.computedAt)} by ${producedBy}`],
      ['Status:', 'Working figures in the layout of DM01. Submit them through the national collection.'],
      ['Classification:', 'Contains figures only; no names. Small numbers are not suppressed.'],
    ],
  }
}

function waitLines(figures: DiagnosticReturn): Line[] {
  return [
    ['Waiting in total', figures.total],
    ['Waiting six weeks or more', figures.sixWeeksOrMore],
    ['Share waiting six weeks or more (%)', percentOf(figures.sixWeeksOrMore, figures.total)],
    ['Waiting 13 weeks or more', figures.thirteenWeeksOrMore],
    ['Median wait (days)', figures.medianDays],
    ['95th percentile of waits (days)', figures.ninetyFifthDays],
  ]
}

function activityLines({ activity, laterContacts }: DiagnosticReturn): Line[] {
  return [
    ['First assessments from the waiting list', activity.waitingList],
    ['First assessments planned', activity.planned],
    ['First assessments unscheduled', activity.unscheduled],
    ['First assessments in all', activity.total],
    ['Later contacts, not counted as activity', laterContacts],
  ]
}

function percentOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1000) / 10
}

function sheetOf(name: string, lines: readonly Line[]): XlsxSheet {
  return {
    name,
    columns: [
      { header: 'Figure', width: 44 },
      { header: 'Value', kind: 'decimal', numberFormat: '#,##0.##' },
    ],
    rows: lines,
  }
}
