import { v7 as uuidv7 } from 'uuid'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { viewReturn } from '../returns/view.ts'
import { inTransaction } from '../transaction.ts'

type Manager = Pick<ServiceContext, 'store' | 'person' | 'today' | 'now'>

export interface OverrideAsked {
  month: string
  code: string
  line: string
  subject: string | null
  /** The count that was seen. */
  count: number
  reason: string
}

/**
 * Lets a month be signed off in spite of one error. Refuses a check that is not there, that is no error, that counts
 * something else by now or is overridden already, and a month that is signed off or has not ended.
 */
export async function overrideCheck(context: Manager, asked: OverrideAsked): Promise<Result<{ id: string }>> {
  const { month, code, line, subject, count, reason } = asked
  return inTransaction(context.store, async (tx) => {
    const viewed = await viewReturn(tx, month, context.today(), context.now())
    if (!viewed.ok) return viewed
    const { state, checks } = viewed.value.view
    if (state.state === 'signed' || state.state === 'not_ended') return refuse('conflict', state.sentence)
    const about = checks.find((each) => each.code === code && each.line === line && each.subject === subject)
    if (about === undefined) {
      return refuse('conflict', 'That check finds nothing any more. Look at the month again.')
    }
    if (about.level !== 'error') {
      return refuse('invalid', 'Only an error has to be overridden; this does not stop signing.')
    }
    if (about.count !== count) {
      return refuse('conflict', `The check has changed: ${about.message} Decide again.`, {
        present: { count: about.count },
      })
    }
    if (about.override !== null) {
      return refuse('conflict', `${about.override.madeBy} has overridden this already.`)
    }
    const id = uuidv7()
    await tx
      .insertInto('return_override')
      .values({
        id,
        month,
        code,
        line,
        subject,
        count,
        reason,
        made_at: context.now(),
        made_by: context.person.id,
      })
      .execute()
    await appendAudit(tx, context, {
      action: 'return.check_overridden',
      subject: `return ${month}`,
      detail: { override: id, month, code, line, service: subject, count },
    })
    return ok({ id })
  })
}

/** Takes an override back. Refuses one that is not there or was taken back, and one a signed return rests on. */
export async function withdrawOverride(
  context: Manager,
  { id }: { id: string },
): Promise<Result<{ done: true }>> {
  return inTransaction(context.store, async (tx) => {
    const row = await tx.selectFrom('return_override').selectAll().where('id', '=', id).executeTakeFirst()
    if (row === undefined || row.withdrawn_at !== null) {
      return refuse('not_found', 'This override has been withdrawn already.')
    }
    const viewed = await viewReturn(tx, row.month, context.today(), context.now())
    if (!viewed.ok) return viewed
    if (viewed.value.view.state.state === 'signed')
      return refuse('conflict', viewed.value.view.state.sentence)
    await tx
      .updateTable('return_override')
      .set({ withdrawn_at: context.now(), withdrawn_by: context.person.id })
      .where('id', '=', id)
      .execute()
    await appendAudit(tx, context, {
      action: 'return.override_withdrawn',
      subject: `return ${row.month}`,
      detail: { override: id, month: row.month, code: row.code, line: row.line },
    })
    return ok({ done: true as const })
  })
}
