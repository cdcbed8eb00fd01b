import { afterEach, beforeEach, expect, it } from 'vitest'
import { keepQualityMonth } from '../../../src/main/services/data-quality/months.ts'
import { registerReferral } from '../../support/register.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const keep = (day: string) => {
  test.setToday(day)
  return keepQualityMonth(test.store, day, `${day}T07:00:00.000Z`)
}
const kept = () =>
  test.store.bare.reader
    .prepare(
      `SELECT month.*, rule.rule_id, rule.applicable, rule.failed FROM data_quality_month AS month
       LEFT JOIN data_quality_month_rule AS rule USING (service_id, month)
       WHERE service_id = 'slt' ORDER BY month, rule_id`,
    )
    .all() as {
    month: string
    counted_on: string
    is_over: number
    referrals: number
    score: number | null
  }[]

it('the running month takes the latest count, once a day; a month that is over never changes', async () => {
  await registerReferral(test.client, { receivedDate: '2026-02-10' })
  expect(await keep('2026-03-02')).toBe(true)
  expect(await keep('2026-03-02')).toBe(false)
  await registerReferral(test.client, { receivedDate: '2026-02-11' }, { familyName: 'Another' })
  expect(await keep('2026-03-28')).toBe(true)
  expect(new Set(kept().map((row) => `${row.month} ${row.counted_on} ${row.referrals}`))).toEqual(
    new Set(['2026-03 2026-03-28 2']),
  )
  expect(await keep('2026-04-01')).toBe(true)
  const march = kept().filter(({ month }) => month === '2026-03')
  expect(march.every(({ is_over: isOver }) => isOver === 1)).toBe(true)

  await registerReferral(test.client, { receivedDate: '2026-03-11' }, { familyName: 'Third' })
  await keep('2026-04-20')
  await keep('2026-05-04')
  expect(kept().filter(({ month }) => month === '2026-03')).toEqual(march)
  expect([...new Set(kept().map(({ month }) => month))]).toEqual(['2026-03', '2026-04', '2026-05'])
  const figures = await test.client.dataQuality.figures({})
  expect(figures.keptSince).toBe('2026-03')
  const slt = figures.services.find(({ serviceId }) => serviceId === 'slt')
  expect(slt?.months.map(({ month, referrals }) => [month, referrals])).toEqual([
    ['2026-03', 2],
    ['2026-04', 3],
  ])
})

it('the store itself refuses to change, remove or add to a month that is over', async () => {
  await registerReferral(test.client, { receivedDate: '2026-02-10' })
  await keep('2026-03-02')
  await keep('2026-04-01')
  const tried = [
    `UPDATE data_quality_month SET score = 100 WHERE month = '2026-03'`,
    `DELETE FROM data_quality_month WHERE month = '2026-03'`,
    `UPDATE data_quality_month_rule SET failed = 0 WHERE month = '2026-03'`,
    `DELETE FROM data_quality_month_rule WHERE month = '2026-03'`,
    `INSERT INTO data_quality_month_rule VALUES ('audiology', '2026-03', 'no_queue', 1, 1, 0)`,
  ]
  for (const text of tried)
    await expect(
      test.store.write(async () => void test.store.bare.writer.prepare(text).run()),
      text,
    ).rejects.toThrow(/kept as it was/)
})

it('a month in which nobody opened the app is not made up', async () => {
  await registerReferral(test.client, { receivedDate: '2026-02-10' })
  await keep('2026-03-02')
  await keep('2026-06-01')
  expect([...new Set(kept().map(({ month }) => month))]).toEqual(['2026-03', '2026-06'])
})
