import { priorityLabels } from '../../../shared/codes/priorities.ts'
import type { RuleBenchRow, RuleChangeKind } from '../../../shared/contract/rule-bench.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import type { Evaluation } from './evaluation.ts'
import { suggestedStep } from './suggested-step.ts'
import { codeLabel, listed } from './words.ts'

type Change = RuleBenchRow['changes'][number]

/** When the suggested priority makes the referral due, under each evaluation; null for no suggestion. */
export interface DueDates {
  before: string | null
  after: string | null
}

const stepWords = { accept: 'accept', ask: 'ask for information first', redirect: 'another route' }
const none = 'none'

/** What a second evaluation of the same facts suggests otherwise than the first, kind by kind, in words. */
export function changesBetween(before: Evaluation, after: Evaluation, due: DueDates): Change[] {
  const parts: [RuleChangeKind, string, string][] = [
    ['step', stepWords[suggestedStep(before)], stepWords[suggestedStep(after)]],
    ['priority', priorityWords(before), priorityWords(after)],
    ['due_by', dateWords(due.before), dateWords(due.after)],
    ['redirect', redirectWords(before), redirectWords(after)],
    ['information', listWords(before.needInfo), listWords(after.needInfo)],
    ['statutory', dateWords(statutoryOf(before)), dateWords(statutoryOf(after))],
    ['flags', listWords(before.flags.map(codeLabel)), listWords(after.flags.map(codeLabel))],
    ['tasks', listWords(before.tasks.map(taskWords)), listWords(after.tasks.map(taskWords))],
  ]
  return parts
    .filter(([, from, to]) => from !== to)
    .map(([kind, from, to]) => ({ kind, before: from, after: to }))
}

function priorityWords({ priority }: Evaluation): string {
  return priority === null ? none : priorityLabels[priority].toLowerCase()
}

function dateWords(date: string | null): string {
  return date === null ? none : formatDate(date)
}

function redirectWords({ redirect }: Evaluation): string {
  if (redirect === null) return none
  const reason = redirect.reasonCode === null ? '' : `: ${codeLabel(redirect.reasonCode)}`
  const what = redirect.kind === 'redirect' ? 'redirect' : 'watch and refer again'
  return `${what}${reason}${redirect.route === null ? '' : `, ${redirect.route}`}`
}

function statutoryOf({ effects }: Evaluation): string | null {
  return effects.find((effect) => effect.kind === 'statutory_date')?.dueOn ?? null
}

function taskWords({ text, dueWorkingDays }: Evaluation['tasks'][number]): string {
  return dueWorkingDays === null ? text : `${text} (within ${dueWorkingDays} working days)`
}

function listWords(items: readonly string[]): string {
  return items.length === 0 ? none : listed(items)
}
