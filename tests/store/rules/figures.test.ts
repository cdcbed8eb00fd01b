import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { triageFields } from '../../../src/shared/codes/triage-fields.ts'
import { generateHistories } from '../../../src/main/generator/histories.ts'
import { loadRecords } from '../../../src/main/services/projection/reproject.ts'
import { benchFacts, quickFacts } from '../../../src/main/services/rules/bench-facts.ts'
import {
  closedNumbers,
  keptRunOf,
  openNumbers,
  rowsById,
} from '../../../src/main/services/rules/bench-rows.ts'
import { ruleSets } from '../../../src/main/services/triage/current-rules.ts'
import { ruleRun } from '../../../src/main/services/triage/rule-run.ts'
import { factsOf, suggestionFor } from '../../../src/main/services/triage/suggest.ts'
import { bench, changeRule, publish } from '../../support/rules.ts'
import { seedStore } from '../../support/seed.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { choking, registerPlain } from '../../support/triage.ts'

const today = '2026-03-02'

describe('the bench, over generated histories', () => {
  let store: TestStore
  let ids: string[]
  beforeAll(async () => {
    store = await createTestStore({ today })
    ids = await seedStore(store, generateHistories({ referrals: 400, seed: 'rules', asAt: today }))
  })
  afterAll(() => store.close())

  it('reads of every referral what its projection read', async () => {
    const records = new Map(
      (await loadRecords(store.store.read, ids)).map((each) => [each.referral.id, each]),
    )
    const rows = rowsById(store.store)(ids)
    expect(rows).toHaveLength(ids.length)
    for (const row of rows) {
      const record = records.get(row.referral_id)
      if (record === undefined) throw new Error('No record')
      const asRead = factsOf(record, today, null)
      const reason = asRead['reasonText']
      expect(benchFacts(row, today, null)).toEqual({
        ...asRead,
        reasonText: typeof reason === 'string' && reason.trim() !== '' ? 'x' : null,
      })
      const whole = benchFacts(row, today, '2026-01-05')
      const quick = quickFacts(row, today, '2026-01-05')
      const later = quickFacts({ ...row, received: undefined }, today, '2026-01-05', () => row.received)
      for (const name of ['transferIn', 'originalReferralDate'])
        expect([name, later[name] ?? null]).toEqual([name, whole[name] ?? null])
      for (const name of ['service', ...triageFields.map((field) => field.name)])
        expect([name, quick[name] ?? null]).toEqual([name, whole[name] ?? null])
    }
  })

  it('looks at everyone open once, in the order of the queue, and at those closed of the period', async () => {
    const services = ['audiology', 'slt', 'neurodevelopment']
    const opened = [...openNumbers(store.store, services)].flat().map(([number]) => number)
    const inQueue = await store.store.read
      .selectFrom('waiting_list')
      .select(sql<number>`rowid`.as('number'))
      .where('is_open', '=', 1)
      .where('service_id', 'in', services)
      .orderBy('order_tier')
      .orderBy('order_date')
      .orderBy('received_date')
      .orderBy('referral_id')
      .execute()
    expect(opened).toEqual(inQueue.map((row) => row.number))
    const received = await store.store.read
      .selectFrom('waiting_list')
      .select([sql<number>`rowid`.as('number'), 'received_date'])
      .where('is_open', '=', 0)
      .where('status', '!=', 'registered_in_error')
      .where('received_date', '>=', '2025-03-03')
      .execute()
    const days = [...new Set(received.map((row) => row.received_date))]
    const closed = [...closedNumbers(store.store, services, days, new Set(opened))]
      .flat()
      .map(([number]) => number)
    const byNumber = (a: number, b: number) => a - b
    expect(closed.toSorted(byNumber)).toEqual(received.map((row) => row.number).toSorted(byNumber))
    expect(closed.length).toBeGreaterThan(0)
  })

  it('finds exactly those whom asking both rule sets in full tells apart', async () => {
    await changeRule(store.client, 'S05', { outcome: { priority: 'urgent', targetDays: 28 } })
    await changeRule(store.client, 'A09', { enabled: false })
    await changeRule(store.client, 'C14', {
      when: { field: 'daysSinceLastContactWithFamily', op: 'gte', value: 56 },
    })
    const run = await bench(store.client, { kind: 'draft' }, { open: true, lastYear: true })
    const { rules: drafted } = await store.client.rules.draft()
    const sets = await ruleSets(store.store.read)
    const tried = { ...sets.current, version: 2, rules: drafted }
    const records = await loadRecords(store.store.read, ids)
    const rows = new Map(rowsById(store.store)(ids).map((row) => [row.referral_id, row]))
    const expected = records.flatMap((record) => {
      const row = rows.get(record.referral.id)
      if (row === undefined || (row.is_open === 0 && row.received_date < '2025-03-03')) return []
      const applied = ruleRun(sets, keptRunOf(row), today)
      const [was, would] = [applied, { ...applied, rules: tried }].map((each) =>
        suggestionFor(each, record, today),
      )
      const said = (of: typeof was) =>
        JSON.stringify([of?.priority, of?.target?.days, of?.flags, of?.tasks, of?.needInfo, of?.redirect])
      return said(was) === said(would) ? [] : [record.referral.id]
    })
    const found: string[] = []
    for (let offset = 0; offset < run.wouldChange; offset += 50) {
      const page = await store.client.rules.benchRows({ token: run.token, offset, limit: 50 })
      expect(page.total).toBe(run.wouldChange)
      expect(page.rows.every(({ changes }) => changes.length > 0)).toBe(true)
      found.push(...page.rows.map(({ referralId }) => referralId))
    }
    expect(expected.length).toBeGreaterThan(10)
    expect(found.toSorted()).toEqual(expected.toSorted())
    expect(run.byService.reduce((sum, each) => sum + each.wouldChange, 0)).toBe(run.wouldChange)
    const ofSlt = await store.client.rules.benchRows({ token: run.token, serviceId: 'slt', kind: 'priority' })
    expect(
      ofSlt.rows.every(
        ({ serviceId, changes }) => serviceId === 'slt' && changes.some(({ kind }) => kind === 'priority'),
      ),
    ).toBe(true)
  })

  it('writes nothing, and stops when it is no longer wanted', async () => {
    const writes = () => store.store.bare.writer.prepare('SELECT total_changes()').pluck().get()
    const before = writes()
    await bench(store.client, { kind: 'draft' })
    const stop = new AbortController()
    stop.abort()
    const events = []
    for await (const event of await store.client.rules
      .bench({ of: { kind: 'draft' } }, { signal: stop.signal })
      .catch(() => []))
      events.push(event)
    expect(events.filter(({ kind }) => kind === 'done')).toEqual([])
    expect(writes()).toBe(before)
  })
})

describe('what people decided', () => {
  let store: TestStore
  beforeAll(async () => {
    store = await createTestStore({ today })
  })
  afterAll(() => store.close())

  it('is counted by rule over 12 months, taken-back decisions left out, with the decisions behind', async () => {
    const decide = async (priority: 'urgent' | 'routine', reason: string | null) => {
      const { referralId } = await registerPlain(
        store,
        { ...choking, referrerRole: 'gp' },
        { nhsNumber: null },
      )
      const done = await store.client.triage.decide({
        referralId,
        version: 1,
        decision: { kind: 'accept', priority, reason },
      })
      return { referralId, ...done }
    }
    const followed = await decide('urgent', null)
    store.setToday('2026-03-05')
    const departed = await decide('routine', 'Seen in clinic last week')
    const slip = await decide('routine', 'A slip')
    await store.client.referrals.voidEvent({
      referralId: slip.referralId,
      version: slip.version,
      eventId: slip.eventId,
      reason: 'Wrong child',
    })
    const returned = await registerPlain(
      store,
      { pathways: ['voice'], referrerRole: 'school' },
      { nhsNumber: null },
    )
    await store.client.triage.decide({
      referralId: returned.referralId,
      version: 1,
      decision: { kind: 'ask', items: ['ENT examination'] },
    })

    const { rules } = await store.client.rules.current()
    expect(rules.find(({ id }) => id === 'S01')?.decisions).toEqual({ made: 2, otherwise: 1 })
    expect(rules.find(({ id }) => id === 'N01')?.decisions).toEqual({ made: 0, otherwise: 0 })
    const behind = await store.client.rules.decisions({ ruleId: 'S01' })
    expect(behind.total).toBe(2)
    expect(behind.rows).toMatchObject([
      {
        referralId: departed.referralId,
        asSuggested: false,
        reason: 'Seen in clinic last week',
        ruleSetVersion: 1,
      },
      { referralId: followed.referralId, asSuggested: true, reason: null, decidedOn: '2026-03-02' },
    ])
    expect(behind.rows[0]?.decision).toContain('Accepted as routine')
    const only = await store.client.rules.decisions({ ruleId: 'S01', onlyOtherwise: true })
    expect(only.rows.map(({ referralId }) => referralId)).toEqual([departed.referralId])

    const measures = await store.client.rules.measures({})
    expect(measures).toMatchObject({ asAt: '2026-03-05', from: '2025-03-06' })
    expect(measures.overrides).toContainEqual({
      ruleId: 'S01',
      name: expect.any(String),
      made: 2,
      otherwise: 1,
    })
    const rates = measures.overrides.map(({ made, otherwise }) => otherwise / made)
    expect(rates).toEqual(rates.toSorted((a, b) => b - a))
    expect(measures.timeToDecision).toEqual([
      { month: '2026-03', serviceId: null, count: 2, medianDays: 7 },
      { month: '2026-03', serviceId: 'slt', count: 2, medianDays: 7 },
    ])
    expect(measures.returnRates).toEqual([
      { referrerRole: 'gp', label: expect.any(String), decided: 2, returned: 0 },
      { referrerRole: 'school', label: expect.any(String), decided: 1, returned: 1 },
    ])
    const elsewhere = await store.client.rules.measures({ services: ['audiology'] })
    expect(elsewhere).toMatchObject({ timeToDecision: [], returnRates: [], achievedWaits: [] })

    // A year on, nothing of it is of the last 12 months.
    store.setToday('2027-03-10')
    const later = await store.client.rules.current()
    expect(later.rules.find(({ id }) => id === 'S01')?.decisions).toEqual({ made: 0, otherwise: 0 })
  })

  it('gives achieved waits by priority, with how many were within the target', async () => {
    store.setToday('2026-03-05')
    const { referralId } = await registerPlain(store, { pathways: ['stammer'] }, { nhsNumber: null })
    const { version } = await store.client.triage.decide({
      referralId,
      version: 1,
      decision: { kind: 'accept', priority: 'soon', reason: null },
    })
    await store.client.referrals.record({
      referralId,
      version,
      event: { type: 'attended', detail: {} },
      happenedOn: '2026-03-05',
    })
    const { achievedWaits } = await store.client.rules.measures({ services: ['slt'] })
    expect(achievedWaits).toEqual([
      { priority: 'soon', count: 1, medianDays: 10, ninetiethDays: 10, withinTarget: 1 },
    ])
  })

  it('keeps its rule-set version when a new one is published', async () => {
    await changeRule(store.client, 'S01', { name: 'Feeding with a red flag' })
    await publish(store.client)
    const behind = await store.client.rules.decisions({ ruleId: 'S01' })
    expect(behind.rows.map(({ ruleSetVersion }) => ruleSetVersion)).toEqual([1, 1])
  })
})
