import { z } from 'zod'
import { type LinkKind, linkKinds } from '../../../shared/contract/people.ts'
import { referralFactsInput, type ReferralFactsInput } from '../../../shared/contract/referrals.ts'
import type { SearchHit } from '../../../shared/contract/search.ts'
import { type ChildDraft, emptyChild, emptyReferralFacts } from '../forms/index.ts'
import { readIdentity } from './typed-identity.ts'

/** A child who is in the store already, as the form shows them. */
export type ChosenChild = Pick<
  SearchHit,
  'childId' | 'familyName' | 'givenName' | 'preferredName' | 'dateOfBirth' | 'nhsNumber' | 'referrals'
>

/** Who the referral is for, as far as that is settled. */
export type WhoDraft =
  | { kind: 'none' }
  | { kind: 'existing'; child: ChosenChild }
  | {
      kind: 'new'
      child: ChildDraft
      /** Children that were shown and are somebody else, and what they are to this one. */
      relatedTo: { childId: string; kind: LinkKind }[]
    }

/** A referral while it is typed. */
export interface RegisterDraft {
  who: WhoDraft
  serviceId: string | null
  receivedDate: string | null
  /** Why a received date long past, or a second open referral, is right. */
  reason: string
  /** The provider a transfer comes from, empty while not named; null when it is no transfer. */
  transferFrom: string | null
  facts: ReferralFactsInput
}

/** A form with nothing typed. */
export function emptyDraft(today: string, serviceId: string | null): RegisterDraft {
  return {
    who: { kind: 'none' },
    serviceId,
    receivedDate: today,
    reason: '',
    transferFrom: null,
    facts: emptyReferralFacts(),
  }
}

/** The start of a new child from what was typed into the search box. */
export function newChildFrom(typed: string, today: string): WhoDraft {
  const { familyName, givenName, dateOfBirth, nhsNumber } = readIdentity(typed, today)
  return {
    kind: 'new',
    child: { ...emptyChild(), familyName, givenName, dateOfBirth, nhsNumber },
    relatedTo: [],
  }
}

/** Whether anything was typed that is worth keeping. */
export function isWorthKeeping(draft: RegisterDraft): boolean {
  if (draft.who.kind !== 'none' || draft.reason !== '' || draft.transferFrom !== null) return true
  return JSON.stringify(draft.facts) !== JSON.stringify(emptyReferralFacts())
}

const shape = z.object({
  version: z.literal(1),
  who: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('existing'), child: z.looseObject({ childId: z.uuid() }) }),
    z.object({
      kind: z.literal('new'),
      child: z.looseObject({ familyName: z.string(), givenName: z.string() }),
      relatedTo: z.array(z.object({ childId: z.string(), kind: z.enum(linkKinds) })),
    }),
  ]),
  serviceId: z.string().nullable(),
  receivedDate: z.string().nullable(),
  reason: z.string(),
  transferFrom: z.string().nullable().default(null),
  facts: referralFactsInput,
})

/** The draft as it is kept in the store. */
export function draftToText(draft: RegisterDraft): string {
  return JSON.stringify({ version: 1, ...draft })
}

/** A kept draft again, or null when it was kept by another version of the app and cannot be read. */
export function draftFromText(text: string): RegisterDraft | null {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch {
    return null
  }
  const read = shape.safeParse(raw)
  if (!read.success) return null
  const { version: _, who, ...rest } = read.data
  if (who.kind === 'existing') return { ...rest, who: { kind: 'existing', child: who.child as never } }
  if (who.kind === 'new')
    return { ...rest, who: { ...who, child: { ...emptyChild(), ...who.child } as ChildDraft } }
  return { ...rest, who }
}
