import { ok } from '../../../shared/result.ts'
import type { HandlersOf } from '../handlers.ts'
import { appendAudit } from './append.ts'
import { verifyAudit } from './verify.ts'

/** The audit trail: newest first, and the check of its chain. */
export const auditHandlers: HandlersOf<'audit'> = {
  async page({ store, today }, { offset, limit, person, action, childId }) {
    let matching = store.read.selectFrom('audit')
    if (person) matching = matching.where('by_name', '=', person)
    if (action) matching = matching.where('action', '=', action)
    if (childId) matching = matching.where('child_id', '=', childId)
    const { total } = await matching
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    const rows = await matching
      .select(['sequence', 'at', 'by_name as by', 'action', 'subject', 'detail'])
      .orderBy('sequence', 'desc')
      .limit(limit)
      .offset(offset)
      .execute()
    return ok({ rows, total, asAt: today() })
  },

  async verify(context, _input, { signal }) {
    const checked = await verifyAudit(context.store.read, signal)
    await context.store.write((tx) =>
      appendAudit(tx, context, {
        action: 'audit.verified',
        subject: 'audit',
        detail: { ok: checked.ok, rows: checked.rows },
      }),
    )
    return ok(checked)
  },
}
