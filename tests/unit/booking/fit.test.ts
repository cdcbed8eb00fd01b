import { describe, expect, it } from 'vitest'
import { type FittedChild, type FittedSlot, fitOf, monthsOld } from '../../../src/main/domain/booking/fit.ts'
import { compareSlotPlaces, outOfTurnRate } from '../../../src/main/domain/booking/queue-place.ts'
import { type ClinicSuits, clinicSuits } from '../../../src/shared/contract/clinics.ts'

const today = '2026-03-02'

function slot(suits: Partial<ClinicSuits> = {}, change: Partial<FittedSlot> = {}): FittedSlot {
  return {
    kind: 'first',
    place: 'Harbour Centre',
    suits: clinicSuits.parse(suits),
    on: '2026-03-30',
    today,
    ...change,
  }
}

const child: FittedChild = {
  status: 'waiting',
  dateOfBirth: '2021-03-30',
  pathways: ['language'],
  priority: 'routine',
  language: null,
  interpreterNeeded: null,
  plannedDueOn: null,
  nextAppointmentOn: null,
  shortNotice: false,
  place: null,
  offerAwaited: false,
  refusedThisDate: false,
}

function misfits(at: FittedSlot, change: Partial<FittedChild> = {}): string[] {
  return fitOf(at, { ...child, ...change }).misfits.map(({ code }) => code)
}

describe('age', () => {
  it('is counted in completed months on the day of the clinic', () => {
    expect(monthsOld('2021-03-30', '2026-03-29')).toBe(59)
    expect(monthsOld('2021-03-30', '2026-03-30')).toBe(60)
    expect(monthsOld('2024-02-29', '2025-02-28')).toBe(11)
    expect(monthsOld('2024-02-29', '2025-03-01')).toBe(12)
  })

  it('fits from the first month to the one before the last', () => {
    expect(misfits(slot({ ageFromMonths: 60, ageToMonths: 61 }))).toEqual([])
    expect(misfits(slot({ ageFromMonths: 61 }))).toEqual(['too_young'])
    expect(misfits(slot({ ageToMonths: 60 }))).toEqual(['too_old'])
    expect(fitOf(slot({ ageFromMonths: 36 }), child).reasons).toContain('5 years on the day')
  })
})

describe('need, priority and language', () => {
  it('fits where a need is shared; a need that nobody recorded is not guessed', () => {
    expect(misfits(slot({ pathways: ['language', 'stammer'] }))).toEqual([])
    expect(misfits(slot({ pathways: ['stammer'] }))).toEqual(['need'])
    expect(fitOf(slot({ pathways: ['stammer'] }), { ...child, pathways: [] }).misfits[0]?.words).toBe(
      'Need not recorded',
    )
  })

  it('fits a clinic kept for a priority only with it', () => {
    expect(misfits(slot({ priorities: ['urgent'] }))).toEqual(['priority'])
    expect(misfits(slot({ priorities: ['urgent'] }), { priority: 'urgent' })).toEqual([])
  })

  it('needs an interpreter only where one was said to be needed and nobody speaks the language', () => {
    const none = slot({ interpreter: false })
    expect(misfits(none, { interpreterNeeded: true, language: 'Polish' })).toEqual(['interpreter'])
    expect(misfits(none, { interpreterNeeded: null, language: 'Polish' })).toEqual([])
    const spoken = slot({ interpreter: false, languages: ['polish'] })
    expect(misfits(spoken, { interpreterNeeded: true, language: 'Polish' })).toEqual([])
    expect(misfits(slot({ interpreter: true }), { interpreterNeeded: true })).toEqual([])
  })

  it('keeps to the only place a family can come to', () => {
    expect(misfits(slot(), { place: 'harbour centre ' })).toEqual([])
    expect(misfits(slot(), { place: 'Hill Clinic' })).toEqual(['place'])
  })
})

describe('notice', () => {
  it('is enough from 21 days', () => {
    expect(misfits(slot({}, { on: '2026-03-23' }))).toEqual([])
    expect(misfits(slot({}, { on: '2026-03-22' }))).toEqual(['notice'])
  })

  it('may be shorter by consent, or where the priority is pressing', () => {
    const soon = slot({}, { on: '2026-03-03' })
    expect(misfits(soon, { shortNotice: true })).toEqual([])
    expect(misfits(soon, { priority: 'urgent' })).toEqual([])
    expect(misfits(soon, { priority: 'soon' })).toEqual(['notice'])
    expect(fitOf(slot({}, { on: today }), { ...child, shortNotice: true }).reasons).toContain(
      'Today, on the short-notice list',
    )
    expect(fitOf(soon, { ...child, shortNotice: true }).reasons).toContain(
      '1 day’s notice, on the short-notice list',
    )
  })
})

describe('where a child stands', () => {
  it.each([
    ['booked', { nextAppointmentOn: '2026-04-01', status: 'booked' as const }, ['has_appointment']],
    ['not triaged', { status: 'received' as const }, ['not_waiting']],
    ['closed', { status: 'closed' as const }, ['not_waiting']],
    ['seen', { status: 'seen' as const }, ['not_waiting']],
    ['to re-book', { status: 'to_rebook' as const }, []],
    ['planned and due', { status: 'planned' as const, plannedDueOn: '2026-03-30' }, []],
    ['planned for later', { status: 'planned' as const, plannedDueOn: '2026-03-31' }, ['not_due']],
    ['offered dates', { offerAwaited: true }, ['offer_awaited']],
    ['unable to come that day', { refusedThisDate: true }, ['refused_this_date']],
  ])('%s', (_words, change, expected) => {
    expect(misfits(slot(), change)).toEqual(expected)
  })

  it('fits a follow-up clinic only once seen', () => {
    expect(misfits(slot({}, { kind: 'follow_up' }))).toEqual(['not_waiting'])
    expect(misfits(slot({}, { kind: 'follow_up' }), { status: 'seen' })).toEqual([])
    expect(misfits(slot({}, { kind: 'either' }), { status: 'seen' })).toEqual([])
  })
})

describe('the order in which a slot is filled', () => {
  const place = {
    tier: 4,
    rebookFirst: false,
    date: '2025-06-01',
    receivedDate: '2025-06-01',
    referralId: 'b',
  }
  it('puts those the service cancelled first within their priority, never before a more pressing one', () => {
    const rebooked = { ...place, rebookFirst: true, date: '2026-01-01', referralId: 'c' }
    const urgent = { ...place, tier: 2, date: '2026-02-01', referralId: 'd' }
    expect([place, rebooked, urgent].toSorted(compareSlotPlaces).map(({ referralId }) => referralId)).toEqual(
      ['d', 'c', 'b'],
    )
  })

  it('goes by date, then receipt, then id', () => {
    const earlier = { ...place, receivedDate: '2025-05-01', referralId: 'z' }
    const other = { ...place, referralId: 'a' }
    expect([place, earlier, other].toSorted(compareSlotPlaces).map(({ referralId }) => referralId)).toEqual([
      'z',
      'a',
      'b',
    ])
  })

  it('has a rate only where somebody was booked', () => {
    expect(outOfTurnRate(0, 0)).toBeNull()
    expect(outOfTurnRate(8, 2)).toBe(0.25)
  })
})
