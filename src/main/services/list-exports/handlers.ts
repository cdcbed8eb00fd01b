import type { ExportShape } from '../../../shared/contract/list-exports.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { ok } from '../../../shared/result.ts'
import { isCalendarDate } from '../../domain/clocks/days.ts'
import type { HandlersOf } from '../handlers.ts'
import type { Value } from './list-source.ts'
import type { OpenedList } from './opened-list.ts'
import { printList } from './print-list.ts'
import { addRecipient, recipients } from './recipients.ts'
import { layOut, saveList } from './save-list.ts'
import { openList } from './sources/index.ts'

/** Rows of a list that a preview shows; counts are shown whole. */
const previewRows = 5

/** Taking any list out of the app: to a file or to paper, in one of three forms. */
export const listExportsHandlers: HandlersOf<'listExports'> = {
  async describe(context, { source }) {
    const opened = await openList(context, source)
    if (!opened.ok) return opened
    const { title, noun, filters, sort, asAt, count, outOf, columns, groupings } = opened.value
    return ok({
      ...{ title, noun, sort, asAt, count, outOf },
      filters: filters.map(({ words }) => words),
      columns: columns.map(({ id, header, kind, pseudonymised, aboutChild }) => ({
        ...{ id, header, kind, pseudonymised, aboutChild },
      })),
      groupings: groupings.map(({ id, label }) => ({ id, label })),
      recipients: await recipients(context.store.read),
    })
  },

  async preview(context, { source, shape }) {
    const opened = await openList(context, source)
    if (!opened.ok) return opened
    const laidOut = await layOut(context, opened.value, shape)
    if (!laidOut.ok) return laidOut
    const { columns, slices } = laidOut.value
    const rows: Value[][] = []
    for await (const slice of slices(true)) {
      rows.push(...slice)
      if (shape.form !== 'aggregate' && rows.length >= previewRows) break
    }
    const shown = shape.form === 'aggregate' ? rows : rows.slice(0, previewRows)
    return ok({
      header: columns.map(({ header }) => header),
      isFigure: columns.map(({ kind }) => kind === 'whole' || kind === 'figure'),
      rows: shown.map((row) =>
        row.map((value) => (typeof value === 'string' && isCalendarDate(value) ? formatDate(value) : value)),
      ),
      leaves: whatLeaves(opened.value, shape),
    })
  },

  save: saveList,
  print: printList,
  addRecipient,
}

/** What leaves the building, in plain sentences. */
function whatLeaves(list: OpenedList, shape: ExportShape): string[] {
  const rows = `${list.count.toLocaleString('en-GB')} ${list.count === 1 ? list.noun.one : list.noun.many}`
  if (shape.form === 'aggregate')
    return shape.policy === 'none'
      ? [
          'Counts only, as they are. A count of 1 to 4 may point to one child: keep the table inside the service.',
        ]
      : ['Counts only. No row is about one child, and small numbers are protected before anything leaves.']
  const chosen = list.columns.filter(({ id }) => shape.columns.includes(id))
  const rare = chosen.filter(({ hidesRare }) => hidesRare).map(({ header }) => inSentence(header))
  if (shape.form === 'pseudonymised')
    return [
      `${rows}, one row each, without names, NHS numbers, dates of birth, postcodes or anything somebody wrote.`,
      `Dates are weeks and ages are whole years.${rare.length === 0 ? '' : ` What fewer than five rows have as ${listed(rare)} is not told.`} It is still personal data: somebody who knows a child well may recognise the row.`,
    ]
  const names = chosen.filter(({ kind }) => kind === 'identifying').map(({ header }) => inSentence(header))
  if (shape.namesOff)
    return [
      `${rows}, one row each, without names and without anything somebody wrote. A row can still be about a child somebody knows.`,
    ]
  return [
    names.length === 0
      ? `${rows}, one row each. The chosen columns name nobody, but a row can still be about a child somebody knows.`
      : `${rows}, one row each, with ${listed(names)}. Whoever has the file knows who is waiting.`,
  ]
}

/** A header within a sentence: "family name", but "NHS number". */
function inSentence(header: string): string {
  return /^[A-Z]{2}/.test(header) ? header : header.charAt(0).toLowerCase() + header.slice(1)
}

function listed(words: readonly string[]): string {
  if (words.length <= 1) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
