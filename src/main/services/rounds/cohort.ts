import { sql } from 'kysely'
import type { RoundChannel, RoundKind } from '../../../shared/codes/rounds.ts'
import type { LeftOut, RoundCohort, WouldAsk } from '../../../shared/contract/rounds.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { addDays, daysBetween } from '../../domain/clocks/days.ts'
import { whyNotRecord } from '../../domain/referral-status/can-record.ts'
import { replay } from '../../domain/referral-status/replay.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import { type ReachableContact, whyOutOfReach } from '../../domain/rounds/reach.ts'
import type { Readable } from '../../store/store.ts'
import type { NewFact } from '../referrals/commands.ts'
import { selectedIds } from '../referrals/bulk.ts'
import { eventsOfMany, unrecorded } from '../referrals/events.ts'

/** What a round asks, of whom and how. */
export interface RoundAsked {
  kind: RoundKind
  cohort: RoundCohort
  channel: RoundChannel
  replyBy: string
}

export interface Cohort {
  /** Referrals the round would ask, in the order of the list. */
  fitting: string[]
  leftOut: LeftOut[]
}

const stagesOf = {
  opt_in: ['to_book', 'to_rebook'],
  validation: ['not_triaged', 'information_awaited', 'opt_in_awaited', 'to_book', 'to_rebook'],
} as const

/** The fact that asks a family. */
export function askingFact({ kind, channel, replyBy }: RoundAsked, today: string): NewFact {
  const on = { happenedOn: today, reason: null }
  return kind === 'opt_in'
    ? { type: 'opt_in_sent', detail: { replyBy }, ...on }
    : { type: 'validation_sent', detail: { replyBy, channel }, ...on }
}

/** Who a round would ask and who it leaves out with the reason, on `today`. */
export async function cohortOf(db: Readable, round: RoundAsked, today: string): Promise<Result<Cohort>> {
  const ids =
    round.cohort.kind === 'chosen'
      ? await selectedIds(db, round.cohort.selection, today)
      : ok(await idsByCriteria(db, round.kind, round.cohort, today))
  if (!ids.ok) return ids
  const fitting: string[] = []
  const leftOut: LeftOut[] = []
  for (let at = 0; at < ids.value.length; at += 500) {
    const part = ids.value.slice(at, at + 500)
    const [facts, families] = await Promise.all([eventsOfMany(db, part), familiesOf(db, part)])
    for (const id of part) {
      const family = families.get(id)
      const why = whyLeftOut(round, facts.get(id) ?? [], family, today)
      if (why === null) fitting.push(id)
      else leftOut.push({ referralId: id, childId: '', childName: '', why })
    }
  }
  return ok({ fitting, leftOut: await withChildren(db, leftOut) })
}

/** The children a round would ask, in the order given. */
export async function wouldAsk(
  db: Readable,
  referralIds: readonly string[],
  today: string,
): Promise<WouldAsk[]> {
  const children = await childrenOf(db, referralIds)
  return referralIds.flatMap((referralId) => {
    const row = children.get(referralId)
    return row === undefined
      ? []
      : {
          referralId,
          childId: row.child_id,
          childName: nameOf(row),
          serviceName: row.service_name,
          daysWaited:
            row.is_waiting === 1 && row.clock_start <= today ? daysBetween(row.clock_start, today) : null,
          language: row.language,
        }
  })
}

/** The same people left out, with the children they are. */
export async function withChildren(db: Readable, leftOut: readonly LeftOut[]): Promise<LeftOut[]> {
  const children = await childrenOf(
    db,
    leftOut.map(({ referralId }) => referralId),
  )
  return leftOut.map((each) => {
    const row = children.get(each.referralId)
    return row === undefined
      ? { ...each, childName: 'Unknown child' }
      : { ...each, childId: row.child_id, childName: nameOf(row) }
  })
}

function nameOf(row: { family_name: string; given_name: string }): string {
  return `${row.family_name.toUpperCase()}, ${row.given_name}`
}

async function childrenOf(db: Readable, referralIds: readonly string[]) {
  const rows = []
  for (let at = 0; at < referralIds.length; at += 500)
    rows.push(
      ...(await db
        .selectFrom('waiting_list')
        .innerJoin('child', 'child.id', 'waiting_list.child_id')
        .innerJoin('service', 'service.id', 'waiting_list.service_id')
        .select([
          'waiting_list.referral_id',
          'waiting_list.child_id',
          'waiting_list.is_waiting',
          'waiting_list.clock_start',
          'child.family_name',
          'child.given_name',
          'child.language',
          'service.name as service_name',
        ])
        .where('waiting_list.referral_id', 'in', referralIds.slice(at, at + 500))
        .execute()),
    )
  return new Map(rows.map((row) => [row.referral_id, row]))
}

async function idsByCriteria(
  db: Readable,
  kind: RoundKind,
  { services, waitedWeeks, silentWeeks, atMost }: Extract<RoundCohort, { kind: 'criteria' }>,
  today: string,
): Promise<string[]> {
  let query = db
    .selectFrom('waiting_list')
    .select('referral_id')
    .where('is_open', '=', 1)
    .where('is_waiting', '=', 1)
    .where('stage_queue', 'in', [...stagesOf[kind]])
  if (services.length > 0) query = query.where('service_id', 'in', services)
  if (waitedWeeks !== null) query = query.where('clock_start', '<=', addDays(today, -7 * waitedWeeks))
  if (silentWeeks !== null) query = query.where('contact_from', '<=', addDays(today, -7 * silentWeeks))
  const inOrder =
    kind === 'opt_in'
      ? query.orderBy('order_tier').orderBy('order_date').orderBy('received_date')
      : query.orderBy(sql`+clock_start`)
  const rows = await inOrder.orderBy('referral_id').limit(atMost).execute()
  return rows.map((row) => row.referral_id)
}

function whyLeftOut(
  round: RoundAsked,
  facts: readonly ReferralEvent[],
  family: Family | undefined,
  today: string,
): string | null {
  if (facts.length === 0 || family === undefined) return 'That referral is not in this store.'
  const misfit = whyNotRecord(facts, unrecorded(askingFact(round, today)), today)
  if (misfit !== null) return misfit
  const { asked, nextAppointmentOn } = replay(facts)
  if (asked !== null) return `Asked already on ${formatDate(asked.on)} and has not answered yet.`
  if (nextAppointmentOn !== null) return `Has an appointment on ${formatDate(nextAppointmentOn)}.`
  return whyOutOfReach(round.channel, family.contacts, family.hasAddress)
}

interface Family {
  hasAddress: boolean
  contacts: ReachableContact[]
}

async function familiesOf(db: Readable, referralIds: readonly string[]): Promise<Map<string, Family>> {
  const rows = await db
    .selectFrom('waiting_list')
    .innerJoin('child', 'child.id', 'waiting_list.child_id')
    .select(['waiting_list.referral_id', 'child.id', 'child.address', 'child.postcode'])
    .where('waiting_list.referral_id', 'in', [...referralIds])
    .execute()
  const contacts = await db
    .selectFrom('child_contact')
    .select(['child_id', 'phone', 'email', 'safe_to_contact'])
    .where(
      'child_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('position')
    .execute()
  const byChild = Map.groupBy(contacts, (contact) => contact.child_id)
  return new Map(
    rows.map((row) => [
      row.referral_id,
      {
        hasAddress: row.address !== null || row.postcode !== null,
        contacts: (byChild.get(row.id) ?? []).map(({ phone, email, safe_to_contact: safe }) => ({
          phone,
          email,
          safeToContact: safe === null ? null : safe === 1,
        })),
      },
    ]),
  )
}
