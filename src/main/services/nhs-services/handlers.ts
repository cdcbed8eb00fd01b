import { ok, refuse } from '../../../shared/result.ts'
import { appendAudit } from '../audit/append.ts'
import type { HandlersOf } from '../handlers.ts'
import { inTransaction } from '../transaction.ts'
import { toService } from './rows.ts'

/** The services of this provider and their targets. */
export const servicesHandlers: HandlersOf<'services'> = {
  async list({ store }) {
    const rows = await store.read.selectFrom('service').selectAll().orderBy('name').execute()
    return ok(rows.map(toService))
  },

  async update(context, { id, version, ...wanted }) {
    const updated = await inTransaction(context.store, async (tx) => {
      const row = await tx.selectFrom('service').selectAll().where('id', '=', id).executeTakeFirst()
      if (!row) return refuse('not_found', 'This service is no longer there. Look at the list again.')
      const before = toService(row)
      if (before.version !== version) {
        return refuse(
          'conflict',
          'Somebody else changed this service meanwhile. Look at it again, then save.',
          {
            present: before,
          },
        )
      }
      const next = version + 1
      await tx
        .updateTable('service')
        .set({
          version: next,
          name: wanted.name,
          upper_age_years: wanted.upperAgeYears,
          triage_target_days: wanted.triageTargetDays,
          reported_elsewhere: wanted.reportedElsewhere ? 1 : 0,
          target_days: JSON.stringify(wanted.targetDays),
        })
        .where('id', '=', id)
        .execute()
      await appendAudit(tx, context, {
        action: 'service.updated',
        subject: `service ${id}`,
        detail: {
          upperAgeYears: [before.upperAgeYears, wanted.upperAgeYears],
          triageTargetDays: [before.triageTargetDays, wanted.triageTargetDays],
          reportedElsewhere: [before.reportedElsewhere, wanted.reportedElsewhere],
          targetDays: [before.targetDays, wanted.targetDays],
        },
      })
      return ok({ version: next })
    })
    if (updated.ok) context.changed({ noun: 'service', ids: [id] })
    return updated
  },
}
