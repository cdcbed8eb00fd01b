import { setImmediate as pause } from 'node:timers/promises'
import { type RawBuilder, sql, type SqlBool } from 'kysely'
import type { QualitySubject } from '../../domain/data-quality/subject.ts'
import { judgeAll } from '../../domain/data-quality/judge.ts'
import { addBits, noTallies, type RuleTallies } from '../../domain/data-quality/score.ts'
import type { StageQueueId } from '../../../shared/codes/queues.ts'
import type { Asked } from '../../store/schema.ts'
import type { Readable, Store, Writing } from '../../store/store.ts'
import { keptAnswer } from '../kept-answers.ts'
import { inSlices } from '../waiting-list/slices.ts'

/** What the rules say of every open referral, in queue order: nothing about a person but ids. */
export interface QualityScan {
  asAt: string
  referrals: ScannedReferral[]
  /** The same counted, by service and source of referral. */
  groups: ScannedGroup[]
}

/** The open referrals of one service from one source. */
export interface ScannedGroup {
  serviceId: string
  source: string | null
  referrals: number
  rules: RuleTallies
}

export interface ScannedReferral {
  referralId: string
  serviceId: string
  /** As recorded; null where it is not. */
  source: string | null
  receivedDate: string
  /** The rules it fails, as bits in the order of `qualityRuleIds`. */
  failed: number
}

/** Open referrals that are judged in one go: with their children and contacts some ten milliseconds. */
const atOnce = 300

/**
 * What the rules say of every open referral as it stands, looked at on a day; made anew after the next change. Each
 * referral is judged alone, so what is saved meanwhile holds up nobody: it only makes the answer old at once.
 */
export function qualityScan(store: Store, asAt: string): Promise<QualityScan> {
  return keptAnswer(store, ['data quality', asAt], () => scanOpen(store.read, asAt))
}

/**
 * Reads in slices between which other calls are answered. Referrals are looked at in the order they were stored in, where neighbours share pages that are decrypted once.
 */
async function scanOpen(db: Readable, asAt: string): Promise<QualityScan> {
  const places = await placesInQueue(db)
  const referrals = new Array<ScannedReferral>(places.size)
  const groups = new Map<string, ScannedGroup>()
  const stored = Float64Array.from(places.keys()).toSorted()
  for (let at = 0; at < stored.length; at += atOnce) {
    await pause()
    const wanted = sql<SqlBool>`rowid IN (${sql.join([...stored.subarray(at, at + atOnce)])})`
    for (const row of await subjectRows(db, wanted)) {
      const bits = judgeAll(toSubject(row), asAt)
      const { service_id: serviceId, source_of_referral: source } = row
      referrals[places.get(row.stored_at) ?? 0] = {
        referralId: row.referral_id,
        serviceId,
        source,
        receivedDate: row.received_date,
        failed: bits.failed,
      }
      const key = `${serviceId} ${source ?? ''}${source === null ? '' : '.'}`
      let group = groups.get(key)
      if (group === undefined) {
        group = { serviceId, source, referrals: 0, rules: noTallies() }
        groups.set(key, group)
      }
      group.referrals += 1
      addBits(group.rules, bits)
    }
  }
  // A referral closed since its place was read left a hole.
  return { asAt, referrals: referrals.filter((each) => each !== undefined), groups: [...groups.values()] }
}

/** The place in queue order of every open referral, by where it is stored. */
async function placesInQueue(db: Readable): Promise<Map<number, number>> {
  const places = new Map<number, number>()
  await inSlices(db, async (slice) => {
    const rows = await db
      .selectFrom('waiting_list')
      .select(sql<number>`rowid`.as('stored_at'))
      .where(slice)
      .orderBy('order_tier')
      .orderBy('order_date')
      .orderBy('received_date')
      .orderBy('referral_id')
      .execute()
    for (const { stored_at: storedAt } of rows) if (!places.has(storedAt)) places.set(storedAt, places.size)
  })
  return places
}

/** What the rules read of open referrals, with a condition on the waiting list. In no order. */
export async function subjectRows(
  db: Readable | Writing,
  condition: RawBuilder<SqlBool>,
): Promise<SubjectRow[]> {
  const subjects = sql<SubjectRow>`(
    SELECT list.*, referral.source_of_referral, referral.consent_status, referral.consent_on,
      referral.original_referral_date, referral.version AS referral_version,
      child.nhs_number, child.nhs_number_status, child.ethnic_category, child.postcode, child.gp_practice_code,
      child.language, child.interpreter_needed, child.died_on,
      (SELECT max(happened_on) FROM referral_event WHERE referral_id = list.referral_id) AS last_activity_on,
      (SELECT count(*) || ',' || sum(${reachable}) || ',' || sum(${reachable} AND safe_to_contact IS 1)
         || ',' || sum(${reachable} AND safe_to_contact IS NULL) || ',' || sum(parental_responsibility IS 1)
         || ',' || sum(parental_responsibility IS NULL)
       FROM child_contact WHERE child_id = list.child_id HAVING count(*) > 0) AS contacts
    FROM (
      SELECT rowid AS stored_at, referral_id, child_id, service_id, received_date, first_contact_on, age_out_on,
        next_appointment_on, planned_due_on, stage_queue, priority, has_possible_duplicate, date_of_birth
      FROM waiting_list WHERE ${condition}
    ) AS list
    CROSS JOIN referral ON referral.id = list.referral_id
    CROSS JOIN child ON child.id = list.child_id
  )`
  return db.selectFrom(subjects.as('subject')).selectAll().execute()
}

const reachable = sql`(phone IS NOT NULL OR email IS NOT NULL)`

/** One open referral as it is read. */
export interface SubjectRow {
  /** Where it is stored among the others: no use beyond the present reading. */
  stored_at: number
  referral_id: string
  child_id: string
  service_id: string
  received_date: string
  first_contact_on: string | null
  age_out_on: string
  next_appointment_on: string | null
  planned_due_on: string | null
  stage_queue: string | null
  priority: string | null
  has_possible_duplicate: 0 | 1
  date_of_birth: string
  source_of_referral: string | null
  consent_status: string | null
  consent_on: string | null
  original_referral_date: string | null
  referral_version: number
  nhs_number: string | null
  nhs_number_status: string | null
  ethnic_category: string | null
  postcode: string | null
  gp_practice_code: string | null
  language: string | null
  interpreter_needed: Asked
  died_on: string | null
  last_activity_on: string | null
  /** Counts in the order of `ContactTally`, fenced by commas; null without contacts. */
  contacts: string | null
}

/** A row as the rules read it. */
export function toSubject(row: SubjectRow): QualitySubject {
  const [
    all = 0,
    reachableCount = 0,
    safe = 0,
    notAskedIfSafe = 0,
    responsible = 0,
    notAskedIfResponsible = 0,
  ] = row.contacts?.split(',').map(Number) ?? []
  return {
    nhsNumber: row.nhs_number,
    nhsNumberStatus: row.nhs_number_status,
    ethnicCategory: row.ethnic_category,
    postcode: row.postcode,
    gpPracticeCode: row.gp_practice_code,
    language: row.language,
    interpreterNeeded: row.interpreter_needed === null ? null : row.interpreter_needed === 1,
    consentStatus: row.consent_status,
    consentOn: row.consent_on,
    contacts: {
      all,
      reachable: reachableCount,
      reachableAndSafe: safe,
      reachableNotAskedIfSafe: notAskedIfSafe,
      responsible,
      notAskedIfResponsible,
    },
    dateOfBirth: row.date_of_birth,
    diedOn: row.died_on,
    receivedDate: row.received_date,
    originalReferralDate: row.original_referral_date,
    firstContactOn: row.first_contact_on,
    ageOutOn: row.age_out_on,
    lastActivityOn: row.last_activity_on,
    nextAppointmentOn: row.next_appointment_on,
    plannedDueOn: row.planned_due_on,
    stageQueue: row.stage_queue as StageQueueId | null,
    hasPriority: row.priority !== null,
    hasPossibleDuplicate: row.has_possible_duplicate === 1,
  }
}
