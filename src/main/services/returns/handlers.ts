import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { ChsReturnView } from '../../../shared/contract/returns.ts'
import { monthOf, nextMonth, previousMonth } from '../../domain/returns/months.ts'
import type { HandlersOf } from '../handlers.ts'
import { exportSigned } from '../signed-returns/export-signed.ts'
import { earliestDay } from './answer.ts'
import { childrenBehind } from './cell.ts'
import { checkRecords } from './check-records.ts'
import { monthsOfReferral } from './child-months.ts'
import { exportReturn } from './export-return.ts'
import { facetsBehind, filteredBehind } from './facets.ts'
import { lastKept } from './kept-returns.ts'
import { sinceKept } from './since-kept.ts'
import { latestSigned } from './signed-store.ts'
import { readSteadily } from './steady-read.ts'
import { viewReturn } from './view.ts'

/** The monthly return: its months, its figures, the children behind a figure, and the file. */
export const returnsHandlers: HandlersOf<'returns'> = {
  async months({ store, today }) {
    const earliest = await earliestDay(store.read)
    const current = monthOf(today())
    if (earliest === null) return ok({ months: [], latestEnded: null })
    const months: string[] = []
    for (let month = monthOf(earliest); month <= current; month = nextMonth(month)) months.unshift(month)
    const ended = previousMonth(current)
    return ok({ months, latestEnded: months.includes(ended) ? ended : null })
  },

  async chs({ store, today, now }, { month }) {
    return readSteadily(store, async (db): Promise<Result<ChsReturnView>> => {
      const viewed = await viewReturn(db, month, today(), now())
      if (!viewed.ok) return viewed
      const { answer, view } = viewed.value
      const kept = view.state.signed === null ? await lastKept(db, month) : null
      return ok({ ...view, sinceLastExport: kept === null ? null : await sinceKept(db, answer, kept) })
    })
  },

  async cell({ store, today }, input) {
    if (input.filters !== undefined) return filteredBehind(store, input, today())
    return readSteadily(store, (db) => childrenBehind(db, input, today()))
  },

  async facets({ store, today }, input) {
    return facetsBehind(store, input, today())
  },

  async monthsOfReferral({ store, today }, { referralId }) {
    return readSteadily(store, (db) => monthsOfReferral(db, referralId, today()))
  },

  async checkRecords({ store, today }, input) {
    return readSteadily(store, (db) => checkRecords(db, input, today()))
  },

  async export(context, { month, format, file }) {
    const granted = context.grantedFile(file)
    if (granted === null || granted.purpose !== 'write') {
      return refuse('invalid', 'Choose where to save the file, then export again.', { field: 'file' })
    }
    const signed = await latestSigned(context.store.read, month)
    if (signed !== null && signed.reopened === null) {
      const written = await exportSigned(context, { id: signed.ref.id, format, path: granted.path })
      return written.ok ? ok({ ...written.value, from: 'signed' as const }) : written
    }
    const exported = await exportReturn(context, { month, format, path: granted.path })
    if (!exported.ok) return exported
    context.changed({ noun: 'return', ids: [] })
    return ok({ sha256: exported.value.sha256, from: 'draft' as const })
  },
}
