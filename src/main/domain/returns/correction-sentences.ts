import { ukDateOf } from '../../../shared/format/dates.ts'
import { monthInWords, monthOf } from './months.ts'
import { figure } from './wording.ts'

/** How a late fact changed a signed month. `movements`: the same children waited, but comings and goings differ. */
export type CorrectionKind = 'joined' | 'left' | 'moved' | 'movements'

const words: Record<CorrectionKind, (count: number) => string> = {
  joined: (count) => `${figure(count)} ${count === 1 ? 'was' : 'were'} waiting and not counted`,
  left: (count) => `${figure(count)} ${count === 1 ? 'was' : 'were'} counted and not waiting`,
  moved: (count) => `${figure(count)} waited for other days or on another line`,
  movements: (count) => `${figure(count)} came or left otherwise`,
}

/**
 * Corrections as sentences, one for each month in which they were recorded, oldest first: "3 referrals recorded in
 * November 2025 changed October 2025: 2 were waiting and not counted, 1 was counted and not waiting." Changes that no fact
 * explains (`recordedAt` null) come last, as a change in how services report.
 */
export function correctionSentences(
  month: string,
  corrections: readonly { kind: CorrectionKind; recordedAt: string | null }[],
): string[] {
  const byMonth = Map.groupBy(corrections, ({ recordedAt }) =>
    recordedAt === null ? '' : monthOf(ukDateOf(recordedAt)),
  )
  const recorded = [...byMonth.keys()].filter((key) => key !== '').toSorted()
  return [...recorded, ...(byMonth.has('') ? [''] : [])].map((key) => {
    const own = byMonth.get(key) ?? []
    const kinds = (Object.keys(words) as CorrectionKind[]).flatMap((kind) => {
      const count = own.filter((each) => each.kind === kind).length
      return count === 0 ? [] : [words[kind](count)]
    })
    const referrals = `${figure(own.length)} ${own.length === 1 ? 'referral' : 'referrals'}`
    const who =
      key === ''
        ? `${referrals}, for which the service is now reported differently or the record is gone, changed`
        : `${referrals} recorded in ${monthInWords(key)} changed`
    return `${who} ${monthInWords(month)}: ${kinds.join(', ')}.`
  })
}
