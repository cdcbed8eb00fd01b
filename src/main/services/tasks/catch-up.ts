import { setImmediate as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { taskThresholds, taskThresholdsVersion } from '../../../shared/codes/task-thresholds.ts'
import { addDays } from '../../domain/clocks/days.ts'
import {
  lowerSteps,
  taskOfCrossing,
  type ThresholdFacts,
  thresholdsCrossed,
} from '../../domain/tasks/thresholds.ts'
import type { WantedTask } from '../../domain/tasks/wanted-task.ts'
import type { Store, Writing } from '../../store/store.ts'
import { type AuditedBy, appendAudit } from '../audit/append.ts'
import { timeSlices } from '../import/time-slices.ts'
import { inSlices } from '../waiting-list/slices.ts'
import { type TaskWriter, taskWriter } from './reconcile.ts'
import { isAutism } from './subject.ts'

/** Where the store remembers up to which day thresholds were looked at, and with which version of them. */
const key = 'task_thresholds_run'

/** Referrals whose tasks are opened in one transaction; others are answered in the middle of it. */
const atOnce = 100

/** Open referrals that are looked at in one go: some ten milliseconds of work. */
const readAtOnce = 500

/** What a run over the thresholds did. */
export interface CaughtUp {
  /** The last day looked at before; null when every wait was looked at from its start. */
  after: string | null
  opened: number
}

interface Candidate {
  referral_id: string
  facts: ThresholdFacts
}

/**
 * Opens the tasks of every threshold crossed since the last run and up to `today` (`YYYY-MM-DD`), for all open
 * referrals. Days on which the app was off are made up for. It goes in small transactions, so that other work is done
 * in between, and running it again opens nothing: a task has one name within its referral. Returns null when the day
 * was looked at already.
 */
export async function catchUpThresholds(
  store: Store,
  today: string,
  by: AuditedBy,
  signal?: AbortSignal,
): Promise<CaughtUp | null> {
  const last = await lastRun(store)
  if (last !== null && last.version === taskThresholdsVersion && last.upTo >= today) return null
  // Other numbers than last time: every wait is looked at again.
  const after = last !== null && last.version === taskThresholdsVersion ? last.upTo : null
  const candidates = await candidatesOf(store, after, today)
  let opened = 0
  const writer = taskWriter(store.bare.writer)
  for (let at = 0; at < candidates.length; at += atOnce) {
    // What was opened stays; the next run opens the rest.
    if (signal?.aborted === true) return null
    opened += await store.write(async (tx) =>
      openTasks(writer, tx, candidates.slice(at, at + atOnce), after, today),
    )
    await pause()
  }
  await store.write(async (tx) => {
    markThresholdsLookedAt(store, today)
    if (opened === 0) return
    await appendAudit(tx, by, {
      action: 'task.thresholds_checked',
      subject: 'tasks',
      detail: { after, upTo: today, opened, version: taskThresholdsVersion },
    })
  })
  return { after, opened }
}

async function lastRun(store: Store): Promise<{ upTo: string; version: number } | null> {
  const row = await store.read.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  return row === undefined ? null : (JSON.parse(row.value) as { upTo: string; version: number })
}

/**
 * Notes that every threshold up to a day was looked at, for a store just filled: what comes in is looked at as it comes
 * in. Only inside `write`.
 */
export function markThresholdsLookedAt(store: Store, today: string): void {
  store.bare.writer
    .prepare(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    .run(key, JSON.stringify({ upTo: today, version: taskThresholdsVersion }))
}

/** Open referrals that may have crossed something, found in slices of the index that holds all it takes. */
async function candidatesOf(store: Store, after: string | null, today: string): Promise<Candidate[]> {
  const services = await store.read.selectFrom('service').select(['id', 'triage_target_days']).execute()
  const targets = new Map(services.map(({ id, triage_target_days }) => [id, triage_target_days]))
  const candidates: Candidate[] = []
  await inSlices(
    store.read,
    async (slice) => {
      const rows = await store.read
        .selectFrom('waiting_list')
        .where(slice)
        .where(anyDateIn(after, today, [...targets.values()]))
        .select([
          'referral_id',
          'service_id',
          'stage_queue',
          'is_waiting',
          'order_tier',
          'clock_start',
          'contact_from',
          'age_out_on',
          'statutory_due_on',
          'pathways',
        ])
        .execute()
      for (const row of rows) {
        const facts: ThresholdFacts = {
          serviceId: row.service_id,
          triageTargetDays: targets.get(row.service_id) ?? 14,
          isOpen: true,
          isWaiting: row.is_waiting === 1,
          isNotTriaged: row.stage_queue === 'not_triaged' || row.stage_queue === 'information_awaited',
          isUrgent: row.order_tier <= 2,
          clockStart: row.clock_start,
          contactFrom: row.contact_from,
          ageOutOn: row.age_out_on,
          statutoryDueOn: row.statutory_due_on,
          isAutism: isAutism(row.pathways),
        }
        if (thresholdsCrossed(facts, after, today).length > 0)
          candidates.push({ referral_id: row.referral_id, facts })
      }
    },
    readAtOnce,
  )
  return candidates
}

/** The dates from which some threshold was crossed in the days looked at. */
function anyDateIn(after: string | null, today: string, triageTargets: readonly number[]) {
  const windows = taskThresholds.flatMap(({ basis, days, daysFrom }) =>
    (daysFrom === undefined ? [days] : triageTargets.map((target) => target + 1)).map((crossedAt) => {
      const upTo = sql`${sql.ref(basis)} <= ${addDays(today, -crossedAt)}`
      return after === null ? upTo : sql`(${upTo} AND ${sql.ref(basis)} > ${addDays(after, -crossedAt)})`
    }),
  )
  return sql<boolean>`(${sql.join(windows, sql` OR `)})`
}

/** Opens the tasks of some referrals as they stand now, and ends the lower steps that a higher one replaces. */
async function openTasks(
  writer: TaskWriter,
  tx: Writing,
  candidates: readonly Candidate[],
  after: string | null,
  today: string,
): Promise<number> {
  const slices = timeSlices()
  // Somebody may have seen or closed a child since the list was read.
  const open = await stillOpen(tx, candidates)
  const answered = await adviceAnswered(tx, candidates)
  let opened = 0
  for (const { referral_id: id, facts: read } of candidates) {
    if (slices.over) await slices.rest()
    const reviewedWeeks = open.get(id)
    if (reviewedWeeks === undefined) continue
    const facts = answered.has(id) ? { ...read, statutoryDueOn: null } : read
    const tasks: WantedTask[] = thresholdsCrossed(facts, after, today)
      .filter(({ threshold }) => threshold.kind !== 'harm_review' || threshold.weeks > reviewedWeeks)
      .map((crossing) => taskOfCrossing(crossing, facts, today))
    opened += writer.open({ id, serviceId: facts.serviceId }, tasks, today)
    const steps = tasks.flatMap((task) => lowerSteps(task.openedRef))
    if (steps.length > 0) writer.replace(id, steps, today)
  }
  return opened
}

/** Referrals whose statutory advice was sent or excepted. */
async function adviceAnswered(tx: Writing, candidates: readonly Candidate[]): Promise<Set<string>> {
  const asked = candidates.filter(({ facts }) => facts.statutoryDueOn !== null)
  if (asked.length === 0) return new Set()
  const rows = await tx
    .selectFrom('referral_event')
    .select('referral_id')
    .where(
      'referral_id',
      'in',
      asked.map((each) => each.referral_id),
    )
    .where('type', 'in', ['ehc_advice_sent', 'ehc_exception'])
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM referral_event AS later
      WHERE later.referral_id = referral_event.referral_id AND later.voids_event_id = referral_event.id)`,
    )
    .execute()
  return new Set(rows.map((row) => row.referral_id))
}

/** Those that are as they were when read, each with the weeks at which its wait was last reviewed (0: never). */
async function stillOpen(tx: Writing, candidates: readonly Candidate[]): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('waiting_list')
    .select(['referral_id', 'clock_start', 'contact_from', 'stage_queue', 'is_waiting', 'reviewed_weeks'])
    .where(
      'referral_id',
      'in',
      candidates.map((each) => each.referral_id),
    )
    .where('is_open', '=', 1)
    .execute()
  const seen = new Map(rows.map((row) => [row.referral_id, row]))
  return new Map(
    candidates.flatMap(({ referral_id, facts }): [string, number][] => {
      const row = seen.get(referral_id)
      const isSame =
        row !== undefined &&
        row.clock_start === facts.clockStart &&
        row.contact_from === facts.contactFrom &&
        (row.is_waiting === 1) === facts.isWaiting &&
        (row.stage_queue === 'not_triaged' || row.stage_queue === 'information_awaited') ===
          facts.isNotTriaged
      return isSame ? [[referral_id, row.reviewed_weeks]] : []
    }),
  )
}
