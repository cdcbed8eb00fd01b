import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { registerReferral } from '../support/register.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const reason = 'Date stamp misread'

async function factCount(): Promise<number> {
  const { count } = await test.store.read
    .selectFrom('referral_event')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

async function recorded(
  referralId: string,
  event: Parameters<TestStore['client']['referrals']['record']>[0]['event'],
  happenedOn: string,
  why: string | null = null,
) {
  const { version } = await test.client.referrals.get({ referralId })
  return test.client.referrals.record({ referralId, version, event, happenedOn, reason: why })
}

/** An audiology referral of 6 October 2025 that still waits. */
function longWait() {
  return registerReferral(test.client, { serviceId: 'audiology', receivedDate: '2025-10-06' })
}

describe('explain', () => {
  it('gives every clock with its sentences', async () => {
    const { referralId } = await registerReferral(test.client, {
      serviceId: 'audiology',
      receivedDate: '2026-02-02',
      reasonCodes: ['NHSP_REFER_BILATERAL'],
      circumstances: { screenCompletedDate: '2026-01-26', ehcnaAdviceRequestDate: '2026-02-09' },
    })
    const { asAt, clocks } = await test.client.clocks.explain({ referralId })
    expect(asAt).toBe('2026-03-02')
    expect(clocks.map((clock) => [clock.id, clock.days, clock.dueBy])).toEqual([
      ['community', 28, '2026-06-08'],
      ['audiology_six_weeks', 28, '2026-03-16'],
      ['newborn_screen', 35, '2026-02-23'],
      ['ehc_advice', 21, '2026-03-23'],
    ])
    expect(clocks[0]!.sentences.join(' ')).toContain('02-Feb-2026')
  })

  it('does not know a referral of nobody', async () => {
    const unknown = '01900000-0000-7000-8000-000000000000'
    expect(await refusalOf(test.client.clocks.explain({ referralId: unknown }))).toMatchObject({
      kind: 'not_found',
    })
  })
})

describe('advice for an EHC needs assessment', () => {
  it('leaves the list of what is due by law once it is sent, and comes back when that was a mistake', async () => {
    const { referralId } = await registerReferral(test.client, {
      receivedDate: '2026-02-02',
      circumstances: { ehcnaAdviceRequestDate: '2026-02-09' },
    })
    const due = async () => (await test.client.waitingList.counts({})).counts.statutory_due
    expect(await due()).toBe(1)
    const { eventId, version } = await recorded(
      referralId,
      { type: 'ehc_advice_sent', detail: {} },
      '2026-03-02',
    )
    expect(await due()).toBe(0)
    await test.client.referrals.voidEvent({ referralId, version, eventId, reason })
    expect(await due()).toBe(1)
  })
})

describe('a corrected received date', () => {
  it('shows the clocks, the place and the months it changes, and leaves no trace', async () => {
    const { referralId } = await longWait()
    const other = await registerReferral(test.client, { serviceId: 'audiology', receivedDate: '2025-11-03' })
    const facts = await factCount()
    const audited = async () =>
      (await test.store.read.selectFrom('audit').select('sequence').execute()).length
    const auditRows = await audited()
    const preview = await test.client.clocks.previewCorrection({
      referralId,
      correction: { kind: 'received_date', receivedDate: '2025-12-01' },
    })
    expect(preview.clocks.map((change) => [change.id, change.before?.days, change.after?.days])).toEqual([
      ['community', 147, 91],
      ['audiology_six_weeks', 147, 91],
    ])
    expect(preview.clocks[0]!.sentence).toBe(
      'Starts 01-Dec-2025 instead of 06-Oct-2025; 56 days fewer; due by 06-Apr-2026.',
    )
    expect([preview.queueBefore.ahead, preview.queueAfter.ahead]).toEqual([0, 1])
    expect(preview.months.map((month) => month.sentence)).toEqual([
      'February 2026: (CYP) Audiology 127–364 → 85–126',
      'January 2026: (CYP) Audiology 85–126 → 29–84',
      'December 2025: (CYP) Audiology 85–126 → 29–84',
      'November 2025: (CYP) Audiology 29–84 → not counted',
      'October 2025: (CYP) Audiology 15–28 → not counted',
    ])
    expect(await factCount()).toBe(facts)
    expect(await audited()).toBe(auditRows)
    expect(await test.client.referrals.get({ referralId })).toMatchObject({ receivedDate: '2025-10-06' })
    expect(await test.client.referrals.get({ referralId: other.referralId })).toMatchObject({ version: 1 })
  })

  it('is made as it was shown, with its reason', async () => {
    const { referralId } = await longWait()
    const correction = { kind: 'received_date', receivedDate: '2025-12-01' } as const
    const { clocks } = await test.client.clocks.previewCorrection({ referralId, correction })
    const { version } = await test.client.referrals.get({ referralId })
    const done = await test.client.clocks.correct({ referralId, version, correction, reason })
    const after = await test.client.clocks.explain({ referralId })
    for (const change of clocks)
      expect(after.clocks.find((clock) => clock.id === change.id)).toEqual(change.after)
    const { timeline } = await test.client.referrals.get({ referralId })
    expect(timeline.find((entry) => entry.eventId === done.eventIds[0])).toMatchObject({
      type: 'received_date_corrected',
      reason,
    })
    expect(test.changed.at(-1)).toEqual({ noun: 'referral', ids: [referralId] })
  })

  it('can be made after the referral closed, for months that are past', async () => {
    const { referralId } = await longWait()
    await recorded(referralId, { type: 'closed', detail: { reason: 'moved_away' } }, '2026-02-02', 'Moved')
    const preview = await test.client.clocks.previewCorrection({
      referralId,
      correction: { kind: 'received_date', receivedDate: '2025-09-29' },
    })
    expect(preview.statusAfter).toBe('Closed')
    expect(preview.months.map((month) => month.month)).toEqual(['2025-10', '2025-09'])
  })

  it('is refused in the future, beside its box, and without a reason', async () => {
    const { referralId } = await longWait()
    const correction = { kind: 'received_date', receivedDate: '2026-03-03' } as const
    expect(await refusalOf(test.client.clocks.previewCorrection({ referralId, correction }))).toMatchObject({
      kind: 'invalid',
      field: 'date',
    })
    expect(
      await refusalOf(test.client.clocks.correct({ referralId, version: 1, correction, reason: 'x' })),
    ).toMatchObject({ kind: 'invalid' })
  })

  it('is refused when somebody else changed the referral meanwhile', async () => {
    const { referralId } = await longWait()
    const correction = { kind: 'received_date', receivedDate: '2025-12-01' } as const
    const { version } = await test.client.referrals.get({ referralId })
    await recorded(referralId, { type: 'note', detail: { text: 'Called' } }, '2026-03-02')
    const facts = await factCount()
    expect(
      await refusalOf(test.client.clocks.correct({ referralId, version, correction, reason })),
    ).toMatchObject({ kind: 'conflict' })
    expect(await factCount()).toBe(facts)
  })
})

describe('an entry on the wrong date', () => {
  it('moves, keeping what it said, and later entries still fit', async () => {
    const { referralId } = await longWait()
    const { eventId } = await recorded(
      referralId,
      { type: 'attended', detail: { treatment: false, outcome: 'Test done' } },
      '2026-02-16',
    )
    await recorded(
      referralId,
      { type: 'closed', detail: { reason: 'discharged' } },
      '2026-02-20',
      'Hearing is fine',
    )
    const correction = { kind: 'move', eventId, happenedOn: '2026-01-26' } as const
    const preview = await test.client.clocks.previewCorrection({ referralId, correction })
    expect(preview.clocks.find((change) => change.id === 'community')).toMatchObject({
      before: { stop: '2026-02-16', days: 133 },
      after: { stop: '2026-01-26', days: 112 },
    })
    expect(preview.months.map((month) => month.sentence)).toEqual([
      'January 2026: (CYP) Audiology 85–126 → not counted',
    ])
    const { version } = await test.client.referrals.get({ referralId })
    const { eventIds } = await test.client.clocks.correct({ referralId, version, correction, reason })
    const { timeline } = await test.client.referrals.get({ referralId })
    expect(timeline.find((entry) => entry.eventId === eventIds[0])).toMatchObject({
      happenedOn: '2026-01-26',
      sentence: 'Attended: Test done',
    })
    expect(timeline.find((entry) => entry.eventId === eventId)?.voidedBy?.reason).toBe(reason)
  })

  it('goes when it never happened, and the wait runs on as if it had not', async () => {
    const { referralId } = await longWait()
    const before = await test.client.clocks.explain({ referralId })
    const { eventId } = await recorded(
      referralId,
      { type: 'attended', detail: { treatment: false, outcome: null } },
      '2026-02-16',
    )
    const correction = { kind: 'void', eventId } as const
    const preview = await test.client.clocks.previewCorrection({ referralId, correction })
    expect(preview.clocks[0]).toMatchObject({ before: { state: 'stopped' }, after: { state: 'running' } })
    expect(preview.months.map((month) => month.sentence)).toEqual([
      'February 2026: (CYP) Audiology not counted → 127–364',
    ])
    const { version } = await test.client.referrals.get({ referralId })
    await test.client.clocks.correct({ referralId, version, correction, reason })
    expect(await test.client.clocks.explain({ referralId })).toEqual(before)
  })

  it.each([
    ['to the date it has', '2026-02-16'],
    ['into the future', '2026-03-03'],
    ['before receipt', '2025-10-05'],
  ])('is refused %s', async (_, happenedOn) => {
    const { referralId } = await longWait()
    const { eventId } = await recorded(
      referralId,
      { type: 'attended', detail: { treatment: false, outcome: null } },
      '2026-02-16',
    )
    const facts = await factCount()
    const correction = { kind: 'move', eventId, happenedOn } as const
    expect(await refusalOf(test.client.clocks.previewCorrection({ referralId, correction }))).toMatchObject({
      kind: 'invalid',
      field: 'date',
    })
    const { version } = await test.client.referrals.get({ referralId })
    await refusalOf(test.client.clocks.correct({ referralId, version, correction, reason }))
    expect(await factCount()).toBe(facts)
  })

  it('says when a return of a changed month was produced already', async () => {
    const { referralId } = await longWait()
    await test.store.write(async (tx) => {
      await tx
        .insertInto('kept_return')
        .values({
          id: '01900000-0000-7000-8000-0000000000aa',
          month: '2026-01',
          kind: 'chs',
          produced_at: '2026-02-02T09:00:00.000Z',
          produced_by: test.context.person.id,
          last_sequence: 1,
          figures: '{}',
          sha256: '0'.repeat(64),
        })
        .execute()
    })
    const { months } = await test.client.clocks.previewCorrection({
      referralId,
      correction: { kind: 'received_date', receivedDate: '2025-12-01' },
    })
    expect(months.find((month) => month.month === '2026-01')?.wasProduced).toBe(true)
    expect(months.find((month) => month.month === '2025-12')?.wasProduced).toBe(false)
  })
})

it('finds the place in a queue by an index alone', async () => {
  const plan = sql<{ detail: string }>`EXPLAIN QUERY PLAN
    SELECT count(*) FROM waiting_list WHERE is_open = 1 AND stage_queue = 'to_book' AND service_id = 'slt'
    AND (order_tier, order_date, received_date, referral_id) < (4, '2026-01-01', '2026-01-01', 'x')`
  const { rows } = await test.store.write((tx) => plan.execute(tx))
  expect(rows.map((row) => row.detail).join(' ')).toMatch(/SEARCH .*USING COVERING INDEX/)
})
