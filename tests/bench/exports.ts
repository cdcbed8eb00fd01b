import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ExportShape } from '../../src/shared/contract/list-exports.ts'
import { longestPause } from './counts.ts'
import { atMost, type Figure } from './figures.ts'
import type { OpenBench } from './open-store.ts'

/** The longest that others may wait, in milliseconds. */
const longestBlock = 50
const source = { list: 'waiting_list' as const, filter: { queue: 'all_open' as const } }

/** Every open referral to a file in each form, and how long others wait meanwhile. */
export async function measureExports({ client, grant }: OpenBench): Promise<Figure[]> {
  const { columns } = await client.listExports.describe({ source })
  const shapes: [string, ExportShape][] = [
    ['names', { form: 'identifiable', columns: columns.map(({ id }) => id), namesOff: false }],
    [
      'pseudonyms',
      {
        form: 'pseudonymised',
        columns: columns.filter((column) => column.pseudonymised).map(({ id }) => id),
        recipientId: null,
      },
    ],
    [
      'counts',
      {
        form: 'aggregate',
        rows: 'service',
        columns: 'ethnic_group',
        policy: 'under_5',
        percentages: 'of_row',
      },
    ],
  ]
  const figures: Figure[] = []
  const file = path.join(tmpdir(), `cyp-waits-bench-${process.pid}`)
  for (const [name, shape] of shapes) {
    for (const format of ['csv', 'xlsx'] as const) {
      grant('bench-export', { path: file, name: 'list', size: 0, purpose: 'write' })
      let rows = 0
      let took = 0
      const pause = await longestPause(async () => {
        const started = performance.now()
        ;({ rows } = await client.listExports.save({ source, shape, format, file: 'bench-export' }))
        took = performance.now() - started
      })
      const what = `${name} as ${format}, ${rows.toLocaleString('en-GB')} rows`
      figures.push(
        atMost('exports', what, took, null),
        atMost('exports', `${what}, longest time others wait`, pause, longestBlock),
      )
    }
  }
  await rm(file, { force: true })
  return figures
}
