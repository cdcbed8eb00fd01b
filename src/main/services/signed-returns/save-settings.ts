import type { ReturnSettings } from '../../../shared/contract/signed-returns.ts'
import { publishedServiceLines } from '../../../shared/codes/service-lines.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { returnSettings } from '../returns/settings.ts'
import { inTransaction } from '../transaction.ts'

/**
 * Saves the settings of the checks and of signing as another version; the ones before stay. Refuses when somebody else
 * saved meanwhile, and a line there is none of.
 */
export async function saveReturnSettings(
  context: Pick<ServiceContext, 'store' | 'person' | 'now'>,
  { version, settings }: { version: number; settings: ReturnSettings },
): Promise<Result<{ version: number }>> {
  return inTransaction(context.store, async (tx) => {
    const before = await returnSettings(tx)
    if (before.version !== version) {
      return refuse(
        'conflict',
        'Somebody else changed these settings meanwhile. Look at them again, then save.',
        {
          present: before,
        },
      )
    }
    const local = await tx.selectFrom('local_line').select('name').execute()
    const lines = new Set([...publishedServiceLines, ...local.map(({ name }) => name)])
    if (settings.highShareExpected.some((line) => !lines.has(line))) {
      return refuse('invalid', 'Choose service lines from the list.', { field: 'settings.highShareExpected' })
    }
    const next = version + 1
    await tx
      .insertInto('return_setting')
      .values({
        version: next,
        settings: JSON.stringify(settings),
        saved_at: context.now(),
        saved_by: context.person.id,
      })
      .execute()
    await appendAudit(tx, context, {
      action: 'return.settings_saved',
      subject: 'return settings',
      detail: { version: next, before: before.settings, after: settings },
    })
    return ok({ version: next })
  })
}
