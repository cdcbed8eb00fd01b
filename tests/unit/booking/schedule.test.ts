import { describe, expect, it } from 'vitest'
import { overlaps } from '../../../src/main/domain/booking/clock-times.ts'
import { displacedBy } from '../../../src/main/domain/booking/displaced.ts'
import {
  mondayOf,
  type Schedule,
  sessionOn,
  sessionsBetween,
  weekdayOf,
} from '../../../src/main/domain/booking/schedule.ts'
import { englandBankHolidays } from '../../../src/shared/codes/bank-holidays.ts'
import type { ClinicTemplate, ExceptionInput } from '../../../src/shared/contract/clinics.ts'

const slots = [
  { at: '10:00', minutes: 30, capacity: 1 },
  { at: '09:00', minutes: 30, capacity: 2 },
]

function weekly(change: Partial<ClinicTemplate> = {}): ClinicTemplate {
  return { weekdays: [1], everyWeeks: 1, from: '2026-01-01', until: null, slots, ...change }
}

function schedule(template: ClinicTemplate, exceptions: ExceptionInput[] = []): Schedule {
  return { templates: [template], exceptions, endedOn: null }
}

function exception(change: Partial<ExceptionInput>): ExceptionInput {
  return { kind: 'cancelled', from: '2026-03-09', to: '2026-03-09', slots: [], note: '', ...change }
}

function heldDays(plan: Schedule, from: string, to: string): string[] {
  return sessionsBetween(plan, from, to, englandBankHolidays)
    .filter(({ state }) => state === 'held')
    .map(({ on }) => on)
}

describe('a day of the week', () => {
  it.each([
    ['2026-11-22', 7],
    ['2024-02-29', 4],
    ['2023-12-31', 7],
    ['2026-03-30', 1],
  ])('of %s is %i', (date, weekday) => {
    expect(weekdayOf(date)).toBe(weekday)
  })

  it('belongs to the week of the Monday before it', () => {
    expect(mondayOf('2026-03-29')).toBe('2026-03-23')
    expect(mondayOf('2026-03-30')).toBe('2026-03-30')
  })
})

describe('repeating weeks', () => {
  it('keep day and time over the change to summer time and back', () => {
    const plan = schedule(weekly({ weekdays: [7, 1] }))
    expect(heldDays(plan, '2026-03-28', '2026-03-31')).toEqual(['2026-03-29', '2026-03-30'])
    expect(heldDays(plan, '2026-10-24', '2026-10-27')).toEqual(['2026-10-25', '2026-10-26'])
    const [session] = sessionsBetween(plan, '2026-03-29', '2026-03-29', englandBankHolidays)
    expect(session?.slots.map(({ at }) => at)).toEqual(['09:00', '10:00'])
  })

  it('are held on 29 February', () => {
    const plan = schedule(weekly({ weekdays: [2], from: '2028-02-01' }))
    expect(heldDays(plan, '2028-02-22', '2028-03-07')).toEqual(['2028-02-22', '2028-02-29', '2028-03-07'])
  })

  it('every other week are counted from the week of the first day, not from that day', () => {
    const plan = schedule(weekly({ weekdays: [1, 5], everyWeeks: 2, from: '2026-01-07' }))
    expect(heldDays(plan, '2026-01-01', '2026-02-02')).toEqual([
      '2026-01-09',
      '2026-01-19',
      '2026-01-23',
      '2026-02-02',
    ])
  })

  it('begin and end on the days they are valid, both included', () => {
    const plan = schedule(weekly({ from: '2026-03-09', until: '2026-03-23' }))
    expect(heldDays(plan, '2026-03-01', '2026-04-30')).toEqual(['2026-03-09', '2026-03-16', '2026-03-23'])
  })

  it('stop on the day the clinic ends', () => {
    const plan = { ...schedule(weekly()), endedOn: '2026-03-16' }
    expect(heldDays(plan, '2026-03-01', '2026-04-30')).toEqual(['2026-03-02', '2026-03-09'])
  })

  it('leave out the bank holidays of England, and say so', () => {
    const plan = schedule(weekly())
    expect(heldDays(plan, '2026-03-30', '2026-04-20')).toEqual(['2026-03-30', '2026-04-13', '2026-04-20'])
    expect(sessionOn(plan, '2026-04-06', englandBankHolidays).state).toBe('bank_holiday')
  })
})

describe('exceptions', () => {
  it('cancel a day or the days of the clinician’s leave', () => {
    const plan = schedule(weekly(), [
      exception({}),
      exception({ kind: 'away', from: '2026-03-14', to: '2026-03-27', note: 'Leave' }),
    ])
    expect(heldDays(plan, '2026-03-02', '2026-03-30')).toEqual(['2026-03-02', '2026-03-30'])
    expect(sessionOn(plan, '2026-03-16', englandBankHolidays)).toMatchObject({ state: 'away', note: 'Leave' })
    expect(sessionOn(plan, '2026-03-09', englandBankHolidays).state).toBe('cancelled')
  })

  it('add a session on any day, a bank holiday included, unless that day is cancelled', () => {
    const extra = exception({
      kind: 'extra',
      from: '2026-04-06',
      to: '2026-04-06',
      slots: [{ at: '13:00', minutes: 60, capacity: 1 }],
    })
    const plan = schedule(weekly(), [extra])
    expect(sessionOn(plan, '2026-04-06', englandBankHolidays)).toMatchObject({
      state: 'held',
      slots: [{ at: '13:00' }],
    })
    const off = exception({ from: '2026-04-06', to: '2026-04-06' })
    expect(sessionOn(schedule(weekly(), [extra, off]), '2026-04-06', englandBankHolidays).state).toBe(
      'cancelled',
    )
  })

  it('on a usual day are added to its times, the larger capacity holding', () => {
    const extra = exception({
      kind: 'extra',
      slots: [
        { at: '09:00', minutes: 30, capacity: 5 },
        { at: '08:00', minutes: 30, capacity: 1 },
      ],
    })
    const session = sessionOn(schedule(weekly(), [extra]), '2026-03-09', englandBankHolidays)
    expect(session.slots.map(({ at, capacity }) => [at, capacity])).toEqual([
      ['08:00', 1],
      ['09:00', 5],
      ['10:00', 1],
    ])
  })
})

describe('who is displaced', () => {
  const booked = [
    { appointmentId: 'a', on: '2026-03-09', at: '09:00' },
    { appointmentId: 'b', on: '2026-03-09', at: '09:00' },
    { appointmentId: 'c', on: '2026-03-09', at: '10:00' },
  ]

  it('is nobody while every slot holds', () => {
    expect(displacedBy(schedule(weekly()), booked, englandBankHolidays)).toEqual([])
  })

  it('is who was booked last where a slot holds fewer, and all of a slot that is gone', () => {
    const smaller = schedule(weekly({ slots: [{ at: '09:00', minutes: 30, capacity: 1 }] }))
    expect(
      displacedBy(smaller, booked, englandBankHolidays).map(({ appointmentId }) => appointmentId),
    ).toEqual(['b', 'c'])
  })
})

describe('times of a day', () => {
  it('overlap when they share a minute, not when one follows the other', () => {
    expect(overlaps({ at: '09:00', minutes: 45 }, { at: '09:44', minutes: 5 })).toBe(true)
    expect(overlaps({ at: '09:00', minutes: 45 }, { at: '09:45', minutes: 45 })).toBe(false)
  })
})
