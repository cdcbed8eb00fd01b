import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { ChsReturnView } from '../../../shared/contract/returns.ts'
import { monthOf, nextMonth, previousMonth } from '../../domain/returns/months.ts'
import type { HandlersOf } from '../handlers.ts'
import { answerReturn, earliestDay } from './answer.ts'
import { childrenBehind } from './cell.ts'
import { exportReturn } from './export-return.ts'
import { lastKept } from './kept-returns.ts'
import { sinceKept } from './since-kept.ts'
import { readSteadily } from './steady-read.ts'

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
      const answer = await answerReturn(db, month, today())
      if (!answer.ok) return answer
      const kept = await lastKept(db, month)
      return ok({
        ...answer.value.document,
        computedAt: now(),
        services: Object.fromEntries(answer.value.services.byLine),
        sinceLastExport: kept === null ? null : await sinceKept(db, answer.value, kept),
      })
    })
  },

  async cell({ store, today }, input) {
    return readSteadily(store, (db) => childrenBehind(db, input, today()))
  },

  async export(context, { month, format, file }) {
    const granted = context.grantedFile(file)
    if (granted === null || granted.purpose !== 'write') {
      return refuse('invalid', 'Choose where to save the file, then export again.', { field: 'file' })
    }
    const exported = await exportReturn(context, { month, format, path: granted.path })
    if (!exported.ok) return exported
    context.changed({ noun: 'return', ids: [] })
    return ok({ sha256: exported.value.sha256 })
  },
}
