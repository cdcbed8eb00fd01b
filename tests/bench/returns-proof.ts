import { isDeepStrictEqual } from 'node:util'
import { returnsHandlers } from '../../src/main/services/returns/handlers.ts'
import {
  figuresByService,
  movementsByMonth,
  type NaiveFigures,
  naiveReferrals,
} from '../store/returns/large-count.ts'
import { edgeHistories, storeQuickly } from '../store/returns/large-histories.ts'
import { dayAfter, monthsBetween } from '../store/returns/naive-count.ts'
import { benchToday } from './build-store.ts'
import { longestPause } from './counts.ts'
import { atMost, type Figure, median } from './figures.ts'
import type { OpenBench } from './open-store.ts'

const months = monthsBetween('2023-03', '2026-02')
/** Histories on edges that are added to those that were generated. */
const edgeCount = 20_000

/**
 * Every month of three years: how long its return takes, and whether each figure, each movement and each opening is
 * what a count from the facts gives. Throws at the first that is not.
 */
export async function proveReturns({ context }: OpenBench): Promise<Figure[]> {
  await addEdges(context)
  const referrals = naiveReferrals(context.store.bare.reader)
  const moved = movementsByMonth(referrals)
  const services = await context.store.read.selectFrom('service').select(['id', 'chs_line']).execute()
  const counts = new Map(
    [dayAfter(`${months[0]}-01`, -1).slice(0, 7), ...months].map((month) => [
      month,
      figuresByService(referrals, month),
    ]),
  )
  const figures: Figure[] = []
  const times: number[] = []
  const cpu: number[] = []
  const pauses: number[] = []
  const waiting: number[] = []
  for (const month of months) {
    const before = process.cpuUsage()
    const started = performance.now()
    const answer = await returnsHandlers.chs(context, { month }, {})
    times.push(performance.now() - started)
    const used = process.cpuUsage(before)
    cpu.push((used.user + used.system) / 1000)
    if (!answer.ok) throw new Error(answer.refusal.message)
    pauses.push(await longestPause(() => returnsHandlers.chs(context, { month }, {})))
    const counted = counts.get(month)
    const opened = counts.get(dayAfter(`${month}-01`, -1).slice(0, 7))
    const total = (all: Map<string, NaiveFigures> | undefined, service: string) =>
      all?.get(service)?.total ?? 0
    waiting.push([...(counted?.values() ?? [])].reduce((all, each) => all + each.total, 0))
    for (const { line: name, ...line } of answer.value.lines) {
      const service = services.find((each) => each.chs_line === name)?.id ?? ''
      const { opening, closing, corrections, balances, removals, ...came } =
        answer.value.reconciliation[name] ?? never(name)
      const happened = Object.fromEntries(
        Object.entries({ ...came, ...removals }).filter(([, count]) => count > 0),
      )
      same(`${name}, ${month}`, line, counted?.get(service) ?? line)
      same(`movements of ${name}, ${month}`, happened, moved.get(`${service} ${month}`) ?? {})
      same(
        `reconciliation of ${name}, ${month}`,
        [opening, closing, corrections, balances],
        [total(opened, service), total(counted, service), 0, true],
      )
    }
  }
  const count = referrals.length.toLocaleString('en-GB')
  const [least, most] = [Math.min(...waiting), Math.max(...waiting)].map((each) =>
    each.toLocaleString('en-GB'),
  )
  const about = `36 months equal a count of ${count} referrals, ${least} to ${most} waiting`
  figures.push(
    atMost('return', `${about}: slowest month`, Math.max(...times), 500),
    atMost('return', 'median month', median(times), 500),
    atMost('return', 'CPU of the slowest month', Math.max(...cpu), 500),
    atMost('return', 'CPU of the median month', median(cpu), null),
    atMost('return', 'longest time others wait, worst month', Math.max(...pauses), 50),
    atMost('return', 'longest time others wait, median month', median(pauses), 50),
  )
  return figures
}

async function addEdges({ store, person }: OpenBench['context']): Promise<void> {
  const known = await store.read
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'bench_edges')
    .executeTakeFirst()
  if (known !== undefined) return
  await storeQuickly(store, {
    personId: person.id,
    today: benchToday,
    histories: edgeHistories(edgeCount, months, 20_260_302),
  })
  await store.write((tx) =>
    tx
      .insertInto('meta')
      .values({ key: 'bench_edges', value: String(edgeCount) })
      .execute(),
  )
}

function same(what: string, figure: unknown, counted: unknown): void {
  if (isDeepStrictEqual(figure, counted)) return
  throw new Error(`${what}: the return says ${JSON.stringify(figure)}, the facts ${JSON.stringify(counted)}`)
}

function never(line: string): never {
  throw new Error(`No reconciliation of ${line}`)
}
