import { type } from '@orpc/contract'
import { z } from 'zod'
import { type SupportHelped, supportHelped, type SupportKind, supportKinds } from '../codes/waiting-care.ts'
import { selection } from './list-query.ts'
import { isoDate, procedure, rowId, rowVersion, serviceId } from './procedure.ts'

/** Local help that can be offered, and what became of the offers. */
export interface SupportOption {
  optionId: string
  version: number
  name: string
  kind: SupportKind
  services: string[]
  languages: string[]
  fromMonths: number | null
  toMonths: number | null
  howToReach: string
  note: string
  endedOn: string | null
  offered: number
  takenUp: number
  notTakenUp: number
  helped: number
  helpedALittle: number
  didNotHelp: number
  sentence: string
}

export interface SupportOffer {
  offerId: string
  version: number
  optionId: string
  optionName: string
  kind: SupportKind
  referralId: string
  offeredOn: string
  language: string | null
  takenUp: boolean | null
  helped: SupportHelped | null
  answeredOn: string | null
  note: string | null
}

/** What an offer to one or many did. The batch can be undone with `referrals.bulkUndo`. */
export interface SupportOffered {
  batchId: string
  done: number
  exceptions: { referralId: string; childName: string; why: string }[]
}

export const support = {
  options: procedure.input(z.object({ ended: z.boolean().default(false) })).output(type<SupportOption[]>()),
  saveOption: procedure
    .input(
      z.object({
        optionId: rowId.nullable().default(null),
        /** The version the person saw; null for a new one. */
        version: rowVersion.nullable().default(null),
        name: z.string().trim().min(2, 'Give it a name').max(120),
        kind: z.enum(supportKinds),
        services: z.array(serviceId).max(50).default([]),
        languages: z.array(z.string().trim().min(2).max(40)).max(30).default([]),
        fromMonths: z.number().int().min(0).max(300).nullable().default(null),
        toMonths: z.number().int().min(0).max(300).nullable().default(null),
        howToReach: z.string().trim().max(500).default(''),
        note: z.string().trim().max(1000).default(''),
      }),
    )
    .output(type<{ optionId: string; version: number }>()),
  /** Takes it off the directory; past offers stay. */
  endOption: procedure
    .input(z.object({ optionId: rowId, version: rowVersion }))
    .output(type<{ version: number }>()),
  /** Notes that it was offered, to one family or to many. An offer never ends the wait. */
  offer: procedure
    .input(
      z.object({
        optionId: rowId,
        referralIds: z.array(rowId).max(5000).default([]),
        /** Those chosen in a list, in place of ids. */
        selection: selection.nullable().default(null),
        offeredOn: isoDate,
        language: z.string().trim().max(40).nullable().default(null),
        note: z.string().trim().max(2000).nullable().default(null),
      }),
    )
    .output(type<SupportOffered>()),
  /** Notes whether it was taken up and whether it helped. */
  recordOutcome: procedure
    .input(
      z.object({
        offerId: rowId,
        version: rowVersion,
        answeredOn: isoDate,
        takenUp: z.boolean(),
        helped: z.enum(supportHelped),
        note: z.string().trim().max(2000).nullable().default(null),
      }),
    )
    .output(type<{ version: number }>()),
  ofReferral: procedure.input(z.object({ referralId: rowId })).output(type<SupportOffer[]>()),
}
