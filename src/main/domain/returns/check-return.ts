import { defaultCheckSettings, type CheckSettings } from './check-settings.ts'
import type { CheckLevel, ChsReturn, FoundCheck } from './chs-return.ts'
import { checkAgainstLastMonth } from './compare-months.ts'
import { checkLine } from './check-line.ts'
import { monthInWords } from './months.ts'
import { children } from './wording.ts'

/** What the figures alone cannot tell and the checks need. */
export interface ReturnFacts {
  /** Whether the census day is over. */
  ended: boolean
  /**
   * By line: referrals, waiting or not, whose days are counted from one of the 29 days up to the census (0 to 28
   * days), received, transferred in or fallen due. Those waiting in the first three bands are among them.
   */
  receivedInFirstBands: Record<string, number>
  /** Open referrals without a received date, which no band can hold. */
  unknownReceivedDate: number
  /** Open referrals that are in no queue. */
  notInAnyQueue: number
  /** Services that report on no service line, with how many wait in them. */
  withoutLine: readonly ServiceWaiting[]
  /** Services reported through another data set, with how many wait in them. */
  reportedElsewhere: readonly ServiceWaiting[]
}
export interface ServiceWaiting {
  id: string
  service: string
  waiting: number
  /** The data set it is reported through, in words, where that is known. */
  through?: string
}

const levels: CheckLevel[] = ['error', 'warning', 'info']

/**
 * Everything to look at before signing a return off, the most serious first. An error means the figures are wrong
 * or incomplete; a warning needs someone to look and accept it; info is for the reader. `previous` is last month's
 * return as kept, or as counted when none was kept; null when there is none.
 *
 * Follows NHS England's checks on the RTT return (guidance v5.0 Annex B); docs/returns.md maps them one by one. Those
 * about admission, and about commissioners, who are not in this return, do not apply.
 */
export function checkReturn(
  current: Pick<ChsReturn, 'month' | 'provider' | 'lines' | 'reconciliation'>,
  previous: Pick<ChsReturn, 'month' | 'lines'> | null,
  facts: ReturnFacts,
  settings: CheckSettings = defaultCheckSettings,
): FoundCheck[] {
  const found = [
    ...current.lines.flatMap((line) =>
      checkLine(line, current.reconciliation[line.line], facts.receivedInFirstBands[line.line], settings),
    ),
    ...checkAgainstLastMonth(current, previous, settings),
    ...checkCompleteness(current, facts),
  ]
  return levels.flatMap((level) => found.filter((check) => check.level === level))
}

function checkCompleteness(current: Pick<ChsReturn, 'month' | 'provider'>, facts: ReturnFacts): FoundCheck[] {
  const found: FoundCheck[] = []
  const add = (
    level: CheckLevel,
    code: string,
    count: number,
    message: string,
    subject: string | null = null,
  ) => found.push({ code, level, message, count, line: '', subject })

  for (const { id, service, waiting } of facts.withoutLine) {
    const message = `${service} has no service line, so its ${children(waiting)} waiting ${are(waiting)} in no figure. Choose its line in the settings.`
    add(waiting > 0 ? 'error' : 'warning', 'no_service_line', waiting, message, id)
  }
  if (facts.notInAnyQueue > 0) {
    const message = `${children(facts.notInAnyQueue)} with an open referral ${are(facts.notInAnyQueue)} in no queue, so no one would act on them.`
    add('error', 'not_in_any_queue', facts.notInAnyQueue, message)
  }
  if (facts.unknownReceivedDate > 0) {
    const message = `${children(facts.unknownReceivedDate)} with an open referral ${are(facts.unknownReceivedDate)} not counted because the received date is not known.`
    add('warning', 'unknown_received_date', facts.unknownReceivedDate, message)
  }
  if (!/^[A-Z0-9]{3,6}$/.test(current.provider)) {
    const message =
      current.provider === ''
        ? 'No provider code is set, and the return needs one. Enter it in the settings.'
        : `"${current.provider}" is not an organisation code: 3 to 6 capital letters and digits. Correct it in the settings.`
    add('warning', 'provider_code_invalid', 1, message)
  }
  if (!facts.ended) {
    const message = `${monthInWords(current.month)} has not ended. These are the figures as known today, with days counted to the last day of the month; they will change.`
    add('warning', 'month_not_ended', 1, message)
  }
  for (const { id, service, waiting, through } of facts.reportedElsewhere) {
    const message = `${service} is reported through another data set${through === undefined ? '' : ` (${through})`}. Its ${children(waiting)} waiting ${are(waiting)} left out of this return.`
    add('info', 'reported_elsewhere', waiting, message, id)
  }
  return found
}

function are(count: number): string {
  return count === 1 ? 'is' : 'are'
}
