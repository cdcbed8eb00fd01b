import { ok, refuse, type Result } from '../../../shared/result.ts'
import { monthInWords, monthOf } from '../../domain/returns/months.ts'
import type { Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { GrantedFile, ServiceContext } from '../context.ts'
import { cannotWrite, type PreparedFile, prepareFile } from '../files/prepare-file.ts'
import type { HandlersOf } from '../handlers.ts'
import { readSteadily } from '../returns/steady-read.ts'
import { inTransaction } from '../transaction.ts'
import { saveChoice } from './choice.ts'
import { compareWithPublished, comparisonOptions } from './compare.ts'
import { comparisonCsv, comparisonXlsx } from './export.ts'
import { inspectWorkbook } from './inspect.ts'
import { addPublication, addSupplied, listPublications, removePublication, useAgain } from './publications.ts'
import { type PublishedFile, readPublishedFile } from './read-published.ts'

function chosen(
  context: ServiceContext,
  token: string,
  purpose: GrantedFile['purpose'],
): Result<GrantedFile> {
  const granted = context.grantedFile(token)
  if (granted !== null && granted.purpose === purpose) return ok(granted)
  return refuse(
    'invalid',
    purpose === 'read' ? 'Choose the workbook again.' : 'Choose where to save the file, then export again.',
    { field: 'file' },
  )
}

/** A change of the published figures or of the choice: in one transaction, then told to every window. */
async function changing<T>(
  context: ServiceContext,
  work: (tx: Writing) => Promise<Result<T>>,
): Promise<Result<T>> {
  const result = await inTransaction(context.store, work)
  if (result.ok) context.changed({ noun: 'national_figures', ids: [] })
  return result
}

/** A chosen workbook's figures. Refuses one of a month that is not over: nothing can be published of it. */
async function readEnded(
  context: ServiceContext,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Result<PublishedFile>> {
  const read = await readPublishedFile(path, signal)
  if (!read.ok || read.value.figures.month < monthOf(context.today())) return read
  return refuse(
    'invalid',
    `The workbook says that its figures are of ${monthInWords(read.value.figures.month)}, which is not over. Nothing was changed. Look at the titles of its tables, and at the date of this computer.`,
    { field: 'file' },
  )
}

/** NHS England's published figures beside our own. */
export const nationalFiguresHandlers: HandlersOf<'nationalFigures'> = {
  async publications({ store }) {
    return ok(await listPublications(store.read))
  },

  async options({ store }, { publishedMonth }) {
    return comparisonOptions(store.read, publishedMonth)
  },

  async saveChoice(context, choice) {
    return changing(context, (tx) => saveChoice(tx, context, choice))
  },

  async compare({ store, today, now }, asked) {
    return readSteadily(store, (db) => compareWithPublished(db, asked, { today: today(), now: now() }))
  },

  async export(context, { format, file, ...asked }) {
    const granted = chosen(context, file, 'write')
    if (!granted.ok) return granted
    let prepared: PreparedFile | null = null
    try {
      return await inTransaction(context.store, async (tx): Promise<Result<{ sha256: string }>> => {
        const times = { today: context.today(), now: context.now() }
        const comparison = await compareWithPublished(tx, asked, times)
        if (!comparison.ok) return comparison
        const about = {
          comparison: comparison.value,
          producedAt: times.now,
          producedBy: context.person.displayName,
        }
        const content = format === 'csv' ? ok(comparisonCsv(about)) : await comparisonXlsx(about)
        if (!content.ok) return content
        prepared = await prepareFile(granted.value.path, content.value)
        await appendAudit(tx, context, {
          action: 'national_figures.exported',
          subject: `national figures ${comparison.value.publication.id}`,
          detail: { ...asked, format, sha256: prepared.sha256 },
        })
        await prepared.finish()
        return ok({ sha256: prepared.sha256 })
      })
    } catch (error) {
      return cannotWrite(error)
    } finally {
      await (prepared as PreparedFile | null)?.discard()
    }
  },

  async inspect(context, { file }, { signal }) {
    const granted = chosen(context, file, 'read')
    if (!granted.ok) return granted
    const read = await readEnded(context, granted.value.path, signal)
    return read.ok ? ok(await inspectWorkbook(context, granted.value.name, read.value)) : read
  },

  async import(context, { file, sha256, replaces }, { signal }) {
    const granted = chosen(context, file, 'read')
    if (!granted.ok) return granted
    const read = await readEnded(context, granted.value.path, signal)
    if (!read.ok) return read
    if (read.value.sha256 !== sha256) {
      return refuse(
        'conflict',
        'The workbook was changed since it was looked at. Choose it again to see what it says now. Nothing was changed.',
        { field: 'file' },
      )
    }
    const { figures } = read.value
    return changing(context, (tx) =>
      addPublication(tx, context, { figures, sha256, fileName: granted.value.name, replaces }),
    )
  },

  async remove(context, input) {
    return changing(context, (tx) => removePublication(tx, context, input))
  },

  async use(context, input) {
    return changing(context, (tx) => useAgain(tx, context, input))
  },

  async loadSupplied(context) {
    return changing(context, (tx) => addSupplied(tx, context))
  },
}
