import type { ExportedList } from '../../../../shared/contract/list-exports.ts'
import { ok, type Result } from '../../../../shared/result.ts'
import { monthInWords } from '../../../domain/returns/months.ts'
import type { ServiceContext } from '../../context.ts'
import { signedChildrenBehind } from '../../signed-returns/signed-cell.ts'
import { type ListSource, sliceRows } from '../list-source.ts'
import { columnsOf, cellGroupings, type CellRow, cellWords } from './return-cell.ts'
import { serviceNames } from './service-names.ts'

type Asked = Extract<ExportedList, { list: 'signed_cell' }>

/** Opens the children behind a figure of a signed return, as they were when it was signed. */
export async function openSignedCell(
  { store }: ServiceContext,
  { list: _list, ...figure }: Asked,
): Promise<Result<ListSource<CellRow>>> {
  const page = (offset: number, limit: number) => signedChildrenBehind(store, { ...figure, offset, limit })
  const first = await page(0, 1)
  if (!first.ok) return first
  const names = await serviceNames(store.read)
  const { total, asAt } = first.value
  return ok({
    title: `Signed return for ${monthInWords(asAt.slice(0, 7))}: ${cellWords(figure.cell, figure.reason)}, ${figure.line || 'all service lines'}`,
    noun: { one: 'wait', many: 'waits' },
    filters: [],
    sort: 'longest wait first',
    asAt,
    count: total,
    outOf: total,
    columns: columnsOf(figure.cell),
    groupings: cellGroupings,
    about: ({ childId, referralId }) => ({ childId, referralId }),
    async *slices() {
      for (let offset = 0; offset < total; offset += sliceRows) {
        const slice = await page(offset, sliceRows)
        const rows = slice.ok ? slice.value.rows : []
        yield rows.map((row) => ({ ...row, serviceName: names.get(row.serviceId) ?? row.serviceId }))
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  })
}
