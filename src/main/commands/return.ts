import { existsSync } from 'node:fs'
import path from 'node:path'
import { monthText } from '../../shared/contract/procedure.ts'
import { ok, refuse } from '../../shared/result.ts'
import { type Command, WrongUsage } from './command.ts'
import { resultOf, storeOptions, storeUsage, withStore } from './signed-in.ts'

const usage = `return chs ${storeUsage} --month YYYY-MM [--format json|csv|xlsx --out FILE] [--force]`
const formats = ['json', 'csv', 'xlsx'] as const

/**
 * Prints a month's return. With `--out` it is also written to that file and the figures are kept, as an export from
 * the window is; without, nothing is stored.
 */
export const returnCommand: Command = {
  usage,
  positionals: { least: 1, most: 1 },
  options: {
    ...storeOptions,
    month: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    force: { type: 'boolean' },
  },
  async run(args) {
    if (args.positionals[0] !== 'chs') throw new WrongUsage(`There is one return, chs. Usage: ${usage}`)
    const month = args.required('month')
    if (!monthText.safeParse(month).success) {
      return refuse('invalid', 'Give the month as YYYY-MM, for example 2025-10.', { field: 'month' })
    }
    const named = args.optional('format') ?? 'json'
    const format = formats.find((each) => each === named)
    if (format === undefined) throw new WrongUsage(`The format is json, csv or xlsx. Usage: ${usage}`)
    const out = args.optional('out')
    if (out === undefined && format !== 'json') {
      throw new WrongUsage(`A ${format} file needs --out. Usage: ${usage}`)
    }
    const file = out === undefined ? null : path.resolve(out)
    if (file !== null && existsSync(file) && !args.flag('force')) {
      return refuse('conflict', 'A file of that name is there already. Add --force to replace it.', {
        field: 'out',
      })
    }
    return withStore(args, async ({ client, grant }) => {
      if (file !== null) {
        const token = grant({ path: file, name: path.basename(file), size: 0, purpose: 'write' })
        const exported = await resultOf(client.returns.export({ month, format, file: token }))
        if (!exported.ok) return exported
      }
      const answer = await resultOf(client.returns.chs({ month }))
      if (!answer.ok) return answer
      const { censusDate, provider, lines, checks, reconciliation } = answer.value
      return ok({ month, censusDate, provider, lines, checks, reconciliation })
    })
  },
}
