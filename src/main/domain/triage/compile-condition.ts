import { knownValue, triageField } from '../../../shared/codes/triage-fields.ts'
import type { TriageField } from '../../../shared/codes/triage-fields.ts'
import { assertNever } from '../../../shared/result.ts'
import type { RuleCondition, RuleTest } from '../../../shared/triage/rules.ts'

/** What a referral holds, by field name. Absent or null means nobody asked. */
export type ReferralFacts = Readonly<Record<string, unknown>>

/** A condition ready to be asked of many referrals. */
export interface CompiledCondition {
  holds: (facts: ReferralFacts) => boolean
  /** Whether it could hold, were what nobody asked known: blanks count as any answer. */
  mayHold: (facts: ReferralFacts) => boolean
  /** The questions that held, in order; meaningful only when `holds`. */
  matched: (facts: ReferralFacts) => RuleTest[]
}

/** Compiles a condition once. A field the catalogue lacks is a bug: rule files are checked when read. */
export function compileCondition(condition: RuleCondition): CompiledCondition {
  if ('all' in condition) {
    const parts = condition.all.map(compileCondition)
    return {
      holds: (facts) => {
        for (const part of parts) if (!part.holds(facts)) return false
        return true
      },
      mayHold: (facts) => parts.every((part) => part.mayHold(facts)),
      matched: (facts) => parts.flatMap((part) => part.matched(facts)),
    }
  }
  if ('any' in condition) {
    const parts = condition.any.map(compileCondition)
    return {
      holds: (facts) => {
        for (const part of parts) if (part.holds(facts)) return true
        return false
      },
      mayHold: (facts) => parts.some((part) => part.mayHold(facts)),
      matched: (facts) => parts.filter((part) => part.holds(facts)).flatMap((part) => part.matched(facts)),
    }
  }
  const field = triageField(condition.field)
  if (!field) throw new Error(`No triage field ${condition.field}`)
  const holds = compileTest(condition, field)
  const isBlank = (facts: ReferralFacts) => knownValue(field.type, facts[field.name]) === undefined
  return { holds, mayHold: (facts) => isBlank(facts) || holds(facts), matched: () => [condition] }
}

/** Operators and blanks: triage rules, three-valued. `ne`, `missing` and `lacks` hold when nothing is known. */
function compileTest(test: RuleTest, field: TriageField): (facts: ReferralFacts) => boolean {
  const { name, type } = field
  const { op, value } = test
  const read = (facts: ReferralFacts) => knownValue(type, facts[name])
  const list = (facts: ReferralFacts): readonly unknown[] | undefined => {
    const known = read(facts)
    return Array.isArray(known) ? known : undefined
  }
  const number = (facts: ReferralFacts): number => {
    const known = read(facts)
    return typeof known === 'number' ? known : Number.NaN
  }
  const wanted: readonly unknown[] = Array.isArray(value) ? value : [value]
  const limit = typeof value === 'number' ? value : Number.NaN

  switch (op) {
    case 'eq':
      return (facts) => read(facts) === value
    case 'ne':
      return (facts) => read(facts) !== value
    case 'in':
      return (facts) => wanted.includes(read(facts))
    case 'missing':
      return (facts) => isMissing(read(facts))
    case 'present':
      return (facts) => !isMissing(read(facts))
    case 'includes':
      return (facts) => list(facts)?.includes(value) ?? false
    case 'includesAny':
      return (facts) => {
        const held = list(facts)
        if (held !== undefined) for (const each of held) if (wanted.includes(each)) return true
        return false
      }
    case 'lacks':
      return (facts) => !(list(facts)?.includes(value) ?? false)
    case 'empty':
      return (facts) => list(facts)?.length === 0
    case 'gte':
      return (facts) => number(facts) >= limit
    case 'lte':
      return (facts) => number(facts) <= limit
    case 'lt':
      return (facts) => number(facts) < limit
    case 'crosses':
      return (facts) => crossedThresholds(test, facts).length > 0
    default:
      return assertNever(op, 'Unknown operator')
  }
}

function isMissing(known: ReturnType<typeof knownValue>): boolean {
  return known === undefined || (Array.isArray(known) && known.length === 0)
}

/** Thresholds in weeks passed since the last check: last check < threshold ≤ now. None when either is not known. */
export function crossedThresholds(test: RuleTest, facts: ReferralFacts): number[] {
  const now = knownValue('number', facts['weeksWaiting'])
  const before = knownValue('number', facts['weeksWaitingLastRun'])
  if (typeof now !== 'number' || typeof before !== 'number' || !Array.isArray(test.value)) return []
  return test.value.filter((each): each is number => typeof each === 'number' && before < each && each <= now)
}
