import { existsSync } from 'node:fs'
import path from 'node:path'
import { type ChsReturn, publishedChecks } from '../domain/returns/chs-return.ts'
import { monthText } from '../../shared/contract/procedure.ts'
import { ok, refuse } from '../../shared/result.ts'
import { type Command, WrongUsage } from './command.ts'
import { resultOf, type SignedInCommand, storeOptions, storeUsage, withStore } from './signed-in.ts'

const usage = `return chs ${storeUsage} --month YYYY-MM [--signed] [--format json|csv|xlsx --out FILE] [--force]`
const formats = ['json', 'csv', 'xlsx'] as const

/**
 * Prints a month's return. With `--out` it is also written to that file, as an export from the window is: the frozen
 * copy of a month that is signed off, else a draft whose figures are kept; without, nothing is stored. With
 * `--signed` the latest signed version, even one re-opened since, whatever was recorded after it.
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
    signed: { type: 'boolean' },
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
      const [signed] = await signedOf(client, month)
      const isSignedOff = signed !== undefined && signed.reopened === null
      if (args.flag('signed') && signed === undefined) {
        return refuse('not_found', 'This month has not been signed off.', { field: 'month' })
      }
      if (file !== null) {
        const token = grant({ path: file, name: path.basename(file), size: 0, purpose: 'write' })
        const exported =
          args.flag('signed') && signed !== undefined
            ? await resultOf(client.signedReturns.export({ id: signed.id, format, file: token }))
            : await resultOf(client.returns.export({ month, format, file: token }))
        if (!exported.ok) return exported
      }
      // What is printed is what the file says.
      if (signed !== undefined && (args.flag('signed') || (file !== null && isSignedOff))) {
        const copy = await resultOf(client.signedReturns.get({ id: signed.id }))
        if (!copy.ok) return copy
        const { document } = copy.value
        return ok(printed({ ...document, provider: document.provider.code }))
      }
      const answer = await resultOf(client.returns.chs({ month }))
      return answer.ok ? ok(printed(answer.value)) : answer
    })
  },
}

/** The latest signed version of a month, if any. */
async function signedOf(client: SignedInCommand['client'], month: string) {
  const { rows } = await client.signedReturns.list({ month, limit: 1 })
  return rows
}

function printed({ month, censusDate, provider, lines, checks, reconciliation }: ChsReturn): ChsReturn {
  return { month, censusDate, provider, lines, checks: publishedChecks(checks), reconciliation }
}
