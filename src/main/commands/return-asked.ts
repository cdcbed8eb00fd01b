import { existsSync } from 'node:fs'
import path from 'node:path'
import { monthText } from '../../shared/contract/procedure.ts'
import { ok, refuse, type Result } from '../../shared/result.ts'
import type { GrantedFile } from '../services/context.ts'
import { type Arguments, WrongUsage } from './command.ts'

/** What every return is asked for. */
export interface ReturnAsked<Format extends string> {
  /** `YYYY-MM`. */
  month: string
  format: Format
  /** Where the file goes; null when the return is only printed. */
  file: GrantedFile | null
}

/**
 * Reads the month, the format and the place of the file. Only the first format, which is taken where none is named,
 * can go without a file. Refuses what is no month, and a file that is there unless it may be replaced.
 */
export function readReturnAsked<Format extends string>(
  args: Arguments,
  formats: readonly [Format, ...Format[]],
  usage: string,
): Result<ReturnAsked<Format>> {
  const month = args.required('month')
  if (!monthText.safeParse(month).success) {
    return refuse('invalid', 'Give the month as YYYY-MM, for example 2025-10.', { field: 'month' })
  }
  const named = args.optional('format') ?? formats[0]
  const format = formats.find((each) => each === named)
  if (format === undefined) {
    const others = formats.slice(0, -1)
    const words = [...(others.length > 0 ? [others.join(', ')] : []), formats.at(-1)].join(' or ')
    throw new WrongUsage(`The format is ${words}. Usage: ${usage}`)
  }
  const out = args.optional('out')
  if (out === undefined && format !== formats[0]) {
    throw new WrongUsage(`A ${format} file needs --out. Usage: ${usage}`)
  }
  if (out === undefined) return ok({ month, format, file: null })
  const file = path.resolve(out)
  if (existsSync(file) && !args.flag('force')) {
    return refuse('conflict', 'A file of that name is there already. Add --force to replace it.', {
      field: 'out',
    })
  }
  return ok({ month, format, file: { path: file, name: path.basename(file), size: 0, purpose: 'write' } })
}
