import type { ReturnOverride } from '../../../shared/contract/returns.ts'
import type { FoundCheck } from './chs-return.ts'

/**
 * The override that lets a month be signed off in spite of a check, or null. It holds for that check, line, service
 * and count only: when the count changes, somebody has to decide again.
 */
export function overrideFor(
  check: Pick<FoundCheck, 'code' | 'line' | 'subject' | 'count'>,
  overrides: readonly ReturnOverride[],
): ReturnOverride | null {
  return (
    overrides.find(
      (each) =>
        each.code === check.code &&
        each.line === check.line &&
        each.subject === check.subject &&
        each.count === check.count,
    ) ?? null
  )
}
