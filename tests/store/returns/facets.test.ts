import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ageOn } from '../../../src/shared/format/age.ts'
import { returnFacetNames } from '../../../src/shared/contract/return-facets.ts'
import { generateHistories } from '../../../src/main/generator/histories.ts'
import { seedStore } from '../../support/seed.ts'
import { createTestStore, refusalOf, type TestStore } from '../../support/test-store.ts'
import { addFacts, fact, received, storeHistories } from './histories.ts'

const today = '2026-03-02'
const slt = '(CYP) Therapy interventions: Speech and language'
const clinicId = '019a0000-0000-7000-8000-00000000c11c'

describe('the children behind a figure', () => {
  let test: TestStore
  beforeAll(async () => {
    test = await createTestStore({ today })
    await seedStore(test, generateHistories({ referrals: 900, seed: 'facets', asAt: today }))
  })
  afterAll(() => test.close())

  it.each([
    'total',
    '127-364',
    'over_52_weeks',
    'opening',
    'received',
    'first_contacts',
    'removals',
    'closing',
  ])(
    '%s: each facet opens as many as it says, and facets of one value add up to the figure',
    async (cell) => {
      for (const month of ['2026-02', '2025-06']) {
        const asked = { month, line: '', cell }
        const figure = await test.client.returns.cell(asked)
        const { facets, total } = await test.client.returns.facets(asked)
        expect(total).toBe(figure.total)
        for (const name of returnFacetNames) {
          const sum = facets[name].reduce((all, { count }) => all + count, 0)
          if (name === 'pathway') expect(sum).toBeGreaterThanOrEqual(total)
          else expect(sum, `${name}, ${cell}, ${month}`).toBe(total)
          for (const { value, count } of facets[name]) {
            const opened = await test.client.returns.cell({ ...asked, filters: { [name]: [value] } })
            expect(opened.total, `${name} ${value}, ${cell}, ${month}`).toBe(count)
            expect(opened.rows).toHaveLength(Math.min(count, 100))
          }
        }
      }
    },
  )

  it('pages a filtered list as the whole list is paged: longest wait first, none twice, none left out', async () => {
    const asked = { month: '2026-02', line: '', cell: 'total' }
    const all = await test.client.returns.cell({ ...asked, limit: 200 })
    const everything = await test.client.returns.cell({ ...asked, limit: 200, filters: {} })
    expect(everything).toEqual(all)
    const wanted = all.rows.filter((row) => {
      const years = ageOn(row.dateOfBirth, '2026-02-28')!.years
      return years >= 5 && years <= 10
    })
    const age = ['5-7', '8-10']
    const rows = []
    for (let offset = 0; offset < wanted.length; offset += 7) {
      rows.push(...(await test.client.returns.cell({ ...asked, offset, limit: 7, filters: { age } })).rows)
    }
    expect(rows.slice(0, wanted.length)).toEqual(wanted)
    expect(new Set(rows.map((row) => row.referralId)).size).toBe(rows.length)
    expect(wanted.length).toBeGreaterThan(7)
  })

  it('narrow each other, and leave their own other values to choose', async () => {
    const asked = { month: '2026-02', line: '', cell: 'total' }
    const { facets } = await test.client.returns.facets(asked)
    const filters = { priority: ['routine'], waited: [facets.waited[0]!.value] }
    const narrowed = await test.client.returns.facets({ ...asked, filters })
    const opened = await test.client.returns.cell({ ...asked, filters })
    expect(narrowed.total).toBe(opened.total)
    expect(narrowed.facets.age.reduce((all, { count }) => all + count, 0)).toBe(narrowed.total)
    const ofPriority = narrowed.facets.priority.reduce((all, { count }) => all + count, 0)
    expect(ofPriority).toBe(facets.waited[0]!.count)
  })

  it('refuses what the figure itself refuses', async () => {
    const { returns } = test.client
    expect((await refusalOf(returns.facets({ month: '2026-02', line: '', cell: 'half' }))).kind).toBe(
      'invalid',
    )
    expect((await refusalOf(returns.facets({ month: '2026-02', line: 'No line', cell: 'total' }))).kind).toBe(
      'not_found',
    )
  })
})

it('describes a census from one index of waits, by statements that are each a part of it', async () => {
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
  const planOf = (sql: string) => {
    const rows = reader
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...[...sql.matchAll(/\?/g)].map(() => '')) as { detail: string }[]
    return rows.map(({ detail }) => detail.replace(/ \(.*/, ''))
  }
  await test.client.returns.facets({ month: '2025-10', line: '', cell: '127-364' })
  const described = [...asked].filter((sql) => sql.includes('"priorities"'))
  expect(described.length).toBeGreaterThan(1)
  for (const sql of described)
    expect(planOf(sql)).toEqual(['SEARCH wait USING COVERING INDEX wait_breakdown'])
  asked.clear()
  await test.client.returns.chs({ month: '2025-10' })
  const gaps = [...asked].filter((sql) => sql.startsWith('select "referral_id" from "waiting_list"'))
  expect(gaps.map((sql) => planOf(sql)[0])).toEqual([
    'SEARCH waiting_list USING COVERING INDEX waiting_list_stage_order',
    'SEARCH waiting_list USING INDEX waiting_list_off_list',
  ])
  await test.close()
})

describe('a child over the months', () => {
  let test: TestStore
  beforeAll(async () => {
    test = await createTestStore({ today })
  })
  afterAll(() => test.close())

  it('has the priority and the clinic of then, not of now', async () => {
    await test.store.write((tx) =>
      tx
        .insertInto('clinic')
        .values({
          id: clinicId,
          version: 1,
          service_id: 'slt',
          name: 'Monday',
          clinician: 'A Clinician',
          place: 'Hill Road',
          mode: 'in_person',
          kind: 'first',
          suits: '{}',
          templates: '[]',
          created_at: `${today}T08:00:00.000Z`,
        })
        .execute(),
    )
    await storeHistories(test, [
      {
        facts: [
          received('2025-09-10'),
          fact('accepted', '2025-10-31', { priority: 'routine' }),
          fact('priority_changed', '2025-12-01', { priority: 'urgent' }),
          fact('appointment_booked', '2025-12-10', { appointmentOn: '2026-03-20', clinicId }),
          fact('cancelled_by_family', '2026-02-01', { appointmentId: clinicId }),
        ],
      },
    ])
    const seen = []
    for (const month of ['2025-09', '2025-10', '2025-11', '2025-12', '2026-01', '2026-02']) {
      const { facets } = await test.client.returns.facets({ month, line: slt, cell: 'total' })
      seen.push([month, facets.priority[0]?.value, facets.site[0]?.label, facets.waited[0]?.label])
    }
    expect(seen).toEqual([
      ['2025-09', 'none', 'No clinic booked', '>2-4 weeks'],
      ['2025-10', 'routine', 'No clinic booked', '>4-8 weeks'],
      ['2025-11', 'routine', 'No clinic booked', '>8-12 weeks'],
      ['2025-12', 'urgent', 'Hill Road', '>12-18 weeks'],
      ['2026-01', 'urgent', 'Hill Road', '>18-26 weeks'],
      ['2026-02', 'urgent', 'No clinic booked', '>18-26 weeks'],
    ])
  })

  it('is in the months that say so, with every coming and going, as each month itself answers', async () => {
    const [stored] = await storeHistories(test, [
      {
        service: 'audiology',
        facts: [
          received('2025-05-20'),
          fact('closed', '2025-07-31', { reason: 'moved_away' }),
          fact('reopened', '2025-09-01', {}),
          fact('planned', '2025-10-15', { dueOn: '2025-12-31' }),
          fact('attended', '2026-02-10', {}),
        ],
      },
    ])
    const { referralId } = stored!
    const { line, months } = await test.client.returns.monthsOfReferral({ referralId })
    expect(line).toBe('(CYP) Audiology')
    expect(months.map(({ month, counted, movements }) => [month, counted?.days, movements])).toEqual([
      ['2026-02', undefined, [{ on: '2026-02-10', what: 'first_contact' }]],
      ['2026-01', 31, []],
      ['2025-12', 0, [{ on: '2025-12-31', what: 'planned_due' }]],
      ['2025-10', undefined, [{ on: '2025-10-15', what: 'planned' }]],
      ['2025-09', 133, [{ on: '2025-09-01', what: 'reopened' }]],
      ['2025-07', undefined, [{ on: '2025-07-31', what: 'moved_away' }]],
      ['2025-06', 41, []],
      ['2025-05', 11, [{ on: '2025-05-20', what: 'received' }]],
    ])
    for (const { month, counted } of months) {
      const cell = counted?.band ?? 'total'
      const { rows } = await test.client.returns.cell({ month, line: '(CYP) Audiology', cell })
      const own = rows.find((row) => row.referralId === referralId)
      expect(own?.days, month).toBe(counted?.days)
    }
  })

  it('is said to be counted otherwise than in a kept month', async () => {
    const [stored] = await storeHistories(test, [
      { service: 'neurodevelopment', facts: [received('2025-12-05')] },
    ])
    const { referralId } = stored!
    const file = `${test.folder}/january.json`
    test.grant('january-file', { path: file, purpose: 'write' } as never)
    await test.client.returns.export({ month: '2026-01', format: 'json', file: 'january-file' })
    const january = async () => {
      const { months } = await test.client.returns.monthsOfReferral({ referralId })
      return months.find(({ month }) => month === '2026-01')
    }
    expect(await january()).toMatchObject({
      differs: false,
      counted: { days: 57 },
      kept: { how: 'exported', counted: { days: 57, line: '(CYP) Community paediatric service' } },
    })
    await addFacts(test, referralId, [fact('attended', '2026-01-20', {})])
    expect(await january()).toMatchObject({ differs: true, counted: null, kept: { counted: { days: 57 } } })
    await addFacts(test, referralId, [fact('closed', '2026-02-01', { reason: 'registered_in_error' })])
    const { months } = await test.client.returns.monthsOfReferral({ referralId })
    expect(months).toMatchObject([{ month: '2026-01', counted: null, differs: true, movements: [] }])
  })

  it('refuses a referral that is not there', async () => {
    const referralId = '019a0000-0000-7000-8000-000000000000'
    expect((await refusalOf(test.client.returns.monthsOfReferral({ referralId }))).kind).toBe('not_found')
  })
})
