import type { Comparison, ComparisonRole, ComparisonRow } from '../../../shared/contract/national-figures.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { lineName } from '../../../shared/format/organisation-names.ts'
import { monthInWords } from '../../domain/returns/months.ts'
import { dateInWords, timeInWords } from '../returns/export/export-context.ts'
import { type CsvColumn, writeCsv } from '../spreadsheets/csv-writer.ts'
import { writeXlsx, type XlsxColumn } from '../spreadsheets/xlsx-writer.ts'

export interface ComparisonExport {
  comparison: Comparison
  producedAt: string
  producedBy: string
}

const roles: Record<ComparisonRole, string> = {
  own: 'Our figures',
  own_published: 'Published for us',
  england: 'England',
  region: 'Region',
  icb: 'ICB',
  peer: 'Peer',
}

const licence =
  'Published figures: NHS England, Community Health Services waiting times (management information). Contains public sector information licensed under the Open Government Licence v3.0.'

/** Where the figures of each side come from, in sentences. */
export function sourceLines({ comparison, producedAt, producedBy }: ComparisonExport): string[] {
  const { publication, own } = comparison
  const published =
    publication.publishedOn === null ? '' : `, published ${dateInWords(publication.publishedOn)}`
  const revised = publication.revisedOn === null ? '' : `, revised ${dateInWords(publication.revisedOn)}`
  const ours =
    own.basis === 'signed'
      ? `as signed off by ${own.signedBy}`
      : own.basis === 'counted'
        ? `as counted ${timeInWords(own.readAt)}`
        : 'none: no service reports on this line'
  return [
    `Our figures: end of ${dateInWords(own.censusDate)}, ${ours}.`,
    `Published figures: ${monthInWords(publication.month)}${published}${revised}.`,
    licence,
    `Produced ${timeInWords(producedAt)} by ${producedBy}. Contains figures only; no names of children.`,
  ]
}

function share(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1000) / 1000
}

function cellsOf({ role, code, name, total, bands, within18, over52, over104 }: ComparisonRow) {
  return [roles[role], code, name, total, ...bands, share(within18), share(over52), share(over104)]
}

/** The comparison as CSV: a row for each organisation, then one for each provider of the distribution. */
export function comparisonCsv(of: ComparisonExport): string {
  const { bands, rows, own, publication, line } = of.comparison
  const columns: CsvColumn[] = [
    { header: 'line' },
    { header: 'month' },
    { header: 'published_on' },
    { header: 'as_at' },
    { header: 'who' },
    { header: 'code' },
    { header: 'name' },
    { header: 'total', kind: 'number' },
    ...bands.map(({ id }): CsvColumn => ({ header: bandHeader(id), kind: 'number' })),
    { header: 'share_within_18_weeks', kind: 'number' },
    { header: 'share_over_52_weeks', kind: 'number' },
    { header: 'share_over_104_weeks', kind: 'number' },
  ]
  return writeCsv(
    columns,
    rows.map((row) => {
      const isOwn = row.role === 'own'
      return [
        line,
        isOwn ? own.month : publication.month,
        isOwn ? null : publication.publishedOn,
        isOwn ? own.readAt : null,
        ...cellsOf(row),
      ]
    }),
  )
}

/** Bands are named in words: a spreadsheet reads a heading such as 8-14 as a date. */
function bandHeader(id: string): string {
  return `days_${id.replace('+', '_plus').replace('-', '_to_')}`
}

/** The comparison as a workbook: what it says, the figures, and where every provider stands. */
export async function comparisonXlsx(of: ComparisonExport): Promise<Result<Uint8Array>> {
  const { line, bands, rows, sentences, cautions, distributions } = of.comparison
  const sources = sourceLines(of)
  const percent = (header: string): XlsxColumn => ({
    header,
    kind: 'decimal',
    numberFormat: '0.0%',
    width: 14,
  })
  const within = distributions.find(({ measure }) => measure === 'within18')
  const valueOf = (measure: string, code: string, role: string) =>
    distributions
      .find((each) => each.measure === measure)
      ?.providers.find((each) => each.code === code && (each.role === 'own') === (role === 'own'))?.value ??
    null
  const written = await writeXlsx({
    title: `National comparison, ${lineName(line)}`,
    sheets: [
      {
        name: 'What it says',
        columns: [{ header: '', width: 130 }],
        showHeader: false,
        above: [[`National comparison: ${line}`]],
        rows: [...sentences, '', ...cautions, '', ...sources].map((text) => [text]),
      },
      {
        name: 'Comparison',
        above: [[`National comparison: ${line}`], ...sources.map((text) => [text])],
        columns: [
          { header: 'Who', width: 18 },
          { header: 'Organisation Code', width: 18 },
          { header: 'Organisation Name', width: 48 },
          { header: 'Total waiting list', kind: 'whole', width: 14 },
          ...bands.map(({ weeks }): XlsxColumn => ({
            header: `Waiting ${weeks} weeks`,
            kind: 'whole',
            width: 14,
          })),
          percent('Within 18 weeks'),
          percent('Over 52 weeks'),
          percent('Over 104 weeks'),
        ],
        rows: rows.map(cellsOf),
        frozenColumns: 3,
      },
      {
        name: 'Providers',
        above: [[`Providers by share within 18 weeks: ${line}`], ...sources.map((text) => [text])],
        columns: [
          { header: 'Place', kind: 'whole' },
          { header: 'Organisation Code', width: 18 },
          { header: 'Organisation Name', width: 48 },
          percent('Within 18 weeks'),
          percent('Over 52 weeks'),
          percent('Over 104 weeks'),
          { header: 'Total waiting list', kind: 'whole', width: 14 },
          { header: 'Who', width: 14 },
        ],
        rows: (within?.providers ?? []).map(({ code, name, value, role }, index, all) => [
          all.findIndex((each) => each.value === value) + 1 || index + 1,
          code,
          name,
          share(value),
          share(valueOf('over52', code, role)),
          share(valueOf('over104', code, role)),
          valueOf('total', code, role),
          role === 'own' ? 'Our figures' : role === 'peer' ? 'Peer' : '',
        ]),
        frozenColumns: 3,
        filter: true,
      },
    ],
  })
  return written.ok ? ok(written.value) : written
}
