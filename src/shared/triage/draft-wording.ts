import type { RuleCondition, RuleOutcome, TriageRule } from './rules.ts'

/**
 * The published draft says three things in words. Each is given its condition here, keyed by the exact wording, so
 * that the draft file means what it says. Any other prose is refused.
 */

/** NICE CG128: language lost at 3 or over, or motor skills at any age, is seen by a paediatrician first. */
const motorOrOlderLanguage: RuleCondition = {
  any: [
    { field: 'redFlags', op: 'includes', value: 'motor_regression' },
    {
      all: [
        { field: 'redFlags', op: 'includes', value: 'language_regression' },
        { field: 'ageMonths', op: 'gte', value: 36 },
      ],
    },
  ],
}

const youngerLanguageOrSocial: RuleCondition = {
  all: [
    { field: 'redFlags', op: 'includesAny', value: ['language_regression', 'social_regression'] },
    { field: 'ageMonths', op: 'lt', value: 36 },
  ],
}

/** The draft's words for a branch → the condition they mean. Ages are completed months, so "over 36" is 36 or more. */
export const draftBranchConditions: Readonly<Record<string, RuleCondition>> = {
  'motor_regression at any age, or language_regression over 36 months': motorOrOlderLanguage,
  'language or social regression under 36 months': youngerLanguageOrSocial,
}

const careNote = 'If childInCare is true the suggestion becomes needInfo (placing authority), not redirect.'

const careNotAsked = 'not asked whether the child is in care: ask before redirecting'

/**
 * The rule with the draft's note on children in care turned into branches: for a child in care the placing authority
 * is asked for; otherwise the redirect stands, with a caution when nobody asked.
 */
export function draftCareException(rule: TriageRule): TriageRule {
  if (rule.note !== careNote || rule.outcome.suggest !== 'redirect' || rule.outcome.branch) return rule
  const { suggest, rejectReason, route, ...rest } = rule.outcome
  const away: RuleOutcome = { suggest, rejectReason, ...(route !== undefined && { route }) }
  return {
    ...rule,
    outcome: {
      ...rest,
      branch: [
        { if: { field: 'childInCare', op: 'eq', value: true }, outcome: { needInfo: ['placing authority'] } },
        { if: { field: 'childInCare', op: 'eq', value: false }, outcome: away },
      ],
      otherwise: { ...away, action: careNotAsked },
    },
  }
}

/**
 * The draft says nothing for a rule that holds while none of its branches does (age not known, say). When every
 * branch gives the same priority that much is certain, so it stands and a clinician chooses the rest.
 */
export function draftFallback(rule: TriageRule): TriageRule {
  const { branch, otherwise } = rule.outcome
  const priority = branch?.[0]?.outcome.priority
  if (
    !branch ||
    otherwise ||
    priority === undefined ||
    branch.some((each) => each.outcome.priority !== priority)
  )
    return rule
  return {
    ...rule,
    outcome: {
      ...rule.outcome,
      otherwise: { priority, task: 'clinician decides where the child goes first' },
    },
  }
}
