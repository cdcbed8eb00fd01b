import { type QualityRuleId, qualityRule, qualityRuleIds } from '../../../shared/codes/data-quality-rules.ts'

/** Of how many open referrals a rule applies to, and how many fail it. */
export interface RuleTally {
  applicable: number
  failed: number
}
export type RuleTallies = Record<QualityRuleId, RuleTally>

/** What one rule takes from a score. */
export interface RuleContribution extends RuleTally {
  ruleId: QualityRuleId
  weight: number
  /** Points out of 100 that its failures cost, to one decimal. */
  lost: number
}

/** Tallies in which nothing was counted yet. */
export function noTallies(): RuleTallies {
  return Object.fromEntries(
    qualityRuleIds.map((id): [QualityRuleId, RuleTally] => [id, { applicable: 0, failed: 0 }]),
  ) as RuleTallies
}

/** Adds what was counted elsewhere. */
export function addTallies(total: RuleTallies, more: RuleTallies): void {
  for (const id of qualityRuleIds) {
    total[id].applicable += more[id].applicable
    total[id].failed += more[id].failed
  }
}

/** Adds one referral’s bits, in the order of `qualityRuleIds`. */
export function addBits(tallies: RuleTallies, bits: { applicable: number; failed: number }): void {
  for (const [index, id] of qualityRuleIds.entries()) {
    if ((bits.applicable & (1 << index)) !== 0) tallies[id].applicable += 1
    if ((bits.failed & (1 << index)) !== 0) tallies[id].failed += 1
  }
}

/**
 * The weighted share of (open referral × applicable rule) that is met: 100 × Σ weight × (applicable − failed) ÷
 * Σ weight × applicable. 0 to 100 with one decimal; never shown as 100 while something fails, nor as 0 while something
 * is met. Null where no weighted rule applies to anything, such as a service without open referrals.
 */
export function scoreOf(tallies: RuleTallies): number | null {
  const { weighted, lost } = sums(tallies)
  if (weighted === 0) return null
  const score = Math.round((1000 * (weighted - lost)) / weighted) / 10
  if (lost > 0 && score === 100) return 99.9
  return lost < weighted && score === 0 ? 0.1 : score
}

/** What each rule takes from the score, in points out of 100, the costliest first. */
export function contributionsOf(tallies: RuleTallies): RuleContribution[] {
  const { weighted } = sums(tallies)
  return qualityRuleIds
    .map((ruleId): RuleContribution => {
      const { weight } = qualityRule(ruleId)
      const { applicable, failed } = tallies[ruleId]
      const points = weighted === 0 ? 0 : (100 * weight * failed) / weighted
      return { ruleId, weight, applicable, failed, lost: Math.round(points * 10) / 10 }
    })
    .toSorted((a, b) => b.weight * b.failed - a.weight * a.failed)
}

function sums(tallies: RuleTallies): { weighted: number; lost: number } {
  let weighted = 0
  let lost = 0
  for (const ruleId of qualityRuleIds) {
    const { weight } = qualityRule(ruleId)
    weighted += weight * tallies[ruleId].applicable
    lost += weight * tallies[ruleId].failed
  }
  return { weighted, lost }
}
