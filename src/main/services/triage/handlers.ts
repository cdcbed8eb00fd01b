import { evidenceLabels } from '../../../shared/codes/evidence.ts'
import { triageField } from '../../../shared/codes/triage-fields.ts'
import type { EventType } from '../../../shared/codes/event-types.ts'
import type { FirstContactOutlook, TriageItem } from '../../../shared/contract/triage.ts'
import { ok, refuse } from '../../../shared/result.ts'
import { addDays } from '../../domain/clocks/days.ts'
import { serviceDueBy } from '../../domain/clocks/due-by.ts'
import type { Evaluation } from '../../domain/triage/evaluation.ts'
import type { ServiceContext } from '../context.ts'
import { noteView } from '../audit/note-view.ts'
import { findSimilar, toIdentity } from '../children/similar.ts'
import type { HandlersOf } from '../handlers.ts'
import { toService } from '../nhs-services/rows.ts'
import { loadReferrals, type LoadedReferral } from '../projection/load.ts'
import { recordFact, voidFact } from '../referrals/commands.ts'
import { eventsOf } from '../referrals/events.ts'
import { senderOf, sendersByService } from '../letters/senders.ts'
import { latelySeen } from '../referrals/lately-seen.ts'
import { personNames } from '../referrals/person-names.ts'
import { importedEvents } from '../referrals/imported-events.ts'
import { toDetail, toSummary } from '../referrals/view.ts'
import { inTransaction } from '../transaction.ts'
import { toKept } from './kept-evaluation.ts'
import { contactsOf, leftOpenOf } from './earlier.ts'
import { decisionFact } from './decision-fact.ts'
import { createLettersOfDecision, lettersLeftOut } from './decision-letters.ts'
import { firstContactOf } from './first-contact.ts'
import { inboxCounts, inboxPage } from './inbox.ts'
import { ruleRuns } from './rule-run.ts'
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
    const [runOf, firstContact] = await Promise.all([
      ruleRuns(store.read, [referralId], today),
      firstContactOf(store, loaded, today),
    ])
    const run = runOf(referralId)
    const evaluation = suggestionFor(run, withOutlook(record, firstContact), today)
    const [names, imported, seen, senders, previousIds, similar] = await Promise.all([
      personNames(store.read),
      importedEvents(store.read, referralId),
      latelySeen(store.read, service.id, projection.row.priority, today),
      sendersByService(store.read),
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
      referral: toDetail(
        { ...loaded, evaluation: toKept(evaluation) },
        names,
        imported,
        seen,
        senderOf(senders, service.id),
        today,
      ),
      child: toTriageChild(child),
      triageBy: addDays(projection.row.received_date, service.triage_target_days),
      suggestion: toSuggestion(evaluation, loaded, run.rules.note),
      dueByFor: dueByFor(loaded, evaluation),
      firstContact,
      leftOpen: leftOpenOf(record.events, names),
      contacts: contactsOf([loaded, ...previous]),
      previousReferrals: previous.map((each) => toSummary(each, today)),
      similar,
      evidenceHeld: evidenceOf(record.referral.evidence),
      missing: evaluation.missingFields.map((field) => triageField(field)?.label ?? field),
    })
  },

  async inbox({ store, today }, { filter, offset, limit }) {
    return ok(await inboxPage(store.read, filter, { offset, limit }, today()))
  },

  async inboxCounts({ store, today }, { services }) {
    return ok(await inboxCounts(store, services, today()))
  },

  async decide(context, { referralId, version, decision, letters }) {
    const today = context.today()
    const leftOut = await lettersLeftOut(context, referralId, decision, letters)
    if (!leftOut.ok) return leftOut
    const [before] = await loadReferrals(context.store.read, [referralId])
    const outlook = before === undefined ? null : await firstContactOf(context.store, before, today)
    const result = await inTransaction(context.store, async (tx) => {
      const [loaded] = await loadReferrals(tx, [referralId])
      if (loaded === undefined) return refuse('not_found', 'That referral is not in this store.')
      const run = (await ruleRuns(tx, [referralId], today))(referralId)
      const evaluation = suggestionFor(run, withOutlook(loaded.record, outlook), today)
      const fact = decisionFact(decision, loaded, evaluation, { today, withoutLetter: leftOut.value })
      if (!fact.ok) return fact
      const recorded = await recordFact(tx, context, referralId, version, fact.value)
      if (!recorded.ok) return recorded
      const { eventId } = recorded.value
      const made = await createLettersOfDecision(tx, context, { referralId, eventId, letters })
      return made.ok ? ok({ eventId, version: recorded.value.version, letters: made.value }) : made
    })
    if (result.ok) tellOf(context, referralId, result.value.letters.length > 0)
    return result
  },

  async leaveOpen(context, { referralId, reason }) {
    const result = await inTransaction(context.store, (tx) =>
      recordFact(tx, context, referralId, null, {
        type: 'note',
        happenedOn: context.today(),
        detail: { text: reason, leftOpen: true },
        reason: null,
      }),
    )
    if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
    return result.ok ? ok({ eventId: result.value.eventId, version: result.value.version }) : result
  },

  async undo(context, { referralId, version, eventId }) {
    const result = await inTransaction(context.store, async (tx) => {
      const events = await eventsOf(tx, referralId)
      const decided = events.find((event) => event.id === eventId)
      if (decided === undefined || !isDecision(decided.type))
        return refuse('invalid', 'That entry is not a triage decision.')
      return voidFact(tx, context, referralId, version, eventId, 'Taken back at triage')
    })
    if (result.ok) tellOf(context, referralId, true)
    return result.ok ? ok({ version: result.value.version }) : result
  },
}

function tellOf(context: ServiceContext, referralId: string, hasLetters: boolean): void {
  context.changed({ noun: 'referral', ids: [referralId] })
  if (hasLetters) context.changed({ noun: 'letter', ids: [] })
}

const decisionTypes = [
  'accepted',
  'planned',
  'information_requested',
  'redirected',
  'not_accepted',
] satisfies EventType[]

function isDecision(type: EventType): boolean {
  return (decisionTypes as readonly EventType[]).includes(type)
}

function withOutlook(record: LoadedReferral['record'], outlook: FirstContactOutlook | null) {
  return { ...record, projectedFirstContactOn: outlook?.on ?? null }
}

function toTriageChild(child: LoadedReferral['record']['child']): TriageItem['child'] {
  return {
    childId: child.id,
    familyName: child.family_name,
    givenName: child.given_name,
    preferredName: child.preferred_name,
    dateOfBirth: child.date_of_birth,
    gestationWeeks: child.gestation_weeks,
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
