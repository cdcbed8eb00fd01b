import type { DataSetReport } from '../../shared/contract/community-data-set.ts'
import { ok, type Result } from '../../shared/result.ts'
import type { Arguments } from './command.ts'
import { readReturnAsked } from './return-asked.ts'
import { resultOf, storeUsage, withStore } from './signed-in.ts'

export const csdsUsage = `return csds ${storeUsage} --month YYYY-MM [--out FILE.zip] [--force]`

/** The community data set of a month in counts: nothing printed says anything about a child. */
interface PrintedDataSet {
  month: string
  firstDay: string
  lastDay: string
  provider: string
  /** Rows of all tables. */
  rows: number
  /** Rows by table, `CYP000` first. */
  tables: Record<string, number>
  validation: {
    /** Fields that are an error, and fields that are a warning. */
    errors: number
    warnings: number
    /** Values missing or invalid in those fields. */
    missing: number
    invalid: number
    verdict: string
  }
  withoutOutcome: number
  leftOut: string[]
  /** Of the ZIP; null when none was asked for. */
  sha256: string | null
}

/** A month's community data set, checked; with `--out` written as the ZIP that the window exports. */
export async function csdsReturn(args: Arguments): Promise<Result<PrintedDataSet>> {
  const asked = readReturnAsked(args, ['zip'], csdsUsage)
  if (!asked.ok) return asked
  const { month, file } = asked.value
  return withStore(args, async ({ client, grant }) => {
    if (file === null) {
      const report = await resultOf(client.communityDataSet.report({ month }))
      return report.ok ? ok(printed(report.value, null)) : report
    }
    const exported = await resultOf(client.communityDataSet.export({ month, file: grant(file) }))
    return exported.ok ? ok(printed(exported.value.report, exported.value.sha256)) : exported
  })
}

function printed(report: Omit<DataSetReport, 'isOutOfDate'>, sha256: string | null): PrintedDataSet {
  const { month, firstDay, lastDay, provider, tables, fields, verdict, withoutOutcome, leftOut } = report
  const found = fields.filter(({ level }) => level === 'error' || level === 'warning')
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)
  return {
    month,
    firstDay,
    lastDay,
    provider,
    rows: sum(tables.map(({ rows }) => rows)),
    tables: Object.fromEntries(tables.map(({ table, rows }) => [table, rows])),
    validation: {
      errors: found.filter(({ level }) => level === 'error').length,
      warnings: found.filter(({ level }) => level === 'warning').length,
      missing: sum(found.map(({ missing }) => missing)),
      invalid: sum(found.map(({ invalid }) => invalid)),
      verdict,
    },
    withoutOutcome,
    leftOut,
    sha256,
  }
}
