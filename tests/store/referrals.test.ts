import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { registerReferral } from '../support/register.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'

let store: TestStore
beforeEach(async () => {
  store = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => store.close())

const child = {
  familyName: 'O’Testfield',
  givenName: 'Siân',
  dateOfBirth: '2020-02-29',
  nhsNumber: '999 000 0018',
  postcode: 'ZZ99 1AB',
}

describe('registering a referral', () => {
  it('stores the child, the receipt and the suggestion of the rules at once', async () => {
    const { referralId, childId } = await registerReferral(
      store.client,
      { pathways: ['dysphagia'], redFlagsAsked: true, redFlags: ['choking'] },
      child,
    )
    const { rows, total } = await store.client.waitingList.page({ filter: { queue: 'not_triaged' } })
    expect(total).toBe(1)
    expect(rows[0]).toMatchObject({
      referralId,
      childId,
      nhsNumber: '9990000018',
      status: 'received',
      priority: null,
      suggestedPriority: 'urgent',
      daysWaited: 28,
      band: '15-28',
    })
    expect(rows[0]?.flags).toContain('red_flag')
    const report = await store.client.store.verify()
    expect(report).toMatchObject({ ok: true, problems: [] })
  })

  it('finds the child by name in any order without accents, by NHS number, by birthday', async () => {
    const { childId } = await registerReferral(store.client, {}, child)
    for (const text of [
      'sian otest',
      "O'TESTFIELD",
      '999 000 0018',
      '9990000018',
      '29/02/2020',
      '29-Feb-2020',
    ]) {
      const { hits } = await store.client.search.find({ text })
      expect(
        hits.map((hit) => hit.childId),
        text,
      ).toEqual([childId])
    }
    expect((await store.client.search.find({ text: 'nobody' })).hits).toEqual([])
  })

  it('refuses a received date in the future or before birth, beside the field', async () => {
    const future = await refusalOf(registerReferral(store.client, { receivedDate: '2026-03-03' }, child))
    expect(future).toMatchObject({ kind: 'invalid', field: 'receivedDate' })
    const early = await refusalOf(registerReferral(store.client, { receivedDate: '2020-02-28' }, child))
    expect(early).toMatchObject({ kind: 'invalid', field: 'receivedDate' })
  })

  it('refuses a birth in a year nobody meant', async () => {
    const typed = { ...child, dateOfBirth: '0019-05-17' }
    const refusal = await refusalOf(registerReferral(store.client, {}, typed))
    expect(refusal).toMatchObject({ kind: 'invalid', field: 'dateOfBirth' })
  })

  it('refuses an NHS number with a wrong check digit, and one that another child has', async () => {
    const wrong = await refusalOf(registerReferral(store.client, {}, { ...child, nhsNumber: '9990000019' }))
    expect(wrong).toMatchObject({ kind: 'invalid', field: 'nhsNumber' })
    const first = await registerReferral(store.client, {}, child)
    const taken = await refusalOf(registerReferral(store.client, {}, { ...child, givenName: 'Other' }))
    expect(taken).toMatchObject({ kind: 'conflict', field: 'nhsNumber', present: { childId: first.childId } })
  })

  it('asks for a reason for a date long past and for a second open referral to one service', async () => {
    const { childId } = await registerReferral(store.client, {}, child)
    const again = {
      child: { kind: 'existing' as const, childId },
      referral: { serviceId: 'slt', receivedDate: '2026-03-01' },
    }
    const asked = await refusalOf(store.client.referrals.register(again))
    expect(asked).toMatchObject({ kind: 'invalid', field: 'reason' })
    expect(asked.message).toMatch(/already has an open referral to Speech and language therapy/)
    const done = await store.client.referrals.register({
      ...again,
      referral: { ...again.referral, reason: 'A separate stammering referral' },
    })
    expect(done.warnings).toHaveLength(1)
    const old = {
      ...again,
      referral: { ...again.referral, serviceId: 'audiology', receivedDate: '2025-01-01' },
    }
    expect((await refusalOf(store.client.referrals.register(old))).message).toMatch(/more than 90 days ago/)
  })

  it('lists a likely duplicate for review, remembers “not the same”, and never merges twins', async () => {
    const first = await registerReferral(store.client, {}, { ...child, nhsNumber: null })
    const second = await registerReferral(store.client, {}, { ...child, nhsNumber: null, givenName: 'Sian' })
    const pairs = await store.client.children.duplicates({})
    expect(pairs.total).toBe(1)
    expect((await store.client.waitingList.page({ filter: { queue: 'duplicates' } })).total).toBe(2)
    const link = { leftId: first.childId, rightId: second.childId, kind: 'not_same' as const }
    await store.client.people.link(link)
    expect((await store.client.waitingList.page({ filter: { queue: 'duplicates' } })).total).toBe(0)
    const page = await store.client.children.get({ childId: first.childId })
    expect(page.similar).toEqual([])
    await store.client.children.update({
      childId: second.childId,
      version: 1,
      child: { ...child, nhsNumber: null, givenName: 'Sian', school: 'Made-up Primary' },
    })
    expect((await store.client.children.duplicates({})).total).toBe(0)

    const twin = await registerReferral(store.client, {}, { ...child, nhsNumber: null, givenName: 'Huw' })
    expect((await store.client.children.get({ childId: twin.childId })).similar).toEqual([])
  })
})

describe('recording what happened', () => {
  it('moves a child from triage to first contact, each step in one queue, and stops the wait there', async () => {
    const { referralId } = await registerReferral(store.client)
    const { version } = await store.client.triage.decide({
      referralId,
      version: 1,
      decision: { kind: 'accept', priority: 'routine', reason: 'Decided for a test' },
    })
    const booked = await store.client.referrals.record({
      referralId,
      version,
      event: { type: 'appointment_booked', detail: { appointmentOn: '2026-03-20' } },
      happenedOn: '2026-03-02',
    })
    expect(booked.status).toBe('booked')
    store.setToday('2026-03-20')
    const missed = await store.client.referrals.record({
      referralId,
      version: booked.version,
      event: { type: 'was_not_brought' },
      happenedOn: '2026-03-20',
    })
    expect(missed.status).toBe('to_rebook')
    const seen = await store.client.referrals.record({
      referralId,
      version: missed.version,
      event: { type: 'attended', detail: {} },
      happenedOn: '2026-03-20',
    })
    expect(seen.status).toBe('seen')
    const detail = await store.client.referrals.get({ referralId })
    expect(detail.waits).toEqual([
      { from: '2026-02-02', until: '2026-03-20', days: 46, band: '29-84', leftBy: 'first contact' },
    ])
    expect((await store.client.waitingList.page({ filter: { queue: 'all_waiting' } })).total).toBe(0)
    expect((await store.client.waitingList.page({ filter: { queue: 'seen_open' } })).total).toBe(1)
    expect((await store.client.store.verify()).ok).toBe(true)
  })

  it('refuses with the present version when somebody else was first, and changes nothing', async () => {
    const { referralId } = await registerReferral(store.client)
    const note = {
      referralId,
      version: 1,
      event: { type: 'note' as const, detail: { text: 'Rang mother' } },
      happenedOn: '2026-03-02',
    }
    await store.client.referrals.record(note)
    const refusal = await refusalOf(store.client.referrals.record(note))
    expect(refusal).toMatchObject({ kind: 'conflict', present: { version: 2 } })
    const { timeline, version } = await store.client.referrals.get({ referralId })
    expect(version).toBe(2)
    expect(timeline).toHaveLength(2)
  })

  it('rolls the version back when the state table refuses the fact', async () => {
    const { referralId } = await registerReferral(store.client)
    const refusal = await refusalOf(
      store.client.referrals.record({
        referralId,
        version: 1,
        event: { type: 'opted_in' },
        happenedOn: '2026-03-02',
      }),
    )
    expect(refusal.message).toBe('No opt-in has been sent.')
    expect((await store.client.referrals.get({ referralId })).version).toBe(1)
  })

  it('needs a reason to close, keeps it, and brings the child back by voiding', async () => {
    const { referralId } = await registerReferral(store.client)
    const close = {
      referralId,
      version: 1,
      event: { type: 'closed' as const, detail: { reason: 'moved_away' as const } },
      happenedOn: '2026-03-02',
    }
    expect(await refusalOf(store.client.referrals.record(close))).toMatchObject({ field: 'reason' })
    const done = await store.client.referrals.record({ ...close, reason: 'New address abroad' })
    expect(done.status).toBe('closed')
    expect((await store.client.waitingList.page({ filter: {} })).total).toBe(0)
    const back = await store.client.referrals.voidEvent({
      referralId,
      version: done.version,
      eventId: done.eventId,
      reason: 'Wrong child',
    })
    expect(back.status).toBe('received')
    const { timeline } = await store.client.referrals.get({ referralId })
    expect(timeline[0]).toMatchObject({ sentence: 'Closed: moved away', voidedBy: { reason: 'Wrong child' } })
    expect((await store.client.store.verify()).ok).toBe(true)
  })

  it('marks a child who died, and unmarks it when the entry was a mistake', async () => {
    const { referralId, childId } = await registerReferral(store.client)
    const done = await store.client.referrals.record({
      referralId,
      version: 1,
      event: { type: 'closed', detail: { reason: 'died' } },
      happenedOn: '2026-03-01',
      reason: 'Told by the GP',
    })
    expect((await store.client.children.get({ childId })).child.diedOn).toBe('2026-03-01')
    await store.client.referrals.voidEvent({
      referralId,
      version: done.version,
      eventId: done.eventId,
      reason: 'Wrong child',
    })
    expect((await store.client.children.get({ childId })).child.diedOn).toBeNull()
  })
})

describe('triage decisions', () => {
  it('asks for a reason when a decision departs from the suggestion, and keeps which rules it saw', async () => {
    const { referralId } = await registerReferral(store.client, {
      pathways: ['dysphagia'],
      redFlagsAsked: true,
      redFlags: ['choking'],
    })
    const routine = { kind: 'accept' as const, priority: 'routine' as const }
    const refusal = await refusalOf(store.client.triage.decide({ referralId, version: 1, decision: routine }))
    expect(refusal).toMatchObject({ kind: 'invalid', field: 'reason' })
    await store.client.triage.decide({
      referralId,
      version: 1,
      decision: { ...routine, reason: 'Seen last week in clinic' },
    })
    const row = await store.store.read
      .selectFrom('referral_event')
      .select('detail')
      .where('type', '=', 'accepted')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(row.detail)).toMatchObject({
      asSuggested: false,
      ruleSetVersion: 1,
      rules: expect.arrayContaining(['S01']),
    })
  })

  it('gives the suggested due-by in working days when accepted as suggested', async () => {
    const { referralId } = await registerReferral(store.client, {
      receivedDate: '2026-02-27',
      pathways: ['dysphagia'],
      redFlagsAsked: true,
      redFlags: ['choking'],
    })
    await store.client.triage.decide({
      referralId,
      version: 1,
      decision: { kind: 'accept', priority: 'urgent' },
    })
    expect((await store.client.referrals.get({ referralId })).dueBy).toBe('2026-03-06')
  })

  it('keeps triage to clinicians', async () => {
    const { referralId } = await registerReferral(store.client)
    const administrator = await store.clientAs(['administrator'])
    const decision = { kind: 'accept' as const, priority: 'routine' as const }
    const refusal = await refusalOf(administrator.triage.decide({ referralId, version: 1, decision }))
    expect(refusal.kind).toBe('not_allowed')
  })
})

describe('bulk actions', () => {
  it('previews who it does not fit by name, applies to the rest and can be undone as one', async () => {
    const fits = [await registerReferral(store.client), await registerReferral(store.client)]
    const untouched = await registerReferral(store.client, {}, { familyName: 'Ämter' })
    for (const { referralId } of fits)
      await store.client.triage.decide({
        referralId,
        version: 1,
        decision: { kind: 'accept', priority: 'routine', reason: 'Decided for a test' },
      })
    const action = {
      selection: { kind: 'matching' as const, filter: { queue: 'all_open' as const } },
      event: { type: 'opt_in_sent' as const, detail: { replyBy: '2026-03-16' } },
      happenedOn: '2026-03-02',
    }
    const preview = await store.client.referrals.bulkPreview(action)
    expect(preview).toMatchObject({ total: 3, applies: 2 })
    expect(preview.exceptions).toEqual([
      {
        referralId: untouched.referralId,
        childName: 'ÄMTER, Sam',
        why: 'This referral has not been triaged. Make the triage decision first.',
      },
    ])
    const done = await store.client.referrals.bulkApply(action)
    expect(done.applied).toBe(2)
    expect((await store.client.waitingList.counts({})).counts.opt_in_awaited).toBe(2)
    const undone = await store.client.referrals.bulkUndo({ batchId: done.batchId })
    expect(undone).toEqual({ undone: 2, exceptions: [] })
    expect((await store.client.waitingList.counts({})).counts).toMatchObject({
      opt_in_awaited: 0,
      to_book: 2,
    })
    expect((await refusalOf(store.client.referrals.bulkUndo({ batchId: done.batchId }))).kind).toBe(
      'conflict',
    )
    expect((await store.client.store.verify()).ok).toBe(true)
  })
})
