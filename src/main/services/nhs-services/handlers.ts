import { cypServiceLines, matchServiceLine } from '../../../shared/codes/service-lines.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { Writing } from '../../store/store.ts'
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
      const line = wanted.chsLine === undefined ? ok(row.chs_line) : await lineToReportOn(tx, wanted.chsLine)
      if (!line.ok) return line
      const dataSet =
        wanted.elsewhereDataSet === undefined ? before.elsewhereDataSet : wanted.elsewhereDataSet
      const next = version + 1
      await tx
        .updateTable('service')
        .set({
          version: next,
          name: wanted.name,
          upper_age_years: wanted.upperAgeYears,
          triage_target_days: wanted.triageTargetDays,
          reported_elsewhere: wanted.reportedElsewhere ? 1 : 0,
          elsewhere_data_set: wanted.reportedElsewhere ? (dataSet ?? 'mhsds') : null,
          chs_line: line.value,
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
          elsewhereDataSet: [before.elsewhereDataSet, wanted.reportedElsewhere ? (dataSet ?? 'mhsds') : null],
          chsLine: [before.chsLine, line.value],
          targetDays: [before.targetDays, wanted.targetDays],
        },
      })
      return ok({ version: next })
    })
    if (updated.ok) context.changed({ noun: 'service', ids: [id] })
    return updated
  },
}

/** A published children's line in its published spelling, or one of the provider's own that is in use. */
async function lineToReportOn(tx: Writing, wanted: string): Promise<Result<string>> {
  const published = matchServiceLine(wanted)
  const lines: readonly string[] = cypServiceLines
  if (published !== null && lines.includes(published)) return ok(published)
  const own = await tx.selectFrom('local_line').select('name').where('active', '=', 1).execute()
  const local = own.find(({ name }) => name.toLowerCase() === wanted.trim().toLowerCase())
  if (local !== undefined) return ok(local.name)
  return refuse(
    'invalid',
    'Choose one of the service lines of the return, or add a line of your own first.',
    {
      field: 'chsLine',
    },
  )
}
