import { setImmediate as pause } from 'node:timers/promises'
import { sql, type SqlBool } from 'kysely'
import type { Page } from '../../../shared/contract/procedure.ts'
import type { ReturnCellRow } from '../../../shared/contract/returns.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import type { Readable, Writing } from '../../store/store.ts'

/** Open referrals that would be missed, as they are now. */
export interface OpenReferralGaps {
  /** In no queue, so nobody would act on them. */
  notInAnyQueue: number
  /** With no received date that stands, so no band can hold them. */
  unknownReceivedDate: number
}

export type Gap = 'not_in_any_queue' | 'unknown_received_date'

/** Referrals looked at in one statement: some milliseconds of work. */
const lookedAt = 2000

/** Ids of the open referrals that would be missed. Each gap is found by an index that holds hardly more than it. */
async function idsInGap(db: Readable | Writing, gap: Gap): Promise<string[]> {
  if (gap === 'not_in_any_queue') {
    const rows = await db
      .selectFrom('waiting_list')
      .select('referral_id')
      .where(sql<SqlBool>`is_open = 1 AND stage_queue IS NULL`)
      .orderBy('referral_id')
      .execute()
    return rows.map((row) => row.referral_id)
  }
  const ids: string[] = []
  for (let after: string | null = ''; after !== null;) {
    const part = await offTheList(db, after)
    if (part.length === 0) break
    const withWaits = await db
      .selectFrom('wait')
      .select('referral_id')
      .distinct()
      .where('referral_id', 'in', part)
      .execute()
    const joined = new Set(withWaits.map((row) => row.referral_id))
    ids.push(...part.filter((id) => !joined.has(id)))
    after = part.at(-1) ?? after
    await pause()
  }
  return ids
}

/** Open referrals, after an id, that nobody has seen and that do not wait: planned for later, or never on the list. */
async function offTheList(db: Readable | Writing, after: string): Promise<string[]> {
  const rows = await db
    .selectFrom('waiting_list')
    .select('referral_id')
    .where(sql<SqlBool>`is_open = 1 AND is_waiting = 0 AND first_contact_on IS NULL`)
    .where('referral_id', '>', after)
    .orderBy('referral_id')
    .limit(lookedAt)
    .execute()
  return rows.map((row) => row.referral_id)
}

/** Counts open referrals that are in no queue and those that never joined the list for want of a received date. */
export async function openReferralGaps(db: Readable | Writing): Promise<OpenReferralGaps> {
  return {
    notInAnyQueue: (await idsInGap(db, 'not_in_any_queue')).length,
    unknownReceivedDate: (await idsInGap(db, 'unknown_received_date')).length,
  }
}

/** The open referrals that would be missed, a page of them, with days from the received date that is shown for them. */
export async function gapRecords(
  db: Readable | Writing,
  gap: Gap,
  asAt: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<Page<ReturnCellRow>> {
  const ids = await idsInGap(db, gap)
  const shown = ids.slice(offset, offset + limit)
  if (shown.length === 0) return { rows: [], total: ids.length, asAt }
  const rows = await db
    .selectFrom('waiting_list')
    .innerJoin('child', 'child.id', 'waiting_list.child_id')
    .select([
      'waiting_list.referral_id as referralId',
      'child.id as childId',
      'child.family_name as familyName',
      'child.given_name as givenName',
      'child.date_of_birth as dateOfBirth',
      'child.nhs_number as nhsNumber',
      'waiting_list.service_id as serviceId',
      'waiting_list.received_date as receivedDate',
    ])
    .where('waiting_list.referral_id', 'in', shown)
    .execute()
  const byId = new Map(rows.map((row) => [row.referralId, row]))
  return {
    rows: shown.flatMap((id) => {
      const row = byId.get(id)
      if (row === undefined) return []
      const days = Math.max(0, daysBetween(row.receivedDate, asAt))
      return [{ ...row, days, band: null, leftOn: null, leftBy: null }]
    }),
    total: ids.length,
    asAt,
  }
}
