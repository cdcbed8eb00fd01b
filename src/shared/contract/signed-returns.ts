import { type } from '@orpc/contract'
import { z } from 'zod'
import type { ChsBandId } from '../codes/bands.ts'
import { fileToken, monthText, type Page, pageInput, procedure, reasonText, rowId } from './procedure.ts'
import type {
  ChsLine,
  Reconciliation,
  ReturnCellRow,
  ReturnCheckFound,
  ReturnOverride,
  SignedRef,
} from './returns.ts'

/** The shortest reason for signing off in spite of an error, in characters: a word is not a reason. */
export const overrideReasonLength = 20

const wholeNumber = (least: number, most: number) =>
  z.number(`Enter a whole number from ${least} to ${most}`).int().min(least).max(most)

/** What the checks go by and how many sign. Each saving is a version of its own and none is ever changed. */
export const returnSettings = z.object({
  /** A change is large when it is more than this share of last month's figure and more than so many children. */
  largeChangePercent: wholeNumber(1, 1000),
  largeChangeChildren: wholeNumber(0, 100_000),
  /** A line's share in the first week is high when it is more than this and more than so many children. */
  highSharePercent: wholeNumber(1, 100),
  highShareChildren: wholeNumber(0, 100_000),
  /** Lines where a high share is expected. */
  highShareExpected: z.array(z.string().max(120)).max(60),
  /** A line has unexpectedly many waiting when they would take more than so many months at this month's pace. */
  manyWaitingMonths: wholeNumber(1, 600),
  manyWaitingChildren: wholeNumber(0, 100_000),
  /** The whole return the same as last month stops sign-off when more than so many children wait. */
  identicalChildren: wholeNumber(0, 100_000),
  /** Whether two managers have to sign a month off. */
  twoPeople: z.boolean(),
})
export type ReturnSettings = z.infer<typeof returnSettings>

export interface ReturnSettingsView {
  settings: ReturnSettings
  /** 0 for the settings a new store starts with. */
  version: number
  savedBy: string | null
  savedAt: string | null
  /** What a new store starts with, for "back to the default". */
  defaults: ReturnSettings
}

export interface Signature {
  accountId: string
  name: string
  at: string
}

/** A signed return in a list. */
export interface SignedReturnBrief extends SignedRef {
  censusDate: string
  signatures: Signature[]
  /** Children waiting, all lines together. */
  total: number
  overrides: number
  warnings: number
  /** Set when it was re-opened: somebody may sign, or has signed, another version. */
  reopened: { by: string; at: string; reason: string } | null
  /** Whether it is the latest version of its month. */
  isLatest: boolean
}

/** Everything a signed return says. It is stored as one canonical text, of which `sha256` is the hash. */
export interface SignedDocument {
  format: 'cyp-waits signed return 1'
  kind: 'chs'
  month: string
  version: number
  censusDate: string
  provider: { code: string; name: string }
  lines: ChsLine[]
  localLines: string[]
  legacyBands: Record<string, Record<string, number>>
  reconciliation: Record<string, Reconciliation>
  checks: ReturnCheckFound[]
  overrides: ReturnOverride[]
  reportedElsewhere: { serviceId: string; service: string; waiting: number; dataSetName: string }[]
  /** Services behind each line. */
  services: Record<string, { id: string; name: string }[]>
  settings: { version: number; values: ReturnSettings }
  bands: { id: ChsBandId; fromDays: number; toDays: number | null }[]
  /** The rule sets published by then, the last in force. */
  ruleSetVersions: number[]
  appVersion: string
  /** The last step of the store's shape. */
  storeVersion: number
  dataQuality: Record<string, number | null>
  /** Last month's figures as compared with; null when there were none. */
  previous: { month: string; basis: 'signed' | 'exported' | 'counted'; lines: ChsLine[] } | null
  /** The signed return this one opens from; null when its opening was counted again or exported. */
  opensFrom: { id: string; sha256: string } | null
  /** Why the version before was re-opened; null for version 1. */
  reopened: { version: number; reason: string; by: string; at: string } | null
  /** The highest number in the order of recording that the figures saw. */
  lastSequence: number
  signatures: Signature[]
  /** How many children and movements are kept with it, and the hash of those rows. */
  rows: { count: number; sha256: string }
  movements: { count: number; sha256: string }
}

export interface SignedReturn extends SignedReturnBrief {
  document: SignedDocument
}

/** A child behind a figure as they were when it was signed. */
export interface SignedCellRow extends ReturnCellRow {
  localPatientId: string | null
}

/** One referral that is counted differently now than when the month was signed. */
export interface Correction {
  referralId: string
  /** '' when the referral is no longer in the store. */
  childId: string
  childName: string
  line: string
  /** "Waiting 47 days", "Not waiting", "First contact 12-Oct-2025" …: in the signed return, and now. */
  before: string
  now: string
  /** The facts responsible, oldest first; empty when the service is reported differently since. */
  facts: { sentence: string; happenedOn: string; recordedAt: string; recordedBy: string }[]
}

export interface Corrections extends Page<Correction> {
  signed: SignedRef
  /** "3 referrals recorded in November changed October: 2 waited who were not counted, 1 …", one a month. */
  sentences: string[]
}

export interface SignedVerification {
  ok: boolean
  sha256: string
  /** What does not fit, one sentence each. */
  problems: string[]
  checkedAt: string
}

export interface LocalLine {
  id: string
  version: number
  name: string
  active: boolean
  /** Names of the services that report on it. */
  services: string[]
}

export const signedReturns = {
  /** Newest month first, versions of a month newest first. */
  list: procedure
    .input(z.object({ month: monthText.optional(), ...pageInput }))
    .output(type<Page<SignedReturnBrief>>()),
  get: procedure.input(z.object({ id: rowId })).output(type<SignedReturn>()),
  /** The children behind one signed figure, as they were then. Cells as in `returns.cell`. */
  cell: procedure
    .input(
      z.object({
        id: rowId,
        line: z.string().max(120),
        cell: z.string().max(40),
        reason: z.string().max(40).nullable().default(null),
        ...pageInput,
      }),
    )
    .output(type<Page<SignedCellRow>>()),
  /** Counts the kept rows and works the hashes out again. */
  verify: procedure.input(z.object({ id: rowId })).output(type<SignedVerification>()),
  /** What was recorded since and changed the signed month, by child. */
  corrections: procedure.input(z.object({ id: rowId, ...pageInput })).output(type<Corrections>()),
  /** Writes a signed return, whichever version, from its frozen copy. */
  export: procedure
    .input(z.object({ id: rowId, format: z.enum(['xlsx', 'csv', 'json']), file: fileToken }))
    .output(type<{ sha256: string }>()),
  /** Signs what was seen. With two people, the first call gives the first signature and the second signs off. */
  sign: procedure
    .input(z.object({ month: monthText, seen: z.string().length(64) }))
    .output(type<{ state: 'first_signature' | 'signed'; signed: SignedRef | null }>()),
  /** Takes back a first signature. */
  withdrawSignature: procedure.input(z.object({ month: monthText })).output(type<{ done: true }>()),
  reopen: procedure.input(z.object({ id: rowId, reason: reasonText })).output(type<{ done: true }>()),
  /** Lets a month be signed off in spite of one error; `count` is the count that was seen. */
  override: procedure
    .input(
      z.object({
        month: monthText,
        code: z.string().max(60),
        line: z.string().max(120).default(''),
        subject: z.string().max(40).nullable().default(null),
        count: z.number().int().min(0),
        reason: z
          .string()
          .trim()
          .min(overrideReasonLength, `Give a reason of at least ${overrideReasonLength} characters`)
          .max(1000),
      }),
    )
    .output(type<{ id: string }>()),
  withdrawOverride: procedure.input(z.object({ id: rowId })).output(type<{ done: true }>()),
  settings: procedure.output(type<ReturnSettingsView>()),
  /** `version` is the one that was seen. */
  saveSettings: procedure
    .input(z.object({ version: z.number().int().min(0), settings: returnSettings }))
    .output(type<{ version: number }>()),
  localLines: procedure.output(type<LocalLine[]>()),
  /** Adds a line of the provider's own (`id` and `version` null), renames it or takes it out of use. */
  saveLocalLine: procedure
    .input(
      z.object({
        id: rowId.nullable(),
        version: z.number().int().min(1).nullable(),
        name: z.string().trim().min(3, 'Enter the name of the line').max(100),
        active: z.boolean().default(true),
      }),
    )
    .output(type<{ id: string; version: number }>()),
}
