import type { SignedRef } from '../../../shared/contract/returns.ts'
import type { SignedDocument } from '../../../shared/contract/signed-returns.ts'
import { monthInWords } from '../../domain/returns/months.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { Refused } from '../refused.ts'

/** A signed return as it is stored, with its re-opening when there was one. */
export interface StoredSigned {
  ref: SignedRef
  document: SignedDocument
  /** The canonical text that the hash is of. */
  text: string
  reopened: { by: string; at: string; reason: string } | null
}

/** Everybody who signed, as one text. */
export function signedByOf(document: Pick<SignedDocument, 'signatures'>): string {
  return document.signatures.map(({ name }) => name).join(' and ')
}

/** A signed return out of its text; null when the text was tampered with so that it is none any more. */
export function readSigned(text: string): SignedDocument | null {
  let read: Partial<Record<keyof SignedDocument, unknown>> | null
  try {
    read = JSON.parse(text) as typeof read
  } catch {
    return null
  }
  const isObject = (value: unknown) => typeof value === 'object' && value !== null
  const isWhole =
    isObject(read) &&
    [read?.lines, read?.checks, read?.overrides, read?.signatures].every(Array.isArray) &&
    [read?.reconciliation, read?.rows, read?.movements].every(isObject)
  return isWhole ? (read as SignedDocument) : null
}

/**
 * Signed returns, newest month and version first, narrowed by `where`. Throws a refusal when one of them cannot be
 * read: a return that was reported is never passed over in silence.
 */
export async function signedRows(
  db: Readable | Writing,
  where: { id?: string; month?: string; before?: string },
  { offset = 0, limit = 200 }: { offset?: number; limit?: number } = {},
): Promise<StoredSigned[]> {
  let query = db
    .selectFrom('signed_return')
    .leftJoin('return_reopening', 'return_reopening.signed_return_id', 'signed_return.id')
    .leftJoin('account', 'account.id', 'return_reopening.reopened_by')
    .select([
      'signed_return.id',
      'signed_return.month',
      'signed_return.version',
      'signed_return.signed_at',
      'signed_return.document',
      'signed_return.sha256',
      'return_reopening.reason',
      'return_reopening.reopened_at',
      'account.display_name as reopened_by',
    ])
    .where('signed_return.kind', '=', 'chs')
  if (where.id !== undefined) query = query.where('signed_return.id', '=', where.id)
  if (where.month !== undefined) query = query.where('signed_return.month', '=', where.month)
  if (where.before !== undefined) query = query.where('signed_return.month', '<', where.before)
  const rows = await query
    .orderBy('signed_return.month', 'desc')
    .orderBy('signed_return.version', 'desc')
    .offset(offset)
    .limit(limit)
    .execute()
  return rows.map((row) => {
    const { id, month, version, sha256 } = row
    const document = readSigned(row.document)
    if (document === null) {
      throw new Refused({
        kind: 'unavailable',
        message: `The signed return of ${monthInWords(month)} was changed from outside the app and cannot be read. Restore a backup that has it.`,
      })
    }
    return {
      ref: { id, month, version, signedAt: row.signed_at, signedBy: signedByOf(document), sha256 },
      document,
      text: row.document,
      reopened:
        row.reopened_at === null
          ? null
          : { by: row.reopened_by ?? '', at: row.reopened_at, reason: row.reason ?? '' },
    }
  })
}

/** The latest signed version of a month, re-opened or not; null when it was never signed off. */
export async function latestSigned(db: Readable | Writing, month: string): Promise<StoredSigned | null> {
  const [latest] = await signedRows(db, { month }, { limit: 1 })
  return latest ?? null
}
