import type { ListFilter } from '../../../shared/contract/list-query.ts'
import { ok, refuse } from '../../../shared/result.ts'
import type { HandlersOf } from '../handlers.ts'
import { keptAnswer } from '../kept-answers.ts'
import type { Store } from '../../store/store.ts'
import { loadReferrals } from '../projection/load.ts'
import { queueCounts } from './counts.ts'
import type { ResolvedText } from './filter.ts'
import { facetsOf } from './facets.ts'
import { listAsAt } from './as-at.ts'
import { countOf, orderedIds, resolveText, rowsOf } from './page.ts'
import { whyWithClocks } from './why.ts'

export const waitingListHandlers: HandlersOf<'waitingList'> = {
  async page(context, { filter, sort, asAt, offset, limit }) {
    const today = context.today()
    if (asAt !== undefined && asAt !== today)
      return listAsAt(context.store, { filter, sort, asAt, offset, limit })
    const { store } = context
    const text = await keptText(store, filter)
    const total = await keptAnswer(store, ['total', filter, today], () =>
      countOf(store.read, filter, today, text),
    )
    const ids = await orderedIds(store.read, filter, sort, today, text, { offset, limit })
    return ok({ total, asAt: today, rows: await rowsOf(store.read, ids, today) })
  },

  async counts({ store, today }, { services }) {
    const asAt = today()
    return ok({ counts: await queueCounts(store, services, asAt), asAt })
  },

  async facets({ store, today }, { filter }) {
    const asAt = today()
    const text = await keptText(store, filter)
    return ok(await keptAnswer(store, ['facets', filter, asAt], () => facetsOf(store, filter, asAt, text)))
  },

  async why({ store, today }, { referralId }) {
    const [loaded] = await loadReferrals(store.read, [referralId])
    if (loaded === undefined) return refuse('not_found', 'That referral is not in this store.')
    return ok(whyWithClocks(loaded, today()))
  },
}

function keptText(store: Store, filter: ListFilter): Promise<ResolvedText | null> {
  return keptAnswer(store, ['text', filter.text ?? null], () => resolveText(store.read, filter))
}
