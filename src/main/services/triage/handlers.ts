import { evidenceLabels } from '../../../shared/codes/evidence.ts'
import { triageField } from '../../../shared/codes/triage-fields.ts'
import type { TriageItem } from '../../../shared/contract/triage.ts'
import { ok, refuse } from '../../../shared/result.ts'
import { addDays } from '../../domain/clocks/days.ts'
import { serviceDueBy } from '../../domain/clocks/due-by.ts'
import type { Evaluation } from '../../domain/triage/evaluation.ts'
import { noteView } from '../audit/note-view.ts'
import { findSimilar, toIdentity } from '../children/similar.ts'
import type { HandlersOf } from '../handlers.ts'
import { toService } from '../nhs-services/rows.ts'
import { loadReferrals, type LoadedReferral } from '../projection/load.ts'
import { recordFact } from '../referrals/commands.ts'
import { latelySeen } from '../referrals/lately-seen.ts'
import { personNames } from '../referrals/person-names.ts'
import { importedEvents } from '../referrals/imported-events.ts'
import { toDetail, toSummary } from '../referrals/view.ts'
import { inTransaction } from '../transaction.ts'
import { currentRules } from './current-rules.ts'
import { toKept } from './kept-evaluation.ts'
import { decisionFact } from './decision-fact.ts'
import { rulesInWords } from './rules-in-words.ts'
import { suggestedDueBy, suggestionFor } from './suggest.ts'
import { toSuggestion } from './to-suggestion.ts'

export const triageHandlers: HandlersOf<'triage'> = {
  async get(context, { referralId }) {
    const { store } = context
    const today = context.today()
    const [loaded] = await loadReferrals(store.read, [referralId])
    if (loaded === undefined) return refuse('not_found', 'That referral is not in this store.')
    const { record, projection } = loaded
    const { child, service } = record
    await noteView(context, {
      action: 'child.viewed',
      subject: child.id,
      childId: child.id,
      detail: { referralId },
    })
    const rules = await currentRules(store.read)
    const evaluation = suggestionFor(rules, record, today)
    const [names, imported, seen, previousIds, similar] = await Promise.all([
      personNames(store.read),
      importedEvents(store.read, referralId),
      latelySeen(store.read, service.id, projection.row.priority, today),
      store.read
        .selectFrom('waiting_list')
        .select('referral_id')
        .where('child_id', '=', child.id)
        .where('referral_id', '!=', referralId)
        .orderBy('received_date', 'desc')
        .execute(),
      findSimilar(store.read, toIdentity(child), child.id),
    ])
    const previous = await loadReferrals(
      store.read,
      previousIds.map((row) => row.referral_id),
    )
    return ok<TriageItem>({
      referral: toDetail({ ...loaded, evaluation: toKept(evaluation) }, names, imported, seen, today),
      child: toTriageChild(child),
      triageBy: addDays(projection.row.received_date, service.triage_target_days),
      suggestion: toSuggestion(evaluation, loaded, rules.note),
      dueByFor: dueByFor(loaded, evaluation),
      previousReferrals: previous.map((each) => toSummary(each, today)),
      similar,
      evidenceHeld: evidenceOf(record.referral.evidence),
      missing: evaluation.missingFields.map((field) => triageField(field)?.label ?? field),
    })
  },

  async decide(context, { referralId, version, decision }) {
    const result = await inTransaction(context.store, async (tx) => {
      const [loaded] = await loadReferrals(tx, [referralId])
      if (loaded === undefined) return refuse('not_found', 'That referral is not in this store.')
      const evaluation = suggestionFor(await currentRules(tx), loaded.record, context.today())
      const fact = decisionFact(decision, loaded, evaluation, context.today())
      return fact.ok ? recordFact(tx, context, referralId, version, fact.value) : fact
    })
    if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
    return result.ok ? ok({ eventId: result.value.eventId, version: result.value.version }) : result
  },

  async rules({ store }) {
    return ok(await rulesInWords(store.read))
  },
}

function toTriageChild(child: LoadedReferral['record']['child']): TriageItem['child'] {
  return {
    childId: child.id,
    familyName: child.family_name,
    givenName: child.given_name,
    preferredName: child.preferred_name,
    dateOfBirth: child.date_of_birth,
    nhsNumber: child.nhs_number,
    gender: child.gender,
    restricted: child.restricted === 1,
    language: child.language,
    school: child.school,
    interpreterNeeded: answer(child.interpreter_needed),
    childInCare: answer(child.child_in_care),
    cpPlan: answer(child.cp_plan),
    childInNeed: answer(child.child_in_need),
    ehcp: answer(child.ehcp),
    armedForcesFamily: answer(child.armed_forces_family),
  }
}

function dueByFor({ record, projection }: LoadedReferral, evaluation: Evaluation): TriageItem['dueByFor'] {
  const received = projection.row.received_date
  const service = toService(record.service)
  const suggested = suggestedDueBy(evaluation, received, service)
  const dueBy = (priority: keyof TriageItem['dueByFor']): string =>
    (priority === evaluation.priority ? suggested : null) ??
    serviceDueBy(priority, received, service.targetDays) ??
    received
  return {
    same_day: dueBy('same_day'),
    urgent: dueBy('urgent'),
    soon: dueBy('soon'),
    routine: dueBy('routine'),
  }
}

function answer(stored: 0 | 1 | null): boolean | null {
  return stored === null ? null : stored === 1
}

function evidenceOf(stored: string | null): string[] {
  const labels: Readonly<Record<string, string>> = evidenceLabels
  return stored === null ? [] : (JSON.parse(stored) as string[]).map((code) => labels[code] ?? code)
}
