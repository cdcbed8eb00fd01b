import { type } from '@orpc/contract'
import { z } from 'zod'
import type { ChsBandId } from '../codes/bands.ts'
import { fileToken, monthText, type Page, pageInput, procedure } from './procedure.ts'
import type { ReturningDataSet } from '../codes/returning-data-sets.ts'
import { checkInput, figureInput, returnBreakdowns } from './return-facets.ts'

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

/** A check as the screen shows it: what it is about, and how it was answered. */
export interface ReturnCheckFound extends ReturnCheck {
  /** The service line it is about, or '' for the return as a whole. */
  line: string
  /** The service it is about, where it is about one that is on no line; else null. */
  subject: string | null
  /** A manager's decision to sign off in spite of it; null when there is none that still holds. */
  override: ReturnOverride | null
  /** Whether `checkRecords` lists children; otherwise it has figures to compare only. */
  hasRecords: boolean
}

/** A named manager's decision to sign off in spite of a check. It holds for that check, line and count only. */
export interface ReturnOverride {
  id: string
  month: string
  code: string
  line: string
  subject: string | null
  count: number
  reason: string
  madeBy: string
  madeAt: string
}

/** What one line of the return was and is; null where it had or has no figure. */
export interface LineDifference {
  line: string
  total: FigureDifference
  bands: Record<ChsBandId, FigureDifference>
  within18Weeks: FigureDifference
  over52Weeks: FigureDifference
}
export interface FigureDifference {
  before: number | null
  now: number | null
  change: number | null
  /** Of the figure before, one decimal; null when that was nothing or absent. */
  percent: number | null
}

/** Where a month stands on its way to being signed off. */
export interface ReturnMonthState {
  state: 'not_ended' | 'open' | 'first_signature' | 'signed' | 'reopened'
  /** The same in a sentence. */
  sentence: string
  /** Whether two managers have to sign. */
  twoPeople: boolean
  /** The first of two signatures; with `void`, the figures have changed since and it no longer counts. */
  firstSignature: { accountId: string; by: string; at: string; void: boolean } | null
  /** The latest signed version of this month, re-opened or not. */
  signed: SignedRef | null
  reopened: { by: string; at: string; reason: string } | null
}

/** Names a signed return. */
export interface SignedRef {
  id: string
  month: string
  /** 1 for the first signing of a month, 2 after it was re-opened and signed again. */
  version: number
  signedAt: string
  /** Everybody who signed. */
  signedBy: string
  sha256: string
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
  checks: ReturnCheckFound[]
  computedAt: string
  /** Identifies what is shown; signing needs it, so that nobody signs other figures than those they saw. */
  seen: string
  month: string
  state: ReturnMonthState
  /** Errors without an override that holds: while there is one, the month cannot be signed off. */
  blockedBy: ReturnCheckFound[]
  /** Overrides made for this month that hold, newest first, those no longer needed left out. */
  overrides: ReturnOverride[]
  /** Lines of the provider's own, shown after the published ones. */
  localLines: string[]
  /** By line, the seven bands used before the 52 to 104 week split. */
  legacyBands: Record<string, Record<string, number>>
  reportedElsewhere: {
    serviceId: string
    service: string
    waiting: number
    dataSet: ReturningDataSet | null
    dataSetName: string
  }[]
  /** By line, 0 to 100; null when no score has been kept. */
  dataQuality: Record<string, number | null>
  /** Figure by figure from last month; null when there is no earlier month. `basis` says what is compared with. */
  differences: {
    month: string
    basis: 'signed' | 'exported' | 'counted'
    lines: LineDifference[]
    all: LineDifference
  } | null
  /** The latest signed return before this month; ask `signedReturns.corrections` what changed it since. */
  lastSigned: SignedRef | null
  /** Service ids behind each line. */
  services: Record<string, string[]>
  /** How today's answer differs from the draft last exported, and why; null once the month was signed off. */
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

/** What a check is about. */
export interface CheckRecords extends Page<ReturnCellRow> {
  /** The figures compared, in words with their numbers; empty when the check is about children only. */
  figures: { label: string; value: number | null }[]
  /** What to do about it, in a sentence. */
  advice: string
}

export const returns = {
  months: procedure.output(type<{ months: string[]; latestEnded: string | null }>()),
  chs: procedure.input(z.object({ month: monthText })).output(type<ChsReturnView>()),
  /** The children behind one figure; `total` of the page equals the figure. */
  cell: procedure.input(z.object({ ...figureInput, ...pageInput })).output(type<Page<ReturnCellRow>>()),
  ...returnBreakdowns,
  /** The children a check is about, to put right, or the figures it compares. */
  checkRecords: procedure.input(z.object({ ...checkInput, ...pageInput })).output(type<CheckRecords>()),
  /**
   * Writes the return. The file of a signed month is its frozen copy; of another it is a draft that says so, and the
   * figures and the children behind them are kept to compare with.
   */
  export: procedure
    .input(z.object({ month: monthText, format: z.enum(['xlsx', 'csv', 'json']), file: fileToken }))
    .output(type<{ sha256: string; from: 'draft' | 'signed' }>()),
}
