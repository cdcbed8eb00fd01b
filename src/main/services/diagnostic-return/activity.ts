import { setImmediate as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { addDays } from '../../domain/clocks/days.ts'
import type { Readable } from '../../store/store.ts'

/** How a contact came about. `later`: not the first of its referral. */
export type ActivityKind = 'waiting_list' | 'planned' | 'unscheduled' | 'later'

/** A child who was seen on a day of the month. */
export interface Activity {
  referralId: string
  serviceId: string
  /** Day 0 of the wait; never after the day seen. */
  clockStart: string
  seenOn: string
  kind: ActivityKind
}

/** Days that one statement goes through. */
const slice = 4

/**
 * Who was seen from one day to another in some services, in the order of days: first contacts of a referral by how
 * they came about, and later ones. A child seen twice on a day counts once. Voided entries and referrals registered
 * in error are left out. Lets other calls in between.
 */
export async function activityBetween(
  db: Readable,
  services: readonly string[],
  firstDay: string,
  lastDay: string,
): Promise<Activity[]> {
  const found = new Map<string, Activity>()
  for (let from = firstDay; from <= lastDay; from = addDays(from, slice)) {
    const last = addDays(from, slice - 1)
    for (const each of await seenBetween(db, services, from, last < lastDay ? last : lastDay))
      found.set(`${each.referralId} ${each.seenOn}`, each)
    await pause()
  }
  return [...found.values()]
}

function seenBetween(db: Readable, services: readonly string[], from: string, to: string) {
  return db
    .selectFrom('referral_event as seen')
    .innerJoin('waiting_list as listed', 'listed.referral_id', 'seen.referral_id')
    .where('seen.type', '=', 'attended')
    .where(sql<boolean>`seen.type IN ('attended', 'was_not_brought', 'arrived_not_seen')`)
    .where('seen.happened_on', '>=', from)
    .where('seen.happened_on', '<=', to)
    .where('listed.service_id', 'in', services)
    .where('listed.status', '!=', 'registered_in_error')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('referral_event as void')
            .select('void.id')
            .whereRef('void.referral_id', '=', 'seen.referral_id')
            .whereRef('void.voids_event_id', '=', 'seen.id')
            .where(({ not: isNot, exists: is, selectFrom: select }) =>
              isNot(
                is(
                  select('referral_event as taken_back')
                    .select('taken_back.id')
                    .whereRef('taken_back.referral_id', '=', 'seen.referral_id')
                    .whereRef('taken_back.voids_event_id', '=', 'void.id'),
                ),
              ),
            ),
        ),
      ),
    )
    .select([
      'seen.referral_id as referralId',
      'listed.service_id as serviceId',
      sql<string>`min(listed.clock_start, seen.happened_on)`.as('clockStart'),
      'seen.happened_on as seenOn',
      kindOf.as('kind'),
    ])
    .orderBy('seen.happened_on')
    .orderBy('seen.referral_id')
    .execute()
}

const kindOf = sql<ActivityKind>`CASE
  WHEN seen.happened_on > listed.first_contact_on OR listed.first_contact_on IS NULL THEN 'later'
  WHEN EXISTS (
    SELECT 1 FROM appointment
    WHERE appointment.referral_id = seen.referral_id AND appointment.on_date = seen.happened_on
      AND appointment.kind = 'drop_in' AND appointment.status = 'attended'
  ) THEN 'unscheduled'
  WHEN EXISTS (
    SELECT 1 FROM wait
    WHERE wait.referral_id = seen.referral_id AND (wait.entered_by = 'planned_due' OR wait.left_by = 'planned')
  ) THEN 'planned'
  ELSE 'waiting_list'
END`
