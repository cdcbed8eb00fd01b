import { setTimeout as wait } from 'node:timers/promises'
import type { ServiceContext } from '../context.ts'
import { appendAudit, type AuditEntry } from './append.ts'

/** How long an answer waits for the audit row of its own reading, in milliseconds. */
const patience = 40

/**
 * Notes in the audit trail that somebody looked at a record. The row is written before the answer, except while a
 * long write (an import) is under way: then it takes its turn behind that write and the answer does not wait for
 * it. In a store that is open for reading only nothing can be noted, and looking is still allowed.
 */
export async function noteView(context: ServiceContext, entry: AuditEntry): Promise<void> {
  if (context.store.problem !== null) return
  const noted = context.store.write((tx) => appendAudit(tx, context, entry))
  // A failure after the answer has gone has nobody to go to; the store itself notices damage at its next write.
  noted.catch(() => undefined)
  await Promise.race([noted, wait(patience)])
}
