import { evidenceLabels } from '../../../shared/codes/evidence.ts'
import { triageFlagLabels } from '../../../shared/codes/triage-flags.ts'
import type { TriageDecision, TriageItem, TriageSuggestion } from '../../../shared/contract/triage.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { triageField } from '../../../shared/codes/triage-fields.ts'
import { ok, refuse } from '../../../shared/result.ts'
import { addDays } from '../../domain/clocks/days.ts'
import type { Evaluation } from '../../domain/triage/evaluation.ts'
import { firingSentence, suppressionSentence } from '../../domain/triage/sentences.ts'
import { findSimilar, toIdentity } from '../children/similar.ts'
import type { HandlersOf } from '../handlers.ts'
import { toService } from '../nhs-services/rows.ts'
import { loadReferrals, type LoadedReferral } from '../projection/load.ts'
import { latelySeen } from '../referrals/lately-seen.ts'
import { type NewFact, recordFact } from '../referrals/commands.ts'
import { personNames } from '../referrals/person-names.ts'
import { toDetail, toSummary } from '../referrals/view.ts'
import { inTransaction } from '../transaction.ts'
import { currentRules } from './current-rules.ts'
import { suggestedDueBy, suggestionFor } from './suggest.ts'

/** Working surveillance follow-up when the rules name none: a year, for a person to change. */
const plannedAgainDays = 365

export const triageHandlers: HandlersOf<'triage'> = {
  async get(context, { referralId }) {
    const { store } = context
    const today = context.today()
    const [loaded] = await loadReferrals(store.read, [referralId])
    if (loaded === undefined) return refuse('not_found', 'That referral is not in this store.')
    const { record, projection } = loaded
    const rules = await currentRules(store.read)
    const evaluation = suggestionFor(rules, record, today)
    const [names, seen, previousIds, similar] = await Promise.all([
      personNames(store.read),
      latelySeen(store.read, record.referral.service_id, projection.row.priority, today),
      store.read
        .selectFrom('waiting_list')
        .select('referral_id')
        .where('child_id', '=', record.child.id)
        .where('referral_id', '!=', referralId)
        .orderBy('received_date', 'desc')
        .execute(),
      findSimilar(store.read, toIdentity(record.child), record.child.id),
    ])
    const previous = await loadReferrals(
      store.read,
      previousIds.map((row) => row.referral_id),
    )
    return ok<TriageItem>({
      referral: toDetail({ ...loaded, evaluation }, names, seen, today),
      child: {
        childId: record.child.id,
        familyName: record.child.family_name,
        givenName: record.child.given_name,
        preferredName: record.child.preferred_name,
        dateOfBirth: record.child.date_of_birth,
        nhsNumber: record.child.nhs_number,
      },
      suggestion: toSuggestion(evaluation, loaded, rules.note),
      previousReferrals: previous.map((each) => toSummary(each, today)),
      similar,
      evidenceHeld: list(record.referral.evidence).map((code) => labelOf(evidenceLabels, code)),
      missing: evaluation.missingFields.map((field) => triageField(field)?.label ?? field),
    })
  },

  async decide(context, { referralId, version, decision }) {
    const result = await inTransaction(context.store, async (tx) => {
      const [loaded] = await loadReferrals(tx, [referralId])
      if (loaded === undefined) return refuse('not_found', 'That referral is not in this store.')
      const rules = await currentRules(tx)
      const evaluation = suggestionFor(rules, loaded.record, context.today())
      const fact = factOf(decision, loaded, evaluation, context.today())
      if (fact === null)
        return refuse(
          'invalid',
          `The rules suggest ${evaluation.priority === null ? 'no priority' : evaluation.priority.replace('_', ' ')}. Give a reason for deciding otherwise; it is kept and counted by rule.`,
          { field: 'reason' },
        )
      return recordFact(tx, context, referralId, version, fact)
    })
    if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
    return result.ok ? ok({ eventId: result.value.eventId, version: result.value.version }) : result
  },
}

/** The fact a decision records; null when it departs from the suggested priority without a reason. */
function factOf(
  decision: TriageDecision,
  { record, projection }: LoadedReferral,
  evaluation: Evaluation,
  today: string,
): NewFact | null {
  const on = { happenedOn: today, reason: decision.reason }
  const rules = {
    ruleSetVersion: evaluation.ruleSetVersion,
    rules: evaluation.fired.map((firing) => firing.ruleId),
  }
  switch (decision.kind) {
    case 'accept': {
      const asSuggested = decision.priority === (evaluation.priority ?? 'routine')
      if (!asSuggested && (decision.reason ?? '').trim().length < 3) return null
      if (decision.priority === 'planned') {
        const dueOn = decision.plannedDueOn ?? addDays(today, plannedAgainDays)
        return { type: 'planned', detail: { dueOn, asSuggested, ...rules }, ...on }
      }
      const dueBy =
        decision.dueBy ??
        (asSuggested
          ? suggestedDueBy(evaluation, projection.row.received_date, toService(record.service))
          : null)
      return {
        type: 'accepted',
        detail: { priority: decision.priority, dueBy, asSuggested, ...rules },
        ...on,
      }
    }
    case 'ask':
      return {
        type: 'information_requested',
        detail: { items: decision.items, chaseOn: decision.chaseOn },
        ...on,
      }
    case 'redirect':
      return {
        type: 'redirected',
        detail: { route: decision.route, reasonCode: decision.reasonCode, ...rules },
        ...on,
      }
    case 'not_accept':
      return {
        type: 'not_accepted',
        detail: { reasonCode: decision.reasonCode, advice: decision.advice, ...rules },
        ...on,
      }
  }
}

function toSuggestion(
  evaluation: Evaluation,
  { record, projection }: LoadedReferral,
  ruleSetNote: string,
): TriageSuggestion {
  const dueBy = suggestedDueBy(evaluation, projection.row.received_date, toService(record.service))
  const held = evaluation.redirects.find((redirect) => redirect.suppressedBy.length > 0)
  const planned = evaluation.effects.find((effect) => effect.kind === 'planned_list')
  return {
    ruleSetVersion: evaluation.ruleSetVersion,
    ruleSetNote,
    priority: evaluation.priority,
    dueBy,
    targetInWords: targetInWords(evaluation, dueBy),
    needInfo: evaluation.needInfo,
    redirect: evaluation.redirect,
    suppressed: held === undefined ? null : suppressionSentence(held, evaluation),
    plannedDueOn:
      planned?.dueAtCorrectedAgeMonths == null
        ? null
        : plannedDue(
            record.child.date_of_birth,
            record.child.gestation_weeks,
            planned.dueAtCorrectedAgeMonths,
          ),
    flags: evaluation.flags.map((code) => ({ code, label: flagLabel(code) })),
    tasks: evaluation.tasks.map((task) =>
      task.dueWorkingDays === null ? task.text : `${task.text} (within ${task.dueWorkingDays} working days)`,
    ),
    sentences: evaluation.fired.map((firing) => ({
      ruleId: firing.ruleId,
      text: firingSentence(firing, evaluation.ruleSetVersion),
    })),
  }
}

function targetInWords({ target }: Evaluation, dueBy: string | null): string | null {
  if (dueBy === null) return null
  if (target === null) return `due by ${formatDate(dueBy)} under the service’s own target`
  const unit = target.unit === 'working' ? 'working days' : 'days'
  return `within ${target.days} ${unit}: due by ${formatDate(dueBy)}`
}

/** The date a child reaches a corrected age in months: born before 40 weeks, it is that much later. */
function plannedDue(dateOfBirth: string, gestationWeeks: number | null, months: number): string {
  const early = gestationWeeks === null || gestationWeeks >= 37 ? 0 : (40 - gestationWeeks) * 7
  return addDays(dateOfBirth, Math.round(months * 30.4375) + early)
}

/** A flag in words; long-wait flags carry their number of weeks. */
function flagLabel(code: string): string {
  const weeks = /^LONG_WAIT_(\d+)$/.exec(code)?.[1]
  return weeks === undefined ? labelOf(triageFlagLabels, code) : `Waited over ${weeks} weeks`
}

function list(stored: string | null): string[] {
  return stored === null ? [] : (JSON.parse(stored) as string[])
}

function labelOf(labels: Record<string, string>, code: string): string {
  return labels[code] ?? code
}
