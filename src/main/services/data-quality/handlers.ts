import { ok } from '../../../shared/result.ts'
import type { HandlersOf } from '../handlers.ts'
import { bulkApply, bulkPreview, bulkUndo } from './bulk.ts'
import { compareExtracts, extractChanges, listExtracts } from './extracts.ts'
import { qualityFigures } from './figures.ts'
import { qualityPage } from './page.ts'

export const dataQualityHandlers: HandlersOf<'dataQuality'> = {
  async figures({ store, today }, { services }) {
    return ok(await qualityFigures(store, services, today()))
  },
  async page({ store, today }, { filter, sort, offset, limit }) {
    return ok(await qualityPage(store, filter, sort, today(), { offset, limit }))
  },
  bulkPreview,
  bulkApply,
  bulkUndo: (context, { batchId }) => bulkUndo(context, batchId),
  async extracts({ store }) {
    return ok(await listExtracts(store))
  },
  compareExtracts: ({ store }, { earlierId, laterId }) => compareExtracts(store, earlierId, laterId),
  extractChanges: ({ store, today }, asked) => extractChanges(store, asked, today()),
}
