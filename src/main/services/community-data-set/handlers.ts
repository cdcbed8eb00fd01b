import { ok } from '../../../shared/result.ts'
import type { HandlersOf } from '../handlers.ts'
import { inTransaction } from '../transaction.ts'
import { codeTables, saveNationalCode } from './codes.ts'
import { chosenPlace, exportDataSet } from './export.ts'
import { affectedBy, dataSetReport } from './report.ts'

/** The community data set: its report, whom a gap is about, the code tables and the files. */
export const communityDataSetHandlers: HandlersOf<'communityDataSet'> = {
  report: (context, { month, again }) => dataSetReport(context, month, again),

  affected: (context, { month, table, field, problem, offset, limit }) =>
    affectedBy(context, month, { table, field, problem }, { offset, limit }),

  codes: async ({ store }) => ok(await codeTables(store.read)),

  async saveCode(context, wanted) {
    const saved = await inTransaction(context.store, (tx) => saveNationalCode(tx, context, wanted))
    if (saved.ok) context.changed({ noun: 'national_code', ids: [] })
    return saved
  },

  async export(context, { month, file }) {
    const place = chosenPlace(context, file)
    return place.ok ? exportDataSet(context, month, place.value) : place
  },
}
