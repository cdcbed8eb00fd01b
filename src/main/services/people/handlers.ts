import { ok, refuse } from '../../../shared/result.ts'
import { noteView } from '../audit/note-view.ts'
import type { ServiceContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { inTransaction } from '../transaction.ts'
import { compareRecords } from './compare.ts'
import { addLink, refreshBoth, removeLink } from './links.ts'
import { pageOfLinks, pageOfMerges } from './lists.ts'
import { mergeRecords } from './merge.ts'
import { undoMerge } from './unmerge.ts'

export const peopleHandlers: HandlersOf<'people'> = {
  async compare(context, { leftId, rightId }) {
    const comparison = await compareRecords(context.store.read, leftId, rightId)
    if (comparison === null) return refuse('not_found', 'One of the two records is not in this store.')
    for (const childId of new Set([leftId, rightId]))
      await noteView(context, { action: 'child.viewed', subject: childId, childId })
    return ok(comparison)
  },

  async merge(context, input) {
    const result = await inTransaction(context.store, (tx) => mergeRecords(tx, context, input))
    if (result.ok) tellWindows(context, [input.survivorId, input.mergedId])
    return result
  },

  async unmerge(context, input) {
    const result = await inTransaction(context.store, (tx) => undoMerge(tx, context, input))
    if (result.ok) tellWindows(context, [result.value.survivorId, result.value.mergedId])
    return result
  },

  async merges({ store, today }, input) {
    return ok({ ...(await pageOfMerges(store.read, input)), asAt: today() })
  },

  async link(context, input) {
    const result = await inTransaction(context.store, async (tx) => {
      const added = await addLink(tx, context, input)
      if (added.ok) await refreshBoth(tx, [input.leftId, input.rightId], context.today())
      return added
    })
    if (result.ok) tellWindows(context, [input.leftId, input.rightId])
    return result
  },

  async unlink(context, { linkId, reason }) {
    const result = await inTransaction(context.store, async (tx) => {
      const removed = await removeLink(tx, context, linkId, reason)
      if (!removed.ok) return removed
      await refreshBoth(tx, [removed.value.leftId, removed.value.rightId], context.today())
      return ok({ done: true as const })
    })
    if (result.ok) tellWindows(context, [])
    return result
  },

  async links({ store, today }, input) {
    return ok({ ...(await pageOfLinks(store.read, input)), asAt: today() })
  },
}

/** Referrals that change hands are another list for every window. */
function tellWindows(context: ServiceContext, ids: string[]): void {
  context.changed({ noun: 'child', ids })
  context.changed({ noun: 'referral', ids: [] })
}
