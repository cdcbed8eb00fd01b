import { triageFlagLabels } from '../../../shared/codes/triage-flags.ts'
import type { TriageSuggestion } from '../../../shared/contract/triage.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { addDays } from '../../domain/clocks/days.ts'
import type { Evaluation } from '../../domain/triage/evaluation.ts'
import { itemsToAsk } from '../../domain/triage/items-to-ask.ts'
import { suggestedStep } from '../../domain/triage/suggested-step.ts'
import { cautionsOf, firingSentence, suppressionSentence } from '../../domain/triage/sentences.ts'
import { toService } from '../nhs-services/rows.ts'
import type { LoadedReferral } from '../projection/load.ts'
import { suggestedDueBy, suggestionInBrief } from './suggest.ts'

/** An evaluation as the triage screen shows it: in words, with dates worked out. */
export function toSuggestion(
  evaluation: Evaluation,
  loaded: LoadedReferral,
  ruleSetNote: string,
): TriageSuggestion {
  const { record, projection } = loaded
  const dueBy = suggestedDueBy(evaluation, projection.row.received_date, toService(record.service))
  const held = evaluation.redirects.find(
    ({ suppressedBy, waitsFor }) => suppressedBy.length > 0 || waitsFor.length > 0,
  )
  return {
    step: suggestedStep(evaluation),
    ruleSetVersion: evaluation.ruleSetVersion,
    ruleSetNote,
    priority: evaluation.priority,
    dueBy,
    targetInWords: targetInWords(evaluation, dueBy),
    needInfo: evaluation.needInfo,
    askFor: itemsToAsk(evaluation),
    redirect: evaluation.redirect && {
      ruleId: evaluation.redirect.ruleId,
      reasonCode: evaluation.redirect.reasonCode,
      route: evaluation.redirect.route,
    },
    suppressed: held === undefined ? null : suppressionSentence(held, evaluation),
    plannedDueOn: suggestedPlannedDue(evaluation, loaded),
    statutoryDueOn: suggestionInBrief(evaluation).statutoryDueOn,
    flags: evaluation.flags.map((code) => ({ code, label: flagLabel(code) })),
    tasks: evaluation.tasks.map((task) =>
      task.dueWorkingDays === null ? task.text : `${task.text} (within ${task.dueWorkingDays} working days)`,
    ),
    cautions: [...cautionsOf(evaluation), ...redirectCautions(evaluation)],
    sentences: evaluation.fired.map((firing) => ({
      ruleId: firing.ruleId,
      text: firingSentence(firing, evaluation.ruleSetVersion),
    })),
  }
}

/** What a rule that sends the child elsewhere says to do first, as sentences; of a redirect held back, nothing. */
function redirectCautions({ redirects, effects }: Evaluation): string[] {
  const standing = redirects.filter(({ suppressedBy }) => suppressedBy.length === 0)
  return effects
    .filter((effect) => effect.kind === 'advice')
    .filter(({ ruleId }) => standing.some((redirect) => redirect.ruleId === ruleId))
    .map(({ text }) => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`)
}

/** When a planned follow-up the rules suggest becomes due; null when they name no date. */
export function suggestedPlannedDue(evaluation: Evaluation, { record }: LoadedReferral): string | null {
  const planned = evaluation.effects.find((effect) => effect.kind === 'planned_list')
  if (planned?.dueAtCorrectedAgeMonths == null) return null
  const { date_of_birth: born, gestation_weeks: gestation } = record.child
  return plannedDue(born, gestation, planned.dueAtCorrectedAgeMonths)
}

function targetInWords({ target, evaluatedOn }: Evaluation, dueBy: string | null): string | null {
  if (dueBy === null) return null
  const past = evaluatedOn !== null && dueBy < evaluatedOn ? ', already past' : ''
  if (target === null) return `due by ${formatDate(dueBy)}${past} under the service’s own target`
  const unit = target.unit === 'working' ? 'working days' : 'days'
  return `within ${target.days} ${unit}: due by ${formatDate(dueBy)}${past}`
}

/** The date a child reaches a corrected age in months: born before 40 weeks, it is that much later. */
function plannedDue(dateOfBirth: string, gestationWeeks: number | null, months: number): string {
  const early = gestationWeeks === null || gestationWeeks >= 37 ? 0 : (40 - gestationWeeks) * 7
  return addDays(dateOfBirth, Math.round(months * 30.4375) + early)
}

/** A flag in words; long-wait flags carry their number of weeks. */
function flagLabel(code: string): string {
  const weeks = /^LONG_WAIT_(\d+)$/.exec(code)?.[1]
  const labels: Readonly<Record<string, string>> = triageFlagLabels
  return weeks === undefined ? (labels[code] ?? code) : `Waited over ${weeks} weeks`
}
