import { signMonth } from '../../src/main/services/signed-returns/sign.ts'
import { benchToday } from './build-store.ts'
import { longestPause } from './counts.ts'
import { atMost, type Figure } from './figures.ts'
import type { OpenBench } from './open-store.ts'

/** The longest that others may wait, in milliseconds. */
const longestBlock = 50
const reason = 'Overridden to measure signing'

/**
 * The last month that nobody signed off: signing, verifying, comparing, and pages of its largest figures. What is
 * signed stays in the store, so a month can be measured once and the next run takes the month before.
 */
export async function measureSigning({ context, client }: OpenBench): Promise<Figure[]> {
  const figures: Figure[] = []
  const add = async <T>(what: string, work: () => Promise<T>, limit: number | null): Promise<T> => {
    let took = 0
    let result: T | undefined
    const pause = await longestPause(async () => {
      const started = performance.now()
      result = await work()
      took = performance.now() - started
    })
    figures.push(
      atMost('signing', what, took, limit),
      atMost('signing', `${what}, longest time others wait`, pause, longestBlock),
    )
    return result!
  }
  const month = await unsignedMonth(client)
  for (const { code, line, subject, count } of (await client.returns.chs({ month })).checks.filter(
    ({ level, override }) => level === 'error' && override === null,
  )) {
    await client.signedReturns.override({ month, code, line, subject, count, reason })
  }
  const { seen } = await client.returns.chs({ month })
  const outcome = await add(`signing ${month}`, () => signMonth(context, { month, seen }), null)
  if (!outcome.ok) throw new Error(outcome.refusal.message)
  const id = outcome.value.signed?.id ?? ''
  await add('verifying it', () => client.signedReturns.verify({ id }), null)
  await add('its corrections', () => client.signedReturns.corrections({ id, limit: 100 }), null)
  for (const cell of ['total', 'opening', 'over_52_weeks', 'received']) {
    for (const offset of [0, 90_000]) {
      const page = () => client.signedReturns.cell({ id, line: '', cell, offset, limit: 100 })
      const what = `${cell} from row ${offset.toLocaleString('en-GB')}`
      if (offset === 0 || (await page()).total > offset) await add(what, page, 500)
    }
  }
  return figures
}

async function unsignedMonth(client: OpenBench['client']): Promise<string> {
  const signed = new Set((await client.signedReturns.list({ limit: 200 })).rows.map(({ month }) => month))
  const { months } = await client.returns.months()
  const month = months.find((each) => each < benchToday.slice(0, 7) && !signed.has(each))
  if (month === undefined) throw new Error('Every month is signed off')
  return month
}
