import { accountsHandlers } from './accounts/handlers.ts'
import { appointmentsHandlers } from './appointments/handlers.ts'
import { auditHandlers } from './audit/handlers.ts'
import { backupsHandlers } from './backups/handlers.ts'
import { changesHandlers } from './changes/handlers.ts'
import { childrenHandlers } from './children/handlers.ts'
import { clinicsHandlers } from './clinics/handlers.ts'
import { clocksHandlers } from './clocks/handlers.ts'
import { communityDataSetHandlers } from './community-data-set/handlers.ts'
import { diagnosticReturnHandlers } from './diagnostic-return/handlers.ts'
import { dataQualityHandlers } from './data-quality/handlers.ts'
import { draftsHandlers } from './drafts/handlers.ts'
import { importsHandlers } from './import/handlers.ts'
import { lettersHandlers } from './letters/handlers.ts'
import { listExportsHandlers } from './list-exports/handlers.ts'
import { nationalFiguresHandlers } from './national-figures/handlers.ts'
import { servicesHandlers } from './nhs-services/handlers.ts'
import { checkPeople } from './people/check.ts'
import { peopleHandlers } from './people/handlers.ts'
import { checkProjections, checkQueueCoverage } from './projection/check.ts'
import { referralsHandlers } from './referrals/handlers.ts'
import { returnsHandlers } from './returns/handlers.ts'
import { reviewsHandlers } from './reviews/handlers.ts'
import { supportHandlers } from './support/handlers.ts'
import { roundsHandlers } from './rounds/handlers.ts'
import type { HandlerTree } from './router.ts'
import { rulesHandlers } from './rules/handlers.ts'
import { searchHandlers } from './search/handlers.ts'
import { savedViewsHandlers } from './saved-views/handlers.ts'
import { sessionHandlers } from './session/handlers.ts'
import { signedReturnsHandlers } from './signed-returns/handlers.ts'
import { checkSignedReturns } from './signed-returns/verify-signed.ts'
import { tasksHandlers } from './tasks/handlers.ts'
import { todayHandlers } from './today/handlers.ts'
import { triageHandlers } from './triage/handlers.ts'
import { storeHandlers } from './verify/handlers.ts'
import type { WaitingChecks } from './verify/verify.ts'
import { waitingListHandlers } from './waiting-list/handlers.ts'
import { countOf, resolveText } from './waiting-list/page.ts'

/** What `verify` asks of the services that know waiting. */
export const waitingChecks: WaitingChecks = {
  projections: async (context, signal) => [
    ...(await checkPeople(context, signal)),
    ...(await checkProjections(context, signal)),
  ],
  queueCoverage: checkQueueCoverage,
  signedReturns: checkSignedReturns,
}

/** What does each part of the contract. */
export const handlers: HandlerTree = {
  session: sessionHandlers,
  accounts: accountsHandlers,
  services: servicesHandlers,
  today: todayHandlers,
  tasks: tasksHandlers,
  waitingList: waitingListHandlers,
  search: searchHandlers,
  children: childrenHandlers,
  people: peopleHandlers,
  referrals: referralsHandlers,
  clinics: clinicsHandlers,
  clocks: clocksHandlers,
  appointments: appointmentsHandlers,
  triage: triageHandlers,
  rules: rulesHandlers,
  rounds: roundsHandlers,
  reviews: reviewsHandlers,
  support: supportHandlers,
  imports: importsHandlers,
  letters: lettersHandlers,
  listExports: listExportsHandlers,
  savedViews: savedViewsHandlers(async ({ store, today }, filter) =>
    countOf(store.read, filter, today(), await resolveText(store.read, filter)),
  ),
  drafts: draftsHandlers,
  audit: auditHandlers,
  backups: backupsHandlers,
  store: storeHandlers(waitingChecks),
  changes: changesHandlers,
  returns: returnsHandlers,
  communityDataSet: communityDataSetHandlers,
  diagnosticReturn: diagnosticReturnHandlers,
  signedReturns: signedReturnsHandlers,
  nationalFigures: nationalFiguresHandlers,
  dataQuality: dataQualityHandlers,
}
