import { type ChsReturn, publishedChecks } from '../domain/returns/chs-return.ts'
import { ok, refuse, type Result } from '../../shared/result.ts'
import type { Arguments } from './command.ts'
import { readReturnAsked } from './return-asked.ts'
import { resultOf, type SignedInCommand, storeUsage, withStore } from './signed-in.ts'

export const chsUsage = `return chs ${storeUsage} --month YYYY-MM [--signed] [--format json|csv|xlsx --out FILE] [--force]`

/**
 * A month's Community Health Services return. With `--out` it is also written to that file, as an export from the
 * window is: the frozen copy of a month that is signed off, else a draft whose figures are kept; without, nothing is
 * stored. With `--signed` the latest signed version, even one re-opened since, whatever was recorded after it.
 */
export async function chsReturn(args: Arguments): Promise<Result<ChsReturn>> {
  const asked = readReturnAsked(args, ['json', 'csv', 'xlsx'], chsUsage)
  if (!asked.ok) return asked
  const { month, format, file } = asked.value
  return withStore(args, async ({ client, grant }) => {
    const [signed] = await signedOf(client, month)
    const isSignedOff = signed !== undefined && signed.reopened === null
    if (args.flag('signed') && signed === undefined) {
      return refuse('not_found', 'This month has not been signed off.', { field: 'month' })
    }
    if (file !== null) {
      const token = grant(file)
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
}

/** The latest signed version of a month, if any. */
async function signedOf(client: SignedInCommand['client'], month: string) {
  const { rows } = await client.signedReturns.list({ month, limit: 1 })
  return rows
}

function printed({ month, censusDate, provider, lines, checks, reconciliation }: ChsReturn): ChsReturn {
  return { month, censusDate, provider, lines, checks: publishedChecks(checks), reconciliation }
}
