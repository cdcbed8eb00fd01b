import type { ClosedReason } from '../../../shared/codes/closed-reasons.ts'
import type { RoundChannel, RoundKind, RoundReply } from '../../../shared/codes/rounds.ts'

export interface RoundTables {
  round: RoundTable
  round_member: RoundMemberTable
  removal_proposal: RemovalProposalTable
}

/** Many families asked the same question on one day. */
export interface RoundTable {
  id: string
  version: number
  kind: RoundKind
  name: string
  channel: RoundChannel
  started_on: string
  started_by: string
  reply_by: string
  closed_on: string | null
  minutes: number
}

/** One family in a round. Its dates and answer follow the referral's facts; the facts are the truth. */
export interface RoundMemberTable {
  id: string
  version: number
  round_id: string
  referral_id: string
  asked_event_id: string
  reply_by: string
  again_on: string | null
  again_by: RoundChannel | null
  again_event_id: string | null
  reply: RoundReply | null
  replied_on: string | null
  reply_event_id: string | null
  note: string | null
  address_checked: 0 | 1
  referrer_told: 0 | 1
}

/** The first of the two decisions that take a child off the list. */
export interface RemovalProposalTable {
  id: string
  version: number
  referral_id: string
  round_id: string | null
  closed_reason: ClosedReason
  reason: string
  proposed_by: string
  proposed_on: string
  decision: 'removed' | 'kept' | null
  decided_by: string | null
  decided_on: string | null
  decision_reason: string | null
  risk_statement: string | null
  event_id: string | null
}
