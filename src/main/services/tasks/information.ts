import { sql } from 'kysely'
import { nextChannel } from '../../../shared/codes/chase-channels.ts'
import { evidenceLabels } from '../../../shared/codes/evidence.ts'
import { chaseAfterDays } from '../../../shared/codes/task-thresholds.ts'
import type { AwaitedRow } from '../../../shared/contract/tasks.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { addDays, daysBetween } from '../../domain/clocks/days.ts'
import type { Readable, Writing } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { loadReferrals, type LoadedReferral } from '../projection/load.ts'
import { recordFact } from '../referrals/commands.ts'

type Inputs = { [Verb in keyof HandlersOf<'tasks'>]: Parameters<HandlersOf<'tasks'>[Verb]>[1] }

/** Referrals with information asked for, the oldest request first, from `offset`, at most `limit`. */
export async function awaitedPage(
  db: Readable,
  services: readonly string[] | undefined,
  today: string,
  window: { offset: number; limit: number },
): Promise<{ rows: AwaitedRow[]; total: number }> {
  const ids = await awaitedIds(db, services)
  const page = await loadReferrals(db, ids.slice(window.offset, window.offset + window.limit))
  return { rows: page.flatMap((loaded) => toAwaited(loaded, today) ?? []), total: ids.length }
}

/** How many referrals have information asked for. */
export async function countAwaited(db: Readable, services: readonly string[] | undefined): Promise<number> {
  const row = await db
    .selectFrom('waiting_list')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where(sql<boolean>`is_open = 1`)
    .where('stage_queue', '=', 'information_awaited')
    .where((where) =>
      services === undefined || services.length === 0 ? where.lit(true) : where('service_id', 'in', services),
    )
    .executeTakeFirstOrThrow()
  return row.count
}

/** Ids in the order of the first request that stands. */
async function awaitedIds(db: Readable, services: readonly string[] | undefined): Promise<string[]> {
  const rows = await db
    .selectFrom('waiting_list')
    .select('referral_id')
    .select(
      sql<string>`(SELECT min(happened_on) FROM referral_event
        WHERE referral_event.referral_id = waiting_list.referral_id AND type = 'information_requested')`.as(
        'asked_on',
      ),
    )
    .where(sql<boolean>`is_open = 1`)
    .where('stage_queue', '=', 'information_awaited')
    .where((where) =>
      services === undefined || services.length === 0 ? where.lit(true) : where('service_id', 'in', services),
    )
    .orderBy('asked_on')
    .orderBy('referral_id')
    .execute()
  return rows.map((row) => row.referral_id)
}

function toAwaited({ record, projection }: LoadedReferral, today: string): AwaitedRow | null {
  const awaited = projection.state.informationRequested
  if (awaited === null) return null
  const { row } = projection
  const last = awaited.chases.at(-1)
  return {
    referralId: row.referral_id,
    childId: row.child_id,
    version: record.referral.version,
    familyName: record.child.family_name,
    givenName: record.child.given_name,
    preferredName: record.child.preferred_name,
    dateOfBirth: record.child.date_of_birth,
    nhsNumber: record.child.nhs_number,
    serviceId: row.service_id,
    serviceName: record.service.name,
    priority: row.priority,
    suggestedPriority: row.suggested_priority,
    receivedDate: row.received_date,
    daysWaited: row.is_waiting === 1 ? daysBetween(row.clock_start, today) : null,
    askedOn: awaited.firstOn,
    daysAwaited: daysBetween(awaited.firstOn, today),
    missing: awaited.items,
    arrived: awaited.arrived,
    chases: awaited.chases.length,
    lastChase: last === undefined ? null : { on: last.on, channel: last.channel },
    chaseOn: awaited.chaseOn ?? addDays(last?.on ?? awaited.on, chaseAfterDays),
    nextChannel: nextChannel(awaited.chases.length),
  }
}

/** Records that the information was asked for again. */
export async function recordChase(
  tx: Writing,
  context: ServiceContext,
  { referralId, version, channel, chasedOn, nextChaseOn, note }: Inputs['chase'],
): Promise<Result<{ version: number }>> {
  if (nextChaseOn !== null && nextChaseOn < chasedOn)
    return refuse('invalid', 'The next chase cannot be before this one.', { field: 'nextChaseOn' })
  const recorded = await recordFact(tx, context, referralId, version, {
    type: 'information_chased',
    happenedOn: chasedOn,
    detail: { channel, nextChaseOn },
    reason: note,
  })
  return recorded.ok ? ok({ version: recorded.value.version }) : recorded
}

/**
 * Records what came of what was asked for: documents join the referral's evidence, so that the rules see them; the
 * rest stays asked. When nothing is missing any more the referral goes back to triage.
 */
export async function recordArrival(
  tx: Writing,
  context: ServiceContext,
  { referralId, version, arrivedOn, items }: Inputs['arrived'],
): Promise<Result<{ version: number; stillMissing: string[] }>> {
  const [loaded] = await loadReferrals(tx, [referralId])
  if (loaded === undefined) return refuse('not_found', 'That referral is not in this store.')
  const awaited = loaded.projection.state.informationRequested
  if (awaited === null) return refuse('invalid', 'No information is awaited for this referral.')
  const unknown = items.filter((item) => !awaited.items.includes(item))
  if (unknown.length > 0)
    return refuse('invalid', `That was not asked for: ${unknown.join(', ')}.`, { field: 'items' })
  await addEvidence(tx, loaded, items)
  const stillMissing = awaited.items.filter((item) => !items.includes(item))
  const on = { happenedOn: arrivedOn, reason: null, detail: { items } }
  const recorded = await recordFact(
    tx,
    context,
    referralId,
    version,
    stillMissing.length === 0
      ? { type: 'information_received', ...on }
      : { type: 'information_part_received', ...on },
  )
  return recorded.ok ? ok({ version: recorded.value.version, stillMissing }) : recorded
}

/** An item that is a kind of evidence by its name is held from now on. */
async function addEvidence(tx: Writing, { record }: LoadedReferral, items: readonly string[]): Promise<void> {
  const names = new Set(items.map((item) => item.toLowerCase()))
  const came = Object.entries(evidenceLabels)
    .filter(([code, label]) => names.has(label.toLowerCase()) || names.has(code.replaceAll('_', ' ')))
    .map(([code]) => code)
  if (came.length === 0) return
  const held = record.referral.evidence === null ? [] : (JSON.parse(record.referral.evidence) as string[])
  await tx
    .updateTable('referral')
    .set({ evidence: JSON.stringify([...new Set([...held, ...came])]) })
    .where('id', '=', record.referral.id)
    .execute()
}
