import { ok, refuse, type Result } from '../../../shared/result.ts'
import { monthInWords } from '../../domain/returns/months.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { latestSigned, signedRows } from '../returns/signed-store.ts'
import { inTransaction } from '../transaction.ts'
import { signedSubject } from './sign.ts'

/**
 * Re-opens a signed month so that it can be signed again as another version. The signed copy stays as it is. Refuses a
 * version that is not the latest, and one that was re-opened before.
 */
export async function reopenMonth(
  context: Pick<ServiceContext, 'store' | 'person' | 'now'>,
  { id, reason }: { id: string; reason: string },
): Promise<Result<{ done: true }>> {
  return inTransaction(context.store, async (tx) => {
    const [signed] = await signedRows(tx, { id })
    if (signed === undefined) return refuse('not_found', 'There is no such signed return.')
    const { month, version } = signed.ref
    const latest = await latestSigned(tx, month)
    if (latest?.ref.id !== id) {
      return refuse(
        'conflict',
        `${monthInWords(month)} has been signed again since. Re-open the latest version.`,
      )
    }
    if (signed.reopened !== null) {
      return refuse('conflict', `${monthInWords(month)} has been re-opened already by ${signed.reopened.by}.`)
    }
    await tx
      .insertInto('return_reopening')
      .values({ signed_return_id: id, reason, reopened_at: context.now(), reopened_by: context.person.id })
      .execute()
    await appendAudit(tx, context, {
      action: 'return.reopened',
      subject: signedSubject(id),
      detail: { month, version },
    })
    return ok({ done: true as const })
  })
}
