import { describe, expect, it } from 'vitest'
import type { PublishedFigures } from '../../../src/main/domain/national-figures/published.ts'
import { printedFigures } from '../../../src/main/domain/national-figures/as-printed.ts'
import { readCell } from '../../../src/main/domain/national-figures/cells.ts'
import { lineOf, measureOf, monthsIn } from '../../../src/main/domain/national-figures/headings.ts'
import { readPublishedWorkbook } from '../../../src/main/domain/national-figures/read-workbook.ts'
import {
  asText,
  audiology,
  lookedAfter,
  publishedSheets,
  type Sheet,
  sheetOf,
  slt,
  smallEngland,
} from '../../support/published-workbook.ts'

function read(sheets: readonly Sheet[]): PublishedFigures {
  const result = readPublishedWorkbook(asText(sheets))
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value
}

function plain(): Sheet[] {
  return publishedSheets({ organisations: smallEngland() })
}

const codes = (figures: PublishedFigures) => figures.notes.map(({ code }) => code)
const org = (figures: PublishedFigures, code: string) =>
  figures.organisations.find((each) => each.code === code)!

const everyBand = ['0-7', '8-14', '15-28', '29-84', '85-126', '127-364', '365-728', '729+']

describe('the published layout', () => {
  it('gives month, dates, England and every organisation', () => {
    const figures = read(
      publishedSheets({
        organisations: smallEngland(),
        sums: { 'CYP services': [532, 1, 2, 3, 4, 5, 6, 7, 8] },
      }),
    )
    expect(figures).toMatchObject({
      month: '2025-10',
      publishedOn: '2025-12-11',
      revisedOn: null,
      scheme: 'chs8',
    })
    expect(figures.england['CYP services']!.total).toBe(532)
    expect(figures.england[slt]).toEqual({
      total: 470,
      bands: Object.fromEntries(everyBand.map((id, index) => [id, [41, 51, 71, 81, 51, 90, 35, 10][index]])),
    })
    expect(figures.organisations.map(({ type, code }) => `${type} ${code}`)).toEqual([
      'National ',
      'Region Y62',
      'ICB QOP',
      'Provider RX1',
      'Provider RX2',
      'Provider RX3',
      'Provider RX4',
      'Provider RX5',
    ])
    expect(org(figures, 'RX2').lines[audiology]!.bands['0-7']).toBe(10)
    // England and its region count a provider whose bands are not published.
    expect(figures.notes).toMatchObject([{ code: 'bands_not_total', count: 2 }])
  })

  it('keeps blank, 0 and a mark in place of a figure apart', () => {
    const sheets = plain()
    const rows = sheetOf(sheets, 'Table 4').rows
    const column = rows[4]!.indexOf(slt)
    const at = (code: string) => rows.find((row) => row[1] === code)!
    at('RX1')[column] = '*'
    at('RX2')[column] = null
    at('RX3')[column] = 0
    at('RX4')[column] = ' c '
    const figures = read(sheets)
    expect(org(figures, 'RX1').lines[slt]!.total).toBe('withheld')
    expect(org(figures, 'RX2').lines[slt]).not.toHaveProperty('total')
    expect(org(figures, 'RX3').lines[slt]!.total).toBe(0)
    expect(org(figures, 'RX4').lines[slt]!.total).toBe('withheld')
    expect(org(figures, 'RX3').lines).not.toHaveProperty(audiology)
    expect(figures.notes.find(({ code }) => code === 'withheld_cells')?.count).toBe(2)
    const printed = printedFigures(figures).organisations
    const lineOfCode = (code: string) => printed.find((each) => each.code === code)!.lines[slt]!
    expect(lineOfCode('RX1')).not.toHaveProperty('total')
    expect(lineOfCode('RX2')).not.toHaveProperty('total')
    expect(lineOfCode('RX3').total).toBe(0)
    expect(lineOfCode('RX5')).toEqual({ total: 40, bands: {} })
  })

  it('takes what Table 3 gives for a line of England whose bands are not published', () => {
    const figures = read(plain())
    expect(figures.england[lookedAfter]).toEqual({ total: 12, bands: { '729+': 3 } })
    expect(printedFigures(figures).england[lookedAfter]).toEqual({ total: 12, bands: { '729+': 3 } })
  })
})

describe('other months of the series', () => {
  it('reads seven bands, the last of them over 52 weeks', () => {
    const organisations = smallEngland().map((row) => ({
      ...row,
      lines: Object.fromEntries(Object.entries(row.lines).map(([line, cells]) => [line, cells.slice(0, 8)])),
    }))
    const figures = read(publishedSheets({ bands: 7, month: 'June 2024', organisations }))
    expect(figures.month).toBe('2024-06')
    expect(figures.scheme).toBe('chs7')
    expect(org(figures, 'RX3').lines[slt]!.bands).toEqual({
      '0-7': 1,
      '8-14': 1,
      '15-28': 1,
      '29-84': 1,
      '85-126': 1,
      '127-364': 20,
      '365+': 20,
    })
    expect(codes(figures)).toContain('seven_bands')
  })

  it('finds the header wherever it stands, with more rows above, more columns and other capitals', () => {
    const sheets = plain()
    for (const sheet of sheets.filter(({ name }) => name.startsWith('Table 4'))) {
      const header = sheet.rows[4]!
      sheet.rows[4] = header.map(
        (cell) => String(cell).toLowerCase().replace('organisation', 'ORGANISATION ') + '  ',
      )
      sheet.rows.splice(1, 0, ['Revised on 01/02/2026'], [], ['Children and adults'], [])
      for (const row of sheet.rows.slice(8)) {
        row.splice(2, 0, row === sheet.rows[8] ? 'Sub-region' : 'somewhere')
        row.push(row === sheet.rows[8] ? 'Comment' : 'none')
      }
    }
    sheetOf(sheets, 'Table 3').rows.splice(0, 2)
    expect({ ...read(sheets), notes: [] }).toEqual({ ...read(plain()), notes: [] })
  })

  it('reads numbers written as text, with spaces and separators', () => {
    const sheets = plain()
    for (const sheet of sheets.filter(({ name }) => /^Table [34]/.test(name))) {
      sheet.rows = sheet.rows.map((row) =>
        row.map((cell) => (typeof cell === 'number' ? ` ${cell.toLocaleString('en-GB')}\u00a0` : cell)),
      )
    }
    expect(read(sheets)).toEqual(read(plain()))
  })

  it('knows organisation types in any case, and from the code where the column is empty or gone', () => {
    const shouted = plain()
    const silent = plain()
    for (const sheets of [shouted, silent]) {
      for (const sheet of sheets.filter(({ name }) => name.startsWith('Table 4'))) {
        for (const row of sheet.rows.slice(5))
          row[0] = sheets === shouted ? `${String(row[0]).toUpperCase()} ` : ''
      }
    }
    const without = plain()
    for (const sheet of without.filter(({ name }) => name.startsWith('Table 4'))) {
      for (const row of sheet.rows.slice(4)) row.shift()
    }
    for (const sheets of [shouted, silent, without]) expect(read(sheets)).toEqual(read(plain()))
  })

  it('leaves out a table that is missing and says so', () => {
    const sheets = plain().filter(({ name }) => name !== 'Table 4c')
    const figures = read(sheets)
    expect(org(figures, 'RX2').lines[slt]!.bands).not.toHaveProperty('15-28')
    expect(figures.notes.find(({ code }) => code === 'band_missing')?.message).toContain('>2-4 weeks')
    expect(figures.england[slt]!.bands['15-28']).toBe(71)
  })

  it('takes England from its row where Table 3 is missing, and England alone where the others are', () => {
    const without3 = read(plain().filter(({ name }) => name !== 'Table 3'))
    expect(without3.england[slt]).toEqual(read(plain()).england[slt])
    expect(codes(without3)).toContain('national_table_missing')
    const only3 = read(plain().filter(({ name }) => !name.startsWith('Table 4')))
    expect(only3.organisations).toEqual([])
    expect(only3.england[slt]!.total).toBe(470)
    expect(codes(only3)).toContain('organisation_tables_missing')
  })

  it('names sheets by their titles, and by Contents where a title says nothing', () => {
    const sheets = plain()
    sheets.forEach((sheet, index) => {
      if (sheet.name.startsWith('Table 4')) sheet.rows[0] = ['By service, October 2025']
      else if (sheet.name === 'Table 3') sheet.name = `Sheet${index}`
    })
    expect(read(sheets)).toEqual(read(plain()))
    const renamed = plain().map((sheet, index) => ({ ...sheet, name: `Blatt ${index}` }))
    expect(read(renamed)).toEqual(read(plain()))
  })

  it('tells the month from Contents, the cover or the last filled month when titles are silent', () => {
    const silent = (edit: (sheets: Sheet[]) => void) => {
      const sheets = plain()
      for (const sheet of sheets)
        sheet.rows[0] = sheet.rows[0]!.map((cell) => String(cell).replace(/, October 2025/, ''))
      edit(sheets)
      return read(sheets).month
    }
    expect(silent(() => undefined)).toBe('2025-10')
    expect(
      silent((sheets) => sheetOf(sheets, 'Contents').rows.push(['Table 9: Everything, August 2025'])),
    ).toBe('2025-08')
    expect(
      silent((sheets) => sheetOf(sheets, 'Cover page').rows.splice(1, 1, ['Period:', 'Sept 2025'])),
    ).toBe('2025-09')
  })

  it('follows most titles when one names another month', () => {
    const sheets = plain()
    sheetOf(sheets, 'Table 4b').rows[0] = ['Number waiting 1-2 weeks (8-14 days) by service, September 2025']
    const figures = read(sheets)
    expect(figures.month).toBe('2025-10')
    expect(figures.notes.find(({ code }) => code === 'months_differ')?.message).toContain('September 2025')
  })

  it('counts what it cannot read, keeps new lines, and uses the first of two rows', () => {
    const sheets = plain()
    const rows = sheetOf(sheets, 'Table 4').rows
    rows[4]!.push('(CYP) Neurodevelopmental assessment')
    const own = rows.find((row) => row[1] === 'RX1')!
    own[rows[4]!.length - 1] = 7
    own[rows[4]!.indexOf(audiology)] = 'see note'
    rows.push(
      [...own.slice(0, 3), ...own.slice(3).map(() => 999)],
      ['Sub-ICB', '01A', 'Part', ...own.slice(3)],
    )
    const figures = read(sheets)
    expect(org(figures, 'RX1').lines['(CYP) Neurodevelopmental assessment']!.total).toBe(7)
    expect(org(figures, 'RX1').lines[slt]!.total).toBe(100)
    expect(org(figures, '01A')).toBeUndefined()
    expect(codes(figures)).toEqual(
      expect.arrayContaining([
        'unreadable_cells',
        'unknown_lines',
        'unknown_types',
        'repeated_organisations',
      ]),
    )
  })

  it('uses the first of a service line that stands twice, and says so', () => {
    const sheets = plain()
    const twice = sheetOf(sheets, 'Table 4')
    const head = twice.rows[4]!
    const first = head.indexOf(slt)
    const spelled = slt.toUpperCase().replace('(CYP)', '( cyp )')
    for (const row of twice.rows.slice(4)) row.push(row === head ? spelled : 999)
    sheetOf(sheets, 'Table 3').rows.push([slt, 999])
    const { notes, organisations, england } = read(sheets)
    expect(first).toBeGreaterThan(2)
    expect(notes).toContainEqual({
      code: 'repeated_lines',
      count: 1,
      message: `Service lines stand in a table twice; the first is used: ${slt}.`,
    })
    expect(organisations.find(({ code }) => code === 'RX1')?.lines[slt]?.total).toBe(100)
    expect(england[slt]?.total).toBe(470)
  })

  it('says when the two tables of England differ, and when bands do not add up', () => {
    const sheets = plain()
    const rows = sheetOf(sheets, 'Table 3').rows
    rows.find((row) => row[0] === slt)![1] = 471
    const table = sheetOf(sheets, 'Table 4a').rows
    table.find((row) => row[1] === 'RX4')![table[4]!.indexOf(slt)] = 9
    const figures = read(sheets)
    expect(figures.england[slt]!.total).toBe(471)
    expect(
      figures.notes.filter(({ code }) => ['england_differs', 'bands_not_total'].includes(code)),
    ).toMatchObject([
      { code: 'england_differs', count: 1 },
      { code: 'bands_not_total', count: 3 },
    ])
  })
})

describe('what is refused', () => {
  it.each<[string, Sheet[], RegExp]>([
    ['no sheets', [], /none of the published tables/],
    [
      'a list of children',
      [
        {
          name: 'Extract',
          rows: [
            ['nhs_number', 'service'],
            ['9990000018', 'slt'],
          ],
        },
      ],
      /none of/,
    ],
    ['empty tables', plain().map((sheet) => ({ ...sheet, rows: sheet.rows.slice(0, 5) })), /are empty/],
  ])('%s', (_, sheets, message) => {
    const result = readPublishedWorkbook(asText(sheets))
    expect(result.ok).toBe(false)
    if (!result.ok)
      expect(result.refusal).toMatchObject({ kind: 'invalid', message: expect.stringMatching(message) })
  })

  it('a workbook that never says its month', () => {
    const sheets = plain()
      .filter(({ name }) => name !== 'Table 2')
      .map((sheet) => ({
        ...sheet,
        rows: sheet.rows.map((row) =>
          row.map((cell) => (typeof cell === 'string' ? cell.replace(', October 2025', '') : cell)),
        ),
      }))
    const result = readPublishedWorkbook(asText(sheets))
    expect(!result.ok && result.refusal.message).toMatch(/which month/)
  })
})

describe('the parts of headings and cells', () => {
  it.each([
    ['Total waiting list by service, October 2025', 'total'],
    ['Number waiting 0-1 weeks (0-7 days) by service', '0-7'],
    ['Waiting >1-2 weeks', '8-14'],
    ['WAITING >2 – 4 WEEKS', '15-28'],
    ['4 to 12 weeks', '29-84'],
    ['85-126 days', '85-126'],
    ['Waiting >18-52 weeks', '127-364'],
    ['Number waiting >52-104 weeks (365-728 days)', '365-728'],
    ['Number waiting over 104 weeks (over 2 years)', '729+'],
    ['Waiting >104 weeks', '729+'],
    ['Over 52 weeks (over 365 days)', '365+'],
    ['52+ weeks', '365+'],
    ['National overview of waiting list metrics by service', null],
    ['Number waiting 3-5 weeks', null],
  ])('%s counts %s', (text, measure) => expect(measureOf(text)).toBe(measure))

  it('finds months in words, in short and as dates', () => {
    expect(monthsIn('Table, october 2025')).toEqual(['2025-10'])
    expect(monthsIn('Sep-24')).toEqual(['2024-09'])
    expect(monthsIn('2025-10-01')).toEqual(['2025-10'])
    expect(monthsIn('The sum may not match 2 years')).toEqual([])
  })

  it('spells lines as published', () => {
    expect(lineOf(' (cyp)  therapy interventions:  SPEECH and language * ')).toEqual({
      line: slt,
      known: true,
    })
    expect(lineOf('(CYP) Something new [note 2]')).toEqual({ line: '(CYP) Something new', known: false })
    expect(lineOf('Organisation Name')).toBeNull()
  })

  it('reads counts and marks, and nothing else', () => {
    for (const text of ['-', '–', '*', 'c', '[c]', '..', 'n/a', '<5']) {
      expect(readCell(text)).toEqual({ kind: 'figure', figure: 'withheld' })
    }
    expect(readCell(' 1,234 ')).toEqual({ kind: 'figure', figure: 1234 })
    expect(readCell('12.0')).toEqual({ kind: 'figure', figure: 12 })
    for (const text of ['-3', '12.5', '1,2', '#N/A', '9'.repeat(20)])
      expect(readCell(text).kind).toBe('unreadable')
    expect(readCell(' \u00a0 ')).toEqual({ kind: 'blank' })
  })
})
