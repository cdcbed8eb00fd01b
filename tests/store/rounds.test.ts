import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { InProcessClient } from '../../src/main/services/router.ts'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { registerReferral } from '../support/register.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'

let test: TestStore
let clinician: InProcessClient
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
  clinician = await test.clientAs(['clinician'])
})
afterEach(() => test.close())

type Contact = { name: string; phone?: string; safeToContact?: boolean }

/** A child accepted onto the list, waiting since 1 September 2025 unless told otherwise. */
async function waiting(
  receivedDate = '2025-09-01',
  contact: Contact = { name: 'Jo Parent', phone: '0191 496 0000' },
  child: object = {},
): Promise<string> {
  const { referralId } = await registerReferral(
    test.client,
    { receivedDate },
    {
      postcode: 'QA5 2CO',
      contacts: [
        {
          name: contact.name,
          relationship: 'Mother',
          phone: contact.phone ?? null,
          email: null,
          parentalResponsibility: true,
          safeToContact: contact.safeToContact ?? null,
        },
      ],
      ...child,
    },
  )
  const { referral } = await test.client.triage.get({ referralId })
  await test.client.triage.decide({
    referralId,
    version: referral.version,
    decision: { kind: 'accept', priority: 'routine', reason: 'Made for a test' },
  })
  return referralId
}

type Asked = Parameters<InProcessClient['rounds']['preview']>[0]
const criteria = { kind: 'criteria' as const, waitedWeeks: 12 }
const validation: Asked = {
  kind: 'validation',
  cohort: criteria,
  channel: 'phone',
  replyBy: '2026-03-23',
}
const optIn: Asked = { ...validation, kind: 'opt_in', channel: 'text' }

async function start(round = validation): Promise<string> {
  const { roundId } = await test.client.rounds.start({ ...round, name: 'March round' })
  return roundId
}

async function members(roundId: string) {
  return (await test.client.rounds.members({ roundId })).rows
}

async function onlyMember(roundId: string) {
  const [member] = await members(roundId)
  if (!member) throw new Error('Nobody is in the round')
  return member
}

describe('who a round asks', () => {
  it('is who has waited long enough, the longest first', async () => {
    const long = await waiting('2025-06-02')
    const longer = await waiting('2025-02-03')
    await waiting('2026-02-20')
    const preview = await test.client.rounds.preview(validation)
    expect(preview).toMatchObject({ total: 2, asks: 2, leftOut: [] })
    expect(preview.asked.map((each) => [each.referralId, each.daysWaited])).toEqual([
      [longer, 392],
      [long, 273],
    ])
    const roundId = await start()
    expect((await members(roundId)).map((member) => member.referralId)).toEqual([longer, long])
  })

  it('counts a wait of exactly twelve weeks in and a day less out', async () => {
    await waiting('2025-12-08')
    await waiting('2025-12-09')
    expect((await test.client.rounds.preview(validation)).total).toBe(1)
  })

  it('can be who has been silent', async () => {
    const spoken = await waiting('2025-06-02')
    await waiting('2025-06-02')
    const { version } = await test.client.referrals.get({ referralId: spoken })
    await test.client.referrals.record({
      referralId: spoken,
      version,
      happenedOn: '2026-02-27',
      reason: null,
      event: { type: 'contact_made', detail: { direction: 'two_way', channel: 'phone' } },
    })
    const silent = { ...validation, cohort: { ...criteria, silentWeeks: 12 } }
    expect((await test.client.rounds.preview(silent)).total).toBe(1)
  })

  it('leaves out families that cannot be reached safely, and names them with the reason', async () => {
    await waiting('2025-06-02', { name: 'Unsafe Parent', phone: '0191 496 0001', safeToContact: false })
    await waiting('2025-06-02', { name: 'Numberless Parent' })
    const preview = await test.client.rounds.preview(validation)
    expect(preview).toMatchObject({ total: 2, asks: 0 })
    expect(preview.leftOut.map(({ why }) => why).toSorted()).toEqual([
      'Every contact is marked as not safe. Decide with the team how to reach this family.',
      'No phone number that is safe to use is recorded.',
    ])
    expect(preview.leftOut.every(({ childName }) => childName.startsWith('TESTFAMILY'))).toBe(true)
    expect(await refusalOf(start())).toMatchObject({ kind: 'invalid' })
    expect(await test.client.rounds.list()).toEqual([])
  })

  it('leaves out whoever was asked and has not answered, and whoever is booked', async () => {
    const booked = await waiting('2025-06-02')
    await waiting('2025-06-02')
    const { version } = await test.client.referrals.get({ referralId: booked })
    await start({ ...validation, cohort: { ...criteria, waitedWeeks: 12 } })
    expect(version).toBeGreaterThan(0)
    const again = await test.client.rounds.preview(validation)
    expect(again.asks).toBe(0)
    expect(again.leftOut[0]?.why).toBe('Asked already on 02-Mar-2026 and has not answered yet.')
  })

  it('is refused a date to answer by that has come', async () => {
    await waiting()
    expect(
      await refusalOf(test.client.rounds.preview({ ...validation, replyBy: '2026-03-02' })),
    ).toMatchObject({
      kind: 'invalid',
      field: 'replyBy',
    })
  })
})

describe('a round', () => {
  it('keeps the clock running and the child in a queue', async () => {
    const referralId = await waiting()
    const before = await test.client.referrals.get({ referralId })
    await start()
    const after = await test.client.referrals.get({ referralId })
    expect(after.waits).toEqual(before.waits)
    expect(after.status).toBe('waiting')
    expect((await test.client.waitingList.counts({})).counts.to_book).toBe(1)
    expect((await test.client.store.verify()).ok).toBe(true)
  })

  it('records a yes as contact with the family, and removes nobody', async () => {
    const referralId = await waiting()
    const { memberId } = await onlyMember(await start())
    const answer = { memberIds: [memberId], channel: 'phone' as const, repliedOn: '2026-03-02' }
    expect(await test.client.rounds.recordReply({ ...answer, reply: 'yes' })).toEqual({
      done: 1,
      exceptions: [],
    })
    const page = await test.client.waitingList.page({ filter: { queue: 'to_book' } })
    expect(page.rows[0]).toMatchObject({ referralId, lastContactOn: '2026-03-02' })
    const second = await test.client.rounds.recordReply({ ...answer, reply: 'no' })
    expect(second.done).toBe(0)
    expect(second.exceptions[0]?.why).toContain('recorded already')
  })

  it('takes a voided answer as never given', async () => {
    const referralId = await waiting()
    const roundId = await start()
    const { memberId } = await onlyMember(roundId)
    await test.client.rounds.recordReply({
      memberIds: [memberId],
      reply: 'no',
      channel: 'phone',
      repliedOn: '2026-03-02',
    })
    expect((await onlyMember(roundId)).state).toBe('no')
    const { timeline, version } = await test.client.referrals.get({ referralId })
    const reply = timeline.find((entry) => entry.type === 'reply_received')
    await test.client.referrals.voidEvent({
      referralId,
      version,
      eventId: reply?.eventId ?? '',
      reason: 'Wrong family',
    })
    expect(await onlyMember(roundId)).toMatchObject({ state: 'asked', reply: null })
  })

  it('gives back what was answered when it is undone, and says who had answered nothing', async () => {
    await waiting()
    const roundId = await start()
    const { memberId } = await onlyMember(roundId)
    await test.client.rounds.recordReply({
      memberIds: [memberId],
      reply: 'yes',
      channel: 'phone',
      repliedOn: '2026-03-02',
    })
    expect(await test.client.rounds.undoReply({ memberIds: [memberId] })).toEqual({ done: 1, exceptions: [] })
    expect(await onlyMember(roundId)).toMatchObject({ state: 'asked', reply: null })
    const second = await test.client.rounds.undoReply({ memberIds: [memberId] })
    expect(second.exceptions[0]?.why).toBe('No answer is recorded.')
    expect((await test.client.store.verify()).ok).toBe(true)
  })

  it('puts silence in a queue of its own, asks again only by another channel, then needs a clinician', async () => {
    const referralId = await waiting()
    const roundId = await start()
    const { memberId } = await onlyMember(roundId)
    const silent = async () => (await test.client.waitingList.counts({})).counts.no_reply
    expect(await silent()).toBe(0)
    test.setToday('2026-03-24')
    expect(await silent()).toBe(1)
    expect((await onlyMember(roundId)).state).toBe('overdue')

    const again = { memberIds: [memberId], replyBy: '2026-04-14', addressChecked: true }
    const same = await test.client.rounds.askAgain({ ...again, channel: 'phone' })
    expect(same.exceptions[0]?.why).toContain('another channel')
    expect(await test.client.rounds.askAgain({ ...again, channel: 'text' })).toMatchObject({ done: 1 })
    expect(await silent()).toBe(0)
    expect((await onlyMember(roundId)).state).toBe('asked_again')
    test.setToday('2026-04-15')
    expect((await onlyMember(roundId)).state).toBe('overdue_again')
    expect(await silent()).toBe(1)
    expect((await test.client.referrals.get({ referralId })).status).toBe('waiting')
    expect((await test.client.store.verify()).ok).toBe(true)
  })

  it('moves an opt-in there and back', async () => {
    const referralId = await waiting()
    const roundId = await start(optIn)
    expect((await test.client.referrals.get({ referralId })).status).toBe('opt_in_sent')
    const { memberId } = await onlyMember(roundId)
    await test.client.rounds.recordReply({
      memberIds: [memberId],
      reply: 'yes',
      channel: 'text',
      repliedOn: '2026-03-02',
    })
    expect((await test.client.referrals.get({ referralId })).status).toBe('waiting')
    expect((await onlyMember(roundId)).state).toBe('yes')
  })

  it('ends without taking anybody off the list, and says what came of it and how long it took', async () => {
    await waiting('2025-06-02')
    await waiting('2025-06-03')
    const roundId = await start()
    const { memberId } = await onlyMember(roundId)
    await test.client.rounds.recordReply({
      memberIds: [memberId],
      reply: 'unsure',
      channel: 'phone',
      repliedOn: '2026-03-02',
    })
    await test.client.rounds.addMinutes({ roundId, version: 1, minutes: 45 })
    expect(await refusalOf(test.client.rounds.close({ roundId, version: 1 }))).toMatchObject({
      kind: 'conflict',
    })
    expect(await test.client.rounds.close({ roundId, version: 2 })).toEqual({ version: 3, stayOnList: 1 })
    const round = await test.client.rounds.get({ roundId })
    expect(round.yield).toBe(
      '1 of 2 answered (50 %): 0 yes, 0 no, 1 not sure. Nobody has been removed. 45 minutes spent.',
    )
    expect((await test.client.waitingList.counts({})).counts.all_waiting).toBe(2)
  })

  it('writes a call list without the numbers that must not be rung', async () => {
    await waiting('2025-06-02', { name: 'Jo Parent', phone: '0191 496 0000' })
    const roundId = await start({ ...validation, channel: 'phone' })
    const file = path.join(test.folder, 'calls.xlsx')
    test.grant('call-list', { path: file, name: 'calls.xlsx', size: 0, purpose: 'write' })
    expect(await test.client.rounds.callList({ roundId, file: 'call-list' })).toMatchObject({ rows: 1 })
    expect((await readFile(file)).subarray(0, 2).toString()).toBe('PK')
  })
})

describe('the letters of a round', () => {
  const home = { address: '12 Sample Street, Example Town' }
  const byLetter: Asked = { ...validation, channel: 'letter' }
  const startByLetter = (changes: object = {}) =>
    test.client.rounds.start({ ...byLetter, name: 'By letter', confirmed: ['safety_unknown'], ...changes })
  const silent = { name: 'Pat Quiet', safeToContact: true }

  it('are made with the question, all in one batch, and say by when to answer', async () => {
    await waiting('2025-06-02', silent, home)
    await waiting('2025-06-03', silent, home)
    const { asked, letters } = await startByLetter()
    expect(asked).toBe(2)
    expect(letters).toMatchObject({ created: 2, held: 0 })
    const page = await test.client.letters.page({ filter: { batchId: letters?.batchId ?? '' } })
    expect(page.rows.map(({ purpose, audience }) => [purpose, audience])).toEqual([
      ['validation', 'family'],
      ['validation', 'family'],
    ])
    const { document } = await test.client.letters.get({ letterId: page.rows[0]?.letterId ?? '' })
    expect(JSON.stringify(document)).toContain('23 March 2026')
    expect((await test.client.store.verify()).ok).toBe(true)
  })

  it('leave out a family that cannot be written to: its silence would mean nothing', async () => {
    await waiting('2025-06-02', silent, home)
    await waiting('2025-06-03', { name: 'Not Asked' }, { ...home, familyName: 'Unsure' })
    const preview = await test.client.rounds.preview(byLetter)
    expect(preview).toMatchObject({ total: 2, asks: 1, letters: { held: 0, cautions: ['safety_unknown'] } })
    const { asked, letters, leftOut, roundId } = await startByLetter({ confirmed: [] })
    expect({ asked, created: letters?.created }).toEqual({ asked: 1, created: 1 })
    expect(leftOut).toMatchObject([
      { childName: 'UNSURE, Sam', why: expect.stringMatching(/^No letter can be written\. Confirm first/) },
    ])
    expect(await members(roundId)).toHaveLength(1)
  })

  it('start no round when none can be made', async () => {
    await waiting('2025-06-02', { name: 'Not Asked' }, home)
    expect(await refusalOf(startByLetter({ confirmed: [] }))).toMatchObject({ kind: 'invalid' })
    expect((await test.client.letters.page({ filter: {} })).total).toBe(0)
    expect(await test.client.rounds.list()).toEqual([])
  })

  it('invite to opt in', async () => {
    await waiting('2025-06-02', silent, home)
    const { letters } = await startByLetter({ kind: 'opt_in' })
    const first = await test.client.letters.page({ filter: { batchId: letters?.batchId ?? '' } })
    expect(first.rows[0]).toMatchObject({ purpose: 'opt_in_invitation' })
  })

  it('remind of an opt-in those whom a text message did not reach', async () => {
    await waiting('2025-06-02', { ...silent, phone: '0191 496 0000' } as Contact, home)
    const { memberId } = await onlyMember(await start(optIn))
    const again = { memberIds: [memberId], channel: 'letter' as const, replyBy: '2026-04-14' }
    const { letters } = await test.client.rounds.askAgain(again)
    const { rows } = await test.client.letters.page({ filter: { batchId: letters?.batchId ?? '' } })
    expect(rows).toMatchObject([{ purpose: 'opt_in_reminder' }])
  })

  it('ask a second time by letter whom a call did not reach', async () => {
    await waiting('2025-06-02', { ...silent, phone: '0191 496 0000' } as Contact, home)
    const { memberId } = await onlyMember(await start())
    test.setToday('2026-03-24')
    const again = { memberIds: [memberId], channel: 'letter' as const, replyBy: '2026-04-14' }
    const { done, letters } = await test.client.rounds.askAgain(again)
    expect(done).toBe(1)
    const { rows } = await test.client.letters.page({ filter: { batchId: letters?.batchId ?? '' } })
    expect(rows).toMatchObject([{ purpose: 'validation_second' }])
    const { document } = await test.client.letters.get({ letterId: rows[0]?.letterId ?? '' })
    expect(JSON.stringify(document)).toContain('14 April 2026')
  })

  it('leave as they were those who cannot be asked a second time by letter', async () => {
    await waiting('2025-06-02', { name: 'Pat Quiet', phone: '0191 496 0000' }, home)
    const roundId = await start()
    const { memberId } = await onlyMember(roundId)
    const again = { memberIds: [memberId], channel: 'letter' as const, replyBy: '2026-04-14' }
    const { done, letters, exceptions } = await test.client.rounds.askAgain(again)
    expect({ done, letters }).toEqual({ done: 0, letters: null })
    expect(exceptions[0]?.why).toMatch(/^No letter can be written/)
    expect((await onlyMember(roundId)).state).toBe('asked')
  })

  it('are not made for a round by phone', async () => {
    await waiting('2025-06-02')
    const { letters } = await test.client.rounds.start({ ...validation, name: 'By phone' })
    expect(letters).toBeNull()
    expect((await test.client.letters.page({ filter: {} })).total).toBe(0)
  })
})

describe('taking a child off the list', () => {
  const proposal = {
    roundId: null,
    closedReason: 'declined',
    reason: 'Mother says no longer needed',
  } as const

  async function proposed(
    by: InProcessClient,
    child: object = {},
  ): Promise<{ referralId: string; id: string }> {
    const referralId = await waiting('2025-09-01', undefined, child)
    expect(await by.rounds.proposeRemoval({ ...proposal, referralIds: [referralId] })).toMatchObject({
      proposed: 1,
    })
    const { rows } = await test.client.rounds.removals({})
    return { referralId, id: rows[0]?.proposalId ?? '' }
  }

  const decision = {
    version: 1,
    decision: 'removed',
    reason: 'Spoke to mother and to the school',
    riskStatement: 'Needs may return at transition; school knows how to refer again.',
  } as const

  it('takes two people, the second a clinician, and a risk statement', async () => {
    const { referralId, id } = await proposed(test.client)
    expect((await test.client.referrals.get({ referralId })).status).toBe('waiting')
    const decide = (by: InProcessClient, changes: object = {}) =>
      by.rounds.decideRemoval({ ...decision, proposalId: id, ...changes })
    expect(await refusalOf(decide(test.client))).toMatchObject({ kind: 'not_allowed' })
    const administrator = await test.clientAs(['administrator'])
    expect(await refusalOf(decide(administrator))).toMatchObject({ kind: 'not_allowed' })
    expect(await refusalOf(decide(clinician, { riskStatement: '' }))).toMatchObject({
      field: 'riskStatement',
    })
    await decide(clinician)
    expect(await test.client.referrals.get({ referralId })).toMatchObject({
      status: 'closed',
      closedReason: 'declined',
    })
    expect(await refusalOf(decide(clinician))).toMatchObject({ kind: 'conflict' })
    expect((await test.client.rounds.removals({ decided: true })).rows[0]).toMatchObject({
      decision: 'removed',
      decidedOn: '2026-03-02',
    })
  })

  it('can end in keeping the child on the list', async () => {
    const { referralId, id } = await proposed(test.client)
    await clinician.rounds.decideRemoval({ ...decision, proposalId: id, decision: 'kept', riskStatement: '' })
    expect((await test.client.referrals.get({ referralId })).status).toBe('waiting')
    expect((await test.client.rounds.removals({})).total).toBe(0)
  })

  it('shows the second person what to weigh, and who proposed that it is their own', async () => {
    await proposed(test.client, { cpPlan: true })
    const { rows } = await test.client.rounds.removals({})
    expect(rows[0]?.isOwn).toBe(true)
    expect((await clinician.rounds.removals({})).rows[0]?.isOwn).toBe(false)
    expect(rows[0]?.weigh[0]).toContain('child protection plan')
  })

  it('is proposed once at a time', async () => {
    const { referralId } = await proposed(test.client)
    const twice = await test.client.rounds.proposeRemoval({ ...proposal, referralIds: [referralId] })
    expect(twice).toMatchObject({ proposed: 0, exceptions: [{ why: 'A removal is proposed already.' }] })
  })
})
