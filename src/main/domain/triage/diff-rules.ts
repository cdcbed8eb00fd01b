import type { RuleFieldChange, RuleSetDiff } from '../../../shared/contract/rules.ts'
import type { RuleOutcome, RuleSet, TriageRule } from '../../../shared/triage/rules.ts'
import { describeRule, servicesWords, whenWords } from './describe-rule.ts'
import { outcomeWords } from './words.ts'

/** How many rules one set adds, removes and changes against another. */
export interface RuleSetChanges {
  added: TriageRule[]
  removed: TriageRule[]
  changed: { before: TriageRule; after: TriageRule }[]
}

/** What one rule set has that the other has not. Who changed a rule, when and its own version are not differences. */
export function compareRules(from: RuleSet, to: RuleSet): RuleSetChanges {
  const before = new Map(from.rules.map((rule) => [rule.id, rule]))
  const after = new Set(to.rules.map(({ id }) => id))
  return {
    added: to.rules.filter(({ id }) => !before.has(id)),
    removed: from.rules.filter(({ id }) => !after.has(id)),
    changed: to.rules.flatMap((rule) => {
      const old = before.get(rule.id)
      return old === undefined || isSameRule(old, rule) ? [] : [{ before: old, after: rule }]
    }),
  }
}

/** Whether two rules say the same. */
export function isSameRule(a: TriageRule, b: TriageRule): boolean {
  return canonical(substance(a)) === canonical(substance(b))
}

/** A rule without who changed it, when, and how often. */
function substance({ version: _v, changedBy: _by, changedOn: _on, ...rule }: TriageRule): object {
  return rule
}

/** JSON with the keys of every object in order: two ways to write the same thing are one. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  )
}

/** Two rule sets side by side in words; `fromName` and `toName` say which they are. */
export function diffInWords(from: RuleSet, to: RuleSet, fromName: string, toName: string): RuleSetDiff {
  const { added, removed, changed } = compareRules(from, to)
  const said = (rule: TriageRule) => ({
    ruleId: rule.id,
    name: rule.name,
    sentence: describeRule(rule).sentence,
  })
  return {
    from: fromName,
    to: toName,
    added: added.map(said),
    removed: removed.map(said),
    changed: changed.map(({ before, after }) => ({
      ruleId: after.id,
      name: after.name,
      before: describeRule(before).sentence,
      after: describeRule(after).sentence,
      fields: fieldChanges(before, after),
    })),
    summary: summaryOf(added.length, removed.length, changed.length),
  }
}

function summaryOf(added: number, removed: number, changed: number): string {
  const parts = [
    changed > 0 ? `${changed} ${changed === 1 ? 'rule' : 'rules'} changed` : '',
    added > 0 ? `${added} added` : '',
    removed > 0 ? `${removed} removed` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'Nothing differs.' : `${parts.join(', ')}.`
}

const nothing = 'nothing'
const onOff = (enabled: boolean) => (enabled ? 'switched on' : 'switched off')

function fieldChanges(before: TriageRule, after: TriageRule): RuleFieldChange[] {
  const parts: [what: string, of: (rule: TriageRule) => string][] = [
    ['Name', (rule) => rule.name],
    ['Services', servicesWords],
    ['Condition', whenWords],
    ['Leads to', (rule) => effectsWords(rule.outcome)],
    ['Depending on', (rule) => branchWords(rule.outcome)],
    ['In use', (rule) => onOff(rule.enabled)],
    ['Source', (rule) => rule.source || nothing],
    ['Criterion', (rule) => rule.confidence.toLowerCase()],
    ['Number or action', (rule) => rule.detailConfidence.toLowerCase()],
    ['May be changed locally', (rule) => (rule.locallyConfigurable ? 'yes' : 'no')],
    ['Note', (rule) => rule.note || nothing],
  ]
  const changes = parts
    .map(([what, of]) => ({ what, before: of(before), after: of(after) }))
    .filter((change) => change.before !== change.after)
  return [...changes, ...unspoken(before.outcome, after.outcome)]
}

function effectsWords({ branch: _branch, otherwise: _otherwise, ...base }: RuleOutcome): string {
  return outcomeWords(base, base.flag === undefined ? [] : [base.flag]).join(', ') || nothing
}

function branchWords({ branch, otherwise }: RuleOutcome): string {
  const parts = (branch ?? []).map(
    (each) => `if ${whenWords({ when: each.if })}: ${effectsWords(each.outcome)}`,
  )
  if (otherwise) parts.push(`otherwise: ${effectsWords(otherwise)}`)
  return parts.join('; ') || nothing
}

/** Effects that no sentence speaks of, by their name in the file. */
const unspokenEffects = [
  'chaseDays',
  'copyTo',
  'blockBooking',
  'escalateWnbAt',
  'clock',
  'excludeFromWaitingList',
  'kpi',
  'notAcceptanceCriterion',
] as const satisfies readonly (keyof RuleOutcome)[]

const unspokenLabels: Record<(typeof unspokenEffects)[number], string> = {
  chaseDays: 'Days until asked again',
  copyTo: 'Copies to',
  blockBooking: 'Booking held',
  escalateWnbAt: 'Times not brought before escalation',
  clock: 'Clock',
  excludeFromWaitingList: 'Left out of the waiting list',
  kpi: 'Measure',
  notAcceptanceCriterion: 'Never a reason to accept',
}

function unspoken(before: RuleOutcome, after: RuleOutcome): RuleFieldChange[] {
  const shown = (value: RuleOutcome[keyof RuleOutcome]) =>
    value === undefined ? nothing : Array.isArray(value) ? value.join(', ') : yesNo(value)
  return unspokenEffects
    .map((key) => ({ what: unspokenLabels[key], before: shown(before[key]), after: shown(after[key]) }))
    .filter((change) => change.before !== change.after)
}

function yesNo(value: unknown): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
}
