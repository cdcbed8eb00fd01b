import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  audiology,
  lookedAfter,
  publishedSheets,
  sheetOf,
  slt,
  smallEngland,
  workbookBytes,
} from '../../support/published-workbook.ts'
import { temporaryFolder } from '../../support/test-store.ts'

let folder: string
let remove: () => Promise<void>

interface Ran {
  code: number
  stdout: string
  stderr: string
}

function cli(...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/main/cli.ts', 'published', ...args], (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })
}

beforeAll(async () => {
  ;({ folder, remove } = await temporaryFolder())
})
afterAll(() => remove())

it('prints month, England and organisations; a blank cell is absent and 0 is 0', async () => {
  const sheets = publishedSheets({
    organisations: smallEngland(),
    sums: { 'CYP services': [532, 51, 61, 81, 91, 56, 95, 35, 10] },
  })
  const table = sheetOf(sheets, 'Table 4').rows
  table.find((row) => row[1] === 'RX4')![table[4]!.indexOf(slt)] = '-'
  // The name of a file says nothing about its month.
  const file = path.join(folder, 'Community-health-services-waiting-lists-2024-25-June.xlsx')
  await writeFile(file, await workbookBytes(sheets))
  const ran = await cli(file)
  expect(ran).toMatchObject({ code: 0, stderr: '' })
  const printed = JSON.parse(ran.stdout)
  expect(Object.keys(printed)).toEqual(['month', 'england', 'organisations'])
  expect(printed.month).toBe('2025-10')
  expect(Object.keys(printed.england)).toEqual(['CYP services', slt, audiology, lookedAfter])
  expect(printed.england[slt]).toEqual({
    total: 470,
    bands: {
      '0-7': 41,
      '8-14': 51,
      '15-28': 71,
      '29-84': 81,
      '85-126': 51,
      '127-364': 90,
      '365-728': 35,
      '729+': 10,
    },
  })
  const of = (code: string) => printed.organisations.find((each: { code: string }) => each.code === code)
  expect(of('RX1')).toMatchObject({ type: 'Provider', name: 'Own Community NHS Trust' })
  expect(of('RX1').lines[audiology].total).toBe(0)
  expect(of('RX3').lines).not.toHaveProperty(audiology)
  expect(of('RX4').lines[slt]).toEqual({ bands: expect.objectContaining({ '0-7': 10, '729+': 0 }) })
  expect(of('RX5').lines[slt]).toEqual({ total: 40, bands: {} })
}, 180_000)

it('refuses what is no such workbook, with nothing on stdout', async () => {
  const text = path.join(folder, 'list.xlsx')
  await writeFile(text, 'a,b\n1,2\n')
  const other = path.join(folder, 'other.xlsx')
  await writeFile(other, await workbookBytes([{ name: 'A', rows: [['x', 'y']] }]))
  for (const [file, code] of [
    [text, 'invalid'],
    [other, 'invalid'],
    [path.join(folder, 'none.xlsx'), 'not_found'],
    [folder, 'not_found'],
  ] as const) {
    const ran = await cli(file)
    expect(ran).toMatchObject({ code: 1, stdout: '' })
    expect(JSON.parse(ran.stderr).error.code).toBe(code)
  }
  expect((await cli()).code).toBe(2)
}, 180_000)
