import type { ChsReturnView, ReturnCheckFound } from '../../../shared/contract/returns.ts'
import { formatCount } from '../../components/format-count.ts'
import { isLarge, type LargeChange } from './large-change.ts'
import type { Standings, StepStanding } from './steps.ts'
import { allLines, counted, monthWords } from './wording.ts'

const doesNotBalance = 'reconciliation_does_not_balance'
const loudCodes: ReadonlySet<string> = new Set([
  'identical_to_last_month',
  'large_change_total',
  'large_change_over_52',
  'line_missing',
])

/** Checks that say: this return may be last month's, or a figure moved further than is likely. */
export function loudChecks(checks: readonly ReturnCheckFound[]): ReturnCheckFound[] {
  return checks.filter(({ code, level }) => level !== 'info' && loudCodes.has(code))
}

/** How each step of a month stands, from what is known of it. */
export function standingsOf(answer: ChsReturnView, large: LargeChange): Standings {
  return {
    month: monthStanding(answer),
    figures: figuresStanding(answer),
    checks: checksStanding(answer),
    reconciliation: reconciliationStanding(answer),
    differences: differencesStanding(answer, large),
    'sign-off': signOffStanding(answer),
    export: isSigned(answer)
      ? { state: 'ready', words: 'From the signed copy' }
      : { state: 'ahead', words: 'Draft only so far' },
  }
}

/** Whether the month stands signed: not when it was re-opened. */
export function isSigned({ state }: Pick<ChsReturnView, 'state'>): boolean {
  return state.state === 'signed'
}

function monthStanding({ month, state }: ChsReturnView): StepStanding {
  return state.state === 'not_ended'
    ? { state: 'look', words: 'Not ended yet' }
    : { state: 'done', words: monthWords(month) }
}

function figuresStanding({ lines, checks }: ChsReturnView): StepStanding {
  if (lines.length === 0) return { state: 'blocked', words: 'No service line' }
  const loud = loudChecks(checks).length
  if (loud > 0) return { state: 'look', words: `${counted(loud, 'figure')} to explain` }
  return { state: 'done', words: `${formatCount(allLines(lines).total)} waiting` }
}

function checksStanding({ checks, blockedBy }: ChsReturnView): StepStanding {
  if (blockedBy.length > 0) return { state: 'blocked', words: counted(blockedBy.length, 'error') }
  const warnings = checks.filter(({ level, override }) => level === 'warning' && override === null).length
  if (warnings > 0) return { state: 'look', words: counted(warnings, 'warning') }
  const overridden = checks.filter(({ override }) => override !== null).length
  return { state: 'done', words: overridden > 0 ? `${overridden} overridden` : 'Nothing wrong' }
}

function reconciliationStanding({ reconciliation, blockedBy }: ChsReturnView): StepStanding {
  const all = Object.values(reconciliation)
  if (all.some(({ balances }) => !balances)) {
    const state = blockedBy.some(({ code }) => code === doesNotBalance) ? 'blocked' : 'look'
    return { state, words: 'Does not balance' }
  }
  return all.some(({ corrections }) => corrections !== 0)
    ? { state: 'look', words: 'Late corrections' }
    : { state: 'done', words: 'Balances' }
}

function differencesStanding({ differences }: ChsReturnView, large: LargeChange): StepStanding {
  if (differences === null) return { state: 'done', words: 'No earlier month' }
  const rows = differences.lines.length > 1 ? [...differences.lines, differences.all] : differences.lines
  const count = rows
    .flatMap(({ total, bands, over52Weeks }) => [total, ...Object.values(bands), over52Weeks])
    .filter((figure) => isLarge(figure, large)).length
  return count > 0
    ? { state: 'look', words: counted(count, 'large change') }
    : { state: 'done', words: 'None is large' }
}

function signOffStanding({ state, blockedBy }: ChsReturnView): StepStanding {
  if (state.state === 'signed') return { state: 'done', words: `Version ${state.signed?.version ?? 1}` }
  if (state.state === 'not_ended') return { state: 'blocked', words: 'Until the month ends' }
  if (blockedBy.length > 0)
    return { state: 'blocked', words: `${counted(blockedBy.length, 'error')} in the way` }
  if (state.state === 'first_signature')
    return { state: 'look', words: state.firstSignature?.void ? 'To be signed again' : '1 of 2 has signed' }
  if (state.state === 'reopened') return { state: 'ready', words: 'Re-opened' }
  return { state: 'ready', words: 'Nothing in the way' }
}
