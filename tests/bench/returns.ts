import { returnsHandlers } from '../../src/main/services/returns/handlers.ts'
import { benchToday } from './build-store.ts'
import { longestPause } from './counts.ts'
import { atMost, type Figure, median, sideBySide, timed, withinTimes } from './figures.ts'
import type { OpenBench } from './open-store.ts'

const target = 500

function monthsAgo(count: number): string {
  const [year = 0, month = 0] = benchToday.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 - count, 1)).toISOString().slice(0, 7)
}

/** The monthly return of now and of years ago, and of this store beside a smaller one with as many waiting. */
export async function measureReturns({ context }: OpenBench): Promise<Figure[]> {
  const ask = async (month: string) => {
    const answer = await returnsHandlers.chs(context, { month }, {})
    if (!answer.ok) throw new Error(answer.refusal.message)
    return answer.value
  }
  const months = [0, 1, 12, 36].map(monthsAgo)
  const figures: Figure[] = []
  for (const month of months) {
    const waiting = (await ask(month)).lines.reduce((sum, line) => sum + line.total, 0)
    const cold = await timed(() => ask(month))
    const times = await sideBySide({ present: () => ask(months[1] ?? ''), month: () => ask(month) }, 7)
    const pauses: number[] = []
    for (let round = 0; round < 5; round += 1) pauses.push(await longestPause(() => ask(month)))
    const name = `${month}, ${waiting.toLocaleString('en-GB')} waiting`
    figures.push(
      atMost('return', name, Math.max(times.month, cold), target),
      withinTimes('return', `${month} beside last month's`, { floor: times.present, figure: times.month }, 2),
      atMost('return', `${month}, longest time others wait`, median(pauses), 50),
    )
  }
  return figures
}
