import { afterEach, beforeEach, expect, it } from 'vitest'
import { fillDemoStore } from '../../src/main/services/demo/fill-demo-store.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

const today = '2026-03-02'
const size = { waiting: { audiology: 40, slt: 80, neurodevelopment: 120 }, historyDays: 200 }

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today })
})
afterEach(() => test.close())

it('a demonstration store has clinics with people in them, each in a place that exists', async () => {
  await fillDemoStore(test.store, [test.context.person], { today, now: `${today}T09:00:00.000Z`, ...size })
  const { clinics } = await test.client.clinics.week({ from: today })
  expect(new Set(clinics.map(({ serviceName }) => serviceName)).size).toBe(3)
  const booked = await test.store.read
    .selectFrom('appointment')
    .selectAll()
    .where('on_date', '>=', today)
    .execute()
  expect(booked.length).toBeGreaterThan(3)
  for (const { referral_id: referralId, on_date: on, status } of booked) {
    const referral = await test.client.referrals.get({ referralId })
    if (status === 'booked') expect(referral.nextAppointmentOn).toBe(on)
  }
  const weeks = await Promise.all(
    ['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23'].map((from) =>
      test.client.clinics.week({ from }),
    ),
  )
  const days = weeks.flatMap((week) => week.clinics.flatMap((clinic) => clinic.days))
  for (const { booked: count, capacity } of days) expect(count).toBeLessThanOrEqual(capacity)
  expect((await test.client.store.verify()).problems).toEqual([])
})
