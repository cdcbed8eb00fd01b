import {
  isBlank,
  isTextList,
  knownValue,
  triageField,
  triageFields,
} from '../../../shared/codes/triage-fields.ts'
import type { RuleExample } from '../../../shared/contract/rules.ts'
import type { RuleSet } from '../../../shared/triage/rules.ts'
import type { ReferralFacts } from './compile-condition.ts'
import { evaluate } from './evaluate.ts'
import { sentencesOf } from './sentences.ts'
import shipped from './shipped-cases.json' with { type: 'json' }
import { listed, spokenCode, withUnit } from './words.ts'

/** A referral's answers and the rules that must fire for them, no more and no fewer. */
export interface WorkedCase {
  id: string
  name: string
  facts: ReferralFacts
  /** Sorted. */
  expected: readonly string[]
}

/** The cases every store starts with. */
export const shippedCases: readonly WorkedCase[] = shipped.cases.map((each) => ({
  id: each.id,
  name: each.name,
  facts: each.referral,
  expected: each.fires.toSorted(),
}))

/** What a rule set makes of a case, beside what it must. */
export function runCase(ruleSet: RuleSet, { facts, expected }: WorkedCase): RuleExample['result'] {
  const evaluation = evaluate(ruleSet, facts)
  const fired = evaluation.fired.map(({ ruleId }) => ruleId).toSorted()
  const missing = expected.filter((id) => !fired.includes(id))
  const unexpected = fired.filter((id) => !expected.includes(id))
  return {
    passes: missing.length === 0 && unexpected.length === 0,
    fired,
    missing,
    unexpected,
    sentences: sentencesOf(evaluation),
  }
}

/** Fields whose answer could say who a child is, even when a rule asks only whether there is one. */
const tells = new Set(['dob', 'postcode', 'gpPracticeCode', 'contactPhone', 'reasonText'])

/**
 * A referral's answers without identity: only fields rules can ask about, ages worked out, and of every text and of
 * the date of birth only that there was one. Other dates become days before the received date of a made-up
 * referral, so that a case tells nothing about when it happened.
 */
export function withoutIdentity(facts: ReferralFacts): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const { name, type } of triageFields) {
    const held = knownValue(type, facts[name])
    if (held === undefined || (isBlank(facts[name]) && type !== 'codeList')) continue
    if (type === 'date' && name !== 'dob') kept[name] = movedDate(String(held), facts['dateReceived'])
    else kept[name] = tells.has(name) || type === 'text' ? 'x' : held
  }
  if (typeof facts['service'] === 'string') kept['service'] = facts['service']
  return kept
}

/** The day every kept case was received on. */
const madeUpReceipt = Date.UTC(2026, 0, 5)
const day = 86_400_000

function movedDate(date: string, received: unknown): string {
  const from = Date.parse(typeof received === 'string' ? received : date)
  const to = Date.parse(date)
  const days = Number.isNaN(from) || Number.isNaN(to) ? 0 : Math.round((to - from) / day)
  return new Date(madeUpReceipt + days * day).toISOString().slice(0, 10)
}

/** The answers of a case as people read them, in the order of the catalogue. */
export function factsInWords(facts: ReferralFacts): { label: string; value: string }[] {
  return triageFields.flatMap(({ name, label }) => {
    const value = answerWords(name, facts[name])
    return value === null ? [] : [{ label, value }]
  })
}

function answerWords(name: string, raw: unknown): string | null {
  const field = triageField(name)
  if (field === undefined) return null
  const held = knownValue(field.type, raw)
  if (held === undefined) return null
  if (typeof held === 'boolean') return held ? 'yes' : 'no'
  if (typeof held === 'number') return withUnit(held, field.unit)
  if (isTextList(held))
    return held.length === 0 ? 'asked and none' : listed(held.map((code) => spokenCode(field, code)))
  if (tells.has(name) || field.type === 'text') return 'recorded'
  return field.codes === undefined ? held : spokenCode(field, held)
}
