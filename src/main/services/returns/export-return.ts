import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { ServiceContext } from '../context.ts'
import { providerOf } from '../session/new-store.ts'
import { inTransaction } from '../transaction.ts'
import { writeChsCsv } from './export/chs-csv.ts'
import { writeChsJson } from './export/chs-json.ts'
import { writeChsXlsx } from './export/chs-xlsx.ts'
import type { ExportContext, ExportedReturn } from './export/export-context.ts'
import { keepReturn } from './keep.ts'
import { viewReturn } from './view.ts'
import { cannotWrite, type PreparedFile, prepareFile } from '../files/prepare-file.ts'

export type ExportFormat = 'xlsx' | 'csv' | 'json'

/**
 * Writes a month's return as a draft to a file and keeps its figures, both or neither: the figures are those of the file even
 * when others are saving meanwhile. Refuses a month that has not begun, one that was signed off meanwhile, and a place that
 * cannot be written to.
 */
export async function exportReturn(
  context: ServiceContext,
  asked: { month: string; format: ExportFormat; path: string },
): Promise<Result<{ sha256: string }>> {
  const provider = await providerOf(context.store)
  const about: ExportContext = {
    providerName: provider.name === '' ? null : provider.name,
    producedAt: context.now(),
    producedBy: context.person.displayName,
    signedOff: null,
  }
  let file: PreparedFile | null = null
  try {
    return await inTransaction(context.store, async (tx) => {
      const viewed = await viewReturn(tx, asked.month, context.today(), context.now())
      if (!viewed.ok) return viewed
      const { answer, view: document } = viewed.value
      if (document.state.state === 'signed') {
        return refuse('conflict', `${document.state.sentence} Export it again to have it as it was signed.`)
      }
      const content = await contentOf(document, asked.format, about)
      if (!content.ok) return content
      file = await prepareFile(asked.path, content.value)
      await keepReturn(tx, context, answer, { format: asked.format, sha256: file.sha256 })
      await file.finish()
      return ok({ sha256: file.sha256 })
    })
  } catch (error) {
    return cannotWrite(error)
  } finally {
    await (file as PreparedFile | null)?.discard()
  }
}

/** A return as the content of a file. Refuses what the format cannot hold. */
export async function contentOf(
  document: ExportedReturn,
  format: ExportFormat,
  about: ExportContext,
): Promise<Result<Uint8Array | string>> {
  if (format === 'xlsx') return writeChsXlsx(document, about)
  return ok(format === 'csv' ? writeChsCsv(document, about) : writeChsJson(document, about))
}
