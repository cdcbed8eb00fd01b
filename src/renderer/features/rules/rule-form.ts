import type { RuleKind } from '../../../shared/codes/rule-kinds.ts'
import type { TriageRule } from '../../../shared/triage/rules.ts'

/** How the editor was opened: at a rule, at a copy of one, or empty. */
export type EditorMode = 'edit' | 'copy' | 'new'

/** The first id of a service's rules that nobody uses: C for every service, else the first letter of its id. */
export function nextRuleId(rules: readonly TriageRule[], services: readonly string[]): string {
  const [only] = services
  const letter =
    services.length !== 1 || only === undefined || only === 'all' ? 'C' : only.charAt(0).toUpperCase()
  const numbers = rules
    .map(({ id }) => new RegExp(`^${letter}(\\d+)$`).exec(id)?.[1])
    .filter((number): number is string => number !== undefined)
    .map(Number)
  return `${letter}${String(Math.max(0, ...numbers) + 1).padStart(2, '0')}`
}

/** An empty rule: it asks nothing yet and leads to nothing. */
export function emptyRule(id: string): TriageRule {
  return {
    id,
    services: ['all'],
    name: '',
    when: { all: [{ field: '', op: 'eq' }] },
    outcome: {},
    source: '',
    confidence: 'JUDGEMENT',
    detailConfidence: 'JUDGEMENT',
    locallyConfigurable: true,
    enabled: true,
    version: 1,
    note: '',
    changedBy: null,
    changedOn: null,
  }
}

/** The rule an editor starts with; null when there is none of that id. */
export function ruleToEdit(
  rules: readonly TriageRule[],
  mode: EditorMode,
  ruleId: string | undefined,
): TriageRule | null {
  if (mode === 'new') return emptyRule(nextRuleId(rules, ['all']))
  const rule = rules.find(({ id }) => id === ruleId)
  if (!rule) return null
  if (mode === 'edit') return rule
  return {
    ...rule,
    id: nextRuleId(rules, rule.services),
    name: `${rule.name} (copy)`,
    version: 1,
    locallyConfigurable: true,
    changedBy: null,
    changedOn: null,
  }
}

/** What a rule of this kind is for, in words beside the kind. */
export const kindHints: Record<RuleKind, string> = {
  same_day: 'It asks for the child to be seen the same day.',
  urgent: 'It makes a referral urgent.',
  statutory: 'It sets a date that the law demands.',
  information: 'It asks for what is missing.',
  redirect: 'It suggests another way. A clinician decides.',
  routine: 'It sets an ordinary priority or a planned date.',
  flag: 'It raises a flag or a task and changes no priority.',
}
