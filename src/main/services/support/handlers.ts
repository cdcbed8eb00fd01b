import { v7 as uuidv7 } from 'uuid'
import { ok, refuse } from '../../../shared/result.ts'
import { appendAudit } from '../audit/append.ts'
import type { HandlersOf } from '../handlers.ts'
import { inTransaction } from '../transaction.ts'
import { offerSupport } from './offer.ts'
import { offersOf, optionRows } from './rows.ts'
import { recordSupportOutcome } from './outcome.ts'

const changedSince = () =>
  refuse('conflict', 'Somebody changed this entry after you opened it. Look at it again; nothing was lost.')

export const supportHandlers: HandlersOf<'support'> = {
  options: async ({ store }, { ended }) => ok(await optionRows(store.read, ended)),

  async saveOption(context, { optionId, version, ...option }) {
    if (option.fromMonths !== null && option.toMonths !== null && option.toMonths < option.fromMonths)
      return refuse('invalid', 'The upper age is below the lower one.', { field: 'toMonths' })
    const row = {
      name: option.name,
      kind: option.kind,
      services: JSON.stringify(option.services),
      languages: JSON.stringify(option.languages),
      from_months: option.fromMonths,
      to_months: option.toMonths,
      how_to_reach: option.howToReach,
      note: option.note,
    }
    const id = optionId ?? uuidv7()
    const result = await inTransaction(context.store, async (tx) => {
      if (optionId === null)
        await tx
          .insertInto('support_option')
          .values({ ...row, id, version: 1, ended_on: null })
          .execute()
      else {
        const updated = await tx
          .updateTable('support_option')
          .set({ ...row, version: (version ?? 0) + 1 })
          .where('id', '=', id)
          .where('version', '=', version ?? 0)
          .executeTakeFirst()
        if (updated.numUpdatedRows === 0n) return changedSince()
      }
      await appendAudit(tx, context, { action: 'support.option_saved', subject: id, detail: {} })
      return ok({ optionId: id, version: optionId === null ? 1 : (version ?? 0) + 1 })
    })
    if (result.ok) context.changed({ noun: 'support', ids: [id] })
    return result
  },

  async endOption(context, { optionId, version }) {
    const result = await inTransaction(context.store, async (tx) => {
      const updated = await tx
        .updateTable('support_option')
        .set({ ended_on: context.today(), version: version + 1 })
        .where('id', '=', optionId)
        .where('version', '=', version)
        .where('ended_on', 'is', null)
        .executeTakeFirst()
      if (updated.numUpdatedRows === 0n) return changedSince()
      await appendAudit(tx, context, { action: 'support.option_ended', subject: optionId, detail: {} })
      return ok({ version: version + 1 })
    })
    if (result.ok) context.changed({ noun: 'support', ids: [optionId] })
    return result
  },

  offer: (context, input) => offerSupport(context, input),
  recordOutcome: (context, input) => recordSupportOutcome(context, input),
  ofReferral: async ({ store }, { referralId }) => ok(await offersOf(store.read, referralId)),
}
