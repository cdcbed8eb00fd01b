import { ok, refuse } from '../../../shared/result.ts'
import type { HandlersOf } from '../handlers.ts'
import { toService } from '../nhs-services/rows.ts'
import { loadReferrals } from '../projection/load.ts'
import { queueCounts } from './counts.ts'
import { exportList } from './export.ts'
import { facetsOf } from './facets.ts'
import { listAsAt } from './as-at.ts'
import { countOf, orderedIds, resolveText, rowsOf } from './page.ts'
import { whyHere } from './why.ts'

export const waitingListHandlers: HandlersOf<'waitingList'> = {
  async page(context, { filter, sort, asAt, offset, limit }) {
    const today = context.today()
    if (asAt !== undefined && asAt !== today)
      return listAsAt(context.store, { filter, sort, asAt, offset, limit })
    const { read } = context.store
    const text = await resolveText(read, filter)
    const [total, ids] = await Promise.all([
      countOf(read, filter, today, text),
      orderedIds(read, filter, sort, today, text, { offset, limit }),
    ])
    return ok({ total, asAt: today, rows: await rowsOf(read, ids, today) })
  },

  async counts({ store, today }, { services }) {
    const asAt = today()
    return ok({ counts: await queueCounts(store.read, services, asAt), asAt })
  },

  async facets({ store, today }, { filter }) {
    return ok(await facetsOf(store.read, filter, today(), await resolveText(store.read, filter)))
  },

  async why({ store, today }, { referralId }) {
    const [loaded] = await loadReferrals(store.read, [referralId])
    if (loaded === undefined) return refuse('not_found', 'That referral is not in this store.')
    const { record, projection, evaluation } = loaded
    return ok(
      whyHere(projection, toService(record.service), record.events, evaluation?.sentences ?? [], today()),
    )
  },

  export: exportList,
}
