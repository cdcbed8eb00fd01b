import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateHistories } from '../../src/main/generator/histories.ts'
import { csvLine, toImportRow } from '../../src/main/generator/import-rows.ts'
import { importHeaders } from '../../src/shared/codes/import-columns.ts'
import { chsBands } from '../../src/shared/codes/bands.ts'
import { startingServices } from '../../src/shared/codes/services.ts'
import { type Cells, extractOf, importText } from '../support/import-file.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

const today = '2024-04-02'
/** The last three month-ends, a leap day among them. */
const monthEnds = ['2024-01-31', '2024-02-29', '2024-03-31']
const edges = [0, 7, 8, 14, 15, 28, 29, 84, 85, 126, 127, 364, 365, 728, 729]

let test: TestStore
let text: string
let created: number

beforeAll(async () => {
  test = await createTestStore({ today })
  const rows: Cells[] = [...generateHistories({ referrals: 50_000, seed: 'figures', asAt: today })].map(
    toImportRow,
  )
  text = extractOf([...rows, ...edgeRows()])
  const { counts } = await importText(test, text)
  created = counts.created
}, 900_000)
afterAll(() => test.close())

const dayMs = 86_400_000
const dayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / dayMs
const before = (date: string, days: number) =>
  new Date((dayNumber(date) - days) * dayMs).toISOString().slice(0, 10)

/** Rows at every edge of every band on each census, and what happens on the census day itself. */
function edgeRows(): Cells[] {
  const cells: Cells[] = []
  for (const census of monthEnds) {
    for (const days of edges) cells.push({ referral_received_date: before(census, days) })
    const received = before(census, 200)
    const old = { referral_received_date: received }
    cells.push(
      { ...old, closed_date: census, closed_reason: 'declined' },
      { ...old, closed_date: before(census, -1), closed_reason: 'moved_away' },
      { ...old, first_contact_date: census },
      { ...old, first_contact_date: before(census, -1) },
      { ...old, first_contact_date: census, closed_date: census, closed_reason: 'discharged' },
      { ...old, priority: 'planned' },
      { ...old, priority: 'planned', triage_outcome: 'accepted', triage_date: census },
      { ...old, closed_date: before(census, 5), closed_reason: 'registered_in_error' },
      { ...old, closed_date: before(census, -1), closed_reason: 'registered_in_error' },
      { ...old, triage_outcome: 'redirected', triage_date: census },
      { ...old, triage_outcome: 'not_accepted', triage_date: before(census, -1) },
      {
        ...old,
        triage_outcome: 'redirected',
        triage_date: before(census, 3),
        closed_date: before(census, -1),
        closed_reason: 'redirected',
      },
      { ...old, triage_outcome: 'information_requested', triage_date: census, wnb_count: '2' },
      { referral_received_date: before(census, -1) },
    )
  }
  cells.push(
    { referral_received_date: '2020-02-29', date_of_birth: '2016-02-29' },
    { referral_received_date: '2024-02-29', date_of_birth: '2020-02-29' },
    { referral_received_date: '2023-02-28', first_contact_date: '2024-02-29' },
  )
  const services = startingServices.map(({ id }) => id)
  return cells.map((row, index) => ({
    local_patient_id: `E${index}`,
    family_name: 'Edge',
    given_name: `Case${index}`,
    date_of_birth: '2015-06-01',
    referral_id: `EDGE${index}`,
    service: services[index % services.length] ?? '',
    ...row,
  }))
}

/** The cells of a line of this file; no cell of ours holds a line end or needs more than RFC 4180. */
function cellsOf(line: string): string[] {
  const cells: string[] = []
  for (const [, quoted, plain] of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g))
    cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
  return cells
}

/** Days waited on a census by the words of the layout alone; null when the row is not waiting. */
function daysWaited(row: Record<string, string>, census: string): number | null {
  const received = row['referral_received_date'] ?? ''
  if (received > census || row['priority'] === 'planned') return null
  if (row['closed_reason'] === 'registered_in_error') return null
  const sentAway = row['triage_outcome'] === 'redirected' || row['triage_outcome'] === 'not_accepted'
  const left = row['closed_date'] || (sentAway ? row['triage_date'] : '')
  if (left && left <= census) return null
  if (row['first_contact_date'] && row['first_contact_date'] <= census) return null
  return dayNumber(census) - dayNumber(received)
}

const bandOf = (days: number) =>
  days <= 7
    ? '0-7'
    : days <= 14
      ? '8-14'
      : days <= 28
        ? '15-28'
        : days <= 84
          ? '29-84'
          : days <= 126
            ? '85-126'
            : days <= 364
              ? '127-364'
              : days <= 728
                ? '365-728'
                : '729+'

function naive(census: string): Record<string, unknown> {
  const [header = '', ...lines] = text.split('\r\n').filter((line) => line !== '')
  expect(`${header}\r\n`).toBe(csvLine(importHeaders))
  const figures = new Map(startingServices.map(({ id }) => [id as string, { days: [] as number[] }]))
  for (const line of joined(lines)) {
    const cells = cellsOf(line)
    const row = Object.fromEntries(importHeaders.map((name, index) => [name, cells[index] ?? '']))
    const days = daysWaited(row, census)
    if (days !== null) figures.get(row['service'] ?? '')?.days.push(days)
  }
  return Object.fromEntries(
    startingServices.map(({ id, chsLine }) => {
      const days = figures.get(id)?.days ?? []
      const bands = Object.fromEntries(chsBands.map(({ id: band }) => [band, 0])) as Record<string, number>
      for (const each of days) bands[bandOf(each)] = (bands[bandOf(each)] ?? 0) + 1
      const sum = days.reduce((all, each) => all + each, 0)
      const figure = {
        total: days.length,
        bands,
        within18Weeks: days.filter((each) => each <= 126).length,
        over52Weeks: days.filter((each) => each >= 365).length,
        meanDays: days.length === 0 ? null : Math.round((sum / days.length) * 10) / 10,
      }
      return [chsLine, figure]
    }),
  )
}

/** Lines joined again where a quoted cell holds a line end. */
function joined(lines: readonly string[]): string[] {
  const whole: string[] = []
  let open = ''
  for (const line of lines) {
    const cells = open === '' ? line : `${open}\r\n${line}`
    const quotes = cells.split('"').length - 1
    open = quotes % 2 === 0 ? '' : cells
    if (open === '') whole.push(cells)
  }
  return whole
}

describe('an imported file of 50,000 referrals and the edges', () => {
  it('is imported whole', () => {
    expect(created).toBe(50_000 + edgeRows().length)
  })

  it.each(monthEnds)(
    'gives the figures of an independent count on %s',
    async (census) => {
      const answer = await test.client.returns.chs({ month: census.slice(0, 7) })
      const lines = Object.fromEntries(
        answer.lines.map(({ line, total, bands, within18Weeks, over52Weeks, meanDays }) => [
          line,
          { total, bands, within18Weeks, over52Weeks, meanDays },
        ]),
      )
      const expected = naive(census)
      expect(lines).toMatchObject(expected)
      const total = answer.lines.reduce((sum, line) => sum + line.total, 0)
      expect(total).toBeGreaterThan(1000)
      expect(Object.values(answer.reconciliation).every(({ balances }) => balances)).toBe(true)
    },
    300_000,
  )
})
