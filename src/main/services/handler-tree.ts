import { accountsHandlers } from './accounts/handlers.ts'
import { auditHandlers } from './audit/handlers.ts'
import { backupsHandlers } from './backups/handlers.ts'
import { changesHandlers } from './changes/handlers.ts'
import { draftsHandlers } from './drafts/handlers.ts'
import { servicesHandlers } from './nhs-services/handlers.ts'
import type { HandlerTree } from './router.ts'
import { sessionHandlers } from './session/handlers.ts'
import { storeHandlers } from './verify/handlers.ts'
import type { WaitingChecks } from './verify/verify.ts'

/** What `verify` asks of the services that know waiting. */
export const waitingChecks: WaitingChecks = { projections: null, queueCoverage: null }

/** What does each part of the contract. */
export const handlers: Partial<HandlerTree> = {
  session: sessionHandlers,
  accounts: accountsHandlers,
  services: servicesHandlers,
  drafts: draftsHandlers,
  audit: auditHandlers,
  backups: backupsHandlers,
  store: storeHandlers(waitingChecks),
  changes: changesHandlers,
}
