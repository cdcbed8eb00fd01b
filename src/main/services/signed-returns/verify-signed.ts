import { createHash } from 'node:crypto'
import type { SignedVerification } from '../../../shared/contract/signed-returns.ts'
import { canonicalJson } from '../../domain/returns/canonical-json.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { type StoredSigned, signedRows } from '../returns/signed-store.ts'
import { rowsAgainstFigures, sumRows } from './hash-rows.ts'
import { signedSubject } from './sign.ts'

/**
 * Works out again what a signed return was hashed from: the document, the rows behind it, their counts against its
 * figures, and the hash that the audit trail recorded at signing. Changes nothing; reads in slices. Null when there is no such return.
 */
export async function verifySigned(
  db: Readable | Writing,
  id: string,
  now: string,
): Promise<SignedVerification | null> {
  const [signed] = await signedRows(db, { id })
  if (signed === undefined) return null
  const problems = await problemsOf(db, signed)
  return { ok: problems.length === 0, sha256: signed.ref.sha256, problems, checkedAt: now }
}

/** What is wrong with any signed return, one sentence each with the month; empty when nothing. */
export async function checkSignedReturns(
  { store }: { store: { read: Readable } },
  signal?: AbortSignal,
): Promise<string[]> {
  const problems: string[] = []
  const all = await store.read.selectFrom('signed_return').select('id').orderBy('month').execute()
  for (const { id } of all) {
    signal?.throwIfAborted()
    const [signed] = await signedRows(store.read, { id })
    if (signed === undefined) continue
    const found = await problemsOf(store.read, signed)
    const { month, version } = signed.ref
    problems.push(...found.map((problem) => `Signed return ${month}, version ${version}: ${problem}`))
  }
  return problems
}

async function problemsOf(db: Readable | Writing, { ref, document, text }: StoredSigned): Promise<string[]> {
  const problems: string[] = []
  if (createHash('sha256').update(text).digest('hex') !== ref.sha256) {
    problems.push('the document does not give the hash it was signed with.')
  }
  if (canonicalJson(document) !== text) problems.push('the document is not in canonical form.')
  const { month, version } = document
  if (month !== ref.month || version !== ref.version) {
    problems.push('the document speaks of another month or version.')
  }
  const sum = await sumRows(db, ref.id)
  for (const [name, kept, stated] of [
    ['children', sum.rows, document.rows],
    ['movements', sum.movements, document.movements],
  ] as const) {
    if (kept.count !== stated.count) {
      problems.push(`${kept.count} rows of ${name} are kept, and ${stated.count} were signed.`)
    } else if (kept.sha256 !== stated.sha256) {
      problems.push(`the rows of ${name} do not give the hash they were signed with.`)
    }
  }
  problems.push(...rowsAgainstFigures(sum, document))
  const recorded = await db
    .selectFrom('signed_return')
    .innerJoin('audit', 'audit.sequence', 'signed_return.audit_sequence')
    .select(['audit.detail', 'audit.subject'])
    .where('signed_return.id', '=', ref.id)
    .executeTakeFirst()
  if (recorded?.subject !== signedSubject(ref.id))
    problems.push('the audit trail does not know of its signing.')
  else if ((JSON.parse(recorded.detail) as { sha256?: string }).sha256 !== ref.sha256) {
    problems.push('the audit trail recorded another hash when it was signed.')
  }
  return problems
}
