import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RecordableEvent } from '../../src/shared/contract/referrals.ts'
import { registerReferral } from '../support/register.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const get = (referralId: string) => test.client.referrals.get({ referralId })

async function record(
  referralId: string,
  event: Parameters<TestStore['client']['referrals']['record']>[0]['event'],
  happenedOn = '2026-03-02',
) {
  const { version } = await get(referralId)
  return test.client.referrals.record({
    referralId,
    version,
    event,
    happenedOn,
    reason: 'As told by the family',
  })
}

const closing = (pathway: string): RecordableEvent => ({
  type: 'strand_closed',
  detail: { pathway, reason: 'right_to_choose', to: 'Another assessment provider' },
})

describe('one strand that goes elsewhere', () => {
  it('leaves the others open with the same wait, and cannot be the last', async () => {
    const { referralId } = await registerReferral(test.client, {
      serviceId: 'neurodevelopment',
      pathways: ['autism', 'adhd'],
    })
    const before = await get(referralId)
    await record(referralId, closing('adhd'))
    const after = await get(referralId)
    expect(after.pathways).toEqual(['autism'])
    expect(after.status).toBe(before.status)
    expect(after.waits).toEqual(before.waits)
    expect(after.timeline[0]?.sentence).toBe(
      'ADHD closed: right to choose elsewhere (Another assessment provider)',
    )
    expect(after.actions.some((action) => action.type === 'strand_closed')).toBe(false)
    expect(await refusalOf(record(referralId, closing('adhd')))).toMatchObject({
      field: 'pathway',
      message: 'That strand is closed already.',
    })
    expect((await refusalOf(record(referralId, closing('autism')))).message).toContain(
      'only strand still open',
    )
    expect((await refusalOf(record(referralId, closing('hearing')))).message).toContain('not part of')
    expect((await test.client.store.verify()).ok).toBe(true)
  })

  it('comes back when the entry is voided', async () => {
    const { referralId } = await registerReferral(test.client, { pathways: ['autism', 'adhd'] })
    const { eventId, version } = await record(referralId, closing('adhd'))
    await test.client.referrals.voidEvent({ referralId, version, eventId, reason: 'The family came back' })
    expect((await get(referralId)).pathways).toEqual(['autism', 'adhd'])
  })
})

describe('a transfer out', () => {
  it('says who takes over', async () => {
    const { referralId } = await registerReferral(test.client)
    const transfer = (to: string | null): RecordableEvent => ({
      type: 'closed',
      detail: { reason: 'transferred_out', clinician: null, risk: null, to },
    })
    expect(await refusalOf(record(referralId, transfer(null)))).toMatchObject({ field: 'to' })
    await record(referralId, transfer('Next Town Community Services'))
    expect((await get(referralId)).timeline[0]?.sentence).toBe(
      'Closed: transferred to another provider (Next Town Community Services)',
    )
  })
})

describe('a move', () => {
  it('stands on the timeline of every open referral, with the schools and without the address', async () => {
    const child = { school: 'First School', postcode: 'QA5 2CO', gpPracticeCode: null }
    const { referralId, childId } = await registerReferral(test.client, {}, child)
    const page = await test.client.children.get({ childId })
    const moved = { ...page.child, school: 'Second School', postcode: 'QB1 1AA', gpPracticeCode: 'A12345' }
    await test.client.children.update({ childId, version: page.child.version, child: moved })
    const [entry] = (await get(referralId)).timeline
    expect(entry).toMatchObject({
      type: 'details_changed',
      sentence: 'Moved school, Moved home: First School → Second School',
    })
    const again = await test.client.children.get({ childId })
    await test.client.children.update({ childId, version: again.child.version, child: again.child })
    expect((await get(referralId)).timeline[0]?.eventId).toBe(entry?.eventId)
  })
})

describe('a death', () => {
  const died: RecordableEvent = {
    type: 'closed',
    detail: { reason: 'died', clinician: null, risk: null, to: null },
  }

  it('closes every open referral of the child at once, none before it was received', async () => {
    const { referralId, childId } = await registerReferral(test.client, { serviceId: 'slt' })
    const second = await test.client.referrals.register({
      child: { kind: 'existing', childId },
      referral: { serviceId: 'audiology', receivedDate: '2026-02-27', reason: 'Made for a test' },
    })
    await record(referralId, died, '2026-02-20')
    expect(await get(second.referralId)).toMatchObject({ status: 'closed', closedOn: '2026-02-27' })
    expect((await test.client.waitingList.counts({})).counts.all_open).toBe(0)
    expect((await test.client.store.verify()).ok).toBe(true)
  })

  it('recorded by mistake is taken back everywhere', async () => {
    const { referralId, childId } = await registerReferral(test.client, { serviceId: 'slt' })
    const second = await test.client.referrals.register({
      child: { kind: 'existing', childId },
      referral: { serviceId: 'audiology', receivedDate: '2026-02-27', reason: 'Made for a test' },
    })
    const { eventId, version } = await record(referralId, died)
    await test.client.referrals.voidEvent({ referralId, version, eventId, reason: 'The wrong child' })
    expect((await get(referralId)).status).toBe('received')
    expect((await get(second.referralId)).status).toBe('received')
    expect((await test.client.waitingList.counts({})).counts.all_open).toBe(2)
  })
})
