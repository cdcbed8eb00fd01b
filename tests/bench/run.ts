import { parseArgs } from 'node:util'
import { benchFolder, builtStore } from './build-store.ts'
import { measureBooking } from './booking.ts'
import { measureDataSet } from './community-data-set.ts'
import { measureCounts } from './counts.ts'
import { measureDataQuality } from './data-quality.ts'
import { measureExports } from './exports.ts'
import { asTable, atMost, type Figure } from './figures.ts'
import { measureLists } from './lists.ts'
import { openBench, type OpenBench } from './open-store.ts'
import { measureReturns } from './returns.ts'
import { proveReturns } from './returns-proof.ts'
import { measureRules } from './rules.ts'
import { measureSearch } from './search.ts'
import { measureSigning } from './signing.ts'
import { measureTasks } from './tasks.ts'

const inStore: Record<string, (bench: OpenBench) => Promise<Figure[]>> = {
  lists: measureLists,
  counts: measureCounts,
  search: measureSearch,
  returns: measureReturns,
  rules: measureRules,
  booking: measureBooking,
  tasks: measureTasks,
  exports: measureExports,
  'data-quality': measureDataQuality,
  'data-set': measureDataSet,
  signing: measureSigning,
  'returns-proof': proveReturns,
}
const apart: Record<string, (say: (line: string) => void, referrals: number) => Promise<Figure[]>> = {
  import: async (say) => (await import('./import.ts')).measureImport(say),
  launch: async (say, size) => (await import('./launch.ts')).measureLaunch(say, size),
}
const groups = [...Object.keys(inStore), ...Object.keys(apart)]

const { values } = parseArgs({
  options: {
    referrals: { type: 'string', default: '1000000' },
    only: { type: 'string', default: groups.join(',') },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const wanted = values.only.split(',').map((name) => name.trim())
const unknown = wanted.filter((name) => !groups.includes(name))
const referrals = Number(values.referrals)

if (values.help || unknown.length > 0 || !Number.isInteger(referrals) || referrals < 1000) {
  process.stderr.write(`npm run bench -- [--referrals 1000000] [--only ${groups.join(',')}] [--json]\n`)
  process.exit(values.help ? 0 : 2)
}

const say = (line: string) => void process.stderr.write(`${line}\n`)
const figures: Figure[] = []

if (wanted.some((name) => name in inStore)) {
  const folder = await builtStore(referrals, say)
  const bench = await openBench(folder)
  try {
    for (const name of wanted) {
      const measure = inStore[name]
      if (measure === undefined) continue
      say(`measuring ${name} in ${benchFolder(String(referrals))}`)
      figures.push(...(await measure(bench)))
    }
    figures.push(atMost('memory', 'backend process after these', process.memoryUsage.rss() / 1e6, 300, 'MB'))
  } finally {
    await bench.close()
  }
}
for (const name of wanted) {
  const measure = apart[name]
  if (measure === undefined) continue
  say(`measuring ${name}`)
  figures.push(...(await measure(say, referrals)))
}

process.stdout.write(
  values.json ? `${JSON.stringify({ referrals, figures }, null, 2)}\n` : `${asTable(figures)}\n`,
)
const missed = figures.filter((figure) => figure.met === false)
say(
  missed.length === 0
    ? 'Every target met.'
    : `${missed.length} of ${figures.filter((figure) => figure.met !== null).length} targets missed.`,
)
