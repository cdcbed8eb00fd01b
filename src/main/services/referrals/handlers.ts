import { ok, refuse } from '../../../shared/result.ts'
import { appendAudit } from '../audit/append.ts'
import { noteView } from '../audit/note-view.ts'
import type { HandlersOf } from '../handlers.ts'
import { senderOf, sendersByService } from '../letters/senders.ts'
import { loadReferrals } from '../projection/load.ts'
import { reproject } from '../projection/reproject.ts'
import { inTransaction } from '../transaction.ts'
import { bulkApply, bulkPreview, bulkUndo } from './bulk.ts'
import { type NewFact, recordFact, takeVersion, voidFact } from './commands.ts'
import { importedEvents } from './imported-events.ts'
import { latelySeen } from './lately-seen.ts'
import { personNames } from './person-names.ts'
import { register } from './register.ts'
import { saveTransferSummary, transferSummary } from './transfer-summary.ts'
import { factsToRow, toDetail } from './view.ts'

const notHere = 'That referral is not in this store.'

export const referralsHandlers: HandlersOf<'referrals'> = {
  async get(context, { referralId }) {
    const [loaded] = await loadReferrals(context.store.read, [referralId])
    if (loaded === undefined) return refuse('not_found', notHere)
    const { row } = loaded.projection
    const [names, imported, seen, senders] = await Promise.all([
      personNames(context.store.read),
      importedEvents(context.store.read, referralId),
      latelySeen(context.store.read, row.service_id, row.priority, context.today()),
      sendersByService(context.store.read),
    ])
    await noteView(context, { action: 'referral.viewed', subject: referralId, childId: row.child_id })
    return ok(toDetail(loaded, names, imported, seen, senderOf(senders, row.service_id), context.today()))
  },

  register,

  async updateFacts(context, { referralId, version, facts }) {
    const result = await inTransaction(context.store, async (tx) => {
      const taken = await takeVersion(tx, referralId, version)
      if (!taken.ok) return taken
      await tx.updateTable('referral').set(factsToRow(facts)).where('id', '=', referralId).execute()
      const projections = await reproject(tx, [referralId], context.today())
      await appendAudit(tx, context, {
        action: 'referral.facts_changed',
        subject: referralId,
        childId: projections.get(referralId)?.row.child_id ?? null,
        detail: { version: taken.value },
      })
      return ok({ version: taken.value })
    })
    if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
    return result
  },

  async record(context, { referralId, version, event, happenedOn, reason }) {
    const fact: NewFact = { type: event.type, happenedOn, detail: event.detail as NewFact['detail'], reason }
    const result = await inTransaction(context.store, (tx) =>
      recordFact(tx, context, referralId, version, fact),
    )
    if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
    return result
  },

  async voidEvent(context, { referralId, version, eventId, reason }) {
    const result = await inTransaction(context.store, (tx) =>
      voidFact(tx, context, referralId, version, eventId, reason),
    )
    if (result.ok) context.changed({ noun: 'referral', ids: [referralId] })
    return result
  },

  transferSummary: (context, { referralId }) => transferSummary(context, referralId),
  saveTransferSummary: (context, { referralId, file }) => saveTransferSummary(context, referralId, file),

  bulkPreview,
  bulkApply,
  bulkUndo: (context, { batchId }) => bulkUndo(context, batchId),
}
