import { priorityLabels } from '../../../shared/codes/priorities.ts'
import { isTextList, knownValue, triageField, unknownPhrase } from '../../../shared/codes/triage-fields.ts'
import type { TriageField } from '../../../shared/codes/triage-fields.ts'
import type { RuleTest } from '../../../shared/triage/rules.ts'
import type { Evaluation, Firing, RedirectSuggestion } from './evaluation.ts'
import { flagsOf } from './evaluate.ts'
import { codeLabel, listed, lowerFirst, outcomeWords, spokenCode, times, withUnit } from './words.ts'

/**
 * Why, in sentences: one for each rule that fired, one for each redirect held back, and what to look at again.
 * Built from the questions that held; a blank reads "not asked".
 */
export function sentencesOf(evaluation: Evaluation): string[] {
  return [
    ...evaluation.fired.map((firing) => firingSentence(firing, evaluation.ruleSetVersion)),
    ...evaluation.redirects
      .filter((each) => each.suppressedBy.length > 0 || each.waitsFor.length > 0)
      .map((each) => suppressionSentence(each, evaluation)),
    ...cautionsOf(evaluation),
  ]
}

/** What to look at again before following the suggestion: red flags nobody asked about, answers that cannot be read. */
export function cautionsOf(evaluation: Evaluation): string[] {
  return [
    ...(evaluation.redirect && !evaluation.redFlagsKnown
      ? ['Red flags not asked: ask before sending the child another way.']
      : []),
    ...evaluation.problems.filter(({ code }) => code === 'wrong_type').map(({ message }) => message),
  ]
}

/** "S01 (v3): feeding referral, choking recorded → urgent, 5 working days." */
export function firingSentence(firing: Firing, ruleSetVersion: number): string {
  const reasons = [...new Set(firing.matched.map((test) => matchedPhrase(test, firing)))]
  const effects = outcomeWords(firing.outcome, flagsOf(firing))
  return `${firing.ruleId} (v${ruleSetVersion}): ${reasons.join(', ')} → ${effects.join(', ') || 'noted'}.`
}

/** Why a redirect or decline suggestion does not stand. */
export function suppressionSentence(
  { ruleId, kind, reasonCode, suppressedBy, waitsFor }: RedirectSuggestion,
  { priority }: Evaluation,
): string {
  const what = kind === 'redirect' ? 'Redirecting' : 'Watching and referring again'
  const reason = reasonCode === null ? '' : `: ${lowerFirst(codeLabel(reasonCode))}`
  if (suppressedBy.length === 0) {
    const blanks = waitsFor.map((name) => triageField(name)?.label ?? name)
    return `${what} (${ruleId}${reason}) is not suggested until it is known: ${listed(blanks)}.`
  }
  const makes = suppressedBy.length > 1 ? 'make' : 'makes'
  const pressing = priority === null ? 'urgent' : priorityLabels[priority].toLowerCase()
  return `${what} (${ruleId}${reason}) is not suggested because ${listed(suppressedBy)} ${makes} this ${pressing}.`
}

function matchedPhrase(test: RuleTest, { inputs, thresholds }: Firing): string {
  const field = triageField(test.field)
  if (!field) return test.field
  const held = knownValue(field.type, inputs[test.field])
  if (held === undefined)
    return test.op === 'lacks' && typeof test.value === 'string'
      ? `${spokenCode(field, test.value)} not asked`
      : unknownPhrase(field)
  if (test.op === 'crosses') return `${said(field, held)}, now past ${listed(thresholds.map(String))} weeks`
  if (test.op === 'present') return `${field.label} recorded`
  if (test.op === 'lacks' && typeof test.value === 'string') return `no ${spokenCode(field, test.value)}`
  if (isTextList(held)) {
    if (held.length === 0) return `no ${field.label}`
    const wanted: readonly unknown[] = Array.isArray(test.value) ? test.value : [test.value]
    return said(
      field,
      held.filter((code) => wanted.includes(code)),
    )
  }
  return said(field, held)
}

function said(field: TriageField, held: NonNullable<ReturnType<typeof knownValue>>): string {
  if (typeof held === 'boolean')
    return (held ? field.whenYes : field.whenNo) ?? `${field.label}: ${held ? 'yes' : 'no'}`
  if (typeof held === 'number')
    return (field.says ?? `${field.label} {n}`)
      .replace('{n}', withUnit(held, field.unit))
      .replace('{times}', held === 0 ? 'never' : times(held))
  if (typeof held === 'string') return `${field.label}: ${field.codes ? spokenCode(field, held) : held}`
  return (field.says ?? '{code}').replace('{code}', listed(held.map((code) => spokenCode(field, code))))
}
