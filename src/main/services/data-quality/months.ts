import { qualityRuleIds, qualityRule, qualityRulesVersion } from '../../../shared/codes/data-quality-rules.ts'
import { scoreOf } from '../../domain/data-quality/score.ts'
import type { DataQualityMonthRuleTable, DataQualityMonthTable } from '../../store/tables/data-quality.ts'
import type { Readable, Store, Writing } from '../../store/store.ts'
import { type ServiceTallies, talliesByService } from './score.ts'

/** When a month was counted. */
export interface MonthCount {
  /** `YYYY-MM`. */
  month: string
  /** `YYYY-MM-DD`. */
  countedOn: string
  /** UTC text. */
  countedAt: string
}

/**
 * Keeps today’s count as that of the running month, once a day, and closes the months that are over: those never
 * change. Counting is done in slices before the one short write. Returns whether anything was kept.
 */
export async function keepQualityMonth(store: Store, today: string, now: string): Promise<boolean> {
  const month = today.slice(0, 7)
  const counted = await store.read
    .selectFrom('data_quality_month')
    .select('service_id')
    .where('month', '>=', month)
    .where('counted_on', '>=', today)
    .limit(1)
    .executeTakeFirst()
  if (counted !== undefined) return false
  const tallies = await talliesByService(store, today)
  await store.write(async (tx) => {
    await tx
      .updateTable('data_quality_month')
      .set({ is_over: 1 })
      .where('month', '<', month)
      .where('is_over', '=', 0)
      .execute()
    await writeQualityMonth(tx, tallies, { month, countedOn: today, countedAt: now })
  })
  return true
}

/** Stores what was counted as a month’s, in place of an earlier count of it. Refused by the store once it is over. */
export async function writeQualityMonth(
  tx: Writing,
  tallies: ReadonlyMap<string, ServiceTallies>,
  { month, countedOn, countedAt }: MonthCount,
): Promise<void> {
  const services = await tx.selectFrom('service').select('id').execute()
  for (const { id } of services) {
    const own = tallies.get(id)
    const score = own === undefined ? null : scoreOf(own.rules)
    const count = {
      referrals: own?.referrals ?? 0,
      score,
      rules_version: qualityRulesVersion,
      counted_on: countedOn,
      counted_at: countedAt,
    }
    await tx
      .insertInto('data_quality_month')
      .values({ service_id: id, month, is_over: 0, ...count })
      .onConflict((conflict) => conflict.columns(['service_id', 'month']).doUpdateSet(count))
      .execute()
    await tx
      .deleteFrom('data_quality_month_rule')
      .where('service_id', '=', id)
      .where('month', '=', month)
      .execute()
    if (own === undefined) continue
    const rules = qualityRuleIds.map((ruleId): DataQualityMonthRuleTable => ({
      service_id: id,
      month,
      rule_id: ruleId,
      weight: qualityRule(ruleId).weight,
      ...own.rules[ruleId],
    }))
    await tx.insertInto('data_quality_month_rule').values(rules).execute()
  }
}

/** What was kept from one month up to, not including, another; by month. `services` absent: of all. */
export async function keptQualityMonths(
  db: Readable,
  services: readonly string[] | undefined,
  from: string,
  before: string,
): Promise<{ months: DataQualityMonthTable[]; rules: DataQualityMonthRuleTable[] }> {
  const chosen = services !== undefined && services.length > 0 ? [...services] : null
  const [months, rules] = await Promise.all([
    db
      .selectFrom('data_quality_month')
      .selectAll()
      .where('month', '>=', from)
      .where('month', '<', before)
      .$if(chosen !== null, (query) => query.where('service_id', 'in', chosen ?? []))
      .orderBy('month')
      .execute(),
    db
      .selectFrom('data_quality_month_rule')
      .selectAll()
      .where('month', '>=', from)
      .where('month', '<', before)
      .$if(chosen !== null, (query) => query.where('service_id', 'in', chosen ?? []))
      .orderBy('month')
      .execute(),
  ])
  return { months, rules }
}

/** The first month of which anything was kept; null when nothing is. */
export async function firstKeptMonth(db: Readable): Promise<string | null> {
  const row = await db
    .selectFrom('data_quality_month')
    .select((select) => select.fn.min('month').as('first'))
    .executeTakeFirst()
  return row?.first ?? null
}
