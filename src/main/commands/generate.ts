import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ok, refuse } from '../../shared/result.ts'
import { generateHistories } from '../generator/histories.ts'
import { importHeaderLine, importLine, toImportRow } from '../generator/import-rows.ts'
import { waitingTally } from '../generator/summary.ts'
import type { Command } from './command.ts'
import { dateOption, wholeNumber } from './read-input.ts'
import { showProgress } from './show-progress.ts'

/** A block of lines at a time: a write for each line would take most of the time. */
const linesAtOnce = 500

/** Writes an extract of made-up referrals in the import layout; the same seed gives the same file. */
export const generate: Command = {
  usage: 'generate --referrals N --seed S --as-at DATE --out FILE.csv [--force]',
  options: {
    referrals: { type: 'string' },
    seed: { type: 'string' },
    'as-at': { type: 'string' },
    out: { type: 'string' },
    force: { type: 'boolean' },
  },
  async run(args) {
    const referrals = wholeNumber('referrals', args.required('referrals'), 1, 5_000_000)
    const seed = args.required('seed')
    const asAt = dateOption('as-at', args.required('as-at'))
    const out = path.resolve(args.required('out'))
    if (existsSync(out) && !args.flag('force')) {
      return refuse('conflict', 'A file of that name is there already. Add --force to replace it.', {
        field: 'out',
      })
    }
    const tally = waitingTally(asAt)
    const progress = showProgress()
    function* lines(): Generator<string> {
      let block = importHeaderLine()
      let count = 0
      for (const referral of generateHistories({ referrals, seed, asAt })) {
        tally.add(referral)
        block += importLine(toImportRow(referral))
        count += 1
        if (count % linesAtOnce !== 0) continue
        progress.show('referrals', count, referrals)
        yield block
        block = ''
      }
      yield block
    }
    const neighbour = `${out}.part`
    try {
      await pipeline(Readable.from(lines()), createWriteStream(neighbour, { encoding: 'utf8' }))
      await rename(neighbour, out)
    } catch (error) {
      await rm(neighbour, { force: true })
      if (error instanceof Error && 'code' in error)
        return refuse('unavailable', 'The file could not be written. Choose another place.', { field: 'out' })
      throw error
    } finally {
      progress.end()
    }
    return ok(tally.counts())
  },
}
