import type { SupportHelped, SupportKind } from '../../../shared/codes/waiting-care.ts'

export interface CareTables {
  support_option: SupportOptionTable
  support_offer: SupportOfferTable
}

/** Local help that can be offered while a child waits. */
export interface SupportOptionTable {
  id: string
  version: number
  name: string
  kind: SupportKind
  /** Service ids, JSON; empty for all. */
  services: string
  /** Languages it is given in, JSON. */
  languages: string
  from_months: number | null
  to_months: number | null
  how_to_reach: string
  note: string
  ended_on: string | null
}

/** One offer to one family. The facts on the referral are the truth; this row is what lists count. */
export interface SupportOfferTable {
  id: string
  version: number
  option_id: string
  referral_id: string
  offered_on: string
  language: string | null
  taken_up: 0 | 1 | null
  helped: SupportHelped | null
  answered_on: string | null
  note: string | null
  offered_event_id: string
  outcome_event_id: string | null
}
