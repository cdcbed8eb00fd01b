import { auditHandlers } from './audit/handlers.ts'
import { backupsHandlers } from './backups/handlers.ts'
import { changesHandlers } from './changes/handlers.ts'
import type { HandlerTree } from './router.ts'
import { sessionHandlers } from './session/handlers.ts'

/** What does each part of the contract. */
export const handlers: Partial<HandlerTree> = {
  session: sessionHandlers,
  audit: auditHandlers,
  backups: backupsHandlers,
  changes: changesHandlers,
}
