import type { MemberState } from '../../../shared/codes/rounds.ts'

/** How many families of a round stand where. */
export type StateCounts = Record<MemberState, number>

/**
 * What a round has come to, in one sentence: how many answered and what, how many were taken off the list by two
 * decisions, and the minutes each removal took (whole minutes, rounded; left out while nobody was removed or no time
 * was noted). Asks nothing of the families who have not answered.
 */
export function yieldSentence(states: StateCounts, removed: number, minutes: number): string {
  const asked = Object.values(states).reduce((sum, count) => sum + count, 0)
  const answered = states.yes + states.no + states.unsure
  const share = asked === 0 ? 0 : Math.round((100 * answered) / asked)
  const answers = `${answered} of ${asked} answered (${share} %): ${states.yes} yes, ${states.no} no, ${states.unsure} not sure.`
  const effect = removed === 0 ? 'Nobody has been removed.' : `${removed} removed by two decisions.`
  const time = minutes === 0 ? '' : ` ${timeSentence(removed, minutes)}`
  return `${answers} ${effect}${time}`
}

function timeSentence(removed: number, minutes: number): string {
  const spent = minutes < 120 ? `${minutes} minutes` : `${(minutes / 60).toFixed(1)} hours`
  return removed === 0
    ? `${spent} spent.`
    : `${spent} spent, ${Math.round(minutes / removed)} minutes for each removal.`
}
