import { type } from '@orpc/contract'
import { z } from 'zod'
import { fileToken, monthText, type Page, pageInput, procedure } from './procedure.ts'
import type { ReturnCellRow } from './returns.ts'

/** The audiology six-week list of a month, laid out as the diagnostics return (DM01) asks. */
export interface DiagnosticReturn {
  month: string
  /** The last day of the month, at the end of which children are counted. */
  censusDate: string
  ended: boolean
  provider: string
  computedAt: string
  /** Names of the services counted. */
  services: string[]
  bands: { id: string; label: string; fromDays: number; toDays: number | null; count: number }[]
  total: number
  /** Waiting 42 days or more. */
  sixWeeksOrMore: number
  thirteenWeeksOrMore: number
  /** Days; null when nobody waits. */
  medianDays: number | null
  ninetyFifthDays: number | null
  /** First assessments done in the month. */
  activity: { waitingList: number; planned: number; unscheduled: number; total: number }
  /** Later contacts of the month, which are no first assessment and not counted as activity. */
  laterContacts: number
}

/** What can be opened beside a band: `w0` to `w13`. */
export const diagnosticCells = [
  'total',
  'six_weeks_or_more',
  'thirteen_weeks_or_more',
  'activity',
  'waiting_list',
  'planned',
  'unscheduled',
  'later_contacts',
] as const

export const diagnosticReturn = {
  get: procedure.input(z.object({ month: monthText })).output(type<DiagnosticReturn>()),
  /** The children behind a figure; `total` of the page equals the figure. */
  children: procedure
    .input(
      z.object({
        month: monthText,
        cell: z.union([z.enum(diagnosticCells), z.string().regex(/^w([0-9]|1[0-3])$/)]),
        ...pageInput,
      }),
    )
    .output(type<Page<ReturnCellRow>>()),
  /** Writes the figures, and no names. */
  export: procedure
    .input(z.object({ month: monthText, format: z.enum(['xlsx', 'csv']), file: fileToken }))
    .output(type<{ sha256: string }>()),
}
