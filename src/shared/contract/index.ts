import {
  accounts,
  audit,
  backups,
  changes,
  drafts,
  savedViews,
  services,
  store,
  today,
} from './administration.ts'
import { appointments } from './appointments.ts'
import { children } from './children.ts'
import { people } from './people.ts'
import { clinics } from './clinics.ts'
import { clocks } from './clocks.ts'
import { communityDataSet } from './community-data-set.ts'
import { diagnosticReturn } from './diagnostic-return.ts'
import { dataQuality } from './data-quality.ts'
import { imports } from './imports.ts'
import { letters } from './letters.ts'
import { listExports } from './list-exports.ts'
import { nationalFigures } from './national-figures.ts'
import { referrals } from './referrals.ts'
import { returns } from './returns.ts'
import { rules } from './rules.ts'
import { reviews } from './reviews.ts'
import { support } from './support.ts'
import { rounds } from './rounds.ts'
import { search } from './search.ts'
import { session } from './session.ts'
import { signedReturns } from './signed-returns.ts'
import { tasks } from './tasks.ts'
import { triage } from './triage.ts'
import { waitingList } from './waiting-list.ts'

/** Everything a window may ask of the backend. Reads are nouns, commands are verbs. */
export const contract = {
  session,
  accounts,
  services,
  today,
  waitingList,
  search,
  children,
  people,
  referrals,
  clinics,
  clocks,
  appointments,
  triage,
  tasks,
  rules,
  rounds,
  reviews,
  support,
  imports,
  letters,
  listExports,
  returns,
  communityDataSet,
  diagnosticReturn,
  nationalFigures,
  dataQuality,
  signedReturns,
  savedViews,
  drafts,
  audit,
  backups,
  store,
  changes,
}
export type Contract = typeof contract
