import { readRuleSet } from '../../shared/triage/read-rule-set.ts'
import { defaultRuleSet } from '../domain/triage/default-rule-set.ts'
import { triageCases } from '../domain/triage/triage-cases.ts'
import type { Command } from './command.ts'
import { readJson } from './read-input.ts'

/** What the default rules, or those of a file, make of the referrals in a file. */
export const triage: Command = {
  usage: 'triage FILE.json [--rules FILE.json]',
  options: { rules: { type: 'string' } },
  positionals: { least: 1, most: 1 },
  async run({ positionals: [file = ''], optional }) {
    const input = await readJson(file)
    if (!input.ok) return input
    const rulesFile = optional('rules')
    if (rulesFile === undefined) return triageCases(input.value, defaultRuleSet())
    const json = await readJson(rulesFile)
    if (!json.ok) return json
    const rules = readRuleSet(json.value)
    return rules.ok ? triageCases(input.value, rules.value) : rules
  },
}
