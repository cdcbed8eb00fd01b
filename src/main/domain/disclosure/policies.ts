import { type DisclosurePolicyId, disclosurePolicies } from '../../../shared/codes/disclosure-policies.ts'
import { type CountTable, type DisclosedTable, eachFigure } from './count-table.ts'
import { roundTableTo5 } from './round-to-5.ts'
import { hideUnder5 } from './under-5.ts'

const ways: Record<DisclosurePolicyId, (table: CountTable) => DisclosedTable> = {
  none: (table) => eachFigure(table, (count) => count),
  round_to_5: roundTableTo5,
  under_5: hideUnder5,
}

/**
 * What a reader sees of a table under a policy. It comes before any percentage, average or chart, which are worked
 * from what is shown and never from the counts.
 */
export function applyPolicy(policy: DisclosurePolicyId, table: CountTable): DisclosedTable {
  return ways[policy](table)
}

/** The name under which a file carries its policy: `Hide counts under 5 (under_5, version 1)`. */
export function policyName(policy: DisclosurePolicyId): string {
  const { label, id, version } = disclosurePolicies[policy]
  return `${label} (${id}, version ${version})`
}
