import type { ReturnOverride } from '../../../shared/contract/returns.ts'
import type { Readable, Writing } from '../../store/store.ts'

/** Overrides made for a month and not withdrawn, newest first, whether or not they still hold. */
export async function overridesOf(db: Readable | Writing, month: string): Promise<ReturnOverride[]> {
  return db
    .selectFrom('return_override')
    .innerJoin('account', 'account.id', 'return_override.made_by')
    .select([
      'return_override.id',
      'return_override.month',
      'return_override.code',
      'return_override.line',
      'return_override.subject',
      'return_override.count',
      'return_override.reason',
      'account.display_name as madeBy',
      'return_override.made_at as madeAt',
    ])
    .where('return_override.month', '=', month)
    .where('return_override.withdrawn_at', 'is', null)
    .orderBy('return_override.made_at', 'desc')
    .orderBy('return_override.id', 'desc')
    .execute()
}
