import { ok, refuse } from '../../../shared/result.ts'
import { writeAuditedFile } from '../files/audited-file.ts'
import type { HandlersOf } from '../handlers.ts'
import { providerOf } from '../session/new-store.ts'
import { childrenOnList } from './children.ts'
import { writeDiagnosticCsv, writeDiagnosticXlsx } from './export.ts'
import { diagnosticMonth } from './figures.ts'

/** The audiology six-week list: its figures, the children behind one, and the file. */
export const diagnosticReturnHandlers: HandlersOf<'diagnosticReturn'> = {
  async get({ store, today, now }, { month }) {
    const counted = await diagnosticMonth(store, month, today())
    return counted.ok ? ok({ ...counted.value.figures, computedAt: now() }) : counted
  },

  async children({ store, today }, { month, cell, offset, limit }) {
    const counted = await diagnosticMonth(store, month, today())
    return counted.ok ? ok(await childrenOnList(store, counted.value, cell, { offset, limit })) : counted
  },

  async export(context, { month, format, file }) {
    const granted = context.grantedFile(file)
    if (granted === null || granted.purpose !== 'write')
      return refuse('invalid', 'Choose where to save the file, then export again.', { field: 'file' })
    const counted = await diagnosticMonth(context.store, month, context.today())
    if (!counted.ok) return counted
    const figures = { ...counted.value.figures, computedAt: context.now() }
    const provider = await providerOf(context.store)
    const about = { providerName: provider.name, producedBy: context.person.displayName }
    const content =
      format === 'csv' ? ok(writeDiagnosticCsv(figures)) : await writeDiagnosticXlsx(figures, about)
    if (!content.ok) return content
    return writeAuditedFile(context, granted.path, content.value, (sha256) => ({
      action: 'diagnostic_return.exported',
      subject: 'diagnostic return',
      detail: { month, format, total: figures.total, sha256 },
    }))
  },
}
