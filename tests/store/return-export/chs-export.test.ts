import Papa from 'papaparse'
import { readXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, it } from 'vitest'
import { assembleLine } from '../../../src/main/domain/returns/assemble-line.ts'
import { noMovements, reconcile } from '../../../src/main/domain/returns/reconcile.ts'
import { writeChsCsv } from '../../../src/main/services/returns/export/chs-csv.ts'
import { writeChsJson } from '../../../src/main/services/returns/export/chs-json.ts'
import { writeChsXlsx } from '../../../src/main/services/returns/export/chs-xlsx.ts'
import type {
  ExportContext,
  ExportedReturn,
} from '../../../src/main/services/returns/export/export-context.ts'
import { adultServiceLines, cypServiceLines } from '../../../src/shared/codes/service-lines.ts'
import { readWorkbook, type ReadSheet } from './read-workbook.ts'

const audiology = '(CYP) Audiology'
const speech = '(CYP) Therapy interventions: Speech and language'
const ownLine = 'Sleep clinic'
const document: ExportedReturn = {
  month: '2025-10',
  censusDate: '2025-10-31',
  provider: 'RZZ',
  lines: [
    assembleLine({
      line: audiology,
      daysHistogram: [
        { days: 3, count: 11 },
        { days: 14, count: 12 },
        { days: 20, count: 13 },
        { days: 84, count: 1_014 },
        { days: 126, count: 15 },
        { days: 364, count: 16 },
        { days: 728, count: 17 },
        { days: 900, count: 18 },
      ],
    }),
    assembleLine({ line: speech, daysHistogram: [] }),
    assembleLine({ line: ownLine, daysHistogram: [{ days: 40, count: 6 }] }),
  ],
  checks: [
    {
      code: 'large_change_total',
      level: 'warning',
      message: '=(CYP) Audiology rose by 300.',
      count: 300,
      override: null,
    },
    {
      code: 'month_not_ended',
      level: 'info',
      message: 'October 2025 has not ended.',
      count: 1,
      override: null,
    },
  ],
  overrides: [],
  localLines: [ownLine],
  reportedElsewhere: [
    { service: 'Eating disorders', waiting: 7, dataSetName: 'Mental Health Services Data Set' },
  ],
  dataQuality: { [audiology]: 91.5 },
  reconciliation: {
    [audiology]: reconcile({
      ...noMovements(),
      opening: 816,
      received: 320,
      firstContacts: 15,
      removals: { declined: 3, planned: 1 },
      corrections: -1,
      closing: 1_116,
    }),
    [speech]: reconcile({ ...noMovements(), opening: 2, corrections: 0, closing: 0 }),
    [ownLine]: reconcile({ ...noMovements(), opening: 6, corrections: 0, closing: 6 }),
  },
}
const context: ExportContext = {
  providerName: 'Example Community NHS Trust',
  producedAt: '2025-11-03T09:15:00.000Z',
  producedBy: 'A Manager',
  signedOff: null,
}
const override = {
  id: 'o',
  month: '2025-10',
  code: 'not_in_any_queue',
  line: '',
  subject: null,
  count: 2,
  reason: 'Both were booked today.',
  madeBy: 'C Manager',
  madeAt: '2025-07-04T16:20:00.000Z',
}
const signedOff = {
  by: 'B Manager',
  at: '2025-07-04T16:30:00.000Z',
  version: 2,
  sha256: 'ab'.repeat(32),
  document: '{}',
  reopened: null,
}
const bandHeadings = [
  'Waiting 0-1 weeks',
  'Waiting >1-2 weeks',
  'Waiting >2-4 weeks',
  'Waiting >4-12 weeks',
  'Waiting >12-18 weeks',
  'Waiting >18-52 weeks',
  'Waiting >52-104 weeks',
  'Waiting >104 weeks',
]
const tableNames = ['Table 4', ...[...'abcdefgh'].map((letter) => `Table 4${letter}`)]
const audiologyFigures = [1_116, 11, 12, 13, 1_014, 15, 16, 17, 18]

describe('the return as a workbook', () => {
  let sheets: ReadSheet[]
  const sheet = (name: string): ReadSheet => {
    const found = sheets.find((each) => each.name === name)
    if (found === undefined) throw new Error(`There is no sheet ${name}`)
    return found
  }
  beforeAll(async () => {
    const file = await writeChsXlsx(document, context)
    if (!file.ok) throw new Error(file.refusal.message)
    sheets = readWorkbook(file.value)
  })

  it('has the published sheets in their order, then its own', () => {
    expect(sheets.map((each) => each.name)).toEqual([
      'Cover page',
      'Contents',
      'Table 3',
      ...tableNames,
      'Local lines',
      'Summary',
      'Reconciliation',
      'Checks',
      'Reported elsewhere',
    ])
  })

  it('says on its cover what, whose, when, by whom and what kind of data', () => {
    expect(sheet('Cover page').rows).toEqual([
      ['Title:', 'Community Health Services Waiting Times'],
      [
        'Summary:',
        "Children and young people waiting for a first contact with this provider's community services.",
      ],
      ['Period:', 'October 2025'],
      ['As at:', 'The end of 31 October 2025'],
      ['Basis:', 'Provider'],
      ['Provider:', 'Example Community NHS Trust (RZZ)'],
      ['Status:', 'Draft, not signed off'],
      ['Produced:', '3 November 2025 at 09:15 by A Manager'],
      ['Classification:', 'Contains figures only; no names.'],
    ])
  })

  it('lists its tables', () => {
    const lines = sheet('Contents').rows.map((row) => row[0])
    expect(lines).toHaveLength(16)
    expect(lines[1]).toBe('Table 3: Provider overview of waiting list metrics by service, October 2025')
    expect(lines[2]).toBe('Table 4: Total waiting list by service, October 2025')
    expect(lines[4]).toBe('Table 4b: Number waiting 1-2 weeks (8-14 days) by service, October 2025')
    expect(lines[10]).toBe('Table 4h: Number waiting over 104 weeks (over 2 years) by service, October 2025')
  })

  it('has Table 3 cell by cell: header on row 5, blank for no service, 0 for no one waiting', () => {
    const { rows } = sheet('Table 3')
    expect(rows[4]).toEqual([null, 'Total waiting list', ...bandHeadings])
    expect(rows[5]).toEqual(['CYP services', ...audiologyFigures])
    expect(rows.slice(6).map((row) => row[0])).toEqual([...cypServiceLines])
    for (const [line, ...figures] of rows.slice(6)) {
      if (line === audiology) expect(figures).toEqual(audiologyFigures)
      else if (line === speech) expect(figures).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0])
      else
        expect(
          figures.every((figure) => figure === null),
          String(line),
        ).toBe(true)
    }
    expect(sheet('Table 3').formats[5]?.slice(1)).toEqual(audiologyFigures.map(() => '#,##0'))
  })

  it('has Tables 4 and 4a to 4h with every published column in its place', () => {
    const header = [
      'Organisation Type',
      'Organisation Code',
      'Organisation Name',
      ...adultServiceLines,
      ...cypServiceLines,
    ]
    for (const [index, name] of tableNames.entries()) {
      const { rows } = sheet(name)
      expect(rows).toHaveLength(6)
      expect(rows[4], name).toEqual(header)
      const [type, code, provider, ...figures] = rows[5] ?? []
      expect([type, code, provider]).toEqual(['Provider', 'RZZ', 'Example Community NHS Trust'])
      const expected = header.slice(3).map((line) => {
        if (line === audiology) return audiologyFigures[index]
        return line === speech ? 0 : null
      })
      expect(figures, name).toEqual(expected)
    }
  })

  it('titles each table as published', () => {
    expect(tableNames.map((name) => sheet(name).rows[0]?.[0])).toEqual(
      [
        'Total waiting list',
        'Number waiting 0-1 weeks (0-7 days)',
        'Number waiting >1-2 weeks (8-14 days)',
        'Number waiting >2-4 weeks (15-28 days)',
        'Number waiting >4-12 weeks (29-84 days)',
        'Number waiting >12-18 weeks (85-126 days)',
        'Number waiting >18-52 weeks (127-364 days)',
        'Number waiting >52-104 weeks (365-728 days)',
        'Number waiting over 104 weeks (over 2 years)',
      ].map((title) => `${title} by service, October 2025`),
    )
  })

  it('gives shares and means, empty where no one waits', () => {
    expect(sheet('Summary').rows.slice(1)).toEqual([
      [audiology, 1_116, 1_065, 1_065 / 1_116, 35, 35 / 1_116, document.lines[0]?.meanDays, 91.5],
      [speech, 0, 0, null, 0, null, null, null],
      [ownLine, 6, 6, 1, 0, 0, 40, null],
    ])
  })

  it('proves the figures line by line and says where it cannot', () => {
    const { rows } = sheet('Reconciliation')
    const heading = (rows[3] ?? []).map(String)
    const row = (index: number) =>
      Object.fromEntries((rows[index] ?? []).map((value, at) => [heading[at], value]))
    expect(row(4)).toMatchObject({
      'Service line': audiology,
      Opening: 816,
      Received: 320,
      'First contacts': 15,
      'Family declined': 3,
      'Put on the planned list': 1,
      'Moved away': 0,
      Corrections: -1,
      Closing: 1_116,
      Balances: 'Yes',
    })
    expect(row(5)).toMatchObject({ 'Service line': speech, Opening: 2, Closing: 0, Balances: 'No' })
    expect(row(7)).toMatchObject({
      'Service line': 'All lines',
      Opening: 824,
      Closing: 1_122,
      Balances: 'No',
    })
  })

  it('lists the checks, as text', () => {
    expect(sheet('Checks').rows).toEqual([
      ['Level', 'Check', 'What was found', 'Count', 'Signed off in spite of it'],
      ['Warning', 'large_change_total', '=(CYP) Audiology rose by 300.', 300, null],
      ['For information', 'month_not_ended', 'October 2025 has not ended.', 1, null],
    ])
  })

  it('keeps its own lines out of the published tables, on a sheet of their own', () => {
    const { rows } = sheet('Local lines')
    expect(rows[3]).toEqual([null, 'Total waiting list', ...bandHeadings])
    expect(rows[4]).toEqual([ownLine, 6, 0, 0, 0, 6, 0, 0, 0, 0])
    expect(rows).toHaveLength(5)
  })

  it('lists what is reported elsewhere', () => {
    expect(sheet('Reported elsewhere').rows[1]).toEqual([
      'Eating disorders',
      'Mental Health Services Data Set',
      7,
    ])
  })

  it('says on every table that it is a draft', () => {
    for (const name of ['Table 3', ...tableNames]) {
      expect(sheet(name).rows[2]?.[0], name).toContain('Draft, not signed off.')
    }
  })

  it('has no formula anywhere', () => {
    for (const each of sheets) expect(each.xml, each.name).not.toMatch(/<f[ >/]/)
  })

  it('reads the same to another reader', async () => {
    const file = await writeChsXlsx(document, context)
    if (!file.ok) throw new Error(file.refusal.message)
    const other = await readXlsx(file.value)
    const table = other.sheets.find((each) => each.name === 'Table 4d')
    expect(table?.rows[5]?.[4 + adultServiceLines.length]).toBe(1_014)
    expect(table?.rows[5]?.[3]).toBeNull()
  })

  it('says who signed off, and holds a return without lines, checks or provider', async () => {
    const file = await writeChsXlsx(
      { ...document, provider: '', lines: [], checks: [], reconciliation: {}, overrides: [override] },
      { ...context, providerName: null, signedOff },
    )
    if (!file.ok) throw new Error(file.refusal.message)
    const read = new Map(readWorkbook(file.value).map((each) => [each.name, each.rows]))
    expect(read.get('Cover page')?.[5]).toEqual(['Provider:', 'Not set'])
    expect(read.get('Cover page')?.[6]).toEqual([
      'Status:',
      'Signed off by B Manager on 4 July 2025 at 17:30, version 2',
    ])
    expect(read.get('Cover page')?.[7]).toEqual(['SHA-256:', signedOff.sha256])
    expect(read.get('Cover page')?.[8]).toEqual([
      'Overridden:',
      'not_in_any_queue (2): signed off in spite of it by C Manager on 4 July 2025 at 17:20: Both were booked today.',
    ])
    expect(
      read
        .get('Table 3')?.[5]
        ?.slice(1)
        .every((figure) => figure === null),
    ).toBe(true)
    expect(read.get('Checks')?.[1]).toEqual([null, null, 'The checks found nothing.', 0])
  })
})

describe('the return as CSV and JSON', () => {
  it('has a line per service line, with headings no spreadsheet takes for dates', () => {
    const text = writeChsCsv({ ...document, overrides: [override] }, { ...context, signedOff })
    expect(
      text.startsWith('\uFEFFmonth,census_date,provider,service_line,total,days_0_to_7,days_8_to_14,'),
    ).toBe(true)
    expect(text.endsWith('\r\n')).toBe(true)
    const [header, first, second, third, ...rest] = Papa.parse<string[]>(text.slice(1), {
      skipEmptyLines: true,
    }).data
    expect(header?.slice(-10)).toEqual([
      'days_729_plus',
      'within_18_weeks',
      'over_52_weeks',
      'mean_days',
      'line_kind',
      'status',
      'signed_by',
      'signed_at',
      'signed_sha256',
      'signed_in_spite_of',
    ])
    expect(first).toEqual([
      '2025-10',
      '2025-10-31',
      'RZZ',
      audiology,
      ...audiologyFigures.map(String),
      '1065',
      '35',
      String(document.lines[0]?.meanDays),
      'published',
      'Signed off by B Manager on 4 July 2025 at 17:30, version 2',
      'B Manager',
      '2025-07-04T16:30:00.000Z',
      signedOff.sha256,
      expect.stringContaining('not_in_any_queue (2)'),
    ])
    expect(second?.at(-7)).toBe('')
    expect(third?.at(-6)).toBe('local')
    expect(rest).toEqual([])
  })

  it('is the document as the headless command prints it, with its status, as JSON', () => {
    const text = writeChsJson(Object.assign({}, document, { stored: 'elsewhere' }), { ...context, signedOff })
    const { month, censusDate, provider, lines, reconciliation } = document
    expect(JSON.parse(text)).toEqual({
      month,
      censusDate,
      provider,
      lines,
      reconciliation,
      checks: document.checks.map(({ code, level, message, count }) => ({ code, level, message, count })),
      status: 'Signed off by B Manager on 4 July 2025 at 17:30, version 2',
      localLines: [ownLine],
      overrides: [],
      signedOff,
    })
    expect(text.endsWith('}\n')).toBe(true)
  })
})
