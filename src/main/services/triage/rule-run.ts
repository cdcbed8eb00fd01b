import type { RuleSet } from '../../../shared/triage/rules.ts'
import type { TriageResultTable } from '../../store/schema.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { type RuleSets, ruleSets } from './current-rules.ts'

/** What is kept of the run before: which rules, on which day, and the day of the run before that. */
export type KeptRun = Pick<TriageResultTable, 'rule_set_version' | 'evaluated_on' | 'last_run_on'>

/** With which rules a referral is evaluated, and when it was before. */
export interface RuleRun {
  rules: RuleSet
  /** The last day before today on which the rules ran; null when they never did. */
  lastRunOn: string | null
}

/**
 * The rules that apply to a referral: those it was last put to, so that publishing moves nobody, or the current ones
 * where it never was. A second run on one day counts from the same day before as the first.
 */
export function ruleRun(sets: RuleSets, kept: KeptRun | undefined, today: string): RuleRun {
  if (kept === undefined) return { rules: sets.current, lastRunOn: null }
  return {
    rules: sets.of(kept.rule_set_version),
    lastRunOn: kept.evaluated_on < today ? kept.evaluated_on : kept.last_run_on,
  }
}

/** `ruleRun` for some referrals (at most a few thousand), by referral. */
export async function ruleRuns(
  db: Readable | Writing,
  referralIds: readonly string[],
  today: string,
): Promise<(referralId: string) => RuleRun> {
  const sets = await ruleSets(db)
  const rows =
    referralIds.length === 0
      ? []
      : await db
          .selectFrom('triage_result')
          .select(['referral_id', 'rule_set_version', 'evaluated_on', 'last_run_on'])
          .where('referral_id', 'in', [...referralIds])
          .execute()
  const kept = new Map(rows.map((row) => [row.referral_id, row]))
  return (referralId) => ruleRun(sets, kept.get(referralId), today)
}
