import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { longestPause } from './counts.ts'
import { atMost, type Figure } from './figures.ts'
import type { OpenBench } from './open-store.ts'

/** The longest that others may wait, in milliseconds. */
const longestBlock = 50
const month = '2026-02'

/** A month's data set counted and checked, and written to a file, and how long others wait meanwhile. */
export async function measureDataSet({ client, grant }: OpenBench): Promise<Figure[]> {
  const file = path.join(tmpdir(), `cyp-waits-bench-${process.pid}.zip`)
  grant('bench-data-set', { path: file, name: 'data set', size: 0, purpose: 'write' })
  const figures: Figure[] = []
  const asks = {
    'the report': async () => {
      const { tables } = await client.communityDataSet.report({ month, again: true })
      return tables.reduce((sum, { rows }) => sum + rows, 0)
    },
    'the file': async () => (await client.communityDataSet.export({ month, file: 'bench-data-set' })).rows,
  }
  for (const [name, work] of Object.entries(asks)) {
    let took = 0
    let rows = 0
    const pause = await longestPause(async () => {
      const started = performance.now()
      rows = await work()
      took = performance.now() - started
    })
    const what = `${name} of ${month}, ${rows.toLocaleString('en-GB')} rows`
    figures.push(
      atMost('data set', what, took, null),
      atMost('data set', `${what}, longest time others wait`, pause, longestBlock),
    )
  }
  await rm(file, { force: true })
  return figures
}
