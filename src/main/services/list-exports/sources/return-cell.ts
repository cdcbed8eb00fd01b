import { type ClosedReason, closedReasonLabels } from '../../../../shared/codes/closed-reasons.ts'
import type { ExportedList } from '../../../../shared/contract/list-exports.ts'
import { returnFacetLabels, returnFacetNames } from '../../../../shared/contract/return-facets.ts'
import type { Page } from '../../../../shared/contract/procedure.ts'
import type { ReturnCellRow } from '../../../../shared/contract/returns.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import { monthInWords } from '../../../domain/returns/months.ts'
import type { Readable, Store, Writing } from '../../../store/store.ts'
import type { ServiceContext } from '../../context.ts'
import { stateOf } from '../../kept-answers.ts'
import { childrenBehind } from '../../returns/cell.ts'
import { facetWords, filteredBehind } from '../../returns/facets.ts'
import { readSteadily } from '../../returns/steady-read.ts'
import { type Grouping, type ListColumn, type ListSource, sliceRows } from '../list-source.ts'
import { serviceNames } from './service-names.ts'
import {
  bandColumn,
  bandOrder,
  bandWords,
  bornColumn,
  familyNameColumn,
  givenNameColumn,
  nhsNumberColumn,
} from './shared-columns.ts'

type Asked = Extract<ExportedList, { list: 'return_cell' }>
/** A wait behind a figure, with the name of its service. */
export type CellRow = ReturnCellRow & { serviceName: string }

/** The columns of the waits behind a figure. */
export const cellColumns: readonly ListColumn<CellRow>[] = [
  familyNameColumn,
  givenNameColumn,
  nhsNumberColumn,
  bornColumn,
  { id: 'service', header: 'Service', kind: 'code', width: 26, value: (row) => row.serviceName },
  { id: 'received', header: 'Received', kind: 'date', width: 12, value: (row) => row.receivedDate },
  { id: 'days_waited', header: 'Days waited', kind: 'days', width: 9, value: (row) => row.days },
  bandColumn,
  { id: 'left', header: 'Left the list', kind: 'date', width: 12, value: (row) => row.leftOn },
  { id: 'left_by', header: 'How', kind: 'code', width: 24, hidesRare: true, value: leftWords },
]

/** Figures of waits that are counted to another day than the end of the month. */
const endedOtherwise = new Set([
  'opening',
  'received',
  'transferred_in',
  'reopened',
  'first_contacts',
  'removals',
])

/** The columns of the waits behind this figure. Weeks waited are told only where all are counted to one day. */
export function columnsOf(cell: string): readonly ListColumn<CellRow>[] {
  if (!endedOtherwise.has(cell)) return cellColumns
  return cellColumns.map((column) =>
    column.id === 'days_waited' ? { ...column, pseudonymised: false as const } : column,
  )
}

/** What the waits behind a figure can be counted by. */
export const cellGroupings: readonly Grouping<CellRow>[] = [
  { id: 'service', label: 'Service', group: (row) => row.serviceName },
  {
    id: 'band',
    label: 'Band',
    order: [...bandOrder, 'Not counted'],
    group: (row) => bandWords(row.band) ?? 'Not counted',
  },
  { id: 'left_by', label: 'How they left', group: (row) => leftWords(row) ?? 'Still waiting' },
]

const rowsAtOnce = 5000

/** Opens the children behind a figure of a return, as many as the figure says. */
export async function openReturnCell(
  { store, today }: ServiceContext,
  { list: _list, ...figure }: Asked,
): Promise<Result<ListSource<CellRow>>> {
  const names = await serviceNames(store.read)
  const { services: _services, filters, ...unfiltered } = figure
  const unnarrowed = (asked: typeof unfiltered, offset: number, limit: number) => (db: Readable | Writing) =>
    childrenBehind(db, { ...asked, offset, limit }, today())
  // Narrowing reads steadily by itself, and shares what it reads: it must not be waited for while writing is held.
  const first =
    filters === undefined
      ? await readSteadily(store, unnarrowed(figure, 0, 1))
      : await filteredBehind(store, { ...figure, offset: 0, limit: 1 }, today())
  const whole = await readSteadily(store, unnarrowed(unfiltered, 0, 1))
  if (!first.ok) return first
  const { total, asAt } = first.value
  const said = [
    ...(figure.services
      ? [{ words: `Service: ${figure.services.map((id) => names.get(id) ?? id).join(', ')}` }]
      : []),
    ...returnFacetNames.flatMap((facet) => {
      const words = (filters?.[facet] ?? []).map((value) => facetWords(facet, value))
      return words.length > 0
        ? [
            {
              words: `${returnFacetLabels[facet]}: ${words.join(', ')}`,
              ...(facet === 'waited' && { tellsDays: true as const }),
            },
          ]
        : []
    }),
  ]
  return ok({
    title: `Return for ${monthInWords(figure.month)}: ${cellWords(figure.cell, figure.reason)}, ${figure.line || 'all service lines'}`,
    noun: { one: 'wait', many: 'waits' },
    filters: said,
    sort: 'longest wait first',
    asAt,
    count: total,
    outOf: whole.ok ? whole.value.total : total,
    columns: columnsOf(figure.cell),
    groupings: cellGroupings,
    about: ({ childId, referralId }) => ({ childId, referralId }),
    async *slices() {
      const inParts = async (part: (offset: number) => Promise<Result<Page<ReturnCellRow>>>) => {
        const read: ReturnCellRow[] = []
        for (let offset = 0; offset < total; offset += rowsAtOnce) {
          const page = await part(offset)
          if (page.ok) read.push(...page.value.rows)
          await new Promise((resolve) => setImmediate(resolve))
        }
        return read
      }
      const rows =
        filters === undefined
          ? await readSteadily(store, (db) => inParts((offset) => unnarrowed(figure, offset, rowsAtOnce)(db)))
          : await steadily(store, () =>
              inParts((offset) => filteredBehind(store, { ...figure, offset, limit: rowsAtOnce }, today())),
            )
      for (let at = 0; at < rows.length; at += sliceRows)
        yield rows
          .slice(at, at + sliceRows)
          .map((row) => ({ ...row, serviceName: names.get(row.serviceId) ?? row.serviceId }))
    },
  })
}

const attempts = 3

/** Reads again when somebody saved meanwhile; the last reading is taken as it is. */
async function steadily<T>(store: Store, read: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const before = stateOf(store)
    const answer = await read()
    if (stateOf(store) === before || attempt === attempts) return answer
  }
}

function leftWords({ leftBy }: ReturnCellRow): string | null {
  if (leftBy === null) return null
  return leftBy === 'first_contact' ? 'First contact' : (closedReasonLabels[leftBy as ClosedReason] ?? leftBy)
}

const cellNames: Readonly<Record<string, string>> = {
  total: 'waiting at the end of the month',
  closing: 'waiting at the end of the month',
  opening: 'waiting at the start of the month',
  received: 'received',
  transferred_in: 'transferred in',
  reopened: 're-opened',
  first_contacts: 'seen for the first time',
  removals: 'removed',
  within_18_weeks: 'waiting within 18 weeks',
  over_52_weeks: 'waiting over 52 weeks',
}

/** A figure of a return in words: `waiting over 52 weeks`. */
export function cellWords(cell: string, reason: string | null): string {
  const words = cellNames[cell] ?? `waiting ${bandWords(cell) ?? cell}`
  return reason === null ? words : `${words} (${closedReasonLabels[reason as ClosedReason] ?? reason})`
}
