import { readXlsx } from 'hucre/xlsx'
import { expect, it } from 'vitest'
import { writeSlicedXlsx } from '../../../src/main/services/spreadsheets/xlsx-in-thread.ts'
import { writeXlsx, type XlsxValue } from '../../../src/main/services/spreadsheets/xlsx-writer.ts'

async function* slices(count: number, length: number): AsyncGenerator<XlsxValue[][]> {
  for (let at = 0; at < count; at += length)
    yield Array.from({ length: Math.min(length, count - at) }, (_, row) => [
      `row ${at + row}`,
      at + row,
      '2026-03-02',
    ])
}

const describe = (rows: number) => ({
  name: 'List',
  columns: [
    { header: 'Name', kind: 'text' as const },
    { header: 'Number', kind: 'whole' as const },
    { header: 'Date', kind: 'date' as const },
  ],
  above: [[`${rows} rows`], []],
})

it.each([0, 3, 300, 301, 5000])(
  'writes %i rows that come in slices as if they came at once',
  async (count) => {
    const sliced = await writeSlicedXlsx('A list', slices(count, 200), describe)
    const rows: XlsxValue[][] = []
    for await (const slice of slices(count, 1000)) rows.push(...slice)
    const whole = await writeXlsx({ title: 'A list', sheets: [{ ...describe(count), rows }] })
    if (!sliced.ok || !whole.ok) throw new Error('Nothing was written')
    const [read, expected] = [await readXlsx(sliced.value), await readXlsx(whole.value)]
    expect(read.sheets).toEqual(expected.sheets)
    expect(read.sheets[0]!.rows[0]![0]).toBe(`${count} rows`)
    expect(read.sheets[0]!.rows).toHaveLength(count + 3)
  },
)

it('tells what went wrong while rows were read, and leaves no thread behind', async () => {
  async function* failing(): AsyncGenerator<XlsxValue[][]> {
    yield* slices(400, 200)
    throw new Error('The rows stopped')
  }
  await expect(writeSlicedXlsx('A list', failing(), describe)).rejects.toThrow('The rows stopped')
})
