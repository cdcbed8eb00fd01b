import { createHash } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { CreatedLetter } from '../../../shared/contract/letters.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { LetterDocument } from '../../../shared/letters/document.ts'
import type { LetterTable } from '../../store/tables/letters.ts'
import type { Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { buildLetter, type BuiltLetter, type Wanted } from './build.ts'
import { type LetterSetting, type LetterSource, loadSetting, loadSources } from './sources.ts'

export interface LettersWanted {
  referralId: string
  letters: readonly Wanted[]
  batchId?: string
}

/**
 * Makes letters within the caller's transaction, after the fact they tell of was recorded: all of them or none.
 * Refused with the reason when one cannot go out (unsafe contact, the child has died, no template), when a field
 * has no value, and when a caution was not confirmed. A letter that needs a person first is made and held.
 * Call `context.changed({ noun: 'letter', ids: [] })` once the transaction is through.
 */
export async function createLettersFor(
  tx: Writing,
  context: ServiceContext,
  wanted: LettersWanted,
): Promise<Result<CreatedLetter[]>> {
  const sources = await loadSources(tx, [wanted.referralId], context.today())
  const source = sources.get(wanted.referralId)
  if (source === undefined) return refuse('not_found', 'That referral is not in this store.')
  const setting = await loadSetting(tx, context.today())
  const created: CreatedLetter[] = []
  for (const [index, each] of wanted.letters.entries()) {
    const built = buildLetter(source, setting, each, context.person.id)
    const why = whyNotCreate(built, each)
    if (why !== null) return refuse('invalid', why, { field: `letters.${index}` })
    created.push(await storeLetter(tx, context, source, built, each, wanted.batchId ?? null))
  }
  return ok(created)
}

/** Why a letter that was put together cannot be made yet, in words; null when it can. */
export function whyNotCreate({ preview }: BuiltLetter, { confirmed }: Wanted): string | null {
  if (preview.refused !== null) return preview.refused
  if (preview.missing.length > 0)
    return `The letter still needs: ${preview.missing.map(({ label }) => label).join('; ')}.`
  const open = preview.cautions.find(({ caution }) => !confirmed.includes(caution))
  return open ? `Confirm first: ${open.text}` : null
}

/** Stores a letter that may be made, with its audit row. */
export async function storeLetter(
  tx: Writing,
  context: ServiceContext,
  { loaded, child }: LetterSource,
  { preview, template, addressee, addresseeKey }: BuiltLetter,
  wanted: Wanted,
  batchId: string | null,
): Promise<CreatedLetter> {
  const { document } = preview
  if (document === null || template === null) throw new Error('A letter without words cannot be stored')
  const frozen = JSON.stringify(document)
  const state = preview.holds.length > 0 ? 'draft' : 'ready'
  const referralId = loaded.projection.row.referral_id
  const row: LetterTable = {
    id: uuidv7(),
    version: 1,
    referral_id: referralId,
    child_id: child.id,
    batch_id: batchId,
    purpose: wanted.purpose,
    audience: wanted.audience,
    addressee,
    template_id: template.templateId,
    template_version: template.version,
    template_name: template.name,
    language: preview.language,
    format: preview.format,
    wanted: JSON.stringify({ ...wanted, contactId: preview.contactId }),
    document: frozen,
    sha256: hashOfDocument(frozen),
    holds: JSON.stringify(preview.holds),
    state,
    created_on: context.today(),
    created_at: context.now(),
    created_by: context.person.id,
    printed_at: null,
    printed_by: null,
    sent_on: null,
    sent_how: null,
    sent_event_id: null,
    returned_on: null,
    returned_event_id: null,
    note: null,
  }
  await tx.insertInto('letter').values(row).execute()
  if (wanted.address !== null && wanted.audience !== 'family' && addresseeKey !== '')
    await rememberAddress(tx, context, wanted.audience, addresseeKey, wanted.address)
  await appendAudit(tx, context, {
    action: 'letter.created',
    subject: row.id,
    childId: child.id,
    detail: {
      referralId,
      purpose: row.purpose,
      audience: row.audience,
      template: row.template_id,
      templateVersion: row.template_version,
      language: row.language,
      format: row.format,
      state,
      confirmed: wanted.confirmed,
    },
  })
  return { letterId: row.id, state, holds: preview.holds }
}

/** SHA-256 of a frozen letter, hex. */
export function hashOfDocument(frozen: string): string {
  return createHash('sha256').update(frozen).digest('hex')
}

/** A frozen letter read back; a letter whose words do not match their hash was changed behind the app's back. */
export function readDocument(row: Pick<LetterTable, 'document' | 'sha256'>): LetterDocument | null {
  return hashOfDocument(row.document) === row.sha256 ? (JSON.parse(row.document) as LetterDocument) : null
}

async function rememberAddress(
  tx: Writing,
  context: ServiceContext,
  audience: 'referrer' | 'gp' | 'school',
  addresseeKey: string,
  address: string,
): Promise<void> {
  const changed = { address, changed_at: context.now() }
  await tx
    .insertInto('letter_address')
    .values({ audience, addressee_key: addresseeKey, ...changed })
    .onConflict((conflict) => conflict.columns(['audience', 'addressee_key']).doUpdateSet(changed))
    .execute()
}

/** Puts letters together for one referral without storing anything, in the order asked. */
export async function previewLetters(
  context: ServiceContext,
  referralId: string,
  letters: readonly Wanted[],
): Promise<Result<BuiltLetter[]>> {
  const db = context.store.read
  const source = (await loadSources(db, [referralId], context.today())).get(referralId)
  if (source === undefined) return refuse('not_found', 'That referral is not in this store.')
  const setting: LetterSetting = await loadSetting(db, context.today())
  return ok(letters.map((each) => buildLetter(source, setting, each, context.person.id)))
}
