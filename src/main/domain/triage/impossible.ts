import { triageField } from '../../../shared/codes/triage-fields.ts'
import type { RuleCondition, RuleTest } from '../../../shared/triage/rules.ts'
import { compileCondition } from './compile-condition.ts'

/** Two questions that can never both hold, or one that never can. */
export interface Impossible {
  /** Path below the condition: `.all[1].value`. */
  place: string
  test: RuleTest
  /** The questions before it on the same field. */
  against: RuleTest[]
}

/**
 * Questions of a condition that no referral could answer together: each is named at its own place, with the earlier
 * ones on the same field. Alternatives of an `any` are looked at one by one, under everything asked around them.
 * `given` are questions that hold already, such as those of the rule when a branch is looked at.
 */
export function impossibleIn(condition: RuleCondition, given: RuleCondition | null = null): Impossible[] {
  const found: Impossible[] = []
  const around = given === null ? [] : needed(given)
  walk(condition, '', around, found)
  return found
}

/** The questions that must hold for the condition to hold, alternatives left out. */
function needed(condition: RuleCondition): RuleTest[] {
  if ('all' in condition) return condition.all.flatMap(needed)
  if ('any' in condition) return condition.any.length === 1 ? condition.any.flatMap(needed) : []
  return [condition]
}

/** Returns the questions that hold together from here on, those found impossible left out. */
function walk(
  condition: RuleCondition,
  path: string,
  around: readonly RuleTest[],
  found: Impossible[],
): RuleTest[] {
  if ('all' in condition) {
    let held = [...around]
    // Alternatives come last, so that every question beside them is known.
    const parts = condition.all.map((part, index) => ({ part, place: `${path}.all[${index}]` }))
    for (const { part, place } of parts.toSorted((a, b) => Number('any' in a.part) - Number('any' in b.part)))
      held = walk(part, place, held, found)
    return held
  }
  if ('any' in condition) {
    for (const [index, part] of condition.any.entries()) walk(part, `${path}.any[${index}]`, around, found)
    return [...around]
  }
  const against = around.filter(({ field }) => field === condition.field)
  if (canHoldTogether([...against, condition])) return [...around, condition]
  found.push({
    place: `${path}${condition.value === undefined ? '.op' : '.value'}`,
    test: condition,
    against,
  })
  return [...around]
}

/** Whether some answer to their one field satisfies every question. */
function canHoldTogether(tests: readonly RuleTest[]): boolean {
  const [first] = tests
  if (first === undefined) return true
  const holds = compileCondition({ all: tests.map(withoutHistory) }).holds
  return answersWorthTrying(first.field, tests).some((answer) => holds({ [first.field]: answer }))
}

/** A threshold passed since the last check is, for one moment, a wait of at least the least of them. */
function withoutHistory(test: RuleTest): RuleTest {
  if (test.op !== 'crosses' || !Array.isArray(test.value)) return test
  return { field: test.field, op: 'gte', value: Math.min(...test.value.map(Number)) }
}

/** Answers of which one satisfies all questions if any answer does; null is not asked. */
function answersWorthTrying(name: string, tests: readonly RuleTest[]): unknown[] {
  const named = tests.flatMap(({ value }) => (Array.isArray(value) ? [...value] : [value]))
  switch (triageField(name)?.type) {
    case 'boolean':
      return [null, true, false]
    case 'number':
      return [null, 0, ...named.flatMap((value) => beside(Number(value)))]
    case 'codeList': {
      const lacked = new Set(tests.filter(({ op }) => op === 'lacks').map(({ value }) => value))
      // Every question but these asks for more in the list, never for less.
      const most = named.filter((value) => typeof value === 'string' && !lacked.has(value))
      return [null, [], [...most, 'any other code']]
    }
    default:
      return [null, 'any other answer', ...named]
  }
}

function beside(value: number): number[] {
  return Number.isFinite(value) ? [value - 1, value, value + 1] : []
}
