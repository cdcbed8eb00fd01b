import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTable } from '../../../src/main/services/import/reading/open-table.ts'
import type { ReadingOptions, Table } from '../../../src/main/services/import/reading/table.ts'
import { makeWorkbook, textRow, workbookParts } from './make-workbook.ts'
import { makeZip } from './make-zip.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xlsx-reading-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function file(content: Buffer, name = `list-${++files}.xlsx`): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function opened(content: Buffer, options: ReadingOptions = {}): Promise<Table> {
  const result = await openTable(file(content), options)
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value
}

async function refused(content: Buffer, name?: string): Promise<string> {
  const result = await openTable(file(content, name))
  if (result.ok) throw new Error('expected a refusal')
  expect(result.refusal.message).toContain('Nothing was changed.')
  return result.refusal.message
}

async function cells(table: Table): Promise<[number, ...string[]][]> {
  const rows: [number, ...string[]][] = []
  for await (const row of table.rows()) rows.push([row.row, ...row.cells])
  return rows
}

const header = textRow(1, ['family_name', 'nhs_number', 'date_of_birth', 'note'])

describe('cells', () => {
  it('reads shared, rich and inline text, and numbers with all their digits', async () => {
    const table = await opened(
      makeWorkbook([
        {
          name: 'List',
          rows:
            header +
            '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>9990000018</v></c><c r="D2"><v>0.30000000000000004</v></c></row>' +
            '<row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="3" t="str"><v>0999000001</v></c><c r="D3" t="b"><v>1</v></c></row>',
        },
      ]),
    )
    expect(table.kind).toBe('xlsx')
    expect(table.headers).toEqual(['family_name', 'nhs_number', 'date_of_birth', 'note'])
    expect(await cells(table)).toEqual([
      [2, 'Nguyễn', '9990000018', '', '0.3'],
      [3, 'O’Brien', '0999000001', '', 'yes'],
    ])
    expect(table.outcome()).toEqual({ ok: true, value: { rows: 2 } })
  })

  it('turns date cells into ISO dates, with and without a time', async () => {
    const table = await opened(
      makeWorkbook([
        {
          name: 'List',
          rows:
            header +
            '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" s="1"><v>44259</v></c><c r="D2" s="2"><v>45337.5</v></c></row>' +
            '<row r="3"><c r="A3" t="s"><v>0</v></c><c r="C3" s="1"><v>45351</v></c><c r="D3"><v>45678</v></c></row>',
        },
      ]),
    )
    expect(await cells(table)).toEqual([
      [2, 'Nguyễn', '', '2021-03-04', '2024-02-15 12:00:00'],
      [3, 'Nguyễn', '', '2024-02-29', '45678'],
    ])
  })

  it('knows the 1904 date system', async () => {
    const rows = `${header}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" s="1"><v>42797</v></c></row>`
    const table = await opened(makeWorkbook([{ name: 'List', rows }], true))
    expect((await cells(table))[0]?.[3]).toBe('2021-03-04')
  })

  it('takes the stored result of a formula, never the formula', async () => {
    const rows = `${header}<row r="2"><c r="A2" t="str"><f>UPPER("khan")</f><v>KHAN</v></c><c r="B2"><f>1+1</f><v>2</v></c><c r="D2"><f>cmd()</f></c></row>`
    expect(await cells(await opened(makeWorkbook([{ name: 'List', rows }])))).toEqual([
      [2, 'KHAN', '2', '', ''],
    ])
  })

  it('keeps row numbers of the sheet across blank and missing rows, and fills short rows', async () => {
    const rows = `${header}<row r="2"/>${textRow(5, ['Khan'])}${textRow(6, ['', ' ', ''])}${textRow(9, ['Ali', '1'])}`
    const table = await opened(makeWorkbook([{ name: 'List', rows }]))
    expect(await cells(table)).toEqual([
      [5, 'Khan', '', '', ''],
      [9, 'Ali', '1', '', ''],
    ])
  })

  it('reports a row with values beyond the headers', async () => {
    const rows = header + textRow(2, ['a', 'b', 'c', 'd', 'e'])
    const table = await opened(makeWorkbook([{ name: 'List', rows }]))
    expect(table.firstRows[0]?.problem).toContain('no header')
  })
})

describe('sheets', () => {
  const sheets = [
    { name: 'Lookups', hidden: true, rows: textRow(1, ['x', 'y']) + textRow(2, ['1', '2']) },
    { name: 'Waiting', rows: textRow(1, ['a', 'b']) + textRow(2, ['3', '4']) },
    { name: 'Closed', rows: textRow(1, ['c', 'd']) + textRow(2, ['5', '6']) },
  ]

  it('lists them all and takes the first visible one', async () => {
    const table = await opened(makeWorkbook(sheets))
    expect(table.sheets).toEqual(['Lookups', 'Waiting', 'Closed'])
    expect(table.sheet).toBe('Waiting')
    expect(await cells(table)).toEqual([[2, '3', '4']])
  })

  it('reads the sheet asked for and refuses one that is not there', async () => {
    expect(await cells(await opened(makeWorkbook(sheets), { sheet: 'Closed' }))).toEqual([[2, '5', '6']])
    const result = await openTable(file(makeWorkbook(sheets)), { sheet: 'Nowhere' })
    expect(!result.ok && result.refusal.message).toContain('no sheet of that name')
  })

  it('refuses an empty sheet, one with headers only, and one that is too wide', async () => {
    expect(await refused(makeWorkbook([{ name: 'List', rows: '' }]))).toContain('sheet is empty')
    expect(await refused(makeWorkbook([{ name: 'List', rows: header }]))).toContain('no rows')
    const wide = textRow(
      1,
      Array.from({ length: 10_000 }, (_, i) => `c${i}`),
    )
    expect(await refused(makeWorkbook([{ name: 'List', rows: wide + textRow(2, ['1']) }]))).toContain(
      '1,000 columns',
    )
  })
})

describe('files that are not workbooks', () => {
  const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex')
  const stream = (name: string) =>
    Buffer.concat([ole, Buffer.alloc(1016), Buffer.from(name, 'utf16le'), Buffer.alloc(64)])

  it('says so of a renamed ZIP', async () => {
    expect(await refused(makeZip([{ name: 'letter.txt', content: 'hello' }]), 'renamed.xlsx')).toContain(
      'ZIP archive',
    )
  })

  it('tells a password from an old workbook', async () => {
    expect(await refused(stream('EncryptedPackage'), 'locked.xlsx')).toContain('password')
    expect(await refused(stream('Workbook'), 'old.xls')).toContain('.xls')
  })

  it.each([
    ['a PDF', '%PDF-1.7\n', 'PDF'],
    ['a web page called .xls', '<html><body><table><tr><td>1</td></tr></table>', 'web page'],
    ['rich text', '{\\rtf1 hello}', 'text document'],
  ])('says so of %s', async (_, content, word) => {
    expect(await refused(Buffer.from(content))).toContain(word)
  })

  it('says so of an OpenDocument sheet and of a binary workbook', async () => {
    const ods = [
      { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' },
      { name: 'content.xml', content: '<x/>' },
    ]
    expect(await refused(makeZip(ods))).toContain('OpenDocument')
    expect(await refused(makeZip([{ name: 'xl/workbook.bin', content: 'x' }]))).toContain('.xlsb')
  })

  it('refuses a workbook that was cut short, at the end or inside', async () => {
    const whole = makeWorkbook([{ name: 'List', rows: header + textRow(2, ['Khan']) }])
    expect(await refused(whole.subarray(0, whole.length - 200))).toContain('damaged')
    const spoilt = Buffer.from(whole)
    spoilt.fill(0xff, 40, 140)
    expect(await refused(spoilt)).toContain('damaged')
  })
})

describe('zip bombs', () => {
  const rows = header + textRow(2, ['Khan'])
  const huge = Buffer.alloc(64 * 1024 ** 2, ' ')

  it('are refused by what they declare', async () => {
    const parts = workbookParts([{ name: 'List', rows }])
    expect(await refused(makeZip([...parts, { name: 'xl/media/big.xml', content: huge }]))).toContain(
      'unpacks to far more',
    )
  })

  it('are refused by what they unpack to when they declare less', async () => {
    const parts = workbookParts([{ name: 'List', rows }]).map((part) =>
      part.name === 'xl/sharedStrings.xml' ? { ...part, content: huge, declaredBytes: 1000 } : part,
    )
    expect(await refused(makeZip(parts))).toContain('unpacks to far more')
  })
})

describe('a long sheet', () => {
  const long = () =>
    makeWorkbook([
      {
        name: 'List',
        rows:
          header +
          Array.from({ length: 20_000 }, (_, i) => textRow(i + 2, [`Name ${i}`, String(i), '', 'x'])).join(
            '',
          ),
      },
    ])

  it('arrives whole and in order while the event loop stays free', async () => {
    const table = await opened(long())
    let longestGap = 0
    let last = performance.now()
    const timer = setInterval(() => {
      longestGap = Math.max(longestGap, performance.now() - last)
      last = performance.now()
    }, 5)
    let expected = 2
    let wrong = 0
    for await (const row of table.rows()) {
      if (row.row !== expected || row.cells[1] !== String(expected - 2)) wrong += 1
      expected += 1
    }
    clearInterval(timer)
    expect(wrong).toBe(0)
    expect(expected).toBe(20_002)
    expect(longestGap).toBeLessThan(500)
  }, 30_000)

  it('stops when cancelled, and can be left half read', async () => {
    const controller = new AbortController()
    const table = await opened(long(), { signal: controller.signal })
    let rows = 0
    for await (const slice of table.slices()) {
      rows += slice.length
      if (rows >= 500) controller.abort()
    }
    expect(rows).toBeLessThan(5000)
    const outcome = table.outcome()
    expect(!outcome.ok && outcome.refusal.kind).toBe('cancelled')

    const again = await opened(long())
    for await (const row of again.rows()) {
      expect(row.row).toBe(2)
      break
    }
  }, 30_000)
})
