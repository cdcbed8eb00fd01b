import type { ChsReturn } from '../../../domain/returns/chs-return.ts'

/** The return as the headless command prints it, laid out to be read, ending in a line break. */
export function writeChsJson(document: ChsReturn): string {
  const { month, censusDate, provider, lines, checks, reconciliation } = document
  return `${JSON.stringify({ month, censusDate, provider, lines, checks, reconciliation }, null, 2)}\n`
}
