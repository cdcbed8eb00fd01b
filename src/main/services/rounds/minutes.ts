import { ok, refuse, type Result } from '../../../shared/result.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { inTransaction } from '../transaction.ts'

/** The refusal of a change to a round that somebody else changed meanwhile. */
export function changedSince(): Result<never> {
  return refuse(
    'conflict',
    'Somebody changed this round after you opened it. Look at it again; nothing was lost.',
  )
}

interface Spent {
  roundId: string
  version: number
  minutes: number
}

/** Adds the minutes somebody spent on a round to those noted before. Returns its next version. */
export async function addMinutes(
  context: ServiceContext,
  { roundId, version, minutes }: Spent,
): Promise<Result<{ version: number }>> {
  const result = await inTransaction(context.store, async (tx) => {
    const updated = await tx
      .updateTable('round')
      .set((set) => ({ minutes: set('minutes', '+', minutes), version: version + 1 }))
      .where('id', '=', roundId)
      .where('version', '=', version)
      .executeTakeFirst()
    if (updated.numUpdatedRows === 0n) return changedSince()
    await appendAudit(tx, context, { action: 'round.time_noted', subject: roundId, detail: { minutes } })
    return ok({ version: version + 1 })
  })
  if (result.ok) context.changed({ noun: 'round', ids: [roundId] })
  return result
}
