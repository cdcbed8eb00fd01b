import { ok, refuse } from '../../../shared/result.ts'
import type { HandlersOf } from '../handlers.ts'
import { loadReferrals } from '../projection/load.ts'
import { inTransaction } from '../transaction.ts'
import { clocksOf } from './clocks-of.ts'
import { applyCorrection } from './correct.ts'
import { previewCorrection } from './preview.ts'

export const clocksHandlers: HandlersOf<'clocks'> = {
  async explain({ store, today }, { referralId }) {
    const [loaded] = await loadReferrals(store.read, [referralId])
    if (loaded === undefined) return refuse('not_found', 'That referral is not in this store.')
    return ok({ asAt: today(), clocks: clocksOf(loaded.record, today()) })
  },

  previewCorrection: (context, { referralId, correction }) =>
    previewCorrection(context, referralId, correction),

  async correct(context, { referralId, version, correction, reason }) {
    const result = await inTransaction(context.store, (tx) =>
      applyCorrection(tx, context, referralId, version, correction, reason),
    )
    if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
    return result
  },
}
