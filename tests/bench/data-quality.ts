import { longestPause } from './counts.ts'
import { atMost, type Figure, median, sideBySide } from './figures.ts'
import type { OpenBench } from './open-store.ts'

/** The longest that others may wait, in milliseconds. */
const longestBlock = 50
const rounds = 1

/** The figures of data quality after a change and asked again, and pages of the list behind a rule. */
export async function measureDataQuality({ client, touch }: OpenBench): Promise<Figure[]> {
  const ask = () => client.dataQuality.figures({})
  const { referrals } = await ask()
  const group = 'data quality'
  const of = `figures of ${referrals.toLocaleString('en-GB')} open`
  const pauses: number[] = []
  const { first, again } = await sideBySide(
    {
      first: { before: touch, work: async () => void pauses.push(await longestPause(ask)) },
      again: ask,
    },
    rounds,
  )
  const figures = [
    atMost(group, `${of}, after a change`, first, null),
    atMost(group, `${of}, longest time others wait`, median(pauses), longestBlock),
    atMost(group, `${of}, asked again`, again, 50),
  ]
  for (const column of ['queue_order', 'family_name', 'received_date'] as const) {
    const page = () =>
      client.dataQuality.page({
        filter: { ruleId: 'language_missing' },
        sort: { column, direction: 'asc' },
        limit: 100,
      })
    const blocked: number[] = []
    const renewed = async () => {
      await touch()
      await ask()
    }
    const times = await sideBySide(
      {
        first: { before: renewed, work: async () => void blocked.push(await longestPause(page)) },
        again: page,
      },
      rounds,
    )
    figures.push(
      atMost(group, `a page by ${column}, first`, times.first, null),
      atMost(group, `a page by ${column}, longest time others wait`, median(blocked), longestBlock),
      atMost(group, `a page by ${column}, again`, times.again, 50),
    )
  }
  return figures
}
