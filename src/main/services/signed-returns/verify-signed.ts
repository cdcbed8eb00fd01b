import { createHash } from 'node:crypto'
import { setImmediate as pause } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import type { SignedVerification } from '../../../shared/contract/signed-returns.ts'
import { canonicalJson } from '../../domain/returns/canonical-json.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { readSigned } from '../returns/signed-store.ts'
import type { SignedReturnTable } from '../../store/tables/signed-returns.ts'
import { rowsAgainstFigures, sumRows } from './hash-rows.ts'
import { signedSubject } from './sign.ts'

const auditRowsAtATime = 2000

type Stored = Selectable<SignedReturnTable>

/**
 * Works out again what a signed return was hashed from: the document, the rows behind it, their counts against its
 * figures, and the hash that the audit trail recorded at signing. Changes nothing; reads in slices. Null when there is no such return.
 */
export async function verifySigned(
  db: Readable | Writing,
  id: string,
  now: string,
): Promise<SignedVerification | null> {
  const signed = await db.selectFrom('signed_return').selectAll().where('id', '=', id).executeTakeFirst()
  if (signed === undefined) return null
  const problems = await problemsOf(db, signed)
  return { ok: problems.length === 0, sha256: signed.sha256, problems, checkedAt: now }
}

/**
 * What is wrong with any signed return, one sentence each with the month; empty when nothing. Also finds one that was
 * taken away, and a re-opening that was slipped in or taken away, by what the audit trail says.
 */
export async function checkSignedReturns(
  { store }: { store: { read: Readable } },
  signal?: AbortSignal,
): Promise<string[]> {
  const problems: string[] = []
  const all = await store.read.selectFrom('signed_return').select(['id', 'month', 'version']).execute()
  for (const { id, month, version } of all.toSorted((a, b) => (a.month < b.month ? -1 : 1))) {
    signal?.throwIfAborted()
    const signed = await store.read
      .selectFrom('signed_return')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst()
    const found = signed === undefined ? [] : await problemsOf(store.read, signed)
    problems.push(...found.map((problem) => `Signed return ${month}, version ${version}: ${problem}`))
  }
  problems.push(...(await againstTheAuditTrail(store.read, all, signal)))
  return problems
}

async function againstTheAuditTrail(
  db: Readable,
  all: readonly Pick<Stored, 'id' | 'month' | 'version'>[],
  signal?: AbortSignal,
): Promise<string[]> {
  const signedOff = new Set<string>()
  const audited = new Set<string>()
  for (let after = 0; ;) {
    signal?.throwIfAborted()
    const rows = await db
      .selectFrom('audit')
      .select(['sequence', 'action', 'subject'])
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(auditRowsAtATime)
      .execute()
    for (const { action, subject } of rows) {
      if (action === 'return.signed_off') signedOff.add(subject)
      if (action === 'return.reopened') audited.add(subject)
    }
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.sequence
    await pause()
  }
  const reopenings = await db.selectFrom('return_reopening').select('signed_return_id as id').execute()
  const reopened = new Set(reopenings.map(({ id }) => signedSubject(id)))
  const there = new Set(all.map(({ id }) => signedSubject(id)))
  const gone = [...signedOff].filter((subject) => !there.has(subject))
  return [
    ...gone.map((subject) => `The audit trail knows of ${subject}, and it is not here any more.`),
    ...all.flatMap(({ id, month, version }) => {
      const subject = signedSubject(id)
      if (reopened.has(subject) === audited.has(subject)) return []
      const problem = reopened.has(subject)
        ? 'the audit trail does not know of its re-opening.'
        : 'the audit trail knows of a re-opening that is not here any more.'
      return [`Signed return ${month}, version ${version}: ${problem}`]
    }),
  ]
}

async function problemsOf(db: Readable | Writing, stored: Stored): Promise<string[]> {
  const problems: string[] = []
  const document = readSigned(stored.document)
  if (document === null) return ['the document cannot be read.']
  if (createHash('sha256').update(stored.document).digest('hex') !== stored.sha256) {
    problems.push('the document does not give the hash it was signed with.')
  }
  if (canonicalJson(document) !== stored.document) problems.push('the document is not in canonical form.')
  const { month, version } = document
  if (month !== stored.month || version !== stored.version) {
    problems.push('the document speaks of another month or version.')
  }
  const signature = document.signatures.at(-1)
  if (signature?.at !== stored.signed_at || signature.accountId !== stored.signed_by) {
    problems.push('the document was signed at another time or by somebody else.')
  }
  const sum = await sumRows(db, stored.id)
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
    .selectFrom('audit')
    .select(['detail', 'subject'])
    .where('sequence', '=', stored.audit_sequence)
    .executeTakeFirst()
  if (recorded?.subject !== signedSubject(stored.id)) {
    problems.push('the audit trail does not know of its signing.')
  } else if (!recorded.detail.includes(`"sha256":"${stored.sha256}"`)) {
    problems.push('the audit trail recorded another hash when it was signed.')
  }
  return problems
}
