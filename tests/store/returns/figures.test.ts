import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closedReasons } from '../../../src/shared/codes/closed-reasons.ts'
import { createTestStore, refusalOf, type TestStore } from '../../support/test-store.ts'
import { type Fact, fact, type History, received, storeHistories } from './histories.ts'
import { publishedBands } from './naive-bands.ts'
import { dayAfter, monthsBetween, naiveFigures, naiveMovements } from './naive-count.ts'

const lines: Record<string, string> = {
  audiology: '(CYP) Audiology',
  neurodevelopment: '(CYP) Community paediatric service',
  slt: '(CYP) Therapy interventions: Speech and language',
}
const today = '2026-03-02'
const epoch = '2023-03-01'
const months = monthsBetween('2023-03', '2026-02')
const day = fc.integer({ min: 0, max: 1096 }).map((days) => dayAfter(epoch, days))

const receipt = fc
  .tuple(day, fc.boolean())
  .map(([on, transferIn]) => received(on, transferIn ? { transferIn } : {}))
const later = fc.oneof(
  day.map((on) => fact('attended', on, {})),
  fc.tuple(day, fc.constantFrom(...closedReasons)).map(([on, reason]) => fact('closed', on, { reason })),
  day.map((on) => fact('reopened', on, {})),
  fc.tuple(day, day).map(([on, due]) => fact('planned', on, { dueOn: due })),
  day.map((on) => fact('was_not_brought', on, {})),
)
const history: fc.Arbitrary<History> = fc
  .tuple(fc.constantFrom(...Object.keys(lines)), receipt, fc.array(later, { maxLength: 5 }))
  .map(([service, first, rest]) => {
    const days = new Set([first.on])
    const isFree = (date: string) => !days.has(date) && days.add(date) !== undefined
    const afterwards = rest.filter((each) => {
      if (each.on <= first.on || !isFree(each.on)) return false
      return each.type !== 'planned' || (dueOn(each) > each.on && isFree(dueOn(each)))
    })
    return { service, facts: [first, ...afterwards] }
  })

function dueOn(planned: Fact): string {
  return (planned as Fact<'planned'>).detail.dueOn ?? ''
}

describe('three years of random histories', () => {
  const histories = fc.sample(history, { numRuns: 700, seed: 20_260_302 })
  let test: TestStore
  beforeAll(async () => {
    test = await createTestStore({ today })
    await storeHistories(test, histories)
  })
  afterAll(() => test.close())

  it('give the figures that counting child by child gives, every month', async () => {
    for (const month of months) {
      const answer = await test.client.returns.chs({ month })
      expect(answer.lines.map((line) => line.line)).toEqual(Object.values(lines).toSorted())
      for (const [service, name] of Object.entries(lines)) {
        const own = histories.filter((each) => each.service === service)
        const line = answer.lines.find((each) => each.line === name)
        const naive = naiveFigures(own, month)
        expect(line, `${name} in ${month}`).toEqual({
          line: name,
          total: naive.total,
          bands: Object.fromEntries(publishedBands.map(([id]) => [id, naive.bands[id] ?? 0])),
          within18Weeks: naive.within18Weeks,
          over52Weeks: naive.over52Weeks,
          meanDays: naive.total === 0 ? null : Math.round((naive.sumOfDays * 10) / naive.total) / 10,
        })
      }
    }
    expect(naiveFigures(histories, '2026-02').total).toBeGreaterThan(50)
  })

  it('reconcile every month, with the movements that walking day by day gives', async () => {
    for (const month of months) {
      const { reconciliation, checks } = await test.client.returns.chs({ month })
      expect(checks.filter((check) => check.level === 'error')).toEqual([])
      for (const [service, name] of Object.entries(lines)) {
        const own = histories.filter((each) => each.service === service)
        const {
          opening,
          received: joined,
          transferredIn,
          reopened,
          firstContacts,
          ...rest
        } = reconciliation[name]!
        expect(rest.balances).toBe(true)
        expect(rest.corrections).toBe(0)
        const walked = naiveMovements(own, month)
        const movements = { received: joined, transferredIn, reopened, firstContacts, ...rest.removals }
        const happened = Object.fromEntries(Object.entries(movements).filter(([, count]) => count > 0))
        expect(happened, `${name} in ${month}`).toEqual(walked)
        const monthBefore = dayAfter(`${month}-01`, -1).slice(0, 7)
        expect(opening).toBe(naiveFigures(own, monthBefore).total)
      }
    }
  })

  it('open every figure to as many children as it says', async () => {
    for (const month of ['2023-03', '2024-02', '2025-07', '2026-02']) {
      const answer = await test.client.returns.chs({ month })
      for (const line of answer.lines) {
        const proof = answer.reconciliation[line.line]!
        const figures: [cell: string, reason: string | null, figure: number][] = [
          ...publishedBands.map(([id]): [string, null, number] => [
            id,
            null,
            line.bands[id as keyof typeof line.bands],
          ]),
          ['total', null, line.total],
          ['within_18_weeks', null, line.within18Weeks],
          ['over_52_weeks', null, line.over52Weeks],
          ['opening', null, proof.opening],
          ['received', null, proof.received],
          ['transferred_in', null, proof.transferredIn],
          ['reopened', null, proof.reopened],
          ['first_contacts', null, proof.firstContacts],
          ['removals', null, Object.values(proof.removals).reduce((all, each) => all + each, 0)],
          ...Object.entries(proof.removals).map(([reason, count]): [string, string, number] => [
            'removals',
            reason,
            count,
          ]),
          ['closing', null, proof.closing],
        ]
        for (const [cell, reason, figure] of figures) {
          const page = await test.client.returns.cell({ month, line: line.line, cell, reason, limit: 200 })
          expect(page.total, `${line.line}, ${cell} ${reason ?? ''}, ${month}`).toBe(figure)
          expect(page.rows).toHaveLength(Math.min(figure, 200))
          if (publishedBands.some(([id]) => id === cell)) {
            expect(page.rows.every((row) => row.band === cell)).toBe(true)
          }
        }
      }
    }
  })

  it('page the children behind a figure, longest wait first, none twice, for one line or all', async () => {
    const { lines: figures } = await test.client.returns.chs({ month: '2025-12' })
    const total = figures.reduce((all, line) => all + line.total, 0)
    const rows = []
    for (let offset = 0; offset < total; offset += 25) {
      const page = await test.client.returns.cell({
        month: '2025-12',
        line: '',
        cell: 'total',
        offset,
        limit: 25,
      })
      expect(page).toMatchObject({ total, asAt: '2025-12-31' })
      rows.push(...page.rows)
    }
    expect(rows).toHaveLength(total)
    expect(new Set(rows.map((row) => row.referralId)).size).toBe(total)
    expect(rows.map((row) => row.days)).toEqual(rows.map((row) => row.days).toSorted((a, b) => b - a))
    expect(rows[0]).toMatchObject({ familyName: expect.stringMatching(/^Testfamily/), givenName: 'Sam' })
    const oneService = await test.client.returns.cell({
      month: '2025-12',
      line: '',
      cell: 'total',
      services: ['slt'],
    })
    expect(oneService.total).toBe(figures.find((line) => line.line === lines['slt'])!.total)
  })

  it('answer the same when asked twice', async () => {
    const once = await test.client.returns.chs({ month: '2024-11' })
    expect(await test.client.returns.chs({ month: '2024-11' })).toEqual(once)
  })

  it('say which months there are, newest first', async () => {
    const earliest = histories.map((each) => each.facts[0]!.on.slice(0, 7)).toSorted()[0]!
    expect(await test.client.returns.months()).toEqual({
      months: monthsBetween(earliest, '2026-03').toReversed(),
      latestEnded: '2026-02',
    })
  })
})

it('a month is counted from the index alone, and nothing looks through all waits', async () => {
  const test = await createTestStore({ today })
  const asked = new Set<string>()
  const { reader, writer } = test.store.bare
  for (const connection of [reader, writer]) {
    const prepare = connection.prepare.bind(connection)
    connection.prepare = ((sql: string) => {
      asked.add(sql)
      return prepare(sql)
    }) as typeof connection.prepare
  }
  await test.client.returns.chs({ month: '2025-10' })
  await test.client.returns.cell({ month: '2025-10', line: lines['slt']!, cell: '29-84' })
  const plans = [...asked]
    .filter((sql) => sql.startsWith('select') && sql.includes('"wait"'))
    .map((sql) => {
      const parameters = [...sql.matchAll(/\?/g)].map(() => '')
      const rows = reader.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]
      return rows.map((row) => row.detail)
    })
  const census = plans.filter((plan) => plan.some((step) => step.includes('wait_census')))
  expect(census.length).toBeGreaterThanOrEqual(4)
  for (const step of census.flat().filter((each) => each.includes('wait_census'))) {
    expect(step).toMatch(/^SEARCH wait USING COVERING INDEX wait_census \(span_class=\? AND waiting_until/)
  }
  const earliest = /^SEARCH wait USING COVERING INDEX wait_entered$/
  for (const step of plans.flat().filter((each) => !earliest.test(each))) {
    expect(step).not.toMatch(/SCAN wait\b|^SEARCH wait USING [A-Z ]*INDEX \w+$/)
  }
  await test.close()
})

describe('edges', () => {
  let test: TestStore
  beforeAll(async () => {
    test = await createTestStore({ today })
  })
  afterAll(() => test.close())

  it('an empty store has no months, and a return of zeros', async () => {
    expect(await test.client.returns.months()).toEqual({ months: [], latestEnded: null })
    const answer = await test.client.returns.chs({ month: '2026-02' })
    expect(answer.lines.map((line) => [line.total, line.meanDays])).toEqual([
      [0, null],
      [0, null],
      [0, null],
    ])
    expect(answer.checks.map((check) => check.code)).toEqual(['no_earlier_month'])
    expect(answer.sinceLastExport).toBeNull()
  })

  it('counts to the last day of a month that has not ended, with a warning, and refuses the next', async () => {
    const { checks, censusDate } = await test.client.returns.chs({ month: '2026-03' })
    expect(censusDate).toBe('2026-03-31')
    expect(checks).toContainEqual(expect.objectContaining({ code: 'month_not_ended', level: 'warning' }))
    const refused = await refusalOf(test.client.returns.chs({ month: '2026-04' }))
    expect(refused).toMatchObject({ kind: 'invalid', field: 'month' })
  })

  it('counts on the last day, and not before the first, and both ways within one month', async () => {
    await storeHistories(test, [
      { service: 'audiology', facts: [received('2026-01-31')] },
      { service: 'audiology', facts: [received('2026-02-01')] },
      { service: 'audiology', facts: [received('2026-02-03'), fact('attended', '2026-02-20', {})] },
      { service: 'audiology', facts: [received('2026-02-04'), fact('attended', '2026-02-04', {})] },
      { service: 'audiology', facts: [received('2025-10-27'), fact('attended', '2026-02-28', {})] },
      { service: 'audiology', facts: [received('2025-10-25'), fact('attended', '2026-03-01', {})] },
    ])
    const january = await test.client.returns.chs({ month: '2026-01' })
    const february = await test.client.returns.chs({ month: '2026-02' })
    expect(january.lines[0]!.bands).toMatchObject({ '0-7': 1, '85-126': 2 })
    expect(february.lines[0]).toMatchObject({
      total: 3,
      within18Weeks: 3,
      bands: { '15-28': 2, '85-126': 1 },
      meanDays: Math.round(((28 + 27 + 126) * 10) / 3) / 10,
    })
    expect(february.reconciliation['(CYP) Audiology']).toEqual({
      opening: 3,
      received: 3,
      transferredIn: 0,
      reopened: 0,
      firstContacts: 3,
      removals: {},
      corrections: 0,
      closing: 3,
      balances: true,
    })
    const seen = await test.client.returns.cell({
      month: '2026-02',
      line: '(CYP) Audiology',
      cell: 'first_contacts',
    })
    expect(seen.rows.map((row) => [row.days, row.leftOn, row.leftBy])).toEqual([
      [124, '2026-02-28', 'first_contact'],
      [17, '2026-02-20', 'first_contact'],
      [0, '2026-02-04', 'first_contact'],
    ])
  })

  it('leaves a service that is reported elsewhere out, and says how many wait there', async () => {
    const service = (await test.client.services.list()).find((each) => each.id === 'audiology')!
    const { chsLine: _line, csdsTeamType: _team, stopEvent: _stop, consultantLed: _led, ...own } = service
    await test.client.services.update({ ...own, reportedElsewhere: true })
    const answer = await test.client.returns.chs({ month: '2026-02' })
    expect(answer.lines.map((line) => line.line)).not.toContain('(CYP) Audiology')
    expect(answer.services['(CYP) Audiology']).toBeUndefined()
    expect(answer.checks).toContainEqual(
      expect.objectContaining({
        code: 'reported_elsewhere',
        level: 'info',
        count: 3,
        subject: 'audiology',
        message: expect.stringContaining('Audiology'),
      }),
    )
    expect(answer.reportedElsewhere).toEqual([
      {
        serviceId: 'audiology',
        service: 'Audiology',
        waiting: 3,
        dataSet: 'mhsds',
        dataSetName: 'Mental Health Services Data Set',
      },
    ])
    const there = await test.client.returns.checkRecords({
      month: '2026-02',
      code: 'reported_elsewhere',
      subject: 'audiology',
    })
    expect([there.total, there.rows.length]).toEqual([3, 3])
    const refused = await refusalOf(
      test.client.returns.cell({ month: '2026-02', line: '(CYP) Audiology', cell: 'total' }),
    )
    expect(refused.kind).toBe('not_found')
  })

  it('refuses a figure that is not in the return', async () => {
    const line = '(CYP) Community paediatric service'
    const refused = await refusalOf(test.client.returns.cell({ month: '2026-02', line, cell: 'half' }))
    expect(refused).toMatchObject({ kind: 'invalid', field: 'cell' })
  })
})
