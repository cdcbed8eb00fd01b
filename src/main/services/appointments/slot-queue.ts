import { sql } from 'kysely'
import type { StageQueueId } from '../../../shared/codes/queues.ts'
import type { ClinicKind } from '../../../shared/codes/clinics.ts'
import { compareSlotPlaces, type SlotPlace } from '../../domain/booking/queue-place.ts'
import type { Readable, Writing } from '../../store/store.ts'

/** After the planned list, the last tier of those who wait. */
const followUpTier = 6
/** Rows read at once from each stage of the queue. */
const pageSize = 100

/** The stages of the list that a kind of clinic is filled from. */
export function stagesFor(kind: ClinicKind): StageQueueId[] {
  if (kind === 'follow_up') return ['seen_open', 'planned']
  return kind === 'either'
    ? ['to_book', 'to_rebook', 'planned', 'seen_open']
    : ['to_book', 'to_rebook', 'planned']
}

/** The columns that fitting reads, joined from the projection, the child and what the family can come to. */
export function candidateRows(db: Readable | Writing) {
  return db
    .selectFrom('waiting_list')
    .innerJoin('child', 'child.id', 'waiting_list.child_id')
    .innerJoin('referral', 'referral.id', 'waiting_list.referral_id')
    .leftJoin('booking_preference', 'booking_preference.referral_id', 'waiting_list.referral_id')
    .leftJoin('rebook_first', 'rebook_first.referral_id', 'waiting_list.referral_id')
    .select([
      'waiting_list.referral_id',
      'waiting_list.child_id',
      'waiting_list.service_id',
      'waiting_list.status',
      'waiting_list.stage_queue',
      'waiting_list.is_waiting',
      'waiting_list.clock_start',
      'waiting_list.priority',
      'waiting_list.order_tier',
      'waiting_list.order_date',
      'waiting_list.received_date',
      'waiting_list.due_by',
      'waiting_list.flags',
      'waiting_list.pathways',
      'waiting_list.planned_due_on',
      'waiting_list.next_appointment_on',
      'waiting_list.was_not_brought_count',
      'waiting_list.cancelled_by_family_count',
      'referral.version',
      'child.family_name',
      'child.given_name',
      'child.preferred_name',
      'child.date_of_birth',
      'child.local_patient_id',
      'child.language',
      'child.interpreter_needed',
      'child.died_on',
      'booking_preference.short_notice_on',
      'booking_preference.place as only_place',
      'rebook_first.since as rebook_first_since',
    ])
}
export type CandidateRow = Awaited<ReturnType<ReturnType<typeof candidateRows>['execute']>>[number]

/** Where a row stands for a slot. */
export function placeOf(row: CandidateRow): SlotPlace {
  return {
    // Who has been seen no longer waits for a first contact: follow-ups come after everybody who does.
    tier: row.stage_queue === 'seen_open' ? followUpTier : row.order_tier,
    rebookFirst: row.rebook_first_since !== null,
    date: row.order_date,
    receivedDate: row.received_date,
    referralId: row.referral_id,
  }
}

/**
 * Everybody a slot of a service may be filled with, in the order in which it is filled, page by page: an index of
 * each stage is read only as far as somebody asks. Those to be re-booked first are few and are read whole.
 */
export async function* slotQueue(
  db: Readable | Writing,
  serviceId: string,
  kind: ClinicKind,
): AsyncGenerator<CandidateRow[]> {
  const stages = stagesFor(kind)
  const first = stages.includes('to_rebook') ? await rebookFirst(db, serviceId) : []
  const streams = [ready(first), ...stages.map((stage) => stageStream(db, serviceId, stage))]
  const heads = await Promise.all(streams.map((stream) => stream.peek()))
  let page: CandidateRow[] = []
  for (;;) {
    let best = -1
    for (const [index, head] of heads.entries()) {
      if (head === null) continue
      const leader = best < 0 ? null : heads[best]
      if (!leader || compareSlotPlaces(placeOf(head), placeOf(leader)) < 0) best = index
    }
    const row = best < 0 ? null : heads[best]
    if (!row) break
    page.push(row)
    if (page.length === pageSize) {
      yield page
      page = []
    }
    heads[best] = await streams[best]!.next()
  }
  if (page.length > 0) yield page
}

interface Stream {
  peek(): Promise<CandidateRow | null>
  next(): Promise<CandidateRow | null>
}

function ready(rows: CandidateRow[]): Stream {
  let at = 0
  return {
    peek: () => Promise.resolve(rows[at] ?? null),
    next: () => Promise.resolve(rows[(at += 1)] ?? null),
  }
}

function stageStream(db: Readable | Writing, serviceId: string, stage: StageQueueId): Stream {
  let rows: CandidateRow[] = []
  let at = 0
  let isDone = false
  async function fill(): Promise<void> {
    const last = rows.at(-1)
    rows = isDone ? [] : await stagePage(db, serviceId, stage, last)
    isDone = rows.length < pageSize
    at = 0
  }
  async function current(): Promise<CandidateRow | null> {
    for (;;) {
      if (at >= rows.length) {
        if (isDone && rows.length > 0 && at >= rows.length) return null
        await fill()
        if (rows.length === 0) return null
      }
      const row = rows[at]!
      // Those to be re-booked first stand in a stream of their own.
      if (stage !== 'to_rebook' || row.rebook_first_since === null) return row
      at += 1
    }
  }
  return {
    peek: current,
    next() {
      at += 1
      return current()
    },
  }
}

function stagePage(
  db: Readable | Writing,
  serviceId: string,
  stage: StageQueueId,
  after: CandidateRow | undefined,
): Promise<CandidateRow[]> {
  let query = candidateRows(db)
    .where('waiting_list.stage_queue', '=', stage)
    .where('waiting_list.service_id', '=', serviceId)
    .where(sql<boolean>`waiting_list.is_open = 1`)
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(waiting_list.order_tier, waiting_list.order_date, waiting_list.received_date, waiting_list.referral_id) > (${after.order_tier}, ${after.order_date}, ${after.received_date}, ${after.referral_id})`,
    )
  return query
    .orderBy('waiting_list.order_tier')
    .orderBy('waiting_list.order_date')
    .orderBy('waiting_list.received_date')
    .orderBy('waiting_list.referral_id')
    .limit(pageSize)
    .execute()
}

async function rebookFirst(db: Readable | Writing, serviceId: string): Promise<CandidateRow[]> {
  const rows = await candidateRows(db)
    .where('rebook_first.service_id', '=', serviceId)
    .where('waiting_list.stage_queue', '=', 'to_rebook')
    .execute()
  return rows.toSorted((a, b) => compareSlotPlaces(placeOf(a), placeOf(b)))
}
