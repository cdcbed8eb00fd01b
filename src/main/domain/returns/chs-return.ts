import type { ChsBandId } from '../../../shared/codes/bands.ts'
import type { Reconciliation } from './reconcile.ts'

/** One service line's figures on the census date: children waiting, in whole numbers. */
export interface ReturnLine {
  /** The published spelling of the service line. */
  line: string
  total: number
  bands: Record<ChsBandId, number>
  within18Weeks: number
  over52Weeks: number
  /** Mean days waited to one decimal place; null when no one is waiting. */
  meanDays: number | null
}

export type CheckLevel = 'error' | 'warning' | 'info'

/** Something the checks found, in a full sentence. `count` is how many children, cells or services it is about. */
export interface ReturnCheck {
  code: string
  level: CheckLevel
  message: string
  count: number
}

/**
 * The community waiting list return of one provider and month, as the headless command prints it. A line that no
 * service reports on is absent, which is not the same as a line with no one waiting.
 */
export interface ChsReturn {
  month: string
  censusDate: string
  /** Organisation code of the provider; null when none has been set. */
  provider: string | null
  lines: ReturnLine[]
  checks: ReturnCheck[]
  reconciliation: Record<string, Reconciliation>
}
