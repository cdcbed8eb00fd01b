import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { suppliedFigures } from '../../../src/main/services/national-figures/supplied.ts'
import { publishedBands } from '../../../src/shared/codes/published-bands.ts'
import { cypServiceLines } from '../../../src/shared/codes/service-lines.ts'
import { grantFile } from '../../support/import-file.ts'
import {
  audiology,
  lookedAfter,
  publishedSheets,
  type Sheet,
  sheetOf,
  slt,
  smallEngland,
  workbookBytes,
} from '../../support/published-workbook.ts'
import { createTestStore, refusalOf, type TestStore } from '../../support/test-store.ts'
import { readWorkbook } from '../return-export/read-workbook.ts'
import { received, storeHistories } from '../returns/histories.ts'

let test: TestStore

beforeEach(async () => {
  test = await createTestStore({ today: '2025-11-20', roles: ['manager'] })
})
afterEach(() => test.close())

const plain = () => publishedSheets({ organisations: smallEngland() })

async function give(sheets: readonly Sheet[], name = 'workbook.xlsx'): Promise<string> {
  return grantFile(test, await workbookBytes(sheets), name)
}

async function bringIn(sheets: readonly Sheet[]): Promise<{ id: string; month: string }> {
  const file = await give(sheets)
  const { sha256, replaces } = await test.client.nationalFigures.inspect({ file })
  return test.client.nationalFigures.import({ file, sha256, replaces: replaces?.id ?? null })
}

async function ownCode(code: string): Promise<void> {
  const { choice } = await test.client.nationalFigures.options({ publishedMonth: '2025-10' })
  await test.client.nationalFigures.saveChoice({ ...choice, providerCode: code })
}

/** Ten children: eight within 18 weeks, one over 52 and one over 104 weeks at the end of October 2025. */
async function tenWaiting(): Promise<void> {
  await storeHistories(test, [
    ...Array.from({ length: 8 }, () => ({ facts: [received('2025-10-06')] })),
    { facts: [received('2024-10-01')] },
    { facts: [received('2023-10-01')] },
  ])
}

const compared = { line: slt, ownMonth: '2025-10', publishedMonth: '2025-10' } as const
const actions = async () =>
  (await test.store.read.selectFrom('audit').select('action').execute()).map(({ action }) => action)

describe('importing', () => {
  it('shows what a workbook holds and saves nothing before it is taken', async () => {
    const inspected = await test.client.nationalFigures.inspect({ file: await give(plain()) })
    expect(inspected).toMatchObject({
      month: '2025-10',
      publishedOn: '2025-12-11',
      organisations: { regions: 1, icbs: 1, providers: 5 },
      lines: 3,
      ownProvider: 'Own Community NHS Trust',
      sameFile: null,
      replaces: null,
    })
    expect(await test.client.nationalFigures.publications()).toEqual([])
  })

  it('keeps blank, 0 and withheld apart in the store, and the children’s lines only', async () => {
    const sheets = plain()
    const table = sheetOf(sheets, 'Table 4').rows
    table.find((row) => row[1] === 'RX4')![table[4]!.indexOf(slt)] = '*'
    table.find((row) => row[1] === 'RX4')![table[4]!.indexOf('(A) Audiology')] = 5
    const { id } = await bringIn(sheets)
    const rows = await test.store.read
      .selectFrom('national_figure')
      .selectAll()
      .where('publication_id', '=', id)
      .execute()
    const of = (code: string, line: string) =>
      rows.find((row) => row.organisation_code === code && row.line === line)
    expect(of('RX4', slt)).toMatchObject({ total: null, total_withheld: 1 })
    expect(of('RX1', audiology)).toMatchObject({ total: 0, total_withheld: 0 })
    expect(of('RX3', audiology)).toBeUndefined()
    expect(of('RX5', slt)).toMatchObject({ total: 40, bands: '{}' })
    expect(of('', lookedAfter)).toMatchObject({
      organisation_type: 'National',
      total: 12,
      bands: '{"729+":3}',
    })
    expect(rows.some(({ line }) => line.startsWith('(A)'))).toBe(false)
    expect(await actions()).toContain('national_figures.imported')
    expect(test.changed.at(-1)).toEqual({ noun: 'national_figures', ids: [] })
  })

  it('says what a revised workbook changes, keeps the earlier one and can use it again', async () => {
    const first = await bringIn(plain())
    const revised = plain()
    sheetOf(revised, 'Cover page').rows[3] = ['Revised:', '08/01/2026']
    const table = sheetOf(revised, 'Table 4').rows
    table.find((row) => row[1] === 'RX2')![table[4]!.indexOf(slt)] = 210
    table.find((row) => row[1] === 'RX2')![table[4]!.indexOf(audiology)] = null
    const file = await give(revised)
    const seen = await test.client.nationalFigures.inspect({ file })
    expect(seen.revisedOn).toBe('2026-01-08')
    expect(seen.replaces).toMatchObject({
      id: first.id,
      differenceCount: 2,
      differences: [
        {
          organisation: 'Elder Community NHS Trust',
          line: 'Audiology',
          measure: 'Total',
          before: '50',
          now: 'blank',
        },
        { organisation: 'Elder Community NHS Trust', measure: 'Total', before: '200', now: '210' },
      ],
    })
    const stale = await refusalOf(
      test.client.nationalFigures.import({ file, sha256: seen.sha256, replaces: null }),
    )
    expect(stale).toMatchObject({ kind: 'conflict', message: expect.stringContaining('Somebody else') })
    const second = await test.client.nationalFigures.import({
      file,
      sha256: seen.sha256,
      replaces: first.id,
    })
    const states = async () =>
      (await test.client.nationalFigures.publications()).map(({ id, state }) => [id, state])
    expect(await states()).toEqual([
      [second.id, 'current'],
      [first.id, 'replaced'],
    ])
    const [, kept] = await test.client.nationalFigures.publications()
    await test.client.nationalFigures.use({ id: kept!.id, version: kept!.version })
    expect(await states()).toEqual([
      [first.id, 'current'],
      [second.id, 'replaced'],
    ])
    const again = await refusalOf(test.client.nationalFigures.use({ id: kept!.id, version: kept!.version }))
    expect(again.kind).toBe('conflict')
  })

  it('refuses the very same file, one that changed after it was looked at, and a stale version', async () => {
    const file = await give(plain())
    const first = await test.client.nationalFigures.inspect({ file })
    const { id } = await test.client.nationalFigures.import({ file, sha256: first.sha256, replaces: null })
    const seen = await test.client.nationalFigures.inspect({ file })
    expect(seen.sameFile).toMatchObject({ id, state: 'current' })
    const same = { file, sha256: seen.sha256, replaces: id }
    expect(await refusalOf(test.client.nationalFigures.import(same))).toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('This very workbook is in use for October 2025'),
    })
    const changed = await refusalOf(test.client.nationalFigures.import({ ...same, sha256: 'a'.repeat(64) }))
    expect(changed.message).toContain('was changed since it was looked at')
    const stale = await refusalOf(
      test.client.nationalFigures.remove({ id, version: 7, reason: 'A wrong month' }),
    )
    expect(stale.kind).toBe('conflict')
    expect(await test.client.nationalFigures.publications()).toHaveLength(1)
  })

  it('refuses figures of a month that is not over, by the calendar of the day', async () => {
    const file = await give(publishedSheets({ organisations: smallEngland(), month: 'November 2025' }))
    const refusal = await refusalOf(test.client.nationalFigures.inspect({ file }))
    expect(refusal).toMatchObject({
      kind: 'invalid',
      field: 'file',
      message: expect.stringContaining('of November 2025, which is not over'),
    })
    test.setToday('2025-12-01')
    const { sha256 } = await test.client.nationalFigures.inspect({ file })
    test.setToday('2025-11-30')
    const early = await refusalOf(test.client.nationalFigures.import({ file, sha256, replaces: null }))
    expect(early.message).toContain('which is not over')
    expect(await test.client.nationalFigures.publications()).toEqual([])
  })

  it('takes figures out of use with a reason, keeps them, and then has none of the month', async () => {
    const { id } = await bringIn(plain())
    await test.client.nationalFigures.remove({ id, version: 1, reason: 'The file was a draft' })
    expect(await test.client.nationalFigures.publications()).toMatchObject([
      { id, version: 2, state: 'removed', stateReason: 'The file was a draft' },
    ])
    expect((await refusalOf(test.client.nationalFigures.compare(compared))).message).toMatch(
      /no published figures of October 2025/,
    )
    expect(await actions()).toContain('national_figures.removed')
  })

  it.each<[string, string, () => Uint8Array | Promise<Uint8Array>, RegExp]>([
    ['text', 'a.xlsx', () => Buffer.from('service,total\nslt,3\n'), /not an Excel workbook/],
    ['garbage', 'b.xlsx', () => Buffer.from('PK\u0003\u0004 and nothing more'), /damaged or cut short/],
    ['nothing', 'c.xlsx', () => Buffer.alloc(0), /file is empty/],
    ['a cut workbook', 'd.xlsx', async () => (await workbookBytes(plain())).subarray(0, 4000), /damaged/],
    [
      'another workbook',
      'e.xlsx',
      () => workbookBytes([{ name: 'A', rows: [['x'], [1]] }]),
      /none of the published/,
    ],
  ])('refuses %s and changes nothing', async (_, name, content, message) => {
    const file = await grantFile(test, await content(), name)
    const refusal = await refusalOf(test.client.nationalFigures.inspect({ file }))
    expect(refusal).toMatchObject({ kind: 'invalid', message: expect.stringMatching(message) })
    expect(refusal.message).toContain('Nothing was changed')
    expect(await test.client.nationalFigures.publications()).toEqual([])
  })

  it('is for those who see to returns', async () => {
    const clinician = await test.clientAs(['clinician'])
    const file = await give(plain())
    expect((await refusalOf(clinician.nationalFigures.inspect({ file }))).kind).toBe('not_allowed')
    expect(await clinician.nationalFigures.publications()).toEqual([])
  })
})

describe('the figures that come with the app', () => {
  it('are October 2025: England’s 17 lines and every organisation', async () => {
    const { organisations, month, publishedOn } = await suppliedFigures()
    expect([month, publishedOn]).toEqual(['2025-10', '2025-12-11'])
    const england = organisations[0]!
    expect(england).toMatchObject({ type: 'National', name: 'England' })
    expect(cypServiceLines.filter((line) => england.lines[line] !== undefined)).toHaveLength(17)
    expect(england.lines['CYP services']!.total).toBe(304042)
    for (const { line, total, bands } of Object.values(publishedBands)) {
      expect(england.lines[line]!.total).toBe(total)
      expect(Object.values(england.lines[line]!.bands)).toEqual([...bands])
    }
    expect(england.lines['(CYP) Safeguarding']).toEqual({ total: 25, bands: { '729+': 0 } })
    const count = (type: string) => organisations.filter((each) => each.type === type).length
    expect([count('Region'), count('ICB'), count('Provider')]).toEqual([7, 42, 139])
  })

  it('load into a store that has none of that month, once, and again after they were removed', async () => {
    await test.client.nationalFigures.loadSupplied()
    expect((await refusalOf(test.client.nationalFigures.loadSupplied())).kind).toBe('conflict')
    const [supplied] = await test.client.nationalFigures.publications()
    expect(supplied).toMatchObject({
      month: '2025-10',
      source: 'supplied',
      publishedOn: '2025-12-11',
      importedBy: null,
      organisations: { regions: 7, icbs: 42, providers: 139 },
    })
    const rows = await test.store.read.selectFrom('national_figure').select('total').execute()
    expect(rows.length).toBeGreaterThan(1000)
    await test.client.nationalFigures.remove({ id: supplied!.id, version: 1, reason: 'Try without them' })
    await test.client.nationalFigures.loadSupplied()
    expect(await test.client.nationalFigures.publications()).toMatchObject([
      { id: supplied!.id, state: 'current' },
    ])
  })
})

describe('comparing', () => {
  beforeEach(async () => {
    await tenWaiting()
    await bringIn(plain())
  })

  it('sets our count beside England, and says where it stands among providers', async () => {
    await ownCode('RX1')
    const { choice } = await test.client.nationalFigures.options({ publishedMonth: '2025-10' })
    await test.client.nationalFigures.saveChoice({
      ...choice,
      regionCode: 'Y62',
      icbCode: 'QOP',
      peers: ['RX2', 'RX1'],
    })
    const answer = await test.client.nationalFigures.compare(compared)
    expect(answer.own).toMatchObject({ basis: 'counted', censusDate: '2025-10-31', signedAvailable: false })
    expect(answer.rows.map(({ role, name, total }) => [role, name, total])).toEqual([
      ['own', 'Test NHS Trust', 10],
      ['own_published', 'Own Community NHS Trust', 100],
      ['england', 'England', 470],
      ['region', 'North West', 470],
      ['icb', 'NHS Greater Exampleton ICB', 300],
      ['peer', 'Elder Community NHS Trust', 200],
    ])
    expect(answer.rows[0]).toMatchObject({ within18: 0.8, over52: 0.2, over104: 0.1 })
    const within = answer.distributions.find(({ measure }) => measure === 'within18')!
    expect(within.rank).toEqual({ place: 2, of: 4, tied: true })
    expect(within.providers.map(({ code, role }) => [code, role])).toEqual([
      ['RX4', 'other'],
      ['RX1', 'own'],
      ['RX2', 'peer'],
      ['RX3', 'other'],
    ])
    expect(within.unknown).toBe(1)
    expect(answer.sentences[0]).toBe(
      'At the end of October 2025, 80 in 100 of our children waiting had waited 18 weeks or less; it was 69 in England, 69 in the North West region and 70 in the NHS Greater Exampleton ICB.',
    )
    expect(answer.sentences[1]).toBe(
      'That puts us joint 2nd of 4 providers, the highest share within 18 weeks first; half of the others are between 45 and 90 in 100.',
    )
    expect(answer.cautions).toContain('For October 2025 NHS England publishes 100 for us; we count 10.')
  })

  it('says both months when they differ, and that a month still runs', async () => {
    const answer = await test.client.nationalFigures.compare({ ...compared, ownMonth: '2025-11' })
    expect(answer.own.ended).toBe(false)
    expect(answer.sentences[0]).toMatch(
      /^So far in November 2025, 80 in 100 of our children waiting had waited 18 weeks or less; at the end of October 2025 it was 69 in England\.$/,
    )
    expect(answer.sentences[1]).toMatch(
      /^Set among the providers of October 2025, that would be joint 2nd of 4/,
    )
    expect(answer.cautions.join(' ')).toMatch(/The months differ: ours is November 2025/)
    expect(answer.cautions.join(' ')).toMatch(/can change until 30 November 2025/)
  })

  it('gives the total of England alone where no more is published', async () => {
    const answer = await test.client.nationalFigures.compare({ ...compared, line: lookedAfter })
    expect(answer.nationalOnly).toBe(true)
    expect(answer.own.basis).toBe('none')
    expect(answer.rows).toMatchObject([{ role: 'england', total: 12, within18: null, over52: null }])
    expect(answer.sentences).toEqual([
      'None of our services reports on Looked after children teams, so there is nothing of ours to compare.',
      'In England 12 children waited on Looked after children teams at the end of October 2025; the waiting bands are not published.',
    ])
    expect(answer.distributions.every(({ providers, rank }) => providers.length === 0 && rank === null)).toBe(
      true,
    )
  })

  it('remembers with whom we compare, and refuses two people choosing at once', async () => {
    await test.client.nationalFigures.saveChoice({
      version: 0,
      providerCode: 'RX1',
      regionCode: null,
      icbCode: 'QOP',
      peers: ['RX3'],
    })
    const { choice, providerFound, ownLines } = await test.client.nationalFigures.options({
      publishedMonth: '2025-10',
    })
    expect(choice).toEqual({
      version: 1,
      providerCode: 'RX1',
      regionCode: null,
      icbCode: 'QOP',
      peers: ['RX3'],
    })
    expect(providerFound).toBe(true)
    expect(ownLines).toContain(slt)
    expect((await refusalOf(test.client.nationalFigures.saveChoice({ ...choice, version: 0 }))).kind).toBe(
      'conflict',
    )
  })

  it('writes the same figures to a workbook and to CSV, with source, months and no formula', async () => {
    await ownCode('RX1')
    const target = path.join(test.folder, 'comparison.xlsx')
    test.grant('save-xlsx', { path: target, name: 'comparison.xlsx', size: 0, purpose: 'write' })
    const { sha256 } = await test.client.nationalFigures.export({
      ...compared,
      format: 'xlsx',
      file: 'save-xlsx',
    })
    const bytes = await readFile(target)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    const sheets = readWorkbook(bytes)
    expect(sheets.map(({ name }) => name)).toEqual(['What it says', 'Comparison', 'Providers'])
    const table = sheets[1]!.rows
    const header = table.findIndex((row) => row[0] === 'Who')
    expect(table[header + 1]!.slice(0, 12)).toEqual([
      'Our figures',
      'RX1',
      'Test NHS Trust',
      10,
      0,
      0,
      8,
      0,
      0,
      0,
      1,
      1,
    ])
    expect(table.flat().join(' ')).toMatch(/Published figures: October 2025, published 11 December 2025/)
    expect(table.flat().join(' ')).toMatch(/Open Government Licence v3\.0/)
    expect(sheets.some(({ xml }) => xml.includes('<f>'))).toBe(false)

    const text = path.join(test.folder, 'comparison.csv')
    test.grant('save-csv', { path: text, name: 'comparison.csv', size: 0, purpose: 'write' })
    await test.client.nationalFigures.export({ ...compared, format: 'csv', file: 'save-csv' })
    const lines = (await readFile(text, 'utf8')).trimEnd().split('\r\n')
    expect(lines[0]).toContain('days_0_to_7')
    expect(lines[1]).toContain(',10,0,0,8,0,0,0,1,1,0.8,0.2,0.1')
    expect(lines[3]).toContain('England,470,41,51,71,81,51,90,35,10')
    expect((await actions()).filter((action) => action === 'national_figures.exported')).toHaveLength(2)
  })
})

it('leaves a file alone that cannot be written', async () => {
  await bringIn(plain())
  await writeFile(path.join(test.folder, 'kept.txt'), 'mine')
  test.grant('save-nowhere', {
    path: path.join(test.folder, 'kept.txt', 'x.csv'),
    name: 'x.csv',
    size: 0,
    purpose: 'write',
  })
  const call = test.client.nationalFigures.export({ ...compared, format: 'csv', file: 'save-nowhere' })
  expect((await refusalOf(call)).kind).toBe('unavailable')
  expect(await readFile(path.join(test.folder, 'kept.txt'), 'utf8')).toBe('mine')
})
