import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import {
  csvHead,
  csvRows,
  withoutFormulaEscape,
  writeCsv,
} from '../../../src/main/services/spreadsheets/csv-writer.ts'

const columns = [{ header: 'name' }, { header: 'change', kind: 'number' as const }]

describe('writeCsv', () => {
  it('begins with a byte order mark and ends every line with CRLF', () => {
    expect(writeCsv(columns, [['Ann', 3]])).toBe('\uFEFFname,change\r\nAnn,3\r\n')
    expect(writeCsv(columns, [])).toBe('\uFEFFname,change\r\n')
  })

  it('escapes formulas in text and in headings, not in numbers', () => {
    const risky = ['=1+1', '+44', '-5', '@x', '\tx', '\rx', '\nx']
    const rows = parsed(
      writeCsv(
        [{ header: '=h' }, { header: 'n', kind: 'number' }],
        risky.map((text) => [text, -5]),
      ),
    )
    expect(rows[0]).toEqual(["'=h", 'n'])
    expect(rows.slice(1)).toEqual(risky.map((text) => [`'${text}`, '-5']))
    expect(risky.map((text) => withoutFormulaEscape(`'${text}`))).toEqual(risky)
  })

  it('leaves other apostrophes alone', () => {
    expect(withoutFormulaEscape("'tis")).toBe("'tis")
    expect(withoutFormulaEscape("O'Neill")).toBe("O'Neill")
  })

  it('quotes separators, quotes and line breaks, and leaves absent values empty', () => {
    const rows = [
      ['a,b', 1],
      ['say "no"', null],
      ['one\r\ntwo', undefined],
      [' Zoë 😀 ', 0],
    ]
    expect(parsed(writeCsv(columns, rows)).slice(1)).toEqual([
      ['a,b', '1'],
      ['say "no"', ''],
      ['one\r\ntwo', ''],
      [' Zoë 😀 ', '0'],
    ])
  })

  it('can be written in parts', () => {
    const parts =
      csvHead(columns) +
      csvRows(columns, [['Ann', 1]]) +
      csvRows(columns, []) +
      csvRows(columns, [['Ben', 2]])
    expect(parts).toBe(
      writeCsv(columns, [
        ['Ann', 1],
        ['Ben', 2],
      ]),
    )
  })
})

function parsed(text: string): string[][] {
  expect(text.startsWith('\uFEFF')).toBe(true)
  return Papa.parse<string[]>(text.slice(1), { skipEmptyLines: true }).data
}
