import { randomUUID } from 'node:crypto'
import { formSuffixes, listStems } from '../../../shared/contract/list-exports.ts'
import { ok, refuse } from '../../../shared/result.ts'
import { listPage } from '../../domain/list-pages/list-page.ts'
import { appendAudit } from '../audit/append.ts'
import type { HandlersOf } from '../handlers.ts'
import { timeInWords } from '../returns/export/export-context.ts'
import { classificationOf, furniture } from './furniture.ts'
import type { Value } from './list-source.ts'
import { layOut, whatLeft } from './save-list.ts'
import { openList } from './sources/index.ts'

/** About a hundred and fifty sheets: more is nobody's working paper. */
const mostPrinted = 5000

/** Hands a list to the shell as a page under a ticket of one use, and notes that it was printed. */
export const printList: HandlersOf<'listExports'>['print'] = async (context, { source, shape, to }) => {
  if (!context.handToShell) return refuse('unavailable', 'Printing works in the app only.')
  if (shape.form === 'pseudonymised')
    return refuse('invalid', 'Rows under pseudonyms are for computers. Save them as a file.')
  const opened = await openList(context, source)
  if (!opened.ok) return opened
  const list = opened.value
  if (shape.form === 'identifiable' && list.count > mostPrinted)
    return refuse(
      'invalid',
      `${list.count.toLocaleString('en-GB')} rows are too many to print. Narrow the list to ${mostPrinted.toLocaleString('en-GB')}, or save it as a file.`,
    )
  const laidOut = await layOut(context, list, shape)
  if (!laidOut.ok) return laidOut
  const { columns, slices, made, hasTotal } = laidOut.value
  const rows: Value[][] = []
  for await (const slice of slices()) rows.push(...slice)
  const [[, title], ...said] = furniture(context, list, shape, made(rows.length)) as [
    [string, string],
    ...[string, string][],
  ]
  const html = listPage({
    title,
    furniture: said,
    foot: `${classificationOf(shape)} ${context.person.displayName}, ${timeInWords(context.now())}.`,
    columns: columns.map(({ header, kind, width }) => ({
      header,
      width,
      isFigure: kind === 'whole' || kind === 'figure',
    })),
    rows,
    hasTotal,
  })
  const ticket = randomUUID()
  await context.store.write((tx) =>
    appendAudit(tx, context, {
      action: to === 'pdf' ? 'list.saved_as_pdf' : 'list.printed',
      subject: source.list,
      detail: { ...whatLeft(shape), rows: rows.length },
    }),
  )
  if (
    !context.handToShell({
      ticket,
      html,
      title: `${listStems[source.list]}${formSuffixes[shape.form]}-${context.today()}`,
    })
  )
    return refuse('unavailable', 'The list could not be handed to the printer. Try again.')
  return ok({ ticket, rows: rows.length })
}
