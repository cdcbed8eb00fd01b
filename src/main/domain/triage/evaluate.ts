import { addDays, formatISO, parseISO } from 'date-fns'
import { knownValue } from '../../../shared/codes/triage-fields.ts'
import { priorities } from '../../../shared/codes/priorities.ts'
import type { Priority } from '../../../shared/codes/priorities.ts'
import { canonicalServiceId, sendsElsewhere } from '../../../shared/triage/rules.ts'
import type { RuleOutcome, RuleSet } from '../../../shared/triage/rules.ts'
import type { ReferralFacts } from './compile-condition.ts'
import { blanksOf, compileRuleSet } from './compile-rule-set.ts'
import { dataProblems, isIsoDate } from './data-problems.ts'
import type { Effect, Evaluation, Firing, RedirectSuggestion, Target } from './evaluation.ts'

export interface EvaluationContext {
  /** The day of the evaluation, `YYYY-MM-DD`; kept with the result. */
  evaluatedOn?: string
  /** False leaves out what is wrong with the referral's answers, for a long list of which only suggestions count. */
  withProblems?: boolean
}

/**
 * What a rule set makes of one referral: pure, and the same for the same facts. `referral` holds the fields of the
 * triage catalogue and `service`. A value of the wrong type counts as not asked and is reported among `problems`.
 * The rule set is compiled once and kept, so evaluating a whole list is cheap.
 */
export function evaluate(
  ruleSet: RuleSet,
  referral: ReferralFacts,
  context: EvaluationContext = {},
): Evaluation {
  const rules = compileRuleSet(ruleSet)
  const service = typeof referral['service'] === 'string' ? canonicalServiceId(referral['service']) : null
  const fired = rules.firings(service, referral)
  const { priority, priorityBy } = highestPriority(fired)
  const redirects = redirectsOf(fired, () => rules.couldPress(service, referral))
  const asking = fired.filter(({ outcome }) => outcome.needInfo || outcome.needInfoSoft)
  return {
    ruleSetVersion: rules.version,
    evaluatedOn: context.evaluatedOn ?? null,
    service,
    fired,
    priority,
    priorityBy,
    target: tightestTarget(fired, priorityBy, referral),
    needInfo: distinct(fired.flatMap(({ outcome }) => outcome.needInfo ?? [])),
    needInfoSoft: distinct(fired.flatMap(({ outcome }) => outcome.needInfoSoft ?? [])),
    missingFields: distinct(asking.flatMap(blanksOf)),
    redirect: redirects.find((each) => each.suppressedBy.length === 0 && each.waitsFor.length === 0) ?? null,
    redirects,
    redFlagsKnown: knownValue('codeList', referral['redFlags']) !== undefined,
    flags: distinct(fired.flatMap(flagsOf)),
    tasks: tasksOf(fired),
    effects: fired.flatMap((firing) => effectsOf(firing, referral)),
    problems: context.withProblems === false ? [] : dataProblems(referral),
  }
}

function distinct<T>(items: T[]): T[] {
  return items.length < 2 ? items : [...new Set(items)]
}

/** A rule that only puts a child on the planned list suggests the planned priority, the lowest. */
function priorityOf(outcome: RuleOutcome): Priority | undefined {
  return outcome.priority ?? (outcome.list === 'planned' ? 'planned' : undefined)
}

function highestPriority(fired: Firing[]): { priority: Priority | null; priorityBy: string[] } {
  for (const priority of priorities) {
    const by = fired.filter(({ outcome }) => priorityOf(outcome) === priority)
    if (by.length > 0) return { priority, priorityBy: by.map(({ ruleId }) => ruleId) }
  }
  return { priority: null, priorityBy: [] }
}

function tightestTarget(fired: Firing[], priorityBy: string[], facts: ReferralFacts): Target | null {
  let tightest: Target | null = null
  for (const { ruleId, outcome } of fired) {
    if (!priorityBy.includes(ruleId)) continue
    const { targetDays, targetWorkingDays } = outcome
    const days = targetWorkingDays ?? targetDays
    if (days === undefined) continue
    const unit = targetWorkingDays === undefined ? 'calendar' : 'working'
    const from = outcome.targetFrom ?? []
    const target: Target = { ruleId, days, unit, from, start: startOf(from, facts) }
    if (tightest === null || span(target) < span(tightest)) tightest = target
  }
  return tightest
}

/** Length in calendar days, a working week of five counting as seven: only to tell which target is tighter. */
function span({ days, unit }: Target): number {
  return unit === 'working' ? (days * 7) / 5 : days
}

function startOf(from: string[], facts: ReferralFacts): Target['start'] {
  for (const field of from.length > 0 ? from : ['dateReceived']) {
    const date = facts[field]
    if (isIsoDate(date)) return { field, date }
  }
  return null
}

function redirectsOf(fired: Firing[], couldPress: () => string[]): RedirectSuggestion[] {
  const pressing = fired
    .filter(({ tier }) => tier === 'same_day' || tier === 'urgent')
    .map(({ ruleId }) => ruleId)
  const elsewhere = fired.filter(({ outcome }) => sendsElsewhere(outcome))
  if (elsewhere.length === 0) return []
  const unknown = pressing.length > 0 ? [] : couldPress()
  return elsewhere.map(({ ruleId, outcome, waitsFor }) => ({
    ruleId,
    kind: outcome.suggest === 'watchAndReReferAdvice' ? outcome.suggest : 'redirect',
    reasonCode: outcome.rejectReason ?? null,
    route: outcome.route ?? null,
    routeOptions: outcome.routeOptions ?? [],
    copyTo: outcome.copyTo ?? [],
    suppressedBy: pressing,
    waitsFor: distinct([...unknown, ...waitsFor]),
  }))
}

/** Flags a fired rule raises; one for each threshold passed where the flag names the weeks. */
export function flagsOf({ outcome: { flag }, thresholds }: Firing): string[] {
  if (flag === undefined) return []
  return flag.includes('{weeks}') ? thresholds.map((weeks) => flag.replace('{weeks}', String(weeks))) : [flag]
}

function tasksOf(fired: Firing[]): Evaluation['tasks'] {
  const tasks = new Map<string, Evaluation['tasks'][number]>()
  for (const { ruleId, outcome } of fired) {
    const { task, taskDueWorkingDays: dueWorkingDays = null } = outcome
    if (task === undefined) continue
    const same = tasks.get(task)
    const sooner = same && dueWorkingDays !== null && (same.dueWorkingDays ?? Infinity) > dueWorkingDays
    if (!same || sooner) tasks.set(task, { ruleId, text: task, dueWorkingDays })
  }
  return [...tasks.values()]
}

function effectsOf({ ruleId, outcome }: Firing, facts: ReferralFacts): Effect[] {
  const effects: Effect[] = []
  const dateIn = (field: string): string | null => {
    const held = facts[field]
    return isIsoDate(held) ? held : null
  }
  if (outcome.statutoryDueDays !== undefined && outcome.statutoryFrom !== undefined) {
    const date = dateIn(outcome.statutoryFrom)
    const { statutoryDueDays: days, statutoryFrom: from } = outcome
    effects.push({ kind: 'statutory_date', ruleId, days, from, date, dueOn: date && plusDays(date, days) })
  }
  if (outcome.list === 'planned')
    effects.push({
      kind: 'planned_list',
      ruleId,
      dueAtCorrectedAgeMonths: outcome.dueAtCorrectedAgeMonths ?? null,
      excludeFromWaitingList: outcome.excludeFromWaitingList ?? false,
    })
  if (outcome.set) {
    const from = outcome.set.effectiveWaitStart
    effects.push({ kind: 'effective_wait_start', ruleId, from, date: dateIn(from) })
  }
  if (outcome.notify) effects.push({ kind: 'notify', ruleId, who: outcome.notify })
  if (outcome.blockAutoDischarge) effects.push({ kind: 'block_auto_discharge', ruleId })
  if (outcome.blockBooking !== undefined)
    effects.push({ kind: 'booking', ruleId, blocked: outcome.blockBooking })
  if (outcome.clinicianDecides)
    effects.push({
      kind: 'clinician_decides_priority',
      ruleId,
      neverAcceptanceTest: outcome.notAcceptanceCriterion ?? false,
    })
  if (outcome.route !== undefined) effects.push({ kind: 'route', ruleId, route: outcome.route })
  if (outcome.options) effects.push({ kind: 'options', ruleId, options: outcome.options })
  if (outcome.queue !== undefined) effects.push({ kind: 'queue', ruleId, queue: outcome.queue })
  if (outcome.chaseDays !== undefined) effects.push({ kind: 'chase', ruleId, days: outcome.chaseDays })
  if (outcome.escalateWnbAt !== undefined)
    effects.push({ kind: 'escalate_not_brought', ruleId, at: outcome.escalateWnbAt })
  if (outcome.clock !== undefined) effects.push({ kind: 'clock', ruleId, text: outcome.clock })
  if (outcome.action !== undefined) effects.push({ kind: 'advice', ruleId, text: outcome.action })
  if (outcome.onNoResponse !== undefined) effects.push({ kind: 'advice', ruleId, text: outcome.onNoResponse })
  if (outcome.kpi !== undefined) effects.push({ kind: 'measure', ruleId, name: outcome.kpi })
  return effects
}

function plusDays(date: string, days: number): string {
  return formatISO(addDays(parseISO(date), days), { representation: 'date' })
}
