import { type } from '@orpc/contract'
import { z } from 'zod'
import {
  holdAnswers,
  letterAudiences,
  type LetterAudience,
  letterCautions,
  type LetterCaution,
  letterFormats,
  type LetterFormat,
  type LetterHold,
  letterPurposes,
  type LetterPurpose,
  letterSentBy,
  type LetterSentBy,
  letterStates,
  type LetterState,
} from '../codes/letter-purposes.ts'
import { suppliedFields } from '../letters/fields.ts'
import type { LetterDocument } from '../letters/document.ts'
import { selection } from './list-query.ts'
import {
  isoDate,
  type Page,
  pageInput,
  procedure,
  reasonText,
  rowId,
  rowVersion,
  serviceId,
} from './procedure.ts'

/** BCP 47 tag of a language: `en`, `pl`, `cy`. */
const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'A language is a tag such as en or pl')
const letterIds = z.array(rowId).min(1, 'Choose at least one letter').max(500)

/** A letter somebody wants. Absent parts are chosen by the family's needs and the usual addressee. */
export const letterWanted = z.object({
  purpose: z.enum(letterPurposes),
  audience: z.enum(letterAudiences),
  /** The family contact it goes to; null takes the usual one. */
  contactId: rowId.nullable().default(null),
  /** Language of the words; null takes the family's when there is a template, else English, and holds the letter. */
  language: languageTag.nullable().default(null),
  format: z.enum(letterFormats).nullable().default(null),
  /** A paragraph of the writer's own. Plain words: no markup, no fields. */
  addedWords: z.string().trim().max(4000).default(''),
  /** Account of the person whose name stands under it; null for the person writing. */
  signatoryId: rowId.nullable().default(null),
  /** Postal address of a professional, one line each; it is remembered for that addressee. Never for a family. */
  address: z.string().trim().max(300).nullable().default(null),
  /** Values the referral does not hold yet, such as the route of a decision about to be made. */
  supplied: z
    .partialRecord(
      z.enum(suppliedFields),
      z.union([z.string().max(2000), z.array(z.string().max(300)).max(50)]),
    )
    .default({}),
  /** Cautions the person has seen and goes on in spite of. */
  confirmed: z.array(z.enum(letterCautions)).default([]),
})
export type LetterWanted = z.input<typeof letterWanted>

/** Something to see before the letter is made. It must be confirmed. */
export interface CautionShown {
  caution: LetterCaution
  text: string
}

/** Why a letter waits for a person, in words. */
export interface HoldShown {
  hold: LetterHold
  text: string
}

/** Who a letter may go to, with why not. */
export interface AddresseeChoice {
  contactId: string | null
  name: string
  relationship: string | null
  safeToContact: boolean | null
  /** Why it cannot go there; null when it can. */
  whyNot: string | null
}

/** One letter as it would be made. Nothing is stored. */
export interface LetterPreview {
  purpose: LetterPurpose
  audience: LetterAudience
  /** Why it cannot be made at all, in words; null when it can. */
  refused: string | null
  cautions: CautionShown[]
  holds: HoldShown[]
  /** Fields the template needs and nobody has given, by name and in words. The letter cannot be made until they are. */
  missing: { field: string; label: string }[]
  addressees: AddresseeChoice[]
  contactId: string | null
  templateName: string | null
  templateVersion: number | null
  language: string
  format: LetterFormat
  /** Null when it is refused. */
  document: LetterDocument | null
}

export interface LetterRow {
  letterId: string
  version: number
  referralId: string
  childId: string
  childName: string
  dateOfBirth: string
  serviceId: string
  serviceName: string
  purpose: LetterPurpose
  audience: LetterAudience
  addressee: string
  language: string
  format: LetterFormat
  state: LetterState
  holds: HoldShown[]
  createdOn: string
  createdBy: string
  printedAt: string | null
  sentOn: string | null
  sentHow: LetterSentBy | null
  returnedOn: string | null
  /** Why it was cancelled or how it came back. */
  note: string | null
  restricted: boolean
  batchId: string | null
}

export interface Letter extends LetterRow {
  templateName: string
  templateVersion: number
  addedWords: string
  document: LetterDocument
  /** SHA-256 of the frozen document, hex. */
  sha256: string
}

export interface CreatedLetter {
  letterId: string
  state: LetterState
  holds: HoldShown[]
}

/** What the list of letters is narrowed to. An absent part does not narrow. */
export const letterFilter = z.object({
  states: z.array(z.enum(letterStates)).optional(),
  purposes: z.array(z.enum(letterPurposes)).optional(),
  audiences: z.array(z.enum(letterAudiences)).optional(),
  services: z.array(serviceId).max(50).optional(),
  batchId: rowId.optional(),
})
export type LetterFilter = z.infer<typeof letterFilter>

export interface LetterCounts {
  /** Ready and not sent. */
  toSend: number
  /** Drafts that wait for a person. */
  held: number
  /** Came back and nobody has dealt with it. */
  returned: number
  byPurpose: { purpose: LetterPurpose; count: number }[]
}

/** A letter to many: one purpose, chosen by each family's needs. */
const batchOf = {
  selection,
  purpose: z.enum(letterPurposes),
  audience: z.enum(letterAudiences),
  addedWords: z.string().trim().max(4000).default(''),
  signatoryId: rowId.nullable().default(null),
  supplied: letterWanted.shape.supplied,
  /** Cautions gone on in spite of, for every child; a child with another one is an exception. */
  confirmed: z.array(z.enum(letterCautions)).default([]),
}

export interface LetterException {
  referralId: string
  childName: string
  why: string
  /** The cautions that would let it through if confirmed; empty when nothing would. */
  cautions: LetterCaution[]
}
export interface LetterBatchPreview {
  total: number
  applies: number
  /** How many of them would be held for a person. */
  held: number
  exceptions: LetterException[]
  /** The first letter of the batch, to look at. */
  sample: LetterPreview | null
}
export interface LetterBatchResult {
  batchId: string
  created: number
  held: number
  exceptions: LetterException[]
}

/** Handed to the shell, which alone turns it into paper or a PDF. */
export interface PrintTicket {
  ticket: string
  letters: number
}

export interface LetterTemplateRow {
  templateId: string
  version: number
  name: string
  purpose: LetterPurpose
  audience: LetterAudience
  /** Null for every service. */
  serviceId: string | null
  language: string
  format: LetterFormat
  enabled: boolean
  /** Shipped with the app and not changed here since. */
  shipped: boolean
  changedBy: string
  changedAt: string
}

export interface LetterTemplate extends LetterTemplateRow {
  body: string
  versions: { version: number; changedBy: string; changedAt: string; note: string | null; body: string }[]
}

/** Something wrong in a template, at its place. Lines and columns count from 1. */
export interface TemplateProblem {
  line: number
  column: number
  message: string
}

const templateText = {
  purpose: z.enum(letterPurposes),
  audience: z.enum(letterAudiences),
  body: z.string().max(20_000),
  language: languageTag.default('en'),
  format: z.enum(letterFormats).default('standard'),
}

/** What stands at the head of a service's letters and whom a family can call. */
export interface LetterSender {
  /** Null for every service that has none of its own. */
  serviceId: string | null
  version: number
  team: string
  address: string
  phone: string
  email: string
  /** When somebody answers: "Monday to Friday, 9am to 4.30pm". */
  hours: string
}

export interface Signatory {
  accountId: string
  name: string
  role: string
}

export const letters = {
  /** Previews of letters to one referral's people, in the order asked. */
  preview: procedure
    .input(z.object({ referralId: rowId, letters: z.array(letterWanted).min(1).max(10) }))
    .output(type<LetterPreview[]>()),
  /** Makes the letters, all or none. A caution not confirmed and a refusal refuse all of them. */
  create: procedure
    .input(z.object({ referralId: rowId, letters: z.array(letterWanted).min(1).max(10) }))
    .output(type<{ letters: CreatedLetter[] }>()),
  get: procedure.input(z.object({ letterId: rowId })).output(type<Letter>()),
  /** Every letter of a child, newest first. */
  ofChild: procedure.input(z.object({ childId: rowId })).output(type<LetterRow[]>()),
  page: procedure
    .input(z.object({ filter: letterFilter.default({}), ...pageInput }))
    .output(type<Page<LetterRow>>()),
  counts: procedure.output(type<LetterCounts>()),
  /** Writes a letter that is not sent again with other added words; it is frozen anew. */
  rewrite: procedure
    .input(z.object({ letterId: rowId, version: rowVersion, addedWords: z.string().trim().max(4000) }))
    .output(type<{ version: number }>()),
  /** Settles what a held letter waits for; it is ready then. */
  release: procedure
    .input(
      z.object({ letterId: rowId, version: rowVersion, answer: z.enum(holdAnswers), reason: reasonText }),
    )
    .output(type<{ version: number; state: LetterState }>()),
  cancel: procedure
    .input(z.object({ letterIds, reason: reasonText }))
    .output(type<{ cancelled: number; exceptions: LetterException[] }>()),
  /** Says that letters have left. `undoSent` takes it back. */
  markSent: procedure
    .input(z.object({ letterIds, how: z.enum(letterSentBy), sentOn: isoDate }))
    .output(type<{ sent: number; exceptions: LetterException[] }>()),
  undoSent: procedure.input(z.object({ letterIds })).output(type<{ undone: number }>()),
  /** Says that a sent letter came back undelivered. */
  markReturned: procedure
    .input(z.object({ letterId: rowId, version: rowVersion, returnedOn: isoDate, reason: reasonText }))
    .output(type<{ version: number }>()),
  /** Hands letters to the shell in the order given, to be printed or saved as one PDF; recorded in the audit trail. */
  handOver: procedure
    .input(z.object({ letterIds, to: z.enum(['printer', 'pdf']) }))
    .output(type<PrintTicket>()),
  batchPreview: procedure.input(z.object(batchOf)).output(type<LetterBatchPreview>()),
  batchCreate: procedure.input(z.object(batchOf)).output(type<LetterBatchResult>()),
  /** Cancels the letters of a batch that have not left. */
  batchUndo: procedure
    .input(z.object({ batchId: rowId }))
    .output(type<{ undone: number; exceptions: LetterException[] }>()),
  /** People whose name may stand under a letter: clinicians first. */
  signatories: procedure.output(type<Signatory[]>()),
  templates: procedure.output(type<LetterTemplateRow[]>()),
  template: procedure.input(z.object({ templateId: rowId })).output(type<LetterTemplate>()),
  /** Reads a template as typed: its problems, and the letter for a made-up child. Nothing is stored. */
  tryTemplate: procedure
    .input(z.object(templateText))
    .output(type<{ problems: TemplateProblem[]; document: LetterDocument | null }>()),
  /** Stores a new version of a template, or a new template. Refused while it has problems. */
  saveTemplate: procedure
    .input(
      z.object({
        ...templateText,
        templateId: rowId.nullable().default(null),
        /** The version the person saw; null for a new template. */
        version: rowVersion.nullable().default(null),
        name: z.string().trim().min(2, 'Give the template a name').max(100),
        serviceId: serviceId.nullable().default(null),
        enabled: z.boolean().default(true),
        note: z.string().trim().max(500).nullable().default(null),
      }),
    )
    .output(type<{ templateId: string; version: number }>()),
  senders: procedure.output(type<LetterSender[]>()),
  saveSender: procedure
    .input(
      z.object({
        serviceId: serviceId.nullable(),
        /** The version the person saw; 0 for a sender not there yet. */
        version: z.number().int().min(0),
        team: z.string().trim().max(120),
        address: z.string().trim().max(300),
        phone: z.string().trim().max(40),
        email: z.string().trim().max(200),
        hours: z.string().trim().max(120),
      }),
    )
    .output(type<{ version: number }>()),
}
