import type { Result } from '../../shared/result.ts'
import { type Arguments, type Command, WrongUsage } from './command.ts'
import { chsReturn, chsUsage } from './return-chs.ts'
import { csdsReturn, csdsUsage } from './return-csds.ts'
import { dm01Return, dm01Usage } from './return-dm01.ts'
import { storeOptions } from './signed-in.ts'

interface NamedReturn {
  usage: string
  /** Options that only some returns have. */
  takes: readonly ('format' | 'signed')[]
  run(args: Arguments): Promise<Result<unknown>>
}

const returns: Readonly<Record<string, NamedReturn>> = {
  chs: { usage: chsUsage, takes: ['format', 'signed'], run: chsReturn },
  csds: { usage: csdsUsage, takes: [], run: csdsReturn },
  dm01: { usage: dm01Usage, takes: ['format'], run: dm01Return },
}
const usage = Object.values(returns)
  .map((each) => each.usage)
  .join(' | ')

/** Prints a month's return as JSON, and writes its file where `--out` says so. */
export const returnCommand: Command = {
  usage,
  positionals: { least: 1, most: 1 },
  options: {
    ...storeOptions,
    month: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    force: { type: 'boolean' },
    signed: { type: 'boolean' },
  },
  async run(args) {
    const name = args.positionals[0] ?? ''
    const named = Object.hasOwn(returns, name) ? returns[name] : undefined
    if (named === undefined) {
      throw new WrongUsage(`There are the returns ${Object.keys(returns).join(', ')}. Usage: ${usage}`)
    }
    if (!named.takes.includes('signed') && args.flag('signed')) {
      throw new WrongUsage(`Only chs is signed off. Usage: ${named.usage}`)
    }
    if (!named.takes.includes('format') && args.optional('format') !== undefined) {
      throw new WrongUsage(`The file is always a ZIP. Usage: ${named.usage}`)
    }
    return named.run(args)
  },
}
