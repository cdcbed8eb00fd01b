import { ok, refuse, type Result } from '../../../shared/result.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { cannotWrite, type PreparedFile, prepareFile } from '../files/prepare-file.ts'
import { contentOf, type ExportFormat } from '../returns/export-return.ts'
import { type StoredSigned, signedRows } from '../returns/signed-store.ts'
import { inTransaction } from '../transaction.ts'

/**
 * Writes a signed return to a file from its frozen copy: the figures as signed, whatever was recorded since, with who
 * signed, when, and the hash. Refuses a return that is not there and a place that cannot be written to.
 */
export async function exportSigned(
  context: ServiceContext,
  asked: { id: string; format: ExportFormat; path: string },
): Promise<Result<{ sha256: string }>> {
  const [signed] = await signedRows(context.store.read, { id: asked.id })
  if (signed === undefined) return refuse('not_found', 'There is no such signed return.')
  const content = await signedContent(signed, context, asked.format)
  if (!content.ok) return content
  let file: PreparedFile | null = null
  try {
    return await inTransaction(context.store, async (tx) => {
      file = await prepareFile(asked.path, content.value)
      await appendAudit(tx, context, {
        action: 'return.signed_exported',
        subject: `signed return ${asked.id}`,
        detail: {
          month: signed.ref.month,
          version: signed.ref.version,
          format: asked.format,
          sha256: file.sha256,
          signedSha256: signed.ref.sha256,
        },
      })
      await file.finish()
      return ok({ sha256: file.sha256 })
    })
  } catch (error) {
    return cannotWrite(error)
  } finally {
    await (file as PreparedFile | null)?.discard()
  }
}

function signedContent(
  { ref, document, text, reopened }: StoredSigned,
  { now, person }: ServiceContext,
  format: ExportFormat,
): Promise<Result<Uint8Array | string>> {
  const { provider, ...figures } = document
  return contentOf({ ...figures, provider: provider.code }, format, {
    providerName: provider.name === '' ? null : provider.name,
    producedAt: now(),
    producedBy: person.displayName,
    signedOff: {
      by: ref.signedBy,
      at: ref.signedAt,
      version: ref.version,
      sha256: ref.sha256,
      document: text,
      reopened,
    },
  })
}
