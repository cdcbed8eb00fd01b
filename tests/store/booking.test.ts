import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addClinic, clinicOf, waitingChild } from '../support/clinics.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'

const today = '2026-03-02'
/** A Monday 28 days on. */
const monday = '2026-03-30'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today })
})
afterEach(() => test.close())

const slot = (clinicId: string, at = '09:00', on = monday) => ({ clinicId, on, at })

describe('booking into a slot', () => {
  it('records the fact and the appointment together, with how the family was told', async () => {
    const clinicId = await addClinic(test.client)
    const child = await waitingChild(test.client)
    const booked = await test.client.appointments.book({
      ...child,
      ...slot(clinicId),
      toldBy: 'phone',
      reason: null,
    })
    expect(booked.outOfTurn).toBe(false)
    const detail = await test.client.referrals.get({ referralId: child.referralId })
    expect(detail).toMatchObject({ status: 'booked', nextAppointmentOn: monday })
    expect(detail.timeline[0]?.sentence).toBe(
      'Appointment booked for 30-Mar-2026 at 09:00, Harbour Centre; family told: phone',
    )
    const day = await test.client.clinics.day({ clinicId, on: monday })
    expect(day.slots.map(({ left }) => left)).toEqual([0, 1, 2])
    expect(day.slots[0]?.appointments[0]).toMatchObject({ referralId: child.referralId, status: 'booked' })
    const week = await test.client.clinics.week({ from: monday })
    expect(week.clinics[0]).toMatchObject({ capacity: 4, left: 3 })
  })

  it('refuses the second of two people who book the last place at the same moment', async () => {
    const clinicId = await addClinic(test.client)
    const [first, second] = [await waitingChild(test.client), await waitingChild(test.client)]
    const results = await Promise.allSettled(
      [first, second].map((child) =>
        test.client.appointments.book({ ...child, ...slot(clinicId), toldBy: null, reason: 'Both at once' }),
      ),
    )
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const rows = await test.store.read.selectFrom('appointment').selectAll().execute()
    expect(rows).toHaveLength(1)
    const facts = await test.store.read
      .selectFrom('referral_event')
      .select('id')
      .where('type', '=', 'appointment_booked')
      .execute()
    expect(facts).toHaveLength(1)
  })

  it('refuses a child who has another appointment at that time', async () => {
    const [one, other] = [
      await addClinic(test.client),
      await addClinic(test.client, {
        serviceId: 'audiology',
        name: 'Hearing clinic',
        templates: [
          {
            weekdays: [1],
            everyWeeks: 1,
            from: today,
            until: null,
            slots: [
              { at: '09:30', minutes: 30, capacity: 1 },
              { at: '09:45', minutes: 30, capacity: 1 },
            ],
          },
        ],
      }),
    ]
    const child = await waitingChild(test.client)
    const { referralId } = await test.client.referrals.register({
      child: { kind: 'existing', childId: child.childId },
      referral: { serviceId: 'audiology', receivedDate: '2026-02-02' },
    })
    await test.client.triage.decide({
      referralId,
      version: 1,
      decision: { kind: 'accept', priority: 'routine', reason: 'Decided for a test' },
    })
    await test.client.appointments.book({ ...child, ...slot(one), toldBy: null, reason: null })
    const { version } = await test.client.referrals.get({ referralId })
    const asked = (at: string) =>
      test.client.appointments.book({ referralId, version, ...slot(other, at), toldBy: null, reason: null })
    expect((await refusalOf(asked('09:30'))).message).toContain('Monday language clinic at 09:00')
    // It ends at 09:45, so a slot that begins then is free for the child.
    await expect(asked('09:45')).resolves.toMatchObject({ outOfTurn: false })
  })

  it('refuses a day on which the clinician is away, the clinic is cancelled or England is on holiday', async () => {
    const clinicId = await addClinic(test.client)
    const child = await waitingChild(test.client)
    await test.client.clinics.addException({
      id: clinicId,
      version: 1,
      exception: { kind: 'away', from: '2026-03-23', to: '2026-03-31', note: 'Annual leave' },
    })
    const on = (date: string) =>
      test.client.appointments.book({
        ...child,
        ...slot(clinicId, '09:00', date),
        toldBy: null,
        reason: 'Any',
      })
    expect((await refusalOf(on(monday))).message).toBe('The clinician is away on 30-Mar-2026 (Annual leave).')
    expect((await refusalOf(on('2026-04-06'))).message).toBe('06-Apr-2026 is a bank holiday.')
    expect((await refusalOf(on('2026-02-23'))).message).toContain('has gone by')
    expect((await refusalOf(on('2026-04-14'))).message).toContain('is not held on')
  })

  it('asks for a reason out of turn, keeps it and counts it', async () => {
    const clinicId = await addClinic(test.client)
    const first = await waitingChild(test.client, { receivedDate: '2025-06-02' })
    const later = await waitingChild(test.client, { receivedDate: '2025-09-01' })
    const asked = (reason: string | null) =>
      test.client.appointments.book({ ...later, ...slot(clinicId), toldBy: 'letter', reason })
    const refusal = await refusalOf(asked(null))
    expect(refusal).toMatchObject({ kind: 'invalid', field: 'reason' })
    expect(refusal.message).toContain('1 child who fits is ahead')
    const booked = await asked('The school has asked for it before a move')
    expect(booked.outOfTurn).toBe(true)
    await test.client.appointments.book({
      ...first,
      ...slot(clinicId, '10:00'),
      toldBy: 'letter',
      reason: null,
    })
    const [row] = await test.client.appointments.outOfTurn({ from: '2026-03-01', to: '2026-03-31' })
    expect(row).toMatchObject({ serviceId: 'slt', month: '2026-03', booked: 2, outOfTurn: 1, rate: 0.5 })
    expect(row?.reasons[0]?.reason).toBe('The school has asked for it before a move')
  })

  it('is taken back as a mistake: the place is free and it counts for nothing', async () => {
    const clinicId = await addClinic(test.client)
    const child = await waitingChild(test.client)
    const { appointmentId } = await test.client.appointments.book({
      ...child,
      ...slot(clinicId),
      toldBy: null,
      reason: null,
    })
    await test.client.appointments.takeBack({ appointmentId, version: 1, reason: 'Wrong child' })
    const day = await test.client.clinics.day({ clinicId, on: monday })
    expect(day.slots[0]).toMatchObject({ left: 1, appointments: [] })
    expect((await test.client.referrals.get({ referralId: child.referralId })).status).toBe('waiting')
    expect(await test.client.appointments.outOfTurn({ from: today, to: today })).toEqual([])
  })
})

describe('taking slots away', () => {
  async function clinicWithTwo() {
    const clinicId = await addClinic(test.client)
    const children = [await waitingChild(test.client), await waitingChild(test.client)]
    for (const [index, child] of children.entries())
      await test.client.appointments.book({
        ...child,
        ...slot(clinicId, ['09:00', '10:00'][index]!),
        toldBy: 'letter',
        reason: 'For a test',
      })
    return { clinicId, children }
  }

  it('saves nothing and names who is booked, until somebody says that the service cancels', async () => {
    const { clinicId, children } = await clinicWithTwo()
    const shorter = clinicOf()
    shorter.templates[0]!.slots.shift()
    const ask = (rebookReason: string | null) =>
      test.client.clinics.save({ id: clinicId, version: 1, clinic: shorter, rebookReason })
    const asked = await ask(null)
    expect(asked).toMatchObject({
      saved: false,
      displaced: [{ referralId: children[0]!.referralId, on: monday, at: '09:00' }],
    })
    const [unchanged] = await test.client.clinics.list({})
    expect(unchanged).toMatchObject({ version: 1 })
    expect(unchanged?.templates[0]?.slots).toHaveLength(3)

    const done = await ask('The room is no longer ours')
    expect(done).toMatchObject({ saved: true, version: 2, cancelled: [{ at: '09:00' }] })
    const cancelled = await test.client.referrals.get({ referralId: children[0]!.referralId })
    expect(cancelled).toMatchObject({ status: 'to_rebook', nextAppointmentOn: null })
    expect(cancelled.timeline[0]).toMatchObject({
      type: 'cancelled_by_service',
      reason: 'The room is no longer ours',
    })
    expect((await test.client.referrals.get({ referralId: children[1]!.referralId })).status).toBe('booked')
  })

  it('puts those it cancelled on before others of their priority, until they are booked again', async () => {
    const { clinicId, children } = await clinicWithTwo()
    const longest = await waitingChild(test.client, { receivedDate: '2024-05-06' })
    const done = await test.client.clinics.addException({
      id: clinicId,
      version: 1,
      exception: { kind: 'cancelled', from: monday, to: monday, note: 'Flood' },
      rebookReason: 'The building is closed',
    })
    expect(done).toMatchObject({ saved: true, cancelled: [{}, {}] })
    const next = slot(clinicId, '09:00', '2026-04-13')
    const fit = await test.client.appointments.fit(next)
    expect(fit.candidates.map(({ referralId }) => referralId)).toEqual([
      ...children.map(({ referralId }) => referralId).toSorted(),
      longest.referralId,
    ])
    expect(fit.candidates[0]).toMatchObject({ rebookFirst: true })
    expect(fit.candidates[0]?.reasons[0]).toBe('We cancelled the last appointment: re-booked first')
    const [first] = fit.candidates
    const booked = await test.client.appointments.book({
      ...next,
      referralId: first!.referralId,
      version: first!.version,
      toldBy: 'phone',
      reason: null,
    })
    expect(booked.outOfTurn).toBe(false)
    expect(await test.store.read.selectFrom('rebook_first').selectAll().execute()).toHaveLength(1)
  })

  it('names everybody in all clinics of a clinician who will be away', async () => {
    const { clinicId } = await clinicWithTwo()
    const other = await addClinic(test.client, { name: 'Another of theirs' })
    const child = await waitingChild(test.client)
    await test.client.appointments.book({ ...child, ...slot(other), toldBy: null, reason: 'For a test' })
    const asked = await test.client.clinics.addException({
      id: clinicId,
      version: 1,
      exception: { kind: 'away', from: monday, to: monday },
      wholeClinician: true,
    })
    expect(asked.saved ? [] : asked.displaced).toHaveLength(3)
    expect(await test.store.read.selectFrom('clinic_exception').selectAll().execute()).toEqual([])
  })

  it('ends a clinic only with everybody re-booked, and keeps its past', async () => {
    const { clinicId } = await clinicWithTwo()
    expect(await test.client.clinics.end({ id: clinicId, version: 1 })).toMatchObject({ saved: false })
    const ended = await test.client.clinics.end({
      id: clinicId,
      version: 1,
      rebookReason: 'The clinician has left',
    })
    expect(ended).toMatchObject({ saved: true, cancelled: [{}, {}] })
    expect(await test.client.clinics.list({})).toEqual([])
    expect(await test.client.clinics.list({ ended: true })).toHaveLength(1)
    const day = await test.client.clinics.day({ clinicId, on: monday })
    expect(day.slots.flatMap(({ appointments }) => appointments.map(({ status }) => status))).toEqual([
      'cancelled_by_service',
      'cancelled_by_service',
    ])
  })
})
