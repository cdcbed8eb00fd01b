import { triageField } from '../../../shared/codes/triage-fields.ts'
import type { RuleTest } from '../../../shared/triage/rules.ts'
import type { Evaluation, Firing } from './evaluation.ts'
import { spokenCode } from './words.ts'

/**
 * What to ask for before triage, each item once and in words: the exact gaps where a rule only looks for gaps, else
 * what the rule itself names. A letter that lacks a telephone number asks for that, not for everything a letter needs.
 */
export function itemsToAsk({ fired, redirect, redirects }: Evaluation): string[] {
  const items = fired
    .filter(({ outcome }) => outcome.needInfo !== undefined)
    .flatMap((firing) => gapsOf(firing) ?? firing.outcome.needInfo ?? [])
  // A redirect that waits is asked for only where no other stands: then the answer changes nothing.
  const waiting = redirect === null ? redirects.flatMap(({ waitsFor }) => waitsFor) : []
  return [...new Set([...items, ...waiting.flatMap(askable)])]
}

/** The field in words; none where it is worked out from others, which are asked for themselves. */
function askable(name: string): string[] {
  const field = triageField(name)
  return field === undefined || field.derived ? [] : [field.label]
}

/** The gaps a firing names, or null when it looked at anything beside gaps. */
function gapsOf({ matched }: Firing): string[] | null {
  const gaps = matched.map(gapOf)
  return gaps.length > 0 && gaps.every((gap) => gap !== null) ? gaps : null
}

function gapOf({ field: name, op, value }: RuleTest): string | null {
  const field = triageField(name)
  if (field === undefined) return null
  if (op === 'missing' || (op === 'ne' && typeof value === 'string')) return field.label
  return op === 'lacks' && typeof value === 'string' ? spokenCode(field, value) : null
}
