import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fillDemoStore } from '../../../src/main/services/demo/fill-demo-store.ts'
import { qualityRuleIds, type QualityRuleId } from '../../../src/shared/codes/data-quality-rules.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { naiveGaps } from './naive-count.ts'
import { spoilRecords } from './spoil-records.ts'

const today = '2026-03-02'
let test: TestStore

beforeAll(async () => {
  test = await createTestStore({ today })
  const size = { waiting: { audiology: 40, slt: 90, neurodevelopment: 120 }, historyDays: 120 }
  await fillDemoStore(test.store, [test.context.person], { today, now: `${today}T09:00:00.000Z`, ...size })
  spoilRecords(test.store, today)
})
afterAll(() => test.close())

/** Every id of a list, page by page. */
async function listOf(filter: { ruleId: QualityRuleId; services?: string[]; source?: string | null }) {
  const ids: string[] = []
  for (;;) {
    const { rows, total } = await test.client.dataQuality.page({ filter, offset: ids.length, limit: 50 })
    ids.push(...rows.map(({ referralId }) => referralId))
    for (const { gaps } of rows) expect(gaps.length).toBeGreaterThan(0)
    if (ids.length >= total) return ids
  }
}

describe('the figures', () => {
  it('equal a count written a second time, rule by rule, and each list holds those very referrals', async () => {
    const { rules } = await test.client.dataQuality.figures({})
    const naive = naiveGaps(test.store, today)
    expect(rules.map(({ ruleId }) => ruleId)).toEqual(qualityRuleIds)
    expect(Object.keys(naive).toSorted()).toEqual(qualityRuleIds.toSorted())
    // Every gap is there to be counted, and not in all of them.
    const { referrals } = await test.client.dataQuality.figures({})
    for (const [ruleId, { length }] of Object.entries(naive)) {
      expect(length, ruleId).toBeLessThan(referrals)
      expect(length, ruleId).toBeGreaterThan(0)
    }
    for (const [ruleId, ids] of Object.entries(naive)) {
      const figure = rules.find((each) => each.ruleId === ruleId)
      expect(figure?.failed, ruleId).toBe(ids.length)
      const listed = await listOf({ ruleId: ruleId as QualityRuleId })
      expect(listed.toSorted(), ruleId).toEqual(ids.toSorted())
    }
  })

  it('add up over sources and services, and each part opens a list as long', async () => {
    const { rules, services, referrals } = await test.client.dataQuality.figures({})
    expect(services.reduce((sum, each) => sum + each.referrals, 0)).toBe(referrals)
    for (const { ruleId, failed, applicable, sources } of rules) {
      expect(sources.reduce((sum, each) => sum + each.failed, 0)).toBe(failed)
      expect(sources.reduce((sum, each) => sum + each.applicable, 0)).toBe(applicable)
      const byService = services.map((each) => each.rules.find((rule) => rule.ruleId === ruleId)?.failed ?? 0)
      expect(byService.reduce((sum, each) => sum + each, 0)).toBe(failed)
    }
    const language = rules.find(({ ruleId }) => ruleId === 'language_missing')!
    for (const { source, failed } of language.sources)
      expect(await listOf({ ruleId: 'language_missing', source })).toHaveLength(failed)
    const own = await test.client.dataQuality.figures({ services: ['slt'] })
    expect(await listOf({ ruleId: 'language_missing', services: ['slt'] })).toHaveLength(
      own.rules.find(({ ruleId }) => ruleId === 'language_missing')!.failed,
    )
  })

  it('are listed in the order asked for, both ways', async () => {
    const ask = async (column: 'received_date' | 'family_name' | 'source', direction: 'asc' | 'desc') =>
      test.client.dataQuality.page({
        filter: { ruleId: 'interpreter_not_asked' },
        sort: { column, direction },
        limit: 200,
      })
    const received = (await ask('received_date', 'asc')).rows.map((row) => row.receivedDate)
    expect(received).toEqual(received.toSorted())
    const names = (await ask('family_name', 'asc')).rows.map((row) => row.referralId)
    const backwards = (await ask('family_name', 'desc')).rows.map((row) => row.referralId)
    expect(backwards).toEqual(names.toReversed())
  })

  it('follow a record that is put right at once', async () => {
    const filter = { ruleId: 'ethnicity_missing' as const }
    const before = await test.client.dataQuality.page({ filter })
    const { childId } = before.rows[0]!
    const { child } = await test.client.children.get({ childId })
    const { id, version, diedOn: _, ...input } = child
    const score = async () => (await test.client.dataQuality.figures({})).score ?? 0
    const scored = await score()
    await test.client.children.update({ childId: id, version, child: { ...input, ethnicCategory: 'Z' } })
    const after = await test.client.dataQuality.page({ filter })
    expect(after.total).toBeLessThan(before.total)
    expect(after.rows.map((row) => row.childId)).not.toContain(childId)
    expect(await score()).toBeGreaterThanOrEqual(scored)
  })

  it('are read from indexes that are there for them', () => {
    const plan = test.store.bare.reader
      .prepare(
        `EXPLAIN QUERY PLAN SELECT max(happened_on) FROM referral_event WHERE referral_id = 'a'
         UNION ALL SELECT count(*) FROM child_contact WHERE child_id = 'a'
         UNION ALL SELECT cells FROM (SELECT cells FROM import_batch_cells
           WHERE referral_id = 'a' AND source = 'b' AND batch_id <= 'c' ORDER BY batch_id DESC LIMIT 1)`,
      )
      .all()
      .map((row) => (row as { detail: string }).detail)
    expect(plan.filter((line) => line.startsWith('SCAN') && !line.includes('subquery'))).toEqual([])
    expect(plan.join('\n')).toContain('referral_event_referral')
  })
})
