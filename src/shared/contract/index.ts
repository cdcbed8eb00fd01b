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
import { children } from './children.ts'
import { imports } from './imports.ts'
import { referrals } from './referrals.ts'
import { returns } from './returns.ts'
import { rules } from './rules.ts'
import { search } from './search.ts'
import { session } from './session.ts'
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
  referrals,
  triage,
  rules,
  imports,
  returns,
  savedViews,
  drafts,
  audit,
  backups,
  store,
  changes,
}
export type Contract = typeof contract
