import { type } from '@orpc/contract'
import { z } from 'zod'
import type { Merge, PersonLink } from './people.ts'
import type { ReferralSummary } from './referrals.ts'
import { isoDate, type Page, pageInput, procedure, rowId, rowVersion } from './procedure.ts'

/** `null` means not asked; that is not the same as no. */
const asked = z.boolean().nullable().default(null)
const short = z.string().trim().max(100).nullable().default(null)

export const contactInput = z.object({
  name: z.string().trim().max(100).default(''),
  relationship: short,
  phone: z.string().trim().max(40).nullable().default(null),
  email: z.string().trim().max(200).nullable().default(null),
  parentalResponsibility: asked,
  safeToContact: asked,
})
export type ContactInput = z.infer<typeof contactInput>

/** What is held about a child, as typed or imported. */
export const childInput = z.object({
  localPatientId: z.string().trim().max(40).nullable().default(null),
  nhsNumber: z.string().trim().max(20).nullable().default(null),
  nhsNumberStatus: z.string().max(2).nullable().default(null),
  familyName: z.string().trim().min(1, 'Enter the family name').max(100),
  givenName: z.string().trim().min(1, 'Enter the given name').max(100),
  preferredName: short,
  dateOfBirth: isoDate,
  gestationWeeks: z.number().int().min(20).max(45).nullable().default(null),
  gender: z.string().max(2).nullable().default(null),
  ethnicCategory: z.string().max(2).nullable().default(null),
  address: z.string().trim().max(300).nullable().default(null),
  postcode: z.string().trim().max(10).nullable().default(null),
  imdDecile: z.number().int().min(1).max(10).nullable().default(null),
  gpPracticeCode: z.string().trim().max(10).nullable().default(null),
  school: z.string().trim().max(200).nullable().default(null),
  language: short,
  interpreterNeeded: asked,
  informationFormat: short,
  reasonableAdjustments: z.string().trim().max(500).nullable().default(null),
  childInCare: asked,
  cpPlan: asked,
  childInNeed: asked,
  ehcp: asked,
  armedForcesFamily: asked,
  restricted: z.boolean().default(false),
  contacts: z.array(contactInput).max(10).default([]),
})
export type ChildInput = z.infer<typeof childInput>

export interface Child extends ChildInput {
  id: string
  version: number
  diedOn: string | null
}

/** A child that may be the one being registered. */
export interface SimilarChild {
  childId: string
  familyName: string
  givenName: string
  dateOfBirth: string
  nhsNumber: string | null
  postcode: string | null
  verdict: 'same_nhs_number' | 'likely' | 'possible'
  agrees: string[]
  differs: string[]
  /** Same family name, birthday and postcode but another given name. */
  twin: boolean
  openReferrals: string[]
}

export interface ChildPage {
  child: Child
  referrals: ReferralSummary[]
  /** Possible duplicates still to be reviewed. */
  similar: (SimilarChild & { pairId: string })[]
  /** What people decided this child is to others: twin, sibling, not the same. */
  links: PersonLink[]
  /** Records that were merged into this one, the latest first. */
  merged: Merge[]
  /** The merge by which the record that was asked for became this one; null when this one was asked for. */
  mergedFrom: Merge | null
  /** Services to which the child has two open referrals. */
  sameServiceTwice: string[]
}

/** Two records that may be one child, side by side. */
export interface DuplicatePair {
  pairId: string
  left: SimilarChild
  right: SimilarChild
  verdict: 'same_nhs_number' | 'likely' | 'possible'
  agrees: string[]
  differs: string[]
  twin: boolean
  foundOn: string
}

export const children = {
  get: procedure.input(z.object({ childId: rowId })).output(type<ChildPage>()),
  findSimilar: procedure
    .input(
      z.object({
        familyName: z.string().max(100).default(''),
        givenName: z.string().max(100).default(''),
        dateOfBirth: isoDate.nullable().default(null),
        nhsNumber: z.string().max(20).nullable().default(null),
        postcode: z.string().max(10).nullable().default(null),
      }),
    )
    .output(type<SimilarChild[]>()),
  update: procedure
    .input(z.object({ childId: rowId, version: rowVersion, child: childInput }))
    .output(type<{ version: number }>()),
  duplicates: procedure.input(z.object({ ...pageInput })).output(type<Page<DuplicatePair>>()),
}
