import { createHash } from 'node:crypto'
import type { Person } from '../../../shared/contract/session.ts'
import type { AuditTable } from '../../store/schema.ts'
import type { Writing } from '../../store/store.ts'

/** Who did it and when. `person` is null when nobody is signed in. */
export interface AuditedBy {
  person: Pick<Person, 'id' | 'displayName'> | null
  /** Now as UTC text. */
  now(): string
}

export interface AuditEntry {
  /** Noun and verb: `referral.viewed`, `import.committed`, `session.signed_in`. */
  action: string
  /** What it was done to: a noun and an id (`referral 0190…`), or a noun alone. */
  subject: string
  /** The child concerned, so that everybody who saw a record can be listed. */
  childId?: string | null
  /** Ids, codes and counts. Never a name, a date of birth or text somebody typed. */
  detail?: Readonly<Record<string, unknown>>
}

/** The hash before the first row. */
export const firstHash = '0'.repeat(64)

/** Hash of a row and of everything before it: SHA-256 over the previous hash and the row as JSON, hex. */
export function hashOf(row: Omit<AuditTable, 'hash'>): string {
  const content = [
    row.sequence,
    row.at,
    row.by_account,
    row.by_name,
    row.action,
    row.subject,
    row.child_id,
    row.detail,
  ]
  return createHash('sha256').update(row.previous_hash).update(JSON.stringify(content)).digest('hex')
}

/** Adds one row to the audit trail, inside the transaction of what it tells of. */
export async function appendAudit(tx: Writing, by: AuditedBy, entry: AuditEntry): Promise<void> {
  const last = await tx
    .selectFrom('audit')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  const row = {
    sequence: (last?.sequence ?? 0) + 1,
    at: by.now(),
    by_account: by.person?.id ?? null,
    by_name: by.person?.displayName ?? 'Nobody signed in',
    action: entry.action,
    subject: entry.subject,
    child_id: entry.childId ?? null,
    detail: JSON.stringify(entry.detail ?? {}),
    previous_hash: last?.hash ?? firstHash,
  }
  await tx
    .insertInto('audit')
    .values({ ...row, hash: hashOf(row) })
    .execute()
}
