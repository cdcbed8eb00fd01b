import { priorityLabels } from '../../../shared/codes/priorities.ts'
import { rejectReasonLabels } from '../../../shared/codes/reject-reasons.ts'
import { triageFlagLabels } from '../../../shared/codes/triage-flags.ts'
import { triageField } from '../../../shared/codes/triage-fields.ts'
import type { TriageField } from '../../../shared/codes/triage-fields.ts'
import type { RuleOutcome } from '../../../shared/triage/rules.ts'

const labelsOf: Readonly<Record<string, string>> = { ...rejectReasonLabels, ...triageFlagLabels }

/** The label of a reason code or flag, or the code in plain letters when it is a local one. */
export function codeLabel(code: string): string {
  return labelsOf[code] ?? code.toLowerCase().replaceAll('_', ' ')
}

/** A small first letter, unless the word is an abbreviation such as GP or ENT. */
export function lowerFirst(text: string): string {
  return /^[A-Z](?![A-Z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

/** A field's code as it reads inside a sentence. */
export function spokenCode(field: TriageField, code: string): string {
  return field.spokenCodes?.[code] ?? lowerFirst(field.codes?.[code] ?? code)
}

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${last} ${items[items.length - 1]}`
}

/** A number with its unit, in the singular for 1; months of two years and over in years and months. */
export function withUnit(count: number, unit: string | undefined): string {
  if (unit === undefined) return String(count)
  if (unit === 'months' && count >= 24) {
    const months = count % 12
    const years = withUnit((count - months) / 12, 'years')
    return months === 0 ? years : `${years} ${withUnit(months, 'months')}`
  }
  return `${count} ${count === 1 ? unit.replace(/s$/, '') : unit}`
}

/** "once", "twice", "3 times". */
export function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`
}

/** The effects of a rule in words, the most pressing first. `flags` are those it raised, thresholds filled in. */
export function outcomeWords(outcome: RuleOutcome, flags: readonly string[]): string[] {
  const words: string[] = []
  const { targetDays, targetWorkingDays, targetFrom } = outcome
  if (outcome.priority) words.push(priorityLabels[outcome.priority].toLowerCase())
  if (targetDays !== undefined || targetWorkingDays !== undefined) {
    const span =
      targetWorkingDays === undefined
        ? withUnit(targetDays ?? 0, 'days')
        : withUnit(targetWorkingDays, 'working days')
    const from = (targetFrom ?? []).map((name) => `the ${triageField(name)?.label ?? name}`)
    words.push(from.length === 0 ? span : `${span} from ${listed(from, 'or')}`)
  }
  if (outcome.statutoryDueDays !== undefined) {
    const from = triageField(outcome.statutoryFrom ?? '')?.label
    words.push(
      `due by law in ${withUnit(outcome.statutoryDueDays, 'days')}${from ? ` from the ${from}` : ''}`,
    )
  }
  if (outcome.clinicianDecides) words.push('a clinician decides the priority')
  if (outcome.needInfo) words.push(`ask for ${listed(outcome.needInfo)}`)
  if (outcome.needInfoSoft)
    words.push(`ask, without holding anything up, for ${listed(outcome.needInfoSoft)}`)
  const pressing = outcome.priority === 'same_day' || outcome.priority === 'urgent'
  const reason = outcome.rejectReason === undefined ? '' : ` (${lowerFirst(codeLabel(outcome.rejectReason))})`
  if (outcome.suggest === 'redirect' && !pressing) words.push(`redirect suggested${reason}`)
  else if (outcome.suggest === 'watchAndReReferAdvice') words.push(`watch and refer again suggested${reason}`)
  else if (outcome.suggest === 'localPolicy')
    words.push(`local policy: ${listed(outcome.options ?? [], 'or')}`)
  if (outcome.route !== undefined) words.push(`route: ${outcome.route}`)
  if (outcome.routeOptions) words.push(`routes: ${listed(outcome.routeOptions, 'or')}`)
  if (outcome.list === 'planned')
    words.push(
      outcome.dueAtCorrectedAgeMonths === undefined
        ? 'planned list'
        : `planned list, due at ${withUnit(outcome.dueAtCorrectedAgeMonths, 'months')} corrected age`,
    )
  if (outcome.set) words.push('place in the queue from the original referral date')
  if (outcome.queue !== undefined) words.push(`${outcome.queue} queue`)
  for (const flag of flags) words.push(`flag ${flagWords(flag)}`)
  if (outcome.task !== undefined)
    words.push(
      `task: ${outcome.task}${
        outcome.taskDueWorkingDays === undefined
          ? ''
          : ` (within ${withUnit(outcome.taskDueWorkingDays, 'working days')})`
      }`,
    )
  if (outcome.notify) words.push(`tell ${listed(outcome.notify)}`)
  if (outcome.blockAutoDischarge) words.push('no discharge without a clinician')
  if (outcome.action !== undefined) words.push(outcome.action)
  if (outcome.onNoResponse !== undefined) words.push(`if no reply: ${outcome.onNoResponse}`)
  return words
}

function flagWords(flag: string): string {
  const weeks = /^LONG_WAIT_(.+)$/.exec(flag)?.[1]
  if (weeks === undefined) return `“${codeLabel(flag)}”`
  return weeks === '{weeks}' ? '“Long wait” with the weeks passed' : `“Long wait: ${weeks} weeks”`
}
