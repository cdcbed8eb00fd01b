import type { Role } from '../../../shared/codes/roles.ts'
import type { RuleSet } from '../../../shared/triage/rules.ts'
import type { ReferralEvent } from '../../domain/referral-status/events.ts'
import type { ReferralTable, ServiceTable, TriageResultTable } from '../../store/schema.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { followFacts } from '../appointments/follow-facts.ts'
import { toService } from '../nhs-services/rows.ts'
import { childrenInQuestion } from '../people/questions.ts'
import { eventsOfMany } from '../referrals/events.ts'
import { toKept } from '../triage/kept-evaluation.ts'
import { ruleSets } from '../triage/current-rules.ts'
import { ruleRun } from '../triage/rule-run.ts'
import { suggestionFor } from '../triage/suggest.ts'
import { reconcileTasks, tasksOfReferrals } from '../tasks/reconcile.ts'
import { taskSubject } from '../tasks/subject.ts'
import { computeProjection, type Projection } from './compute.ts'
import { markSameService } from './same-service.ts'
import { storedProjections, storeProjection } from './store-projection.ts'

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
 * `today`. Each referral keeps the rule set it was put to before; `moveTo` puts them to another. Call it in the
 * transaction that recorded the facts. Returns what was computed, by referral.
 */
export async function reproject(
  tx: Writing,
  referralIds: readonly string[],
  today: string,
  moveTo: RuleSet | null = null,
): Promise<Map<string, Projection>> {
  const done = new Map<string, Projection>()
  const sets = await ruleSets(tx)
  const stored = await storedProjections(tx, referralIds)
  const tasks = await tasksOfReferrals(tx, referralIds)
  const records = await loadRecords(tx, referralIds)
  const clinicians = await cliniciansFor(tx, records)
  for (const record of records) {
    const kept = ruleRun(sets, stored.results.get(record.referral.id), today)
    const run = moveTo === null ? kept : { ...kept, rules: moveTo }
    const evaluation = suggestionFor(run, record, today)
    const said = toKept(evaluation)
    const service = toService(record.service)
    const projection = computeProjection({
      ...record,
      service,
      suggestion: said.brief,
    })
    const result: TriageResultTable = {
      referral_id: record.referral.id,
      rule_set_version: run.rules.version,
      evaluated_on: today,
      last_run_on: run.lastRunOn,
      fired: JSON.stringify(evaluation.fired.map((firing) => firing.ruleId)),
      result: JSON.stringify(said),
    }
    await storeProjection(tx, projection, result, stored)
    await reconcileTasks(
      tx,
      record.referral.id,
      taskSubject(record, projection, service, evaluation, today, clinicians),
      tasks.get(record.referral.id) ?? [],
    )
    await followFacts(tx, record.referral, record.events, projection.row.status)
    done.set(record.referral.id, projection)
  }
  await markSameService(tx, [...new Set([...done.values()].map(({ row }) => row.child_id))])
  return done
}

/** Accounts of clinicians, where a task of one of these referrals depends on who recorded a fact; else none. */
async function cliniciansFor(tx: Writing, records: readonly ReferralRecord[]): Promise<ReadonlySet<string>> {
  const matters = records.some(({ events }) => events.some(({ type }) => type === 'deterioration_reported'))
  if (!matters) return new Set()
  const rows = await tx.selectFrom('account').select(['id', 'roles']).execute()
  const clinical: readonly string[] = ['clinician', 'clinical_lead'] satisfies Role[]
  return new Set(
    rows
      .filter(({ roles }) => (JSON.parse(roles) as string[]).some((role) => clinical.includes(role)))
      .map(({ id }) => id),
  )
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
    childrenInQuestion(db, childIds),
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
