import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appointmentOutcomes } from '../../src/shared/codes/appointments.ts'
import { addClinic, waitingChild } from '../support/clinics.ts'
import { ana, extractOf, importText } from '../support/import-file.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'

const today = '2026-03-02'
const monday = '2026-03-30'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today })
})
afterEach(() => test.close())

async function booked(toldBy: 'letter' | null = 'letter') {
  const clinicId = await addClinic(test.client)
  const child = await waitingChild(test.client)
  const { appointmentId } = await test.client.appointments.book({
    ...child,
    clinicId,
    on: monday,
    at: '09:00',
    toldBy,
    reason: null,
  })
  return { clinicId, child, appointmentId }
}

const statusOf = async (referralId: string) => (await test.client.referrals.get({ referralId })).status
const listed = async (clinicId: string) =>
  (await test.client.clinics.day({ clinicId, on: monday })).slots[0]!.appointments[0]!

describe('what happened to an appointment', () => {
  it.each(appointmentOutcomes)('%s is a fact of the referral and shows on the day list', async (outcome) => {
    const { clinicId, child, appointmentId } = await booked()
    test.setToday(monday)
    const done = await test.client.appointments.recordOutcome({ appointmentId, version: 1, outcome })
    expect(done.referralStatus).toBe(outcome === 'attended' ? 'seen' : 'to_rebook')
    expect(await listed(clinicId)).toMatchObject({ status: outcome, version: done.version, nextStep: null })
    const detail = await test.client.referrals.get({ referralId: child.referralId })
    expect(detail.timeline[0]).toMatchObject({ type: outcome, happenedOn: monday })
    expect(detail.daysWaited === null).toBe(outcome === 'attended')
  })

  it('cannot be attended before its day, and can be cancelled from today', async () => {
    const { child, appointmentId, clinicId } = await booked()
    const asked = test.client.appointments.recordOutcome({ appointmentId, version: 1, outcome: 'attended' })
    expect((await refusalOf(asked)).message).toContain('has not come yet')
    expect((await test.client.clinics.day({ clinicId, on: monday })).outcomes).toEqual([
      'cancelled_by_family',
      'cancelled_by_service',
    ])
    await test.client.appointments.recordOutcome({
      appointmentId,
      version: 1,
      outcome: 'cancelled_by_family',
    })
    const detail = await test.client.referrals.get({ referralId: child.referralId })
    expect(detail.timeline[0]).toMatchObject({ type: 'cancelled_by_family', happenedOn: today })
    const day = await test.client.clinics.day({ clinicId, on: monday })
    expect(day.slots[0]).toMatchObject({ left: 1 })
  })

  it.each(['letter', null] as const)(
    'was not brought says whether the family had been told: %s',
    async (toldBy) => {
      const { child, appointmentId } = await booked(toldBy)
      test.setToday(monday)
      await test.client.appointments.recordOutcome({ appointmentId, version: 1, outcome: 'was_not_brought' })
      const { detail } = await test.store.read
        .selectFrom('referral_event')
        .select('detail')
        .where('referral_id', '=', child.referralId)
        .where('type', '=', 'was_not_brought')
        .executeTakeFirstOrThrow()
      expect(JSON.parse(detail)).toMatchObject({ appointmentId, communicated: toldBy !== null })
    },
  )

  it('is refused for whoever saw an older state', async () => {
    const { appointmentId } = await booked()
    test.setToday(monday)
    const record = () =>
      test.client.appointments.recordOutcome({ appointmentId, version: 1, outcome: 'attended' })
    await record()
    expect((await refusalOf(record())).kind).toBe('conflict')
  })

  it('follows what is recorded or voided on the child’s own page', async () => {
    const { clinicId, child } = await booked()
    test.setToday(monday)
    const before = await test.client.referrals.get({ referralId: child.referralId })
    const done = await test.client.referrals.record({
      referralId: child.referralId,
      version: before.version,
      event: { type: 'attended', detail: {} },
      happenedOn: monday,
    })
    expect(await listed(clinicId)).toMatchObject({ status: 'attended' })
    await test.client.referrals.voidEvent({
      referralId: child.referralId,
      version: done.version,
      eventId: done.eventId,
      reason: 'Another child',
    })
    expect(await listed(clinicId)).toMatchObject({ status: 'booked' })
  })
})

describe('the next step', () => {
  it('is asked after the outcome, kept on the timeline, and taken back with it', async () => {
    const { clinicId, child, appointmentId } = await booked()
    const choose = (version: number) =>
      test.client.appointments.chooseNext({
        appointmentId,
        version,
        step: 'follow_up',
        by: '2026-06-29',
        note: 'Bring the glasses',
      })
    expect((await refusalOf(choose(1))).message).toContain('what happened')
    test.setToday(monday)
    const { version } = await test.client.appointments.recordOutcome({
      appointmentId,
      version: 1,
      outcome: 'attended',
    })
    const chosen = await choose(version)
    expect(await listed(clinicId)).toMatchObject({ nextStep: 'follow_up', nextStepBy: '2026-06-29' })
    const detail = await test.client.referrals.get({ referralId: child.referralId })
    expect(detail.timeline[0]?.sentence).toContain(
      'Next step after 30-Mar-2026: follow-up, by 29-Jun-2026. Bring the glasses',
    )
    const undone = await test.client.appointments.undoOutcome({ appointmentId, version: chosen.version })
    expect(undone.referralStatus).toBe('booked')
    expect(await listed(clinicId)).toMatchObject({ status: 'booked', nextStep: null })
    expect(await statusOf(child.referralId)).toBe('booked')
  })
})

describe('a drop-in', () => {
  it('is itself the first contact, for who came, and can be taken back', async () => {
    const clinicId = await addClinic(test.client, { kind: 'drop_in', name: 'Monday drop-in' })
    const child = await waitingChild(test.client)
    const came = { ...child, clinicId, on: today }
    const done = await test.client.appointments.dropIn(came)
    const detail = await test.client.referrals.get({ referralId: child.referralId })
    expect(detail).toMatchObject({ status: 'seen', daysWaited: null })
    expect(detail.timeline[0]?.sentence).toContain('seen at Monday drop-in, a drop-in')
    const day = await test.client.clinics.day({ clinicId, on: today })
    expect(day.dropIns).toMatchObject([{ referralId: child.referralId, status: 'attended' }])
    const again = await refusalOf(test.client.appointments.dropIn({ ...came, version: detail.version }))
    expect(again.kind).toBe('conflict')
    await test.client.appointments.undoOutcome({ appointmentId: done.appointmentId, version: 1 })
    expect(await statusOf(child.referralId)).toBe('waiting')
    expect((await test.client.clinics.day({ clinicId, on: today })).dropIns).toEqual([])
  })

  it('has nothing to book', async () => {
    const clinicId = await addClinic(test.client, { kind: 'drop_in' })
    const asked = test.client.appointments.fit({ clinicId, on: monday, at: '09:00' })
    expect((await refusalOf(asked)).message).toContain('has no appointments')
  })
})

describe('offers of dates', () => {
  const dates = (clinicId: string, on: readonly string[]) =>
    on.map((day) => ({ clinicId, on: day, at: '09:00' }))

  it('are reasonable with two dates and three weeks’ notice, and keep others off the slot’s list', async () => {
    const clinicId = await addClinic(test.client)
    const [first, second] = [await waitingChild(test.client), await waitingChild(test.client)]
    const offered = await test.client.appointments.offer({
      ...first,
      dates: dates(clinicId, [monday, '2026-04-13']),
      toldBy: 'letter',
    })
    expect(offered.reasonable).toBe(true)
    const short = await test.client.appointments.offer({
      ...second,
      dates: dates(clinicId, ['2026-03-16', monday]),
      toldBy: 'phone',
    })
    expect(short.reasonable).toBe(false)
    const fit = await test.client.appointments.fit({ clinicId, on: monday, at: '09:00' })
    expect(fit.candidates).toEqual([])
    expect(fit.passedOver).toEqual([{ code: 'offer_awaited', words: 'reply to an offer awaited', count: 2 }])
    expect((await test.client.clinics.day({ clinicId, on: monday })).slots[0]?.offered).toBe(2)
  })

  it('book when accepted, and change no clock when refused or left without reply', async () => {
    const clinicId = await addClinic(test.client)
    const child = await waitingChild(test.client)
    const before = await test.client.referrals.get({ referralId: child.referralId })
    const offer = async (version: number) =>
      test.client.appointments.offer({
        referralId: child.referralId,
        version,
        dates: dates(clinicId, [monday, '2026-04-13']),
        toldBy: 'letter',
      })
    const refused = await offer(child.version)
    const answer = (offerId: string, reply: 'declined' | 'accepted', reason: string | null, on = monday) =>
      test.client.appointments.replyToOffer({
        offerId,
        version: 1,
        reply,
        chosen: reply === 'accepted' ? { clinicId, on, at: '09:00' } : null,
        repliedOn: today,
        reason,
      })
    expect((await refusalOf(answer(refused.offerId, 'declined', null))).field).toBe('reason')
    await answer(refused.offerId, 'declined', 'On holiday both weeks')
    const after = await test.client.referrals.get({ referralId: child.referralId })
    expect(after).toMatchObject({ status: 'waiting', waits: before.waits })
    const fit = await test.client.appointments.fit({ clinicId, on: monday, at: '09:00' })
    expect(fit.passedOver[0]?.code).toBe('refused_this_date')

    const again = await offer(after.version)
    const done = await answer(again.offerId, 'accepted', null, '2026-04-13')
    expect(done.appointmentId).not.toBeNull()
    const { offers, appointments } = await test.client.appointments.ofReferral({
      referralId: child.referralId,
    })
    expect(offers.map(({ reply }) => reply).toSorted()).toEqual(['accepted', 'declined'])
    expect(appointments).toMatchObject([{ on: '2026-04-13', status: 'booked', toldBy: 'letter' }])
  })
})

describe('what families can come to', () => {
  it('puts a child on the short-notice list by consent, with an entry on the timeline', async () => {
    const clinicId = await addClinic(test.client)
    const child = await waitingChild(test.client)
    const soon = { clinicId, on: '2026-03-09', at: '09:00' }
    expect((await test.client.appointments.fit(soon)).passedOver[0]?.code).toBe('notice')
    await test.client.appointments.setPreference({
      referralId: child.referralId,
      version: null,
      shortNoticeOn: today,
    })
    const fit = await test.client.appointments.fit(soon)
    expect(fit.candidates[0]?.reasons).toContain('7 days’ notice, on the short-notice list')
    const detail = await test.client.referrals.get({ referralId: child.referralId })
    expect(detail.timeline[0]?.sentence).toBe('Note: The family agreed to be asked at short notice.')
  })
})

describe('the calendar file', () => {
  it('holds name, place, local times and how many, and nothing about a child', async () => {
    const { clinicId, child } = await booked()
    const file = path.join(test.folder, 'clinic-calendar.ics')
    test.grant('calendar-token', { path: file, name: 'clinic-calendar.ics', size: 0, purpose: 'write' })
    const done = await test.client.clinics.calendar({
      clinicId,
      from: monday,
      to: '2026-04-13',
      file: 'calendar-token',
    })
    // Easter Monday, 6 April, is left out.
    expect(done.sessions).toBe(2)
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('SUMMARY:Monday language clinic: 1 of 4 booked')
    expect(text).toContain('LOCATION:Harbour Centre')
    expect(text).toContain('DTSTART:20260330T090000\r\n')
    expect(text).toContain('DTEND:20260330T114500\r\n')
    const page = await test.client.children.get({ childId: child.childId })
    for (const secret of [page.child.familyName, child.childId, child.referralId, page.child.dateOfBirth])
      expect(text).not.toContain(secret)
  })
})

describe('an import', () => {
  it('that says a booked child was seen closes the appointment, and its undo opens it again', async () => {
    await importText(
      test,
      extractOf([
        {
          ...ana,
          service: 'slt',
          priority: 'routine',
          triage_outcome: 'accepted',
          triage_date: '2026-01-20',
        },
      ]),
    )
    const { rows } = await test.client.waitingList.page({
      filter: { queue: 'to_book' },
      sort: [{ column: 'queue_order', direction: 'asc' }],
    })
    const { referralId, version } = rows[0]!
    const clinicId = await addClinic(test.client)
    await test.client.appointments.book({
      referralId,
      version,
      clinicId,
      on: monday,
      at: '09:00',
      toldBy: 'letter',
      reason: null,
    })
    test.setToday('2026-03-31')
    const { batchId } = await importText(
      test,
      extractOf([
        {
          ...ana,
          service: 'slt',
          priority: 'routine',
          triage_outcome: 'accepted',
          triage_date: '2026-01-20',
          first_contact_date: monday,
        },
      ]),
    )
    expect(await listed(clinicId)).toMatchObject({ status: 'attended' })
    await test.client.imports.undo({ batchId, reason: 'The wrong extract' })
    expect(await listed(clinicId)).toMatchObject({ status: 'booked' })
  })
})
