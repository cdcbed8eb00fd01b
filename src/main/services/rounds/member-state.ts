import { type RawBuilder, sql } from 'kysely'
import type { MemberState } from '../../../shared/codes/rounds.ts'

/** Whether a fact of the member's referral still stands: nobody voided it. */
function stands(eventId: string): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(eventId)} IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM referral_event AS voiding
     WHERE voiding.referral_id = round_member.referral_id AND voiding.voids_event_id = ${sql.ref(eventId)}
  ))`
}

/**
 * Where a family stands on `today`, from the facts of its referral: an answer or a question that was voided counts
 * for nothing. Needs `round_member` and `waiting_list` in the query.
 */
export function memberState(today: string): RawBuilder<MemberState> {
  return sql<MemberState>`CASE
    WHEN ${stands('round_member.reply_event_id')} THEN round_member.reply
    WHEN waiting_list.is_open = 0 OR waiting_list.reply_by IS NULL OR NOT ${stands('round_member.asked_event_id')}
      THEN 'left'
    WHEN ${stands('round_member.again_event_id')}
      THEN CASE WHEN waiting_list.reply_by < ${today} THEN 'overdue_again' ELSE 'asked_again' END
    WHEN waiting_list.reply_by < ${today} THEN 'overdue'
    ELSE 'asked' END`
}
