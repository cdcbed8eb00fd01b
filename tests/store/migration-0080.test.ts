import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addClinic, waitingChild } from '../support/clinics.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

describe('the tables of clinics', () => {
  it('know the facts of offers', async () => {
    const kinds = test.store.bare.reader
      .prepare("SELECT code FROM event_type WHERE code IN ('appointment_offered', 'offer_declined')")
      .all()
    expect(kinds).toHaveLength(2)
  })

  it('refuse codes, dates and times that do not exist', async () => {
    const clinicId = await addClinic(test.client)
    const child = await waitingChild(test.client)
    const insert = (change: Record<string, string | number>) =>
      test.store.write(async () => {
        const row = {
          id: 'a',
          referral_id: child.referralId,
          clinic_id: clinicId,
          on_date: '2026-03-30',
          starts_at: '09:00',
          minutes: 45,
          kind: 'first',
          status: 'booked',
          booked_on: '2026-03-02',
          ...change,
        }
        test.store.bare.writer
          .prepare(
            `INSERT INTO appointment (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row)
              .map(() => '?')
              .join(', ')})`,
          )
          .run(...Object.values(row))
      })
    const wrongRows: Record<string, string | number>[] = [
      { status: 'lost' },
      { kind: 'any' },
      { on_date: '2026-02-30' },
      { starts_at: '24:00' },
      { starts_at: '9:00' },
      { minutes: 0 },
      { clinic_id: 'nowhere' },
    ]
    for (const wrong of wrongRows) await expect(insert(wrong)).rejects.toThrow(/constraint/)
    await expect(insert({})).resolves.toBeUndefined()
  })

  it('are read by index: a slot, a day, a referral and the bookings of a month', () => {
    const plan = (sql: string) =>
      (test.store.bare.reader.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
        .map(({ detail }) => detail)
        .join('\n')
    expect(
      plan("SELECT 1 FROM appointment WHERE clinic_id = 'c' AND on_date = 'd' AND starts_at = 't'"),
    ).toContain('appointment_slot')
    expect(plan("SELECT 1 FROM appointment WHERE on_date >= 'a' AND on_date <= 'b'")).toContain(
      'appointment_day',
    )
    expect(plan("SELECT 1 FROM appointment WHERE referral_id = 'r'")).toContain('appointment_referral')
    expect(plan("SELECT 1 FROM appointment WHERE booked_on >= 'a' AND booked_on <= 'b'")).toContain(
      'appointment_booked_on',
    )
  })
})
