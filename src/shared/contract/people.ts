import { type } from '@orpc/contract'
import { z } from 'zod'
import type { ReferralStatus } from '../codes/referral-statuses.ts'
import type { Child, SimilarChild } from './children.ts'
import { type Page, pageInput, procedure, reasonText, rowId, rowVersion } from './procedure.ts'

/** What two records of two children can be to each other. */
export const linkKinds = ['twin', 'sibling', 'not_same'] as const
export type LinkKind = (typeof linkKinds)[number]

export const linkKindLabels: Record<LinkKind, string> = {
  twin: 'Twins',
  sibling: 'Siblings',
  not_same: 'Not the same child',
}

/** What is chosen between two records that are merged, in the order it is shown. */
export const mergeFields = [
  'family_name',
  'given_name',
  'preferred_name',
  'date_of_birth',
  'nhs_number',
  'local_patient_id',
  'gender',
  'address',
  'postcode',
  'gp_practice_code',
  'school',
  'language',
  'interpreter_needed',
  'information_format',
  'reasonable_adjustments',
  'ethnic_category',
  'gestation_weeks',
  'child_in_care',
  'cp_plan',
  'child_in_need',
  'ehcp',
  'armed_forces_family',
  'restricted',
  'died_on',
] as const
export type MergeField = (typeof mergeFields)[number]

export type Side = 'left' | 'right'

/** One detail of two records beside each other. */
export interface ComparedField {
  field: MergeField
  label: string
  /** In words; null where nothing is recorded. */
  left: string | null
  right: string | null
  compared: 'same' | 'close' | 'different' | 'one_only' | 'neither'
  /** The side whose value a merge keeps unless a person chooses otherwise. */
  suggested: Side
  /** Whether the other side may be chosen: safety is not for choosing away. */
  mayChoose: boolean
}

export interface ComparedReferral {
  referralId: string
  serviceId: string
  serviceName: string
  status: ReferralStatus
  isOpen: boolean
  receivedDate: string
  /** The latest fact, in words, and its date. */
  latest: { on: string; text: string } | null
}

export interface ComparedRecord {
  child: Child
  /** UTC text. */
  createdAt: string
  /** How many records were merged into this one. */
  mergedRecords: number
  referrals: ComparedReferral[]
}

/** Two records side by side. */
export interface Comparison {
  left: ComparedRecord
  right: ComparedRecord
  verdict: SimilarChild['verdict'] | 'none'
  /** Same family name, birthday and postcode but another given name. */
  twin: boolean
  fields: ComparedField[]
  /** Why these two cannot be merged, in words; null when they can. */
  whyNot: string | null
  /** What a person should see before merging, in words. */
  warnings: string[]
  /** Services to which both have an open referral. */
  sameServiceTwice: string[]
  /** What people decided about the two before. */
  links: PersonLink[]
}

export interface PersonLink {
  linkId: string
  childId: string
  name: string
  kind: LinkKind
  /** "Twin of", "sibling of" as a phrase. */
  reason: string | null
  decidedOn: string
  decidedBy: string
}

/** A merge as a list shows it. */
export interface Merge {
  mergeId: string
  survivorId: string
  survivorName: string
  mergedId: string
  mergedName: string
  /** `YYYY-MM-DD`. */
  mergedOn: string
  mergedBy: string
  reason: string
  undone: { on: string; by: string; reason: string } | null
  /** Why it cannot be undone now, in words; null when it can. */
  whyKeep: string | null
}

/** A decision about two records as a list shows it. */
export interface DecidedLink {
  linkId: string
  kind: LinkKind
  leftId: string
  leftName: string
  rightId: string
  rightName: string
  reason: string | null
  decidedOn: string
  decidedBy: string
}

const linkKind = z.enum(linkKinds)

export const people = {
  compare: procedure.input(z.object({ leftId: rowId, rightId: rowId })).output(type<Comparison>()),
  /** `take` names the details for which the value of the merged record survives. */
  merge: procedure
    .input(
      z.object({
        survivorId: rowId,
        survivorVersion: rowVersion,
        mergedId: rowId,
        mergedVersion: rowVersion,
        take: z.array(z.enum(mergeFields)).max(mergeFields.length),
        reason: reasonText,
      }),
    )
    .output(type<{ mergeId: string; survivorVersion: number; sameServiceTwice: string[] }>()),
  /** `remember` notes at once what the two are to each other; null leaves the question open as it was. */
  unmerge: procedure
    .input(z.object({ mergeId: rowId, reason: reasonText, remember: linkKind.nullable().default(null) }))
    .output(type<{ survivorId: string; mergedId: string }>()),
  merges: procedure
    .input(z.object({ ...pageInput, childId: rowId.nullable().default(null) }))
    .output(type<Page<Merge>>()),
  link: procedure
    .input(
      z.object({
        leftId: rowId,
        rightId: rowId,
        kind: linkKind,
        reason: z.string().trim().max(2000).nullable().default(null),
      }),
    )
    .output(type<{ linkId: string }>()),
  unlink: procedure.input(z.object({ linkId: rowId, reason: reasonText })).output(type<{ done: true }>()),
  links: procedure.input(z.object({ ...pageInput })).output(type<Page<DecidedLink>>()),
}
