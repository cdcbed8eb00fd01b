import { chsBands } from '../../../shared/codes/bands.ts'
import type { CheckSettings } from './check-settings.ts'
import type { FoundCheck, ReturnCheck, ReturnLine } from './chs-return.ts'
import type { Reconciliation } from './reconcile.ts'
import { children, figure, percent } from './wording.ts'

/** What is wrong or unusual in one line by itself. `receivedInFirstBands` absent means it was not counted. */
export function checkLine(
  line: ReturnLine,
  reconciliation: Reconciliation | undefined,
  receivedInFirstBands: number | undefined,
  settings: CheckSettings,
): FoundCheck[] {
  return [
    notWholeNumbers(line),
    bandsDoNotSum(line),
    doesNotBalance(line, reconciliation),
    firstBandsAboveReceived(line, receivedInFirstBands),
    highShare(line, settings),
    contactsButNoneWaiting(line, reconciliation),
    manyWaiting(line, reconciliation, settings),
  ]
    .filter((check) => check !== null)
    .map((check) => ({ ...check, line: line.line, subject: null }))
}

function notWholeNumbers(line: ReturnLine): ReturnCheck | null {
  const named: [string, number][] = [
    ['total', line.total],
    ['within 18 weeks', line.within18Weeks],
    ['over 52 weeks', line.over52Weeks],
    ...chsBands.map((band): [string, number] => [`${band.id} days`, line.bands[band.id]]),
  ]
  const wrong = named.filter(([, value]) => !Number.isSafeInteger(value) || value < 0)
  if (wrong.length === 0) return null
  const listed = wrong.map(([name, value]) => `${name} (${value})`).join(', ')
  return {
    code: 'not_whole_numbers',
    level: 'error',
    message: `${line.line}: every figure must be a whole number, 0 or more, but these are not: ${listed}.`,
    count: wrong.length,
  }
}

function bandsDoNotSum(line: ReturnLine): ReturnCheck | null {
  const inBands = (bands: readonly { id: keyof ReturnLine['bands'] }[]) =>
    bands.reduce((all, band) => all + line.bands[band.id], 0)
  const sums: [string, number, number][] = [
    ['the total', line.total, inBands(chsBands)],
    ['within 18 weeks', line.within18Weeks, inBands(chsBands.slice(0, 5))],
    ['over 52 weeks', line.over52Weeks, inBands(chsBands.slice(6))],
  ]
  const wrong = sums.filter(([, stated, summed]) => stated !== summed)
  if (wrong.length === 0) return null
  const listed = wrong
    .map(([name, stated, summed]) => `${name} is ${figure(stated)} and its bands add up to ${figure(summed)}`)
    .join('; ')
  return {
    code: 'bands_do_not_sum',
    level: 'error',
    message: `${line.line}: ${listed}.`,
    count: Math.max(...wrong.map(([, stated, summed]) => Math.abs(stated - summed))),
  }
}

function doesNotBalance(line: ReturnLine, reconciliation: Reconciliation | undefined): ReturnCheck | null {
  const code = 'reconciliation_does_not_balance'
  if (reconciliation === undefined) {
    const message = `${line.line}: there is no reconciliation, so the total of ${figure(line.total)} is not proved.`
    return { code, level: 'error', message, count: line.total }
  }
  if (reconciliation.closing !== line.total) {
    const message = `${line.line}: the reconciliation closes at ${figure(reconciliation.closing)} but the total is ${figure(line.total)}.`
    return { code, level: 'error', message, count: Math.abs(reconciliation.closing - line.total) }
  }
  if (reconciliation.balances) return null
  const { opening, received, transferredIn, reopened, firstContacts, removals, corrections, closing } =
    reconciliation
  const added = received + transferredIn + reopened
  const removed = firstContacts + Object.values(removals).reduce((all, count) => all + count, 0)
  const expected = opening + added - removed + corrections
  return {
    code,
    level: 'error',
    message: `${line.line}: opening ${figure(opening)}, added ${figure(added)}, removed ${figure(removed)} and corrections ${figure(corrections)} make ${figure(expected)}, but ${figure(closing)} were waiting.`,
    count: Math.abs(expected - closing),
  }
}

function firstBandsAboveReceived(line: ReturnLine, received: number | undefined): ReturnCheck | null {
  const waiting = line.bands['0-7'] + line.bands['8-14'] + line.bands['15-28']
  if (received === undefined || waiting <= received) return null
  return {
    code: 'first_bands_above_received',
    level: 'error',
    message: `${line.line}: ${children(waiting)} have waited 28 days or less, but only ${figure(received)} joined in that time.`,
    count: waiting - received,
  }
}

function highShare(line: ReturnLine, settings: CheckSettings): ReturnCheck | null {
  const first = line.bands['0-7']
  const share = (first / line.total) * 100
  if (first <= settings.highShareChildren || !(share > settings.highSharePercent)) return null
  if (settings.highShareExpected.includes(line.line)) return null
  return {
    code: 'high_share_0_1_week',
    level: 'warning',
    message: `${line.line}: ${children(first)} of ${figure(line.total)} (${percent(first, line.total)}) have waited a week or less, more than the usual ${settings.highSharePercent} %. Check that received dates are not the dates of entry.`,
    count: first,
  }
}

function contactsButNoneWaiting(
  line: ReturnLine,
  reconciliation: Reconciliation | undefined,
): ReturnCheck | null {
  const seen = reconciliation?.firstContacts ?? 0
  if (line.total > 0 || seen === 0) return null
  return {
    code: 'contacts_but_none_waiting',
    level: 'warning',
    message: `${line.line}: no one is waiting, though ${children(seen)} had a first contact this month.`,
    count: seen,
  }
}

/** NHS England's "unexpectedly many incomplete": so many wait that hardly any contact can have been recorded. */
function manyWaiting(
  line: ReturnLine,
  reconciliation: Reconciliation | undefined,
  settings: CheckSettings,
): ReturnCheck | null {
  if (reconciliation === undefined || line.total <= settings.manyWaitingChildren) return null
  const left =
    reconciliation.firstContacts +
    Object.values(reconciliation.removals).reduce((all, count) => all + count, 0)
  if (line.total <= left * settings.manyWaitingMonths) return null
  const pace =
    left === 0
      ? 'no one left the list this month'
      : `only ${figure(left)} left the list this month, so the list would take ${figure(Math.round(line.total / left))} months`
  return {
    code: 'many_waiting_for_contacts',
    level: 'warning',
    message: `${line.line}: ${children(line.total)} are waiting and ${pace}. Make sure that contacts and closures have been recorded.`,
    count: line.total,
  }
}
