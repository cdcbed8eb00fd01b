import { describe, expect, it } from 'vitest'
import { writeXlsx, type XlsxSheet } from '../../../src/main/services/spreadsheets/xlsx-writer.ts'
import { readWorkbook, unzip } from './read-workbook.ts'

async function written(sheets: XlsxSheet[]): Promise<Uint8Array> {
  const file = await writeXlsx({ title: 'A list', sheets })
  if (!file.ok) throw new Error(file.refusal.message)
  return file.value
}
async function readBack(...sheets: XlsxSheet[]) {
  return readWorkbook(await written(sheets))
}

describe('writeXlsx', () => {
  it('writes each kind of column as what it is', async () => {
    const [sheet] = await readBack({
      name: 'Waiting',
      columns: [
        { header: 'NHS number' },
        { header: 'Days', kind: 'whole' },
        { header: 'Mean', kind: 'decimal' },
        { header: 'Received', kind: 'date' },
        { header: 'Share', kind: 'decimal', numberFormat: '0.0%' },
      ],
      rows: [
        ['9990000018', 126, 12.5, '2025-10-31', 0.25],
        ['0012', 0, null, '1900-01-05', undefined],
        [7, 1, 2, 'not known', ''],
      ],
    })
    expect(sheet?.rows).toEqual([
      ['NHS number', 'Days', 'Mean', 'Received', 'Share'],
      ['9990000018', 126, 12.5, 45_961, 0.25],
      ['0012', 0, null, '1900-01-05', null],
      ['7', 1, 2, 'not known', null],
    ])
    expect(sheet?.formats[1]).toEqual(['@', '#,##0', '#,##0.0', 'dd/mm/yyyy', '0.0%'])
  })

  it('keeps text that looks like a formula as text, in cells, headings and lines above', async () => {
    const risky = [
      '=1+1',
      '+44 7700 900000',
      '-5',
      '@SUM(A1)',
      '\t=1',
      '=HYPERLINK("http://example.test","x")',
    ]
    const [sheet] = await readBack({
      name: 'List',
      columns: risky.map((header) => ({ header })),
      above: [risky],
      rows: [risky],
    })
    expect(sheet?.rows).toEqual([risky, risky, risky])
    expect(sheet?.xml).not.toContain('<f')
  })

  it('keeps accents, emoji, mark-up and line breaks, and drops what XML forbids', async () => {
    const [sheet] = await readBack({
      name: 'List',
      columns: [{ header: 'Text' }],
      rows: [
        ['Zoë Ní Bhriain 😀 <b>&amp;</b> "q"'],
        ['one\r\ntwo'],
        ['nul\u0000 bell\u0007 lone\ud800'],
        [' spaced '],
      ],
    })
    expect(sheet?.rows.slice(1)).toEqual([
      ['Zoë Ní Bhriain 😀 <b>&amp;</b> "q"'],
      ['one\ntwo'],
      ['nul bell lone\ufffd'],
      [' spaced '],
    ])
  })

  it('cuts text that no cell can hold and says so', async () => {
    const [sheet] = await readBack({
      name: 'List',
      columns: [{ header: 'Text' }],
      rows: [['x'.repeat(40_000)]],
    })
    const text = String(sheet?.rows[1]?.[0])
    expect(text).toHaveLength(32_767)
    expect(text.endsWith('x … (cut: a cell holds no more)')).toBe(true)
  })

  it('freezes the header row below the lines above it, and filters it', async () => {
    const columns = Array.from({ length: 28 }, (_, index) => ({ header: `C${index}`, width: 9 }))
    const [sheet] = await readBack({
      name: 'List',
      columns,
      above: [['Title'], ['12 of 30']],
      rows: [columns.map(() => 'x')],
      frozenColumns: 2,
      filter: true,
    })
    expect(sheet?.xml).toMatch(/<pane [^>]*xSplit="2"[^>]*ySplit="3"|<pane [^>]*ySplit="3"[^>]*xSplit="2"/)
    expect(sheet?.xml).toContain('<autoFilter ref="A3:AB4"/>')
    expect(sheet?.xml).toMatch(/<col min="1" max="(1|28)" width="9"/)
  })

  it('leaves the header out of a sheet that is not a table', async () => {
    const [sheet] = await readBack({
      name: 'Cover',
      columns: [{ header: '' }, { header: '' }],
      showHeader: false,
      rows: [['Title:', 'A list']],
    })
    expect(sheet?.rows).toEqual([['Title:', 'A list']])
    expect(sheet?.xml).not.toContain('<pane')
  })

  it('gives every sheet a name that Excel opens', async () => {
    const names = ['Not/triaged: [all]?*', 'A'.repeat(40), 'a'.repeat(40), "'", 'Same', 'same']
    const sheets = names.map((name) => ({ name, columns: [{ header: 'x' }], rows: [] }))
    const read = (await readBack(...sheets)).map((sheet) => sheet.name)
    expect(read).toEqual([
      'Not triaged   all',
      'A'.repeat(31),
      `${'a'.repeat(27)} (2)`,
      'Sheet',
      'Same',
      'same (2)',
    ])
  })

  it('has a title and no name of the person or the machine', async () => {
    const file = await written([{ name: 'List', columns: [{ header: 'x' }], rows: [] }])
    const core = unzip(Buffer.from(file)).get('docProps/core.xml') ?? ''
    expect(core).toContain('<dc:title>A list</dc:title>')
    expect(core).not.toContain('creator')
  })

  it('refuses more rows than a sheet can hold', async () => {
    const rows = Array.from({ length: 1_048_576 }, () => [])
    const file = await writeXlsx({
      title: 'Too long',
      sheets: [{ name: 'List', columns: [{ header: 'x' }], rows }],
    })
    expect(file).toMatchObject({ ok: false, refusal: { kind: 'invalid' } })
    expect(file.ok ? '' : file.refusal.message).toContain('1,048,576 rows do not fit')
  })
})
