import { readFile } from 'node:fs/promises'
import path from 'node:path'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateHistories } from '../../src/main/generator/histories.ts'
import { addClinic } from '../support/clinics.ts'
import { seedStore } from '../support/seed.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'
import { readWorkbook } from './return-export/read-workbook.ts'
import { addFacts, fact, type History, received, storeHistories } from './returns/histories.ts'
import { dayAfter } from './returns/naive-count.ts'

const month = '2026-01'
const census = '2026-01-31'
let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

/** An audiology referral that had waited so many days at the census. */
const waited = (days: number): History => ({
  service: 'audiology',
  facts: [received(dayAfter(census, -days))],
})
const get = () => test.client.diagnosticReturn.get({ month })
const rowsOf = (cell: string) => test.client.diagnosticReturn.children({ month, cell, limit: 200 })

describe('those who wait', () => {
  it('stand in the week they have reached, and only audiology counts', async () => {
    await storeHistories(test, [
      ...[0, 6, 7, 42, 43, 90, 91, 400].map(waited),
      { service: 'slt', facts: [received('2025-06-01')] },
      { service: 'audiology', facts: [received('2026-02-01')] },
      { service: 'audiology', facts: [received('2025-06-01'), fact('attended', census, {})] },
      {
        service: 'audiology',
        facts: [received('2025-06-01'), fact('closed', census, { reason: 'declined' })],
      },
      { service: 'audiology', facts: [received('2025-06-01'), fact('attended', '2026-02-01', {})] },
    ])
    const figures = await get()
    const counts = Object.fromEntries(figures.bands.map(({ id, count }) => [id, count]))
    expect(counts).toMatchObject({ w0: 2, w1: 1, w6: 2, w12: 1, w13: 3, w2: 0 })
    expect(figures).toMatchObject({
      total: 9,
      sixWeeksOrMore: 6,
      thirteenWeeksOrMore: 3,
      medianDays: 43,
      ninetyFifthDays: 400,
      ended: true,
      services: ['Audiology'],
    })
  })

  it('include planned children from their due date only', async () => {
    await storeHistories(test, [
      {
        service: 'audiology',
        facts: [received('2025-01-06'), fact('planned', '2025-01-10', { dueOn: '2026-02-05' })],
      },
      {
        service: 'audiology',
        facts: [received('2025-01-06'), fact('planned', '2025-01-10', { dueOn: '2026-01-21' })],
      },
    ])
    expect(await get()).toMatchObject({ total: 1, medianDays: 10 })
  })
})

describe('those who were seen', () => {
  it('count once, by how it came about, and later contacts apart', async () => {
    const [, , , dropIn, , voided] = await storeHistories(test, [
      { service: 'audiology', facts: [received('2025-11-03'), fact('attended', '2026-01-01', {})] },
      {
        service: 'audiology',
        facts: [
          received('2025-01-06'),
          fact('planned', '2025-01-10', { dueOn: '2026-01-05' }),
          fact('attended', '2026-01-09', {}),
        ],
      },
      {
        service: 'audiology',
        facts: [
          received('2025-01-06'),
          fact('planned', '2025-01-10', { dueOn: '2026-03-05' }),
          fact('attended', '2026-01-31', {}),
        ],
      },
      { service: 'audiology', facts: [received('2026-01-12'), fact('attended', '2026-01-12', {})] },
      {
        service: 'audiology',
        facts: [
          received('2025-11-03'),
          fact('attended', '2025-12-20', {}),
          fact('attended', '2026-01-20', {}),
          fact('attended', '2026-01-21', {}),
        ],
      },
      { service: 'audiology', facts: [received('2025-11-03'), fact('attended', '2026-01-22', {})] },
      { service: 'audiology', facts: [received('2025-11-03'), fact('attended', '2026-02-01', {})] },
      { service: 'slt', facts: [received('2025-11-03'), fact('attended', '2026-01-22', {})] },
    ])
    await addFacts(test, voided!.referralId, [
      fact('voided', '2026-01-23', { eventId: voided!.eventIds[1]! }),
    ])
    const clinicId = await addClinic(test.client, { serviceId: 'audiology', kind: 'drop_in' })
    await test.store.write((tx) =>
      tx
        .insertInto('appointment')
        .values({
          id: 'drop-in',
          version: 1,
          referral_id: dropIn!.referralId,
          clinic_id: clinicId,
          on_date: '2026-01-12',
          starts_at: '09:00',
          minutes: 20,
          kind: 'drop_in',
          status: 'attended',
          booked_on: '2026-01-12',
          outcome_event_id: dropIn!.eventIds[1]!,
          out_of_turn: 0,
        })
        .execute(),
    )
    const figures = await get()
    expect(figures.activity).toEqual({ waitingList: 1, planned: 2, unscheduled: 1, total: 4 })
    expect(figures.laterContacts).toBe(2)
    const seen = await rowsOf('planned')
    expect(seen.rows.map(({ leftOn, leftBy }) => [leftOn, leftBy])).toEqual([
      ['2026-01-09', 'first_contact'],
      ['2026-01-31', 'first_contact'],
    ])
    expect(seen.rows.every(({ days }) => days >= 0)).toBe(true)
  })
})

describe('any store', () => {
  it('opens as many children as each figure says, and agrees with the return', async () => {
    await seedStore(test, generateHistories({ referrals: 300, seed: 'six weeks', asAt: '2026-03-02' }))
    const figures = await get()
    expect(figures.total).toBeGreaterThan(0)
    const cells: [string, number][] = [
      ...figures.bands.map(({ id, count }): [string, number] => [id, count]),
      ['total', figures.total],
      ['six_weeks_or_more', figures.sixWeeksOrMore],
      ['thirteen_weeks_or_more', figures.thirteenWeeksOrMore],
      ['activity', figures.activity.total],
      ['waiting_list', figures.activity.waitingList],
      ['planned', figures.activity.planned],
      ['unscheduled', figures.activity.unscheduled],
      ['later_contacts', figures.laterContacts],
    ]
    for (const [cell, count] of cells) {
      const page = await rowsOf(cell)
      expect(page.total, cell).toBe(count)
      expect(page.rows, cell).toHaveLength(Math.min(count, 200))
    }
    const { lines } = await test.client.returns.chs({ month })
    expect(figures.total).toBe(lines.find(({ line }) => line === '(CYP) Audiology')!.total)
  })

  it('refuses a month that has not begun and a figure that is none', async () => {
    expect(await refusalOf(test.client.diagnosticReturn.get({ month: '2026-04' }))).toMatchObject({
      field: 'month',
    })
    expect((await refusalOf(rowsOf('w14'))).kind).toBe('invalid')
  })

  it('says so where no service does audiology', async () => {
    await test.store.write((tx) =>
      tx.updateTable('service').set({ chs_line: 'Something else' }).where('id', '=', 'audiology').execute(),
    )
    expect(await refusalOf(get())).toMatchObject({ kind: 'not_found' })
  })
})

describe('the files', () => {
  async function exported(format: 'xlsx' | 'csv'): Promise<Buffer> {
    const target = path.join(test.folder, `out.${format}`)
    test.grant(`six-weeks-${format}`, { path: target, name: `out.${format}`, size: 0, purpose: 'write' })
    await test.client.diagnosticReturn.export({ month, format, file: `six-weeks-${format}` })
    return readFile(target)
  }

  it('say the same as the screen, and who made them when, and name nobody', async () => {
    await storeHistories(test, [3, 10, 42, 95].map(waited))
    const csv = (await exported('csv')).toString('utf8').replace('\uFEFF', '')
    const lines = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data
    const value = (figure: string) => lines.find((line) => line['figure'] === figure)?.['value']
    expect(value('waiting 6 to <7 weeks')).toBe('1')
    expect(value('waiting 13 or more weeks')).toBe('1')
    expect(value('waiting six weeks or more')).toBe('2')
    expect(value('share waiting six weeks or more (%)')).toBe('50')
    expect(value('first assessments in all')).toBe('0')
    const sheets = await readWorkbook(await exported('xlsx'))
    const cover = sheets.find(({ name }) => name === 'Cover page')!
    expect(JSON.stringify(cover)).toContain('Test NHS Trust (RX1)')
    expect(JSON.stringify(cover)).toContain('Test Person 1')
    expect(JSON.stringify(sheets)).not.toContain('Testfamily')
    const { rows } = await test.client.audit.page({ action: 'diagnostic_return.exported' })
    expect(rows.map(({ detail }) => (JSON.parse(detail) as { format: string }).format)).toEqual([
      'xlsx',
      'csv',
    ])
  })
})
