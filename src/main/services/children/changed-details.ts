import type { ChangedDetail } from '../../../shared/codes/changed-details.ts'
import { ok, type Result } from '../../../shared/result.ts'
import type { ChildTable } from '../../store/schema.ts'
import type { Writing } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'
import { recordFact } from '../referrals/commands.ts'

/** The columns behind each detail. */
const columnsOf: Record<ChangedDetail, readonly (keyof ChildTable)[]> = {
  school: ['school'],
  address: ['address', 'postcode'],
  gp_practice: ['gp_practice_code'],
  name: ['family_name', 'given_name'],
  language: ['language', 'interpreter_needed'],
  care_status: ['child_in_care', 'cp_plan', 'child_in_need'],
}

/**
 * Puts a move on the timeline of each open referral of the child, so that whoever writes or books next sees it. Details
 * that were not recorded before are filled in, not changed, and make no entry.
 */
export async function noteChangedDetails(
  tx: Writing,
  context: ServiceContext,
  before: ChildTable,
): Promise<Result<null>> {
  const after = await tx.selectFrom('child').selectAll().where('id', '=', before.id).executeTakeFirstOrThrow()
  const what = (Object.keys(columnsOf) as ChangedDetail[]).filter((detail) =>
    columnsOf[detail].some((column) => before[column] !== null && before[column] !== after[column]),
  )
  if (what.length === 0) return ok(null)
  const moved = what.includes('school') ? { from: before.school, to: after.school } : {}
  const open = await tx
    .selectFrom('waiting_list')
    .select('referral_id')
    .where('child_id', '=', before.id)
    .where('is_open', '=', 1)
    .execute()
  for (const { referral_id: referralId } of open) {
    const recorded = await recordFact(tx, context, referralId, null, {
      type: 'details_changed',
      happenedOn: context.today(),
      detail: { what, ...moved },
      reason: null,
    })
    if (!recorded.ok) return recorded
  }
  return ok(null)
}
