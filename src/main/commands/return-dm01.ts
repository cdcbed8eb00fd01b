import type { DiagnosticReturn } from '../../shared/contract/diagnostic-return.ts'
import { ok, type Result } from '../../shared/result.ts'
import { type Arguments, WrongUsage } from './command.ts'
import { readReturnAsked } from './return-asked.ts'
import { resultOf, storeUsage, withStore } from './signed-in.ts'

export const dm01Usage = `return dm01 ${storeUsage} --month YYYY-MM [--format xlsx|csv --out FILE] [--force]`

/** The six-week list in figures. */
type PrintedSixWeeks = Omit<DiagnosticReturn, 'computedAt'> & {
  /** Of the file; null when none was asked for. */
  sha256: string | null
}

/** A month's audiology six-week list; with `--out` written as the window exports it, a workbook unless CSV is asked for. */
export async function dm01Return(args: Arguments): Promise<Result<PrintedSixWeeks>> {
  const asked = readReturnAsked(args, ['xlsx', 'csv'], dm01Usage)
  if (!asked.ok) return asked
  const { month, format, file } = asked.value
  if (file === null && args.optional('format') !== undefined) {
    throw new WrongUsage(`A ${format} file needs --out. Usage: ${dm01Usage}`)
  }
  return withStore<PrintedSixWeeks>(args, async ({ client, grant }) => {
    const answer = await resultOf(client.diagnosticReturn.get({ month }))
    if (!answer.ok) return answer
    const { computedAt: _computedAt, ...figures } = answer.value
    if (file === null) return ok({ ...figures, sha256: null })
    const exported = await resultOf(client.diagnosticReturn.export({ month, format, file: grant(file) }))
    return exported.ok ? ok({ ...figures, sha256: exported.value.sha256 }) : exported
  })
}
