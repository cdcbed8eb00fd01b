import type { Insertable } from 'kysely'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import type { ReferralTable, ServiceTable, TriageResultTable } from '../../store/schema.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { toService } from '../nhs-services/rows.ts'
import { eventsOfMany } from '../referrals/events.ts'
import { currentRules } from '../triage/current-rules.ts'
import { toKept } from '../triage/kept-evaluation.ts'
import { suggestionFor } from '../triage/suggest.ts'
import { computeProjection, type Projection } from './compute.ts'

/** A referral's rows in one place, enough to compute its projection. */
export interface ReferralRecord {
  referral: ReferralTable
  child: Awaited<ReturnType<typeof loadChildren>>[number]
  hasContact: boolean
  contactPhone: string | null
  events: ReferralEvent[]
  service: ServiceTable
  hasPossibleDuplicate: boolean
  otherOpenReferrals: number
}

/**
 * Computes anew what lists and returns show of these referrals and stores it, with the rules' suggestion as of
 * `today`. Call it in the transaction that recorded the facts. Returns what was computed, by referral.
 */
export async function reproject(
  tx: Writing,
  referralIds: readonly string[],
  today: string,
): Promise<Map<string, Projection>> {
  const done = new Map<string, Projection>()
  const rules = await currentRules(tx)
  for (const record of await loadRecords(tx, referralIds)) {
    const evaluation = suggestionFor(rules, record, today)
    const kept = toKept(evaluation)
    const projection = computeProjection({
      ...record,
      service: toService(record.service),
      suggestion: kept.brief,
    })
    const result: Insertable<TriageResultTable> = {
      referral_id: record.referral.id,
      rule_set_version: rules.version,
      evaluated_on: today,
      fired: JSON.stringify(evaluation.fired.map((firing) => firing.ruleId)),
      result: JSON.stringify(kept),
    }
    await tx.deleteFrom('wait').where('referral_id', '=', record.referral.id).execute()
    if (projection.waits.length > 0) await tx.insertInto('wait').values(projection.waits).execute()
    await tx
      .insertInto('waiting_list')
      .values(projection.row)
      .onConflict((conflict) => conflict.column('referral_id').doUpdateSet(projection.row))
      .execute()
    await tx
      .insertInto('triage_result')
      .values(result)
      .onConflict((conflict) => conflict.column('referral_id').doUpdateSet(result))
      .execute()
    done.set(record.referral.id, projection)
  }
  return done
}

/** The rows behind some referrals (at most a few thousand at once). Unknown ids are left out. */
export async function loadRecords(
  db: Readable | Writing,
  referralIds: readonly string[],
): Promise<ReferralRecord[]> {
  if (referralIds.length === 0) return []
  const referrals = await db
    .selectFrom('referral')
    .selectAll()
    .where('id', 'in', [...referralIds])
    .execute()
  const childIds = [...new Set(referrals.map((referral) => referral.child_id))]
  const [children, contacts, pairs, open, services, events] = await Promise.all([
    loadChildren(db, childIds),
    db
      .selectFrom('child_contact')
      .select(['child_id', 'phone', 'email', 'position'])
      .where('child_id', 'in', childIds)
      .orderBy('position')
      .execute(),
    undecidedPairs(db, childIds),
    db
      .selectFrom('waiting_list')
      .select(['child_id', 'service_id', 'referral_id'])
      .where('child_id', 'in', childIds)
      .where('is_open', '=', 1)
      .execute(),
    db.selectFrom('service').selectAll().execute(),
    eventsOfMany(db, referralIds),
  ])
  const childById = new Map(children.map((child) => [child.id, child]))
  const contactsByChild = Map.groupBy(contacts, (contact) => contact.child_id)
  const openByChild = Map.groupBy(open, (row) => row.child_id)
  const serviceById = new Map(services.map((service) => [service.id, service]))
  return referrals.flatMap((referral) => {
    const child = childById.get(referral.child_id)
    const service = serviceById.get(referral.service_id)
    if (child === undefined || service === undefined) return []
    const own = contactsByChild.get(child.id) ?? []
    return {
      referral,
      child,
      service,
      events: events.get(referral.id) ?? [],
      hasContact: own.some((contact) => contact.phone !== null || contact.email !== null),
      contactPhone: own.find((contact) => contact.phone !== null)?.phone ?? null,
      hasPossibleDuplicate: pairs.has(child.id),
      otherOpenReferrals: (openByChild.get(child.id) ?? []).filter(
        (row) => row.service_id === referral.service_id && row.referral_id !== referral.id,
      ).length,
    }
  })
}

function loadChildren(db: Readable | Writing, childIds: readonly string[]) {
  return db
    .selectFrom('child')
    .selectAll()
    .where('id', 'in', [...childIds])
    .execute()
}

async function undecidedPairs(db: Readable | Writing, childIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('duplicate_pair')
    .select(['left_child_id', 'right_child_id'])
    .where('decision', 'is', null)
    .where((where) =>
      where.or([where('left_child_id', 'in', [...childIds]), where('right_child_id', 'in', [...childIds])]),
    )
    .execute()
  return new Set(rows.flatMap((row) => [row.left_child_id, row.right_child_id]))
}
