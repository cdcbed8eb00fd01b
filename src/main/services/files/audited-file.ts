import { ok, type Result } from '../../../shared/result.ts'
import { appendAudit, type AuditEntry } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import { cannotWrite, type FileContent, type PreparedFile, prepareFile } from './prepare-file.ts'

/**
 * Writes a whole file and notes in the audit trail that it left, both or neither: nothing leaves that the audit trail
 * could not take, and nothing is said to have left that was not written. Returns the file's SHA-256 as hex. Refuses a
 * place that cannot be written to.
 */
export async function writeAuditedFile(
  context: Pick<ServiceContext, 'store' | 'person' | 'now'>,
  target: string,
  content: FileContent,
  entry: (sha256: string) => AuditEntry,
): Promise<Result<{ sha256: string }>> {
  let file: PreparedFile | null = null
  try {
    const prepared = await prepareFile(target, content)
    file = prepared
    return await inTransaction(context.store, async (tx) => {
      await appendAudit(tx, context, entry(prepared.sha256))
      await prepared.finish()
      return ok({ sha256: prepared.sha256 })
    })
  } catch (error) {
    return cannotWrite(error)
  } finally {
    await file?.discard()
  }
}
