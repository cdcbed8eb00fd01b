import { publishedChecks } from '../../../domain/returns/chs-return.ts'
import { type ExportContext, type ExportedReturn, statusInWords } from './export-context.ts'

/**
 * The return as the headless command prints it, laid out to be read, ending in a line break, with its status and any
 * overrides. A signed one carries the canonical document, whose SHA-256 anybody can work out again.
 */
export function writeChsJson(document: ExportedReturn, context: ExportContext): string {
  const { month, censusDate, provider, lines, checks, reconciliation, localLines, overrides } = document
  const written = {
    month,
    censusDate,
    provider,
    lines,
    checks: publishedChecks(checks),
    reconciliation,
    status: statusInWords(context),
    localLines,
    overrides,
    signedOff: context.signedOff,
  }
  return `${JSON.stringify(written, null, 2)}\n`
}
