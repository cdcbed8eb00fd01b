import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import Papa from 'papaparse'
import { type CellObject, read, utils, type WorkBook } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { fact, received, storeHistories } from '../returns/histories.ts'
import { publishedBands } from '../returns/naive-bands.ts'
import { dayAfter } from '../returns/naive-count.ts'

const month = '2026-02'
/** The columns of Table 4 of NHS England's workbook for October 2025, copied from it by hand. */
const published = [
  '(A) Adult safeguarding',
  '(A) Audiology',
  '(A) Clinical support to social care, care homes and domiciliary care',
  '(A) Community nursing services',
  '(A) Home oxygen assessment services',
  '(A) Intermediate care and reablement',
  '(A) Musculoskeletal service',
  '(A) Neurorehabilitation (multi-disciplinary)',
  '(A) Nursing and Therapy support for LTCs: Continence/ colostomy',
  '(A) Nursing and Therapy support for LTCs: Diabetes',
  '(A) Nursing and Therapy support for LTCs: Falls',
  '(A) Nursing and Therapy support for LTCs: Heart failure',
  '(A) Nursing and Therapy support for LTCs: Lymphoedema',
  '(A) Nursing and Therapy support for LTCs: MND',
  '(A) Nursing and Therapy support for LTCs: MS',
  '(A) Nursing and Therapy support for LTCs: Respiratory/COPD',
  '(A) Nursing and Therapy support for LTCs: Stroke',
  '(A) Nursing and Therapy support for LTCs: TB',
  '(A) Nursing and Therapy support for LTCs: Tissue viability',
  '(A) Podiatry and podiatric surgery',
  '(A) Rehabilitation bed-based care',
  '(A) Rehabilitation services (integrated)',
  '(A) Therapy interventions: Dietetics',
  '(A) Therapy interventions: Occupational therapy',
  '(A) Therapy interventions: Orthotics',
  '(A) Therapy interventions: Physiotherapy',
  '(A) Therapy interventions: Speech and language',
  '(A) Urgent Community Response/Rapid Response team',
  '(A) Weight management and obesity services',
  '(A) Wheelchair, orthotics, prosthetics and equipment',
  '(CYP) Antenatal, new-born and children screening and immunisation services',
  '(CYP) Audiology',
  '(CYP) Child health information service',
  '(CYP) Community nursing services (planned care and rapid response teams)',
  '(CYP) Community paediatric service',
  '(CYP) Looked after children teams',
  '(CYP) New-born hearing screening',
  '(CYP) Nursing and Therapy teams support for long term conditions',
  '(CYP) Rapid Response Services',
  '(CYP) Safeguarding',
  '(CYP) Therapy interventions: Dietetics',
  '(CYP) Therapy interventions: Occupational therapy',
  '(CYP) Therapy interventions: Orthotics',
  '(CYP) Therapy interventions: Physiotherapy',
  '(CYP) Therapy interventions: Speech and language',
  '(CYP) Vision screening',
  '(CYP) Wheelchair, orthotics, prosthetics and equipment',
]
const tables = ['Table 4', ...[...'abcdefgh'].map((letter) => `Table 4${letter}`)]
const ownLine = 'Sleep clinic'

let test: TestStore
let workbook: WorkBook
let csv: Record<string, string>[]
let json: { lines: { line: string; total: number; bands: Record<string, number> }[]; status: string }
let id: string

async function written(format: 'xlsx' | 'csv' | 'json'): Promise<Buffer> {
  const file = path.join(test.folder, 'out', `return.${format}`)
  await mkdir(path.dirname(file), { recursive: true })
  test.grant('file-token', { path: file, name: path.basename(file), size: 0, purpose: 'write' })
  await test.client.signedReturns.export({ id, format, file: 'file-token' })
  return readFile(file)
}

beforeAll(async () => {
  test = await createTestStore({ today: '2026-03-02' })
  const edges = [0, 7, 8, 14, 15, 28, 29, 84, 85, 126, 127, 364, 365, 728, 729, 900]
  await storeHistories(
    test,
    edges.flatMap((days) => [
      { service: 'slt', facts: [received(dayAfter('2026-02-28', -days))] },
      {
        service: 'slt',
        facts: [received(dayAfter('2026-02-28', -days)), fact('attended', '2026-03-01', {})],
      },
      { service: 'neurodevelopment', facts: [received(dayAfter('2026-02-28', -days))] },
    ]),
  )
  await test.client.signedReturns.saveLocalLine({ id: null, version: null, name: ownLine })
  const neuro = (await test.client.services.list()).find((each) => each.id === 'neurodevelopment')!
  await test.client.services.update({ ...neuro, chsLine: 'sleep CLINIC' })
  const { seen } = await test.client.returns.chs({ month })
  id = (await test.client.signedReturns.sign({ month, seen })).signed!.id
  workbook = read(await written('xlsx'), { cellFormula: true, cellNF: true })
  csv = Papa.parse<Record<string, string>>((await written('csv')).toString('utf8').slice(1), {
    header: true,
    skipEmptyLines: true,
  }).data
  json = JSON.parse((await written('json')).toString('utf8'))
})
afterAll(() => test.close())

const cellAt = (sheet: string, row: number, column: number): CellObject | undefined =>
  workbook.Sheets[sheet]?.[utils.encode_cell({ r: row - 1, c: column })]
const lineNamed = (name: string) => json.lines.find(({ line }) => line === name)

describe('the file of a signed month, read by another library', () => {
  it('has the sheets of the published tables by their names', () => {
    expect(workbook.SheetNames).toEqual([
      'Cover page',
      'Contents',
      'Table 3',
      ...tables,
      'Local lines',
      'Summary',
      'Reconciliation',
      'Checks',
    ])
  })

  it('has every published column in its place on row 5, and figures that are numbers below', () => {
    for (const [index, table] of tables.entries()) {
      const headings = ['Organisation Type', 'Organisation Code', 'Organisation Name', ...published]
      expect(
        headings.map((_, column) => cellAt(table, 5, column)?.v),
        table,
      ).toEqual(headings)
      expect(cellAt(table, 5, headings.length)).toBeUndefined()
      expect([0, 1, 2].map((column) => cellAt(table, 6, column)?.v)).toEqual([
        'Provider',
        'RX1',
        'Test NHS Trust',
      ])
      for (const [column, line] of published.entries()) {
        const cell = cellAt(table, 6, column + 3)
        const figures = lineNamed(line)
        if (figures === undefined) expect(cell?.v, `${table} ${line}`).toBeUndefined()
        else {
          const band = publishedBands[index - 1]?.[0]
          expect(cell, `${table} ${line}`).toMatchObject({
            t: 'n',
            v: band === undefined ? figures.total : figures.bands[band],
          })
        }
      }
    }
  })

  it('has Table 3 with its headings on row 5 and the published lines only', () => {
    const heading = Array.from({ length: 9 }, (_, column) => cellAt('Table 3', 5, column + 1)?.v)
    expect(heading).toEqual([
      'Total waiting list',
      'Waiting 0-1 weeks',
      'Waiting >1-2 weeks',
      'Waiting >2-4 weeks',
      'Waiting >4-12 weeks',
      'Waiting >12-18 weeks',
      'Waiting >18-52 weeks',
      'Waiting >52-104 weeks',
      'Waiting >104 weeks',
    ])
    const speech = lineNamed('(CYP) Therapy interventions: Speech and language')!
    expect(cellAt('Table 3', 6, 0)?.v).toBe('CYP services')
    expect(cellAt('Table 3', 6, 1)).toMatchObject({ t: 'n', v: speech.total })
    const names = Array.from({ length: 17 }, (_, row) => cellAt('Table 3', row + 7, 0)?.v)
    expect(names).toEqual(published.slice(30))
    expect(cellAt('Table 3', 24, 0)).toBeUndefined()
    const row = names.indexOf(speech.line) + 7
    expect(publishedBands.map((_, column) => cellAt('Table 3', row, column + 2)?.v)).toEqual(
      publishedBands.map(([band]) => speech.bands[band]),
    )
  })

  it('shows lines of the provider’s own apart, and no adult figure, no formula and no child', () => {
    expect(cellAt('Local lines', 5, 0)?.v).toBe(ownLine)
    expect(cellAt('Local lines', 5, 1)).toMatchObject({ t: 'n', v: lineNamed(ownLine)!.total })
    for (const [name, sheet] of Object.entries(workbook.Sheets)) {
      for (const [address, cell] of Object.entries(sheet)) {
        if (address.startsWith('!')) continue
        expect((cell as CellObject).f, `${name} ${address}`).toBeUndefined()
        expect(String((cell as CellObject).v)).not.toMatch(/Testfamily/)
      }
    }
  })

  it('says on its cover who signed, when, and the hash', async () => {
    const { sha256, signedBy } = await test.client.signedReturns.get({ id })
    const cover = utils.sheet_to_json<string[]>(workbook.Sheets['Cover page']!, { header: 1 })
    expect(cover).toContainEqual(['Status:', `Signed off by ${signedBy} on 2 March 2026 at 12:00`])
    expect(cover).toContainEqual(['SHA-256:', sha256])
    expect(cover).toContainEqual(['As at:', 'The end of 28 February 2026'])
  })

  it('agrees with the CSV and the JSON', async () => {
    const { document, sha256 } = await test.client.signedReturns.get({ id })
    expect(json.lines).toEqual(document.lines)
    expect(csv.map((row) => [row['service_line'], row['line_kind'], row['signed_sha256']])).toEqual(
      json.lines.map(({ line }) => [line, line === ownLine ? 'local' : 'published', sha256]),
    )
    for (const row of csv) {
      const line = lineNamed(row['service_line']!)!
      const bands = Object.values(row).slice(5, 13).map(Number)
      expect([Number(row['total']), ...bands]).toEqual([
        line.total,
        ...publishedBands.map(([band]) => line.bands[band]),
      ])
      expect(row['status']).toBe(json.status)
    }
  })
})
