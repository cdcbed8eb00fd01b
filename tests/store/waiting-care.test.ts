import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InProcessClient } from '../../src/main/services/router.ts'
import { registerReferral } from '../support/register.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

type Form = Parameters<InProcessClient['reviews']['record']>[0]['form']
const form: Form = {
  change: 'worse',
  level: 'low',
  harm: ['communication', 'education'],
  action: 'School given strategies; workshop offered',
  familyTold: true,
}

/** A referral that has waited so many days today, with its version. */
async function waited(days: number): Promise<{ referralId: string; version: number }> {
  const received = new Date(Date.UTC(2026, 2, 2 - days)).toISOString().slice(0, 10)
  const { referralId } = await registerReferral(test.client, { receivedDate: received })
  return { referralId, version: (await test.client.referrals.get({ referralId })).version }
}

const due = async () => (await test.client.waitingList.counts({})).counts.long_wait_review

describe('a long-wait review', () => {
  it('is due from the first day past 52 weeks', async () => {
    const { referralId, version } = await waited(364)
    expect(await due()).toBe(0)
    expect(await refusalOf(test.client.reviews.record({ referralId, version, form }))).toMatchObject({
      kind: 'invalid',
    })
    test.setToday('2026-03-03')
    expect(await due()).toBe(1)
    expect(await test.client.reviews.ofReferral({ referralId })).toEqual({
      dueAt: 52,
      daysWaited: 365,
      reviews: [],
    })
  })

  it('is made once at each threshold, takes the child off the queue and leaves the clock alone', async () => {
    const { referralId, version } = await waited(500)
    const before = await test.client.referrals.get({ referralId })
    expect(await test.client.reviews.record({ referralId, version, form })).toMatchObject({ weeks: 65 })
    expect(await due()).toBe(0)
    const after = await test.client.referrals.get({ referralId })
    expect(after.waits).toEqual(before.waits)
    expect(after.status).toBe(before.status)
    const again = test.client.reviews.record({ referralId, version: after.version, form })
    expect((await refusalOf(again)).message).toContain('No long-wait review is due')
    test.setToday('2026-05-01')
    expect((await test.client.reviews.ofReferral({ referralId })).dueAt).toBe(78)
    expect(await due()).toBe(1)
    expect((await test.client.store.verify()).ok).toBe(true)
  })

  it('ends the task of its threshold, and opens it again when it is voided', async () => {
    const { referralId, version } = await waited(500)
    const { childId } = await test.client.referrals.get({ referralId })
    const task = async () =>
      (await test.client.tasks.forChild({ childId })).find(({ kind }) => kind === 'harm_review')
    expect(await task()).toMatchObject({ state: 'open' })
    const done = await test.client.reviews.record({ referralId, version, form })
    expect(await task()).toMatchObject({ state: 'cancelled', note: 'Reviewed on 02-Mar-2026.' })
    await test.client.referrals.voidEvent({
      referralId,
      version: done.version,
      eventId: done.eventId,
      reason: 'Wrong child',
    })
    expect(await task()).toMatchObject({ state: 'open' })
  })

  it('is due again when it is voided', async () => {
    const { referralId, version } = await waited(400)
    const done = await test.client.reviews.record({ referralId, version, form })
    await test.client.referrals.voidEvent({
      referralId,
      version: done.version,
      eventId: done.eventId,
      reason: 'Wrong child',
    })
    expect(await test.client.reviews.ofReferral({ referralId })).toMatchObject({ dueAt: 52, reviews: [] })
    expect(await due()).toBe(1)
  })

  it('can change the priority in the same step, with a reason', async () => {
    const { referralId, version } = await waited(400)
    const urgent = { ...form, priority: 'urgent' as const }
    const silent = test.client.reviews.record({ referralId, version, form: urgent })
    expect(await refusalOf(silent)).toMatchObject({ kind: 'invalid', field: 'reason' })
    await test.client.reviews.record({ referralId, version, form: urgent, reason: 'Losing words' })
    expect((await test.client.referrals.get({ referralId })).priority).toBe('urgent')
    const march = { from: '2026-03-01', to: '2026-03-31' }
    expect(await test.client.reviews.summary(march)).toMatchObject({
      due: 0,
      made: 1,
      raised: 1,
      familiesTold: 1,
      byLevel: { low: 1, none: 0 },
      byKind: { communication: 1, education: 1, hearing: 0 },
    })
    expect((await test.client.reviews.summary({ ...march, services: ['audiology'] })).made).toBe(0)
    expect((await test.client.reviews.summary({ from: '2026-02-01', to: '2026-02-28' })).made).toBe(0)
  })

  it('holds its answers to one another: harm has a kind, and no harm has none', async () => {
    const { referralId, version } = await waited(400)
    const record = (changes: Partial<Form>) =>
      test.client.reviews.record({ referralId, version, form: { ...form, ...changes } })
    expect(await refusalOf(record({ harm: [] }))).toMatchObject({ field: 'form.harm' })
    expect(await refusalOf(record({ level: 'none' }))).toMatchObject({ field: 'form.level' })
    await record({ level: 'not_known', harm: [] })
    expect((await test.client.reviews.ofReferral({ referralId })).reviews[0]).toMatchObject({
      weeks: 52,
      level: 'not_known',
      reviewedOn: '2026-03-02',
    })
  })

  it('is a clinician’s', async () => {
    const { referralId, version } = await waited(400)
    const administrator = await test.clientAs(['administrator'])
    expect(await refusalOf(administrator.reviews.record({ referralId, version, form }))).toMatchObject({
      kind: 'not_allowed',
    })
  })
})

describe('a call that a child is getting worse', () => {
  it('is a fact that moves nobody and counts as contact when the family made it', async () => {
    const { referralId, version } = await waited(100)
    const report = { referralId, version, happenedOn: '2026-03-01', what: 'Stopped eating at school' }
    await test.client.reviews.reportDeterioration({ ...report, by: 'parent' })
    const after = await test.client.referrals.get({ referralId })
    expect(after.status).toBe('received')
    expect(after.timeline[0]?.sentence).toBe(
      'Parent or carer reports that it is getting worse: Stopped eating at school',
    )
    const { rows } = await test.client.waitingList.page({ filter: { queue: 'all_waiting' } })
    expect(rows[0]?.lastContactOn).toBe('2026-03-01')
  })
})

describe('the task of such a call', () => {
  it('is a clinician’s, and ends when a clinician spoke with the family and not when somebody else did', async () => {
    const { referralId, version } = await waited(100)
    const { childId } = await test.client.referrals.get({ referralId })
    const administrator = await test.clientAs(['administrator'])
    const clinician = await test.clientAs(['clinician'])
    const report = { referralId, version, happenedOn: '2026-03-01', what: 'Stopped eating at school' }
    await administrator.reviews.reportDeterioration({ ...report, by: 'school' })
    const task = async () =>
      (await test.client.tasks.forChild({ childId })).find(({ kind }) => kind === 'deterioration')
    expect(await task()).toMatchObject({
      state: 'open',
      teamRole: 'clinician',
      dueOn: '2026-03-04',
      why: 'School or nursery reported on 01-Mar-2026 that it is getting worse: Stopped eating at school',
    })
    const phone = async (client: typeof administrator) =>
      client.referrals.record({
        referralId,
        version: (await test.client.referrals.get({ referralId })).version,
        event: { type: 'contact_made', detail: { channel: 'phone' } },
        happenedOn: '2026-03-02',
      })
    await phone(administrator)
    expect(await task()).toMatchObject({ state: 'open' })
    await phone(clinician)
    expect(await task()).toMatchObject({ state: 'cancelled', outcome: 'no_longer_needed' })
  })
})

describe('support while waiting', () => {
  const workshop = {
    name: 'Talking together workshop',
    kind: 'workshop',
    languages: ['English', 'Polish'],
  } as const
  const option = () => test.client.support.saveOption({ ...workshop, languages: [...workshop.languages] })

  it('is offered, taken up and found to help, and never ends the wait', async () => {
    const { optionId } = await option()
    const one = await waited(100)
    const two = await waited(200)
    const referralIds = [one.referralId, two.referralId]
    expect(
      await test.client.support.offer({ optionId, referralIds, offeredOn: '2026-03-02', language: 'Polish' }),
    ).toMatchObject({ done: 2, exceptions: [] })
    const [offer] = await test.client.support.ofReferral({ referralId: one.referralId })
    expect(offer).toMatchObject({
      optionName: workshop.name,
      language: 'Polish',
      takenUp: null,
      helped: null,
    })
    const outcome = { offerId: offer?.offerId ?? '', version: 1, answeredOn: '2026-03-02' }
    expect(
      await refusalOf(test.client.support.recordOutcome({ ...outcome, takenUp: false, helped: 'yes' })),
    ).toMatchObject({ field: 'helped' })
    await test.client.support.recordOutcome({ ...outcome, takenUp: true, helped: 'a_little' })
    expect(
      await refusalOf(test.client.support.recordOutcome({ ...outcome, takenUp: true, helped: 'yes' })),
    ).toMatchObject({ kind: 'conflict' })
    const [row] = await test.client.support.options({})
    expect(row?.sentence).toBe('Offered 2 times. Taken up by 1 of 1 asked. Helped 1 of 1.')
    expect((await test.client.waitingList.counts({})).counts.all_waiting).toBe(2)
    expect((await test.client.referrals.get({ referralId: one.referralId })).waits[0]?.until).toBeNull()
  })

  it('counts no voided offer', async () => {
    const { optionId } = await option()
    const { referralId } = await waited(100)
    await test.client.support.offer({ optionId, referralIds: [referralId], offeredOn: '2026-03-02' })
    const { timeline, version } = await test.client.referrals.get({ referralId })
    const eventId = timeline.find((entry) => entry.type === 'support_offered')?.eventId ?? ''
    await test.client.referrals.voidEvent({ referralId, version, eventId, reason: 'Wrong child' })
    expect(await test.client.support.ofReferral({ referralId })).toEqual([])
    expect((await test.client.support.options({}))[0]?.sentence).toBe('Not offered yet.')
  })

  it('is offered to everybody a list shows, and taken back from all at once', async () => {
    const { optionId } = await option()
    const { referralId } = await waited(100)
    await waited(200)
    const { batchId, done } = await test.client.support.offer({
      optionId,
      selection: { kind: 'matching', filter: { queue: 'all_waiting' } },
      offeredOn: '2026-03-02',
    })
    expect(done).toBe(2)
    expect(await test.client.referrals.bulkUndo({ batchId })).toMatchObject({ undone: 2 })
    expect(await test.client.support.ofReferral({ referralId })).toEqual([])
    const none = test.client.support.offer({ optionId, offeredOn: '2026-03-02' })
    expect(await refusalOf(none)).toMatchObject({ kind: 'invalid', field: 'referralIds' })
  })

  it('names who an offer does not fit, and changes nothing of theirs', async () => {
    const { optionId } = await option()
    const { referralId, version } = await waited(100)
    const early = await test.client.support.offer({
      optionId,
      referralIds: [referralId],
      offeredOn: '2020-01-01',
    })
    expect(early).toMatchObject({
      done: 0,
      exceptions: [{ referralId, childName: expect.stringContaining('Sam') }],
    })
    expect((await test.client.referrals.get({ referralId })).version).toBe(version)
  })

  it('leaves the directory without losing what was offered', async () => {
    const { optionId, version } = await option()
    const { referralId } = await waited(100)
    await test.client.support.offer({ optionId, referralIds: [referralId], offeredOn: '2026-03-02' })
    expect(await refusalOf(test.client.support.endOption({ optionId, version: 7 }))).toMatchObject({
      kind: 'conflict',
    })
    await test.client.support.endOption({ optionId, version })
    expect(await test.client.support.options({})).toEqual([])
    expect(await test.client.support.options({ ended: true })).toHaveLength(1)
    expect(await test.client.support.ofReferral({ referralId })).toHaveLength(1)
    const late = test.client.support.offer({ optionId, referralIds: [referralId], offeredOn: '2026-03-02' })
    expect((await refusalOf(late)).message).toContain('no longer offered')
  })
})
