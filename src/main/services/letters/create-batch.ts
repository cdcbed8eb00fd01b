import { v7 as uuidv7 } from 'uuid'
import type { LetterBatchResult, LetterException } from '../../../shared/contract/letters.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { buildLetter, type BuiltLetter, type Wanted } from './build.ts'
import { type LetterSource, loadSetting, loadSources } from './sources.ts'
import { storeLetter, whyNotCreate } from './store-letter.ts'
import { childOnEnvelope } from './values.ts'

/** One child's letter that can be made. */
interface Fitting {
  source: LetterSource
  built: BuiltLetter
  wanted: Wanted
}

export interface SortedLetters {
  fitting: Fitting[]
  /** The first letter that could be made, or that only lacks what a person can still give. */
  sample: BuiltLetter | null
  exceptions: LetterException[]
}

/** Puts a letter together for each referral and tells those that can be made from those that cannot. Stores nothing. */
export async function sortLetters(
  db: Readable | Writing,
  referralIds: readonly string[],
  wanted: Wanted,
  today: string,
  writerId: string,
): Promise<SortedLetters> {
  const setting = await loadSetting(db, today)
  const sorted: SortedLetters = { fitting: [], sample: null, exceptions: [] }
  for (let at = 0; at < referralIds.length; at += 100) {
    const part = referralIds.slice(at, at + 100)
    const sources = await loadSources(db, part, today)
    for (const id of part) {
      const source = sources.get(id)
      if (source === undefined) {
        sorted.exceptions.push({
          referralId: id,
          childName: 'Unknown child',
          why: 'That referral is not in this store.',
          cautions: [],
        })
        continue
      }
      const built = buildLetter(source, setting, wanted, writerId)
      const why = whyNotCreate(built, wanted) ?? noAddress(built)
      if (why === null || built.preview.missing.length > 0) sorted.sample ??= built
      if (why === null) sorted.fitting.push({ source, built, wanted })
      else
        sorted.exceptions.push({
          referralId: id,
          childName: childOnEnvelope(source.child),
          why,
          cautions: built.preview.cautions.map(({ caution }) => caution),
        })
    }
  }
  return sorted
}

/**
 * Stores the letters that can be made as one batch, within the caller's transaction. Call
 * `context.changed({ noun: 'letter', ids: [] })` once it is through.
 */
export async function storeBatch(
  tx: Writing,
  context: ServiceContext,
  { fitting, exceptions }: SortedLetters,
  { purpose, audience }: Pick<Wanted, 'purpose' | 'audience'>,
): Promise<LetterBatchResult> {
  const batchId = uuidv7()
  await tx
    .insertInto('letter_batch')
    .values({
      id: batchId,
      purpose,
      audience,
      made_at: context.now(),
      made_by: context.person.id,
      undone_at: null,
    })
    .execute()
  let held = 0
  for (const { source, built, wanted } of fitting) {
    const made = await storeLetter(tx, context, source, built, wanted, batchId)
    if (made.holds.length > 0) held += 1
  }
  await appendAudit(tx, context, {
    action: 'letter.batch_created',
    subject: batchId,
    detail: { purpose, created: fitting.length, held, exceptions: exceptions.length },
  })
  return { batchId, created: fitting.length, held, exceptions }
}

/** A batch is posted, so a letter without an address is left to be written by hand. */
function noAddress({ preview }: BuiltLetter): string | null {
  return preview.holds.find(({ hold }) => hold === 'address')?.text ?? null
}
