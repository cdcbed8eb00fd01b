import { type } from '@orpc/contract'
import { z } from 'zod'
import type { ChsBandId } from '../codes/bands.ts'
import { fileToken, monthText, type Page, pageInput, procedure, serviceId } from './procedure.ts'

/** One service line of the Community Health Services return. */
export interface ChsLine {
  line: string
  total: number
  bands: Record<ChsBandId, number>
  within18Weeks: number
  over52Weeks: number
  /** Mean days waited, one decimal; null when nobody waits. */
  meanDays: number | null
}

export interface ReturnCheck {
  code: string
  level: 'error' | 'warning' | 'info'
  message: string
  count: number
}

export interface Reconciliation {
  opening: number
  received: number
  transferredIn: number
  reopened: number
  firstContacts: number
  removals: Record<string, number>
  corrections: number
  closing: number
  balances: boolean
}

/** The return as the headless command prints it. */
export interface ChsReturn {
  month: string
  censusDate: string
  provider: string
  lines: ChsLine[]
  checks: ReturnCheck[]
  reconciliation: Record<string, Reconciliation>
}

/** The return as the screen shows it. */
export interface ChsReturnView extends ChsReturn {
  computedAt: string
  /** Service ids behind each line. */
  services: Record<string, string[]>
  /** How today's answer differs from the figures last exported, and which facts made it differ. */
  sinceLastExport: {
    exportedAt: string
    exportedBy: string
    sameFigures: boolean
    changes: {
      referralId: string
      childId: string
      childName: string
      line: string
      before: string
      now: string
      facts: string[]
    }[]
    changeCount: number
  } | null
}

export const returnCells = [
  'total',
  'opening',
  'received',
  'transferred_in',
  'reopened',
  'first_contacts',
  'removals',
  'closing',
  'within_18_weeks',
  'over_52_weeks',
] as const

/** A child behind a figure. */
export interface ReturnCellRow {
  referralId: string
  childId: string
  familyName: string
  givenName: string
  dateOfBirth: string
  nhsNumber: string | null
  serviceId: string
  receivedDate: string
  /** Days waited on the census date, or on the day of leaving for movements. */
  days: number
  band: string | null
  /** When and how this wait ended, as known today; null while it runs. */
  leftOn: string | null
  leftBy: string | null
}

export const returns = {
  months: procedure.output(type<{ months: string[]; latestEnded: string | null }>()),
  chs: procedure.input(z.object({ month: monthText })).output(type<ChsReturnView>()),
  /** The children behind one figure; `total` of the page equals the figure. */
  cell: procedure
    .input(
      z.object({
        month: monthText,
        /** A service line, or '' for all lines of the return together. */
        line: z.string().max(120),
        /** A band id (`0-7`), or one of `returnCells`; with `removals`, `reason` narrows to one. */
        cell: z.string().max(40),
        reason: z.string().max(40).nullable().default(null),
        services: z.array(serviceId).optional(),
        ...pageInput,
      }),
    )
    .output(type<Page<ReturnCellRow>>()),
  /** Writes the return and keeps the figures and the children behind them, to compare with later. */
  export: procedure
    .input(z.object({ month: monthText, format: z.enum(['xlsx', 'csv', 'json']), file: fileToken }))
    .output(type<{ sha256: string }>()),
}
