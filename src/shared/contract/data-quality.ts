import { type } from '@orpc/contract'
import { z } from 'zod'
import { type ImportHeader, importHeaders } from '../codes/import-columns.ts'
import { type QualityRuleId, qualityRuleIds } from '../codes/data-quality-rules.ts'
import { type Page, pageInput, procedure, rowId, serviceId } from './procedure.ts'

const services = z.array(serviceId).max(50).optional()

/** Which gaps are listed: those of one rule, of all or some services and of one source of referral. */
export const qualityFilter = z.object({
  ruleId: z.enum(qualityRuleIds),
  services,
  /** As recorded; null for referrals without one, absent for all. */
  source: z.string().max(100).nullable().optional(),
})
export type QualityFilter = z.infer<typeof qualityFilter>

export const qualitySortColumns = [
  'queue_order',
  'received_date',
  'family_name',
  'service',
  'source',
] as const
export const qualitySort = z
  .object({ column: z.enum(qualitySortColumns), direction: z.enum(['asc', 'desc']) })
  .default({ column: 'queue_order', direction: 'asc' })
export type QualitySort = z.infer<typeof qualitySort>

/** Of how many open referrals a rule applies to, and how many fail it. */
export interface QualityTally {
  applicable: number
  failed: number
}

export interface QualityRuleFigure extends QualityTally {
  ruleId: QualityRuleId
  weight: number
  /** Points out of 100 that its gaps take from the score, to one decimal. */
  lost: number
  /** By source of referral as recorded (null: none), most gaps first. */
  sources: (QualityTally & { source: string | null })[]
  /** Sources that are not listed because there are too many. */
  sourcesLeftOut: number
  /** Kept months of the past year, the oldest first; the month that runs is counted now and not among them. */
  months: (QualityTally & { month: string })[]
}

export interface ServiceQuality {
  serviceId: string
  serviceName: string
  /** 0 to 100 with one decimal; null without open referrals. */
  score: number | null
  referrals: number
  /** What each rule takes from the score, the costliest first. */
  rules: (QualityTally & { ruleId: QualityRuleId; weight: number; lost: number })[]
  months: { month: string; score: number | null; referrals: number; countedOn: string }[]
}

export interface QualityFigures {
  asAt: string
  /** Open referrals looked at in the chosen services. */
  referrals: number
  score: number | null
  /** Every rule, in the order of the rules. */
  rules: QualityRuleFigure[]
  services: ServiceQuality[]
  /** The first month that was kept; null when none is. */
  keptSince: string | null
}

/** One open referral with a gap. */
export interface QualityRow {
  referralId: string
  referralVersion: number
  childId: string
  familyName: string
  givenName: string
  preferredName: string | null
  dateOfBirth: string
  nhsNumber: string | null
  serviceId: string
  serviceName: string
  source: string | null
  receivedDate: string
  /** What is wrong, in sentences. */
  gaps: string[]
}

/** The national code for a practice that is not known: a gap, not an answer. */
const practiceNotKnown = 'V81999'
/** Words that fill a box and tell nothing. */
const sayingNothing = /^(?:not? (?:known|stated|recorded|asked)|unknown|none|nil|n\/a|tbc)\.?$/i

/** What is filled in for many children at once: an answer, never another way to say that there is none. */
export const bulkChange = z.discriminatedUnion('detail', [
  z.object({
    detail: z.literal('gp_practice'),
    value: z
      .string()
      .trim()
      .toUpperCase()
      .regex(/^[A-Z]\d{5}$/, 'A practice code is a letter and five digits')
      .refine(
        (code) => code !== practiceNotKnown,
        'V81999 says that the practice is not known: the gap would stay',
      ),
  }),
  z.object({
    detail: z.literal('language'),
    value: z
      .string()
      .trim()
      .max(100)
      .regex(/\p{L}{2}/u, 'Enter the language')
      .refine(
        (text) => !sayingNothing.test(text),
        'Enter the language, or leave it missing until it is known',
      ),
  }),
  z.object({ detail: z.literal('interpreter'), value: z.enum(['yes', 'no']) }),
])
export type BulkChange = z.infer<typeof bulkChange>

export const qualityBulk = z.object({
  filter: qualityFilter,
  selection: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ids'), ids: z.array(z.uuid()).min(1).max(5000) }),
    z.object({ kind: z.literal('matching'), except: z.array(z.uuid()).max(5000).default([]) }),
  ]),
  change: bulkChange,
})
export type QualityBulk = z.infer<typeof qualityBulk>

export interface QualityException {
  referralId: string
  childName: string
  why: string
}

/** One import as it can be compared with another. */
export interface Extract {
  batchId: string
  fileName: string
  source: string
  importedAt: string
  importedBy: string
  rows: number
  undone: boolean
  /** Whether every cell of its rows was kept; older imports know only what they changed. */
  keepsCells: boolean
}

export const extractChangeKinds = ['new', 'gone', 'changed'] as const
export type ExtractChangeKind = (typeof extractChangeKinds)[number]

/** What differs between two extracts of a source. A referral that is gone is a thing to check, never a removal. */
export interface ExtractComparison {
  earlier: Extract
  later: Extract
  counts: Record<ExtractChangeKind, number> & { unchanged: number }
  /** Rows of the files that were rejected, and so cannot be compared. */
  rejected: { earlier: number; later: number }
  columns: { column: ImportHeader; changed: number }[]
  /** Whether the cells of both files are compared; otherwise only what the later imports changed here is known. */
  byCells: boolean
}

export interface ExtractChange {
  referralId: string
  childId: string
  familyName: string
  givenName: string
  preferredName: string | null
  dateOfBirth: string
  serviceId: string
  serviceName: string
  isOpen: boolean
  kind: ExtractChangeKind
  cells: { column: ImportHeader; before: string; after: string }[]
}

const pair = { earlierId: rowId, laterId: rowId }

export const dataQuality = {
  /** Every rule, its share by source and its kept months; the score of each service and what it is made of. */
  figures: procedure.input(z.object({ services })).output(type<QualityFigures>()),
  page: procedure
    .input(z.object({ filter: qualityFilter, sort: qualitySort, ...pageInput }))
    .output(type<Page<QualityRow>>()),
  bulkPreview: procedure
    .input(qualityBulk)
    .output(type<{ total: number; children: number; exceptions: QualityException[] }>()),
  /** Fills one detail in where it is missing, in one transaction; what is recorded already is never replaced. */
  bulkApply: procedure
    .input(qualityBulk)
    .output(type<{ batchId: string; children: number; exceptions: QualityException[] }>()),
  bulkUndo: procedure
    .input(z.object({ batchId: rowId }))
    .output(type<{ undone: number; exceptions: QualityException[] }>()),
  /** The imports that can be compared, the latest first. */
  extracts: procedure.output(type<Extract[]>()),
  compareExtracts: procedure.input(z.object(pair)).output(type<ExtractComparison>()),
  extractChanges: procedure
    .input(
      z.object({
        ...pair,
        kind: z.enum(extractChangeKinds),
        /** Only rows in which this column changed. */
        column: z.enum(importHeaders as [ImportHeader, ...ImportHeader[]]).optional(),
        ...pageInput,
      }),
    )
    .output(type<Page<ExtractChange>>()),
}
