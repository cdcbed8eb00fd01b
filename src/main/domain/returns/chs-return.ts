import type { ChsLine, ChsReturn, ReturnCheck } from '../../../shared/contract/returns.ts'

/**
 * The community waiting list return of one provider and month. A line that no service reports on is absent, which
 * is not the same as a line with no one waiting. `provider` is the organisation code, '' when none has been set.
 */
export type { ChsReturn, ReturnCheck }

/** A check with what it is about: a line or '', and the service where it is about one that is on no line. */
export interface FoundCheck extends ReturnCheck {
  line: string
  subject: string | null
}

/** One service line's figures on the census date: children waiting, in whole numbers. */
export type ReturnLine = ChsLine

export type CheckLevel = ReturnCheck['level']

/** Checks as they are printed: code, level, message and count. */
export function publishedChecks(checks: readonly ReturnCheck[]): ReturnCheck[] {
  return checks.map(({ code, level, message, count }) => ({ code, level, message, count }))
}
