import { letterAudienceLabels } from '../../../shared/codes/letter-purposes.ts'
import { letterWanted } from '../../../shared/contract/letters.ts'
import type { CreatedLetter } from '../../../shared/contract/letters.ts'
import type { TriageDecision } from '../../../shared/contract/triage.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { lettersOfDecision, suppliedByDecision } from '../../../shared/triage/decision-letters.ts'
import type { Writing } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'
import type { Wanted } from '../letters/build.ts'
import { createLettersFor, previewLetters } from '../letters/store-letter.ts'

/** Somebody who is not written to, and why that cannot be. */
export interface WithoutLetter {
  audience: string
  why: string
}

/**
 * Those whom a decision must tell and who get no letter because none can be made (no safe contact, say). Refused where
 * a letter could be made and is not among those wanted, and where one is wanted that does not belong to the decision.
 */
export async function lettersLeftOut(
  context: ServiceContext,
  referralId: string,
  decision: TriageDecision,
  letters: readonly Wanted[],
): Promise<Result<WithoutLetter[]>> {
  const expected = lettersOfDecision(decision)
  const isExpected = (letter: Wanted): boolean =>
    expected.some(({ purpose, audience }) => letter.purpose === purpose && letter.audience === audience)
  if (!letters.every(isExpected))
    return refuse('invalid', 'One of the letters does not belong to this decision.', { field: 'letters' })
  const absent = expected.filter(
    ({ required, audience }) => required && !letters.some((letter) => letter.audience === audience),
  )
  if (absent.length === 0) return ok([])
  const supplied = suppliedByDecision(decision)
  const wanted = absent.map(({ purpose, audience }) => letterWanted.parse({ purpose, audience, supplied }))
  const built = await previewLetters(context, referralId, wanted)
  if (!built.ok) return built
  const left: WithoutLetter[] = []
  for (const { preview } of built.value) {
    const to = letterAudienceLabels[preview.audience].toLowerCase()
    if (preview.refused === null)
      return refuse('invalid', `A letter to the ${to} goes with this decision.`, { field: 'letters' })
    left.push({ audience: preview.audience, why: preview.refused })
  }
  return ok(left)
}

/** Makes the letters of a decision in its transaction and keeps that they belong to it. */
export async function createLettersOfDecision(
  tx: Writing,
  context: ServiceContext,
  { referralId, eventId, letters }: { referralId: string; eventId: string; letters: readonly Wanted[] },
): Promise<Result<CreatedLetter[]>> {
  if (letters.length === 0) return ok([])
  const created = await createLettersFor(tx, context, { referralId, letters })
  if (!created.ok) return created
  await tx
    .insertInto('triage_letter')
    .values(created.value.map(({ letterId }) => ({ letter_id: letterId, event_id: eventId })))
    .execute()
  return created
}
