import { type ClosedReason, closedReasonLabels } from '../../../../shared/codes/closed-reasons.ts'
import type { ExportedList } from '../../../../shared/contract/list-exports.ts'
import type { ReturnCellRow } from '../../../../shared/contract/returns.ts'
import { formatNhsNumber } from '../../../../shared/format/nhs-number.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import type { ServiceContext } from '../../context.ts'
import { childrenBehind } from '../../returns/cell.ts'
import { readSteadily } from '../../returns/steady-read.ts'
import { type Grouping, type ListColumn, type ListSource, sliceRows } from '../list-source.ts'
import { serviceNames } from './service-names.ts'
import { bandOrder, bandWords } from './waiting-list.ts'

type Asked = Extract<ExportedList, { list: 'return_cell' }>
/** A wait behind a figure, with the name of its service. */
export type CellRow = ReturnCellRow & { serviceName: string }

/** The columns of the waits behind a figure. */
export const cellColumns: readonly ListColumn<CellRow>[] = [
  {
    id: 'family_name',
    header: 'Family name',
    kind: 'identifying',
    width: 20,
    value: (row) => row.familyName,
  },
  { id: 'given_name', header: 'Given name', kind: 'identifying', width: 16, value: (row) => row.givenName },
  {
    id: 'nhs_number',
    header: 'NHS number',
    kind: 'identifying',
    width: 14,
    value: (row) => (row.nhsNumber === null ? null : formatNhsNumber(row.nhsNumber)),
  },
  { id: 'born', header: 'Born', kind: 'identifying', width: 12, value: (row) => row.dateOfBirth || null },
  { id: 'service', header: 'Service', kind: 'code', width: 26, value: (row) => row.serviceName },
  { id: 'received', header: 'Received', kind: 'date', width: 12, value: (row) => row.receivedDate },
  { id: 'days_waited', header: 'Days waited', kind: 'days', width: 9, value: (row) => row.days },
  {
    id: 'band',
    header: 'Band',
    kind: 'code',
    width: 15,
    // Its edges fall within a week: beside the weeks waited it would tell the days.
    pseudonymised: false,
    value: (row) => bandWords(row.band),
  },
  { id: 'left', header: 'Left the list', kind: 'date', width: 12, value: (row) => row.leftOn },
  { id: 'left_by', header: 'How', kind: 'code', width: 24, hidesRare: true, value: leftWords },
]

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
  const { services: _services, filters: _filters, ...unfiltered } = figure
  const [first, whole] = await readSteadily(store, async (db) => [
    await childrenBehind(db, { ...figure, offset: 0, limit: 1 }, today()),
    await childrenBehind(db, { ...unfiltered, offset: 0, limit: 1 }, today()),
  ])
  if (!first.ok) return first
  const { total, asAt } = first.value
  const filters = [
    ...(figure.services
      ? [{ words: `Service: ${figure.services.map((id) => names.get(id) ?? id).join(', ')}` }]
      : []),
    ...Object.entries(figure.filters ?? {}).flatMap(([facet, values]) =>
      values && values.length > 0 ? [{ words: `${capital(facet)}: ${values.join(', ')}` }] : [],
    ),
  ]
  return ok({
    title: `Return for ${monthName(figure.month)}: ${cellWords(figure.cell, figure.reason)}, ${figure.line || 'all service lines'}`,
    noun: { one: 'wait', many: 'waits' },
    filters,
    sort: 'longest wait first',
    asAt,
    count: total,
    outOf: whole.ok ? whole.value.total : total,
    columns: cellColumns,
    groupings: cellGroupings,
    about: ({ childId, referralId }) => ({ childId, referralId }),
    async *slices() {
      const rows = await readSteadily(store, async (db) => {
        const read: ReturnCellRow[] = []
        for (let offset = 0; offset < total; offset += rowsAtOnce) {
          const page = await childrenBehind(db, { ...figure, offset, limit: rowsAtOnce }, today())
          if (page.ok) read.push(...page.value.rows)
          await new Promise((resolve) => setImmediate(resolve))
        }
        return read
      })
      for (let at = 0; at < rows.length; at += sliceRows)
        yield rows
          .slice(at, at + sliceRows)
          .map((row) => ({ ...row, serviceName: names.get(row.serviceId) ?? row.serviceId }))
    },
  })
}

const monthNames = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })

/** A month `2026-02` as `February 2026`. */
export function monthName(month: string): string {
  return monthNames.format(new Date(`${month}-01T00:00:00Z`))
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

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
