import { ok } from '../../../shared/result.ts'
import { appendAudit } from '../audit/append.ts'
import type { HandlersOf } from '../handlers.ts'
import { backUp, backupStateOf } from './backups.ts'

/** The state of the backups, and making one now. */
export const backupsHandlers: HandlersOf<'backups'> = {
  state: async ({ store }) => ok(await backupStateOf(store)),

  async backUpNow(context) {
    const { store, now } = context
    const made = await backUp(store, now())
    if (!made.ok) return made
    if (!store.problem) {
      await store.write((tx) =>
        appendAudit(tx, context, {
          action: 'backup.made',
          subject: 'backup',
          detail: { copies: made.value.copies.length },
        }),
      )
    }
    context.changed({ noun: 'backup', ids: [] })
    return made
  },
}
