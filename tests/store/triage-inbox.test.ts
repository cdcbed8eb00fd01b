import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateHistories } from '../../src/main/generator/histories.ts'
import { seedStore } from '../support/seed.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'
import { choking, registerPlain } from '../support/triage.ts'

let store: TestStore
beforeEach(async () => {
  store = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => store.close())

const harm = { serviceId: 'neurodevelopment', redFlags: ['immediate_self_harm_risk'] }

/** One referral for each place of the inbox, registered in the order they should not stand in. */
async function fill() {
  const named = (familyName: string) => ({ familyName, nhsNumber: null })
  const received = (receivedDate: string) => ({ receivedDate, pathways: ['language'] })
  const newer = await registerPlain(store, received('2026-02-20'), named('Newer'))
  const old = await registerPlain(store, received('2026-01-05'), named('Old'))
  const law = await registerPlain(
    store,
    { ...received('2026-02-25'), circumstances: { ehcnaAdviceRequestDate: '2026-02-25' } },
    named('Law'),
  )
  const flagged = await registerPlain(store, { ...choking, receivedDate: '2026-02-28' }, named('Flagged'))
  const today = await registerPlain(store, { ...harm, receivedDate: '2026-03-01' }, named('Today'))
  return { newer, old, law, flagged, today }
}

const inbox = (filter: Parameters<TestStore['client']['triage']['inbox']>[0]['filter'] = {}) =>
  store.client.triage.inbox({ filter })

describe('the inbox', () => {
  it('puts the same day first, then red flags, then dates set by law, then the oldest, and says why', async () => {
    await fill()
    const page = await inbox()
    expect(page).toMatchObject({ total: 5, asAt: '2026-03-02' })
    expect(page.rows.map((row) => [row.familyName, row.place, row.why])).toEqual([
      ['Today', 'same_day', expect.stringMatching(/^Same day suggested: .+/)],
      ['Flagged', 'red_flag', 'Red flag: choking'],
      ['Law', 'statutory', 'Due by law 08-Apr-2026'],
      ['Old', 'age', 'By age: 56 days since receipt'],
      ['Newer', 'age', 'By age: 10 days since receipt'],
    ])
    expect(page.rows[1]).toMatchObject({ triageBy: '2026-03-14', serviceId: 'slt' })
  })

  it('narrows by service, by age and to the same day, and its counts are those of its lists', async () => {
    const { old } = await fill()
    const names = async (filter: Parameters<typeof inbox>[0]) =>
      (await inbox(filter)).rows.map((row) => row.familyName)
    expect(await names({ services: ['neurodevelopment'] })).toEqual(['Today'])
    expect(await names({ older: true })).toEqual(['Old'])
    expect(await names({ sameDay: true })).toEqual(['Today'])
    await store.client.triage.decide({
      referralId: old.referralId,
      version: 1,
      decision: { kind: 'ask', items: ['Observed feed'], chaseOn: '2026-03-12' },
    })
    expect(await names({ queue: 'information_awaited' })).toEqual(['Old'])
    const counts = await store.client.triage.inboxCounts({})
    for (const queue of ['not_triaged', 'information_awaited'] as const) {
      expect(counts[queue]).toEqual({
        all: (await inbox({ queue })).total,
        sameDay: (await inbox({ queue, sameDay: true })).total,
        older: (await inbox({ queue, older: true })).total,
      })
    }
    expect((await store.client.triage.inboxCounts({ services: ['slt'] })).not_triaged).toEqual({
      all: 3,
      sameDay: 0,
      older: 0,
    })
  })

  it('does not call two weeks to the day older than two weeks', async () => {
    await registerPlain(store, { receivedDate: '2026-02-16' })
    expect((await inbox({ older: true })).total).toBe(0)
    store.setToday('2026-03-03')
    expect((await inbox({ older: true })).total).toBe(1)
  })

  it('is read from its own index, in order, without sorting', async () => {
    const statements = new Set<string>()
    const { writer } = store.store.bare
    const prepare = writer.prepare.bind(writer)
    Object.assign(writer, {
      prepare: (sql: string) => {
        statements.add(sql)
        return prepare(sql)
      },
    })
    await inbox({ services: ['slt'], older: true, sameDay: true })
    await inbox()
    await store.client.triage.inboxCounts({})
    const asked = [...statements].filter((sql) => sql.includes('stage_queue ='))
    expect(asked.length).toBeGreaterThanOrEqual(5)
    for (const sql of asked) {
      const places = [...sql.matchAll(/\?/g)].map(() => null)
      const plan = prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...places) as { detail: string }[]
      const text = plan.map(({ detail }) => detail).join('; ')
      expect(text, sql).toMatch(/COVERING INDEX waiting_list_stage_\w+ \(stage_queue=\?/)
      if (!sql.includes('group by')) expect(text, sql).not.toContain('TEMP B-TREE')
    }
  })
})

describe('leaving a pressing referral undecided', () => {
  it('is kept as a fact with who and when, and read the next time', async () => {
    const { today } = await fill()
    const { referralId } = today
    expect((await store.client.triage.get({ referralId })).leftOpen).toBeNull()
    await store.client.triage.leaveOpen({ referralId, reason: 'On the telephone to the duty team' })
    const item = await store.client.triage.get({ referralId })
    expect(item.leftOpen).toEqual({
      on: '2026-03-02',
      by: store.context.person.displayName,
      reason: 'On the telephone to the duty team',
    })
    expect(item.referral.timeline[0]).toMatchObject({
      type: 'note',
      sentence: 'Left undecided at triage: On the telephone to the duty team',
    })
    expect(item.referral.status).toBe('received')
  })

  it('needs a reason, and a clinician', async () => {
    const { today } = await fill()
    const { referralId } = today
    expect(await refusalOf(store.client.triage.leaveOpen({ referralId, reason: ' ' }))).toMatchObject({
      kind: 'invalid',
    })
    const office = await store.clientAs(['administrator', 'manager'])
    const refused = await refusalOf(office.triage.leaveOpen({ referralId, reason: 'Later' }))
    expect(refused.kind).toBe('not_allowed')
  })
})

describe('taking a decision back', () => {
  it('is for triage decisions only', async () => {
    const { referralId } = await registerPlain(store)
    const note = await store.client.triage.leaveOpen({ referralId, reason: 'Waiting for a call' })
    expect(
      await refusalOf(store.client.triage.undo({ referralId, version: note.version, eventId: note.eventId })),
    ).toMatchObject({ kind: 'invalid' })
  })
})

describe('the likely first contact', () => {
  it('comes with its assumption, and is not known where nobody left the queue', async () => {
    const { referralId } = await registerPlain(store, { pathways: ['language'] })
    expect((await store.client.triage.get({ referralId })).firstContact).toEqual({
      on: null,
      assumption: expect.stringMatching(/^Not known: no child left routine at .+ in the last 12 weeks\.$/),
    })
  })

  it('counts those before the child and those who left, and lets the rule on ageing out fire here only', async () => {
    await seedStore(store, generateHistories({ referrals: 600, seed: 'outlook', asAt: '2026-03-02' }))
    const { referralId } = await registerPlain(
      store,
      { pathways: ['language'] },
      { dateOfBirth: '2008-04-02' },
    )
    const item = await store.client.triage.get({ referralId })
    const { rows } = await store.client.waitingList.page({
      filter: { queue: 'all_waiting', services: ['slt'] },
      limit: 200,
    })
    const before = rows.slice(
      0,
      rows.findIndex((row) => row.referralId === referralId),
    )
    const pressing = ['same_day', 'urgent', 'soon']
    const ahead = before.filter(
      (row) => !pressing.includes(row.priority ?? row.suggestedPriority ?? '') || row.priority === 'routine',
    ).length
    expect(ahead).toBeGreaterThan(0)
    expect(item.firstContact?.assumption).toMatch(new RegExp(`^${ahead} ahead in routine at `))
    expect(item.firstContact?.on).toMatch(/^20\d\d-\d\d-\d\d$/)
    expect(item.suggestion.sentences.some(({ ruleId }) => ruleId === 'C11')).toBe(true)
    const stored = await store.store.read
      .selectFrom('triage_result')
      .select('fired')
      .where('referral_id', '=', referralId)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(stored.fired)).not.toContain('C11')
    expect((await store.client.store.verify()).problems).toEqual([])
  })
})
