import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { catchUpThresholds } from '../../src/main/services/tasks/catch-up.ts'
import type { TaskFilter } from '../../src/shared/contract/tasks.ts'
import { extractOf, importText, type Cells } from '../support/import-file.ts'
import { registerReferral } from '../support/register.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'
import { registerPlain } from '../support/triage.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

async function list(filter: Partial<TaskFilter> = {}) {
  const page = await test.client.tasks.page({ filter: { view: 'all', ...filter }, limit: 200 })
  expect(page.rows.length).toBe(Math.min(page.total, 200))
  return page.rows
}
const kinds = async (filter: Partial<TaskFilter> = {}) => (await list(filter)).map(({ kind }) => kind)
const catchUp = () => catchUpThresholds(test.store, test.context.today(), test.context)

async function record(referralId: string, event: object, more: { on?: string; reason?: string } = {}) {
  const { version } = await test.client.referrals.get({ referralId })
  return test.client.referrals.record({
    referralId,
    version,
    event: event as never,
    happenedOn: more.on ?? test.context.today(),
    reason: more.reason ?? null,
  })
}
async function accept(referralId: string) {
  const { referral } = await test.client.triage.get({ referralId })
  await test.client.triage.decide({
    referralId,
    version: referral.version,
    decision: { kind: 'accept', priority: 'routine', reason: 'Made for a test' },
  })
}

describe('what opens a task', () => {
  it('a rule, in the transaction of the registration, once', async () => {
    const { referralId } = await registerPlain(test, { pathways: ['language'] }, { childInCare: true })
    const [task] = await list()
    expect(task).toMatchObject({
      kind: 'rule_action',
      referralId,
      openedByWords: 'Rule C06, version 1',
      teamRole: 'clinician',
      owner: null,
      dueOn: '2026-03-16',
      state: 'open',
    })
    await record(referralId, { type: 'note', detail: { text: 'Seen again by the rules' } })
    expect(await kinds()).toEqual(['rule_action'])
  })

  it('a long wait that comes in: the highest review and nothing below it', async () => {
    await registerPlain(test, { receivedDate: '2024-11-01' })
    const rows = await list()
    expect(rows.map(({ kind }) => kind).toSorted()).toEqual([
      'harm_review',
      'triage_overdue',
      'validation_contact',
    ])
    expect(rows.find(({ kind }) => kind === 'harm_review')?.why).toMatch(
      /past 65 weeks .* Also past 18, 40 and 52/,
    )
  })

  it('a step of the ladder, and what is recorded by mistake takes it back', async () => {
    const { referralId } = await registerPlain(test)
    await accept(referralId)
    await record(referralId, {
      type: 'appointment_booked',
      detail: { appointmentOn: '2026-03-02' },
    })
    const missed = await record(referralId, { type: 'was_not_brought', detail: {} })
    const [task] = await list()
    expect(task).toMatchObject({ kind: 'was_not_brought', tell: ['referrer', 'GP'], dueOn: '2026-03-04' })
    await test.client.referrals.voidEvent({
      referralId,
      version: missed.version,
      eventId: missed.eventId,
      reason: 'Wrong child',
    })
    expect(await kinds()).toEqual([])
    expect(await kinds({ view: 'closed' })).toEqual(['was_not_brought'])
  })

  it('a request for information: from its chase date on, by the next way each time', async () => {
    const { referralId } = await registerPlain(test)
    await record(referralId, {
      type: 'information_requested',
      detail: { items: ['School or nursery questionnaire', 'Who lives at home'], chaseOn: '2026-03-10' },
    })
    expect(await kinds()).toEqual([])
    test.setToday('2026-03-10')
    const [task] = await list()
    expect(task).toMatchObject({ kind: 'information_chase', dueOn: '2026-03-10' })
    await test.client.tasks.close({ id: task!.id, version: task!.version, outcome: 'chased_phone' })
    const chases = () => list({ kinds: ['information_chase'] })
    expect(await chases()).toEqual([])
    const { rows } = await test.client.tasks.awaited({})
    expect(rows).toMatchObject([
      {
        referralId,
        daysAwaited: 8,
        chases: 1,
        lastChase: { on: '2026-03-10', channel: 'phone' },
        nextChannel: 'letter',
        chaseOn: '2026-03-20',
      },
    ])
    test.setToday('2026-03-20')
    expect((await chases()).map(({ why }) => why)).toEqual([
      'Asked on 02-Mar-2026, chased once. Chase by letter: School or nursery questionnaire, Who lives at home.',
    ])
  })
})

describe('the days that pass', () => {
  it('open each threshold once, also after days on which the app was off', async () => {
    await registerPlain(test, { receivedDate: '2026-03-02' })
    await catchUp()
    expect(await kinds()).toEqual([])
    test.setToday('2026-03-16')
    await catchUp()
    expect(await kinds()).toEqual([])
    test.setToday('2026-03-17')
    expect(await catchUp()).toMatchObject({ opened: 1 })
    expect(await kinds()).toEqual(['triage_overdue'])
    expect(await catchUp()).toBeNull()
    // Off for more than half a year: 12 weeks without contact, 18 and 40 weeks.
    test.setToday('2026-12-20')
    expect(await catchUp()).toEqual({ after: '2026-03-17', opened: 2 })
    expect((await kinds()).toSorted()).toEqual(['early_warning', 'triage_overdue', 'validation_contact'])
    test.setToday('2027-03-05')
    await catchUp()
    expect((await kinds()).toSorted()).toEqual(['harm_review', 'triage_overdue', 'validation_contact'])
    const [warning] = await list({ view: 'closed' })
    expect(warning).toMatchObject({ kind: 'early_warning', outcome: 'replaced', closedBy: null })
  })

  it('ask for nothing for who was seen, and end what was open with the fact that did', async () => {
    const { referralId } = await registerPlain(test, { receivedDate: '2025-03-10' })
    expect((await kinds()).toSorted()).toEqual(['early_warning', 'triage_overdue', 'validation_contact'])
    await accept(referralId)
    await record(referralId, { type: 'attended', detail: { treatment: true } })
    expect(await kinds()).toEqual([])
    const closed = await list({ view: 'closed' })
    expect(closed.map(({ note }) => note).toSorted()).toEqual([
      'The child was seen on 02-Mar-2026.',
      'The child was seen on 02-Mar-2026.',
      'Triaged on 02-Mar-2026.',
    ])
    const stored = await test.store.read
      .selectFrom('task')
      .innerJoin('referral_event', 'referral_event.id', 'task.closed_event_id')
      .select('referral_event.type')
      .execute()
    expect(stored.map(({ type }) => type).toSorted()).toEqual(['accepted', 'attended', 'attended'])
    test.setToday('2026-04-20')
    expect(await catchUp()).toMatchObject({ opened: 0 })
  })

  it('stop for a child who died, a person’s own tasks too', async () => {
    const { referralId } = await registerPlain(test, { receivedDate: '2025-03-10' })
    await test.client.tasks.create({
      about: { kind: 'referral', referralId },
      why: 'Ring the school',
      dueOn: '2026-03-05',
      teamRole: 'administrator',
    })
    await record(referralId, { type: 'closed', detail: { reason: 'died' } }, { reason: 'Told by the GP' })
    expect(await kinds()).toEqual([])
    const rows = await list({ view: 'closed' })
    expect(rows.length).toBe(4)
    expect(new Set(rows.map(({ note }) => note))).toEqual(new Set(['Closed quietly.']))
  })
})

describe('an import of many', () => {
  it('opens the tasks of each row in the same transaction, and importing again opens none', async () => {
    const rows = Array.from({ length: 300 }, (_, index): Cells => ({
      local_patient_id: `P${index}`,
      family_name: `Testfamily${index}`,
      given_name: 'Sam',
      date_of_birth: '2019-05-17',
      referral_id: `R${index}`,
      service: 'slt',
      referral_received_date: index % 2 === 0 ? '2024-11-01' : '2026-02-20',
    }))
    await importText(test, extractOf(rows))
    const counts = await test.client.tasks.counts({})
    expect(counts.all).toBe(3 * 150)
    expect(counts.team).toBe(counts.all)
    expect(counts.mine).toBe(0)
    await importText(test, extractOf(rows.map((row) => ({ ...row, school: 'Test School' }))))
    expect((await test.client.tasks.counts({})).all).toBe(counts.all)
    expect(await catchUp()).toMatchObject({ after: null, opened: 0 })
    const facets = await test.client.tasks.facets({ filter: { view: 'all' } })
    expect(facets.kinds).toContainEqual({
      value: 'harm_review',
      label: 'Long-wait (harm) review',
      count: 150,
    })
  })
})

describe('what people do with a task', () => {
  async function one() {
    const { referralId, childId } = await registerPlain(test, { receivedDate: '2026-02-12' })
    const [task] = await list()
    return { referralId, childId, task: task! }
  }

  it('take it, move its date with a reason, close it with an outcome, and open it again', async () => {
    const { task, childId } = await one()
    const me = test.context.person.id
    const taken = await test.client.tasks.assign({ id: task.id, version: task.version, ownerId: me })
    expect((await test.client.tasks.counts({})).mine).toBe(1)
    const moved = await test.client.tasks.changeDue({
      id: task.id,
      version: taken.version,
      dueOn: '2026-03-20',
      reason: 'The clinician is away',
    })
    const closed = await test.client.tasks.close({
      id: task.id,
      version: moved.version,
      outcome: 'decided',
      note: 'At the meeting',
    })
    expect(await list({ view: 'closed' })).toMatchObject([
      {
        outcome: 'decided',
        closedBy: test.context.person.displayName,
        note: expect.stringContaining('At the meeting'),
      },
    ])
    await test.client.tasks.reopen({ id: task.id, version: closed.version, reason: 'Closed by mistake' })
    expect(await test.client.tasks.forChild({ childId })).toMatchObject([
      { state: 'open', dueOn: '2026-03-20' },
    ])
    const audit = await test.store.read
      .selectFrom('audit')
      .select('action')
      .where('subject', '=', `task ${task.id}`)
      .where('child_id', '=', childId)
      .execute()
    expect(audit.map(({ action }) => action)).toEqual([
      'task.assigned',
      'task.due_changed',
      'task.closed',
      'task.reopened',
    ])
  })

  it('are told who changed it when they come second', async () => {
    const { task } = await one()
    await test.client.tasks.close({ id: task.id, version: task.version, outcome: 'decided' })
    const late = await refusalOf(
      test.client.tasks.assign({ id: task.id, version: task.version, ownerId: test.context.person.id }),
    )
    expect(late).toMatchObject({ kind: 'conflict', present: { state: 'done' } })
    expect(late.message).toContain(`${test.context.person.displayName} closed it: triage decided.`)
  })

  it('cannot end it with another kind’s outcome, without the note it needs, or without the role', async () => {
    const { task } = await one()
    const close = (outcome: 'done' | 'not_needed', note: string | null = null) =>
      refusalOf(test.client.tasks.close({ id: task.id, version: task.version, outcome, note }))
    expect(await close('done')).toMatchObject({ field: 'outcome' })
    expect(await close('not_needed')).toMatchObject({ field: 'note' })
    await registerPlain(test, { receivedDate: '2024-11-01' }, { nhsNumber: null })
    const [review] = await list({ kinds: ['harm_review'] })
    const administrator = await test.clientAs(['administrator'])
    const refusal = await refusalOf(
      administrator.tasks.close({ id: review!.id, version: review!.version, outcome: 'reviewed_no_change' }),
    )
    expect(refusal).toMatchObject({ kind: 'not_allowed' })
  })

  it('assign and close many at once, the ones that do not fit named', async () => {
    for (let index = 0; index < 5; index += 1)
      await registerPlain(test, { receivedDate: '2026-02-12' }, { nhsNumber: null })
    const rows = await list()
    expect(rows.length).toBe(5)
    const me = test.context.person.id
    const all = { kind: 'matching' as const, filter: { view: 'team' as const }, except: [rows[0]!.id] }
    expect(await test.client.tasks.assignMany({ selection: all, ownerId: me })).toEqual({
      done: 4,
      exceptions: [],
    })
    const stale = rows.map(({ id, version }) => ({ id, version }))
    const result = await test.client.tasks.closeMany({
      selection: { kind: 'ids', tasks: stale },
      outcome: 'decided',
    })
    expect(result.done).toBe(1)
    expect(result.exceptions.length).toBe(4)
    expect(result.exceptions[0]).toMatchObject({
      why: expect.stringContaining('changed after you opened it'),
    })
    expect(await test.client.tasks.counts({})).toMatchObject({ mine: 4, all: 4 })
  })

  it('find theirs, their team’s and what is overdue, by service and by name', async () => {
    await registerPlain(test, { receivedDate: '2026-02-12' }, { familyName: 'Quill' })
    await registerPlain(test, { receivedDate: '2026-02-12', serviceId: 'audiology' }, { nhsNumber: null })
    expect(await list({ services: ['audiology'] })).toHaveLength(1)
    expect(await list({ text: 'quill' })).toMatchObject([{ familyName: 'Quill' }])
    expect(await list({ text: 'nobody' })).toEqual([])
    const manager = await test.clientAs(['manager'])
    expect(await manager.tasks.counts({})).toMatchObject({ mine: 0, team: 0, overdue: 0, all: 2 })
    expect(await list({ view: 'overdue' })).toEqual([])
    test.setToday('2026-03-10')
    expect(await list({ view: 'overdue' })).toHaveLength(2)
  })

  it('add one by hand about a child without a referral, with a date that has not passed', async () => {
    const { childId } = await registerReferral(test.client)
    const about = { kind: 'child' as const, childId, serviceId: 'slt' }
    const input = { about, why: 'Ask for the new address', teamRole: 'administrator' as const }
    expect(await refusalOf(test.client.tasks.create({ ...input, dueOn: '2026-03-01' }))).toMatchObject({
      field: 'dueOn',
    })
    const { id } = await test.client.tasks.create({ ...input, dueOn: '2026-03-03' })
    expect((await test.client.tasks.forChild({ childId })).map((task) => task.id)).toContain(id)
  })
})

describe('information that comes', () => {
  it('is ticked off against what was asked; documents join the evidence and the rules look again', async () => {
    const { referralId } = await registerPlain(test, { evidence: [] })
    await record(referralId, {
      type: 'information_requested',
      detail: { items: ['School or nursery questionnaire', 'Parent questionnaire'], chaseOn: null },
    })
    const before = await test.client.referrals.get({ referralId })
    const part = await test.client.tasks.arrived({
      referralId,
      version: before.version,
      arrivedOn: '2026-03-02',
      items: ['Parent questionnaire'],
    })
    expect(part.stillMissing).toEqual(['School or nursery questionnaire'])
    const between = await test.client.referrals.get({ referralId })
    expect(between).toMatchObject({
      status: 'information_requested',
      facts: { evidence: ['parent_questionnaire'] },
    })
    expect(
      await refusalOf(
        test.client.tasks.arrived({
          referralId,
          version: part.version,
          arrivedOn: '2026-03-02',
          items: ['A cake'],
        }),
      ),
    ).toMatchObject({ field: 'items' })
    await test.client.tasks.arrived({
      referralId,
      version: part.version,
      arrivedOn: '2026-03-02',
      items: ['School or nursery questionnaire'],
    })
    const after = await test.client.referrals.get({ referralId })
    expect(after).toMatchObject({
      status: 'received',
      facts: { evidence: ['parent_questionnaire', 'setting_questionnaire'] },
    })
    expect(after.timeline.map(({ sentence }) => sentence)).toContain(
      'Received: Parent questionnaire; the rest stays asked',
    )
  })
})

describe('a discharge after a missed appointment', () => {
  it('is refused beside the field until a clinician is named and the risk is stated', async () => {
    const { referralId } = await registerPlain(test)
    await accept(referralId)
    await record(referralId, { type: 'appointment_booked', detail: { appointmentOn: '2026-03-02' } })
    await record(referralId, { type: 'was_not_brought', detail: {} })
    const close = (detail: object) =>
      record(
        referralId,
        { type: 'closed', detail: { reason: 'discharged', ...detail } },
        { reason: 'Agreed' },
      )
    expect(await refusalOf(close({}))).toMatchObject({ kind: 'invalid', field: 'clinician' })
    expect(await refusalOf(close({ clinician: 'Dr Test' }))).toMatchObject({ field: 'risk' })
    await close({ clinician: 'Dr Test', risk: 'Low: the school sees the child daily' })
    const { timeline, status } = await test.client.referrals.get({ referralId })
    expect(status).toBe('closed')
    expect(timeline[0]?.sentence).toBe(
      'Closed: discharged. Decided by Dr Test. Risk: Low: the school sees the child daily',
    )
  })
})
