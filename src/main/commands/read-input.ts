import { readFile } from 'node:fs/promises'
import { isIsoDate } from '../../shared/format/dates.ts'
import { ok, refuse, type Result } from '../../shared/result.ts'
import { WrongUsage } from './command.ts'

/** The JSON in a file. Refuses a file that cannot be read or is no JSON. */
export async function readJson(file: string): Promise<Result<unknown>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    return refuse('not_found', 'The file cannot be read.', { field: 'file' })
  }
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/, '')) as unknown)
  } catch {
    return refuse('invalid', 'The file is not JSON.', { field: 'file' })
  }
}

/** An option's text as a whole number within bounds. Throws `WrongUsage` for anything else. */
export function wholeNumber(option: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (/^\d{1,9}$/.test(text) && value >= least && value <= most) return value
  throw new WrongUsage(`--${option} is a whole number from ${least} to ${most}.`)
}

/** An option's text as a date. Throws `WrongUsage` for anything else. */
export function dateOption(option: string, text: string): string {
  if (isIsoDate(text)) return text
  throw new WrongUsage(`--${option} is a date written YYYY-MM-DD.`)
}
