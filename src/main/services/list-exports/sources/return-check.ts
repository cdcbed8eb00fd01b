import { checkName, checkSource } from '../../../domain/returns/check-sources.ts'
import type { ExportedList } from '../../../../shared/contract/list-exports.ts'
import type { ReturnCellRow } from '../../../../shared/contract/returns.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import { monthInWords } from '../../../domain/returns/months.ts'
import type { ServiceContext } from '../../context.ts'
import { checkRecords } from '../../returns/check-records.ts'
import { readSteadily } from '../../returns/steady-read.ts'
import { type ListSource, sliceRows } from '../list-source.ts'
import { cellColumns, cellGroupings, type CellRow } from './return-cell.ts'
import { serviceNames } from './service-names.ts'

type Asked = Extract<ExportedList, { list: 'return_check' }>

const rowsAtOnce = 5000

/** Opens the children a check of a return is about. A check that only compares figures has none. */
export async function openReturnCheck(
  { store, today }: ServiceContext,
  { list: _list, ...check }: Asked,
): Promise<Result<ListSource<CellRow>>> {
  const names = await serviceNames(store.read)
  const first = await readSteadily(store, (db) =>
    checkRecords(db, { ...check, offset: 0, limit: 1 }, today()),
  )
  if (!first.ok) return first
  const { total, asAt } = first.value
  const about = check.subject === null ? check.line || 'all service lines' : names.get(check.subject)
  return ok({
    title: `Check of the return for ${monthInWords(check.month)}: ${checkName(check.code)}, ${about ?? 'one service'}`,
    noun: { one: 'wait', many: 'waits' },
    filters: [],
    sort: sortWords(check.code),
    asAt,
    count: total,
    outOf: total,
    columns: cellColumns,
    groupings: cellGroupings,
    about: ({ childId, referralId }) => ({ childId, referralId }),
    async *slices() {
      const rows = await readSteadily(store, async (db) => {
        const read: ReturnCellRow[] = []
        for (let offset = 0; offset < total; offset += rowsAtOnce) {
          const page = await checkRecords(db, { ...check, offset, limit: rowsAtOnce }, today())
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

function sortWords(code: string): string {
  const source = checkSource(code)
  if (source?.kind === 'gap') return 'first recorded first'
  if (source?.kind === 'cells' && source.cells.length > 1) return 'figure by figure, longest wait first'
  return 'longest wait first'
}
