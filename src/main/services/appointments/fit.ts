import type { MisfitCode, SlotCandidate, SlotFit, SlotRef } from '../../../shared/contract/appointments.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { type Fit, fitOf, misfitWords } from '../../domain/booking/fit.ts'
import { daysBetween } from '../../domain/clocks/days.ts'
import { type Readable, type Writing } from '../../store/store.ts'
import { waitingListRowFlags } from '../waiting-list/row-flags.ts'
import { siblingsNear } from './siblings.ts'
import { findSlot, type OpenSlot } from './slot.ts'
import { type CandidateRow, candidateRows, placeOf, slotQueue, stagesFor } from './slot-queue.ts'

/** How far down the queue one look goes before it says that there is more. */
const mostLookedAt = 10_000
/** Who has an appointment or is not due waits for no slot, so nobody passes them over. */
const waitsForNoSlot: ReadonlySet<MisfitCode> = new Set(['has_appointment', 'not_due', 'not_waiting'])
/** How many fitting ahead of somebody are counted before "at least" will do. */
const mostAhead = 20

/** A row of the queue against a slot. */
export interface Assessed {
  row: CandidateRow
  fit: Fit
}

/** Everybody in a slot's queue in order, each against the slot. */
export async function* assessed(
  db: Readable | Writing,
  open: OpenSlot,
  today: string,
): AsyncGenerator<Assessed> {
  for await (const rows of slotQueue(db, open.clinic.serviceId, open.clinic.kind)) {
    const offers = await offersTo(
      db,
      rows.map((row) => row.referral_id),
    )
    for (const row of rows) yield { row, fit: fitRow(row, open, offers, today) }
  }
}

/** Who fits a slot, in queue order, with reasons, and how many were passed over for what. Books nobody. */
export async function fitSlot(
  db: Readable,
  ref: SlotRef,
  limit: number,
  today: string,
): Promise<Result<SlotFit>> {
  const found = await findSlot(db, ref)
  if (!found.ok) return found
  const open = found.value
  const fitting: Assessed[] = []
  const passed = new Map<MisfitCode, number>()
  let lookedAt = 0
  let more = false
  for await (const each of assessed(db, open, today)) {
    if (fitting.length === limit || lookedAt === mostLookedAt) {
      more = true
      break
    }
    lookedAt += 1
    const [misfit] = each.fit.misfits
    if (misfit === undefined) fitting.push(each)
    else if (!waitsForNoSlot.has(misfit.code)) passed.set(misfit.code, (passed.get(misfit.code) ?? 0) + 1)
  }
  const siblings = await siblingsNear(
    db,
    fitting.map(({ row }) => row.child_id),
    ref,
  )
  return ok({
    slot: {
      ...ref,
      minutes: open.slot.minutes,
      capacity: open.slot.capacity,
      left: open.left,
      noticeDays: daysBetween(today, ref.on),
    },
    candidates: fitting.map((each, index) =>
      toCandidate(each, index, siblings.get(each.row.child_id) ?? [], today),
    ),
    lookedAt,
    more,
    passedOver: [...passed]
      .map(([code, count]) => ({ code, words: misfitWords[code], count }))
      .toSorted((a, b) => b.count - a.count),
  })
}

/** One child against a slot, with how many fitting stand ahead (at most 20 are counted). */
export async function candidateFor(
  db: Readable | Writing,
  ref: SlotRef,
  referralId: string,
  today: string,
): Promise<Result<{ open: OpenSlot; candidate: SlotCandidate }>> {
  const found = await findSlot(db, ref)
  if (!found.ok) return found
  const open = found.value
  const row = await candidateRows(db).where('waiting_list.referral_id', '=', referralId).executeTakeFirst()
  if (row === undefined) return refuse('not_found', 'That referral is not in this store.')
  if (row.service_id !== open.clinic.serviceId)
    return refuse('invalid', `This clinic is of another service: ${open.clinic.serviceName}.`)
  if (row.died_on !== null) return refuse('invalid', 'This child has died. No appointment can be made.')
  const offers = await offersTo(db, [referralId])
  const fit = fitRow(row, open, offers, today)
  const ahead = await fittingAhead(db, open, row, today)
  const siblings = await siblingsNear(db, [row.child_id], ref)
  return ok({
    open,
    candidate: toCandidate({ row, fit }, ahead, siblings.get(row.child_id) ?? [], today),
  })
}

/** How many who fit a slot stand ahead of somebody; nobody stands ahead of a follow-up. At most 20 are counted. */
async function fittingAhead(
  db: Readable | Writing,
  open: OpenSlot,
  row: CandidateRow,
  today: string,
): Promise<number> {
  const isInQueue = stagesFor(open.clinic.kind).some((stage) => stage === row.stage_queue)
  if (!isInQueue || row.stage_queue === 'seen_open') return 0
  let [ahead, lookedAt] = [0, 0]
  for await (const each of assessed(db, open, today)) {
    if (each.row.referral_id === row.referral_id) break
    lookedAt += 1
    if (each.fit.misfits.length === 0) ahead += 1
    if (ahead === mostAhead || lookedAt === mostLookedAt) break
  }
  return ahead
}

function fitRow(row: CandidateRow, open: OpenSlot, offers: Offers, today: string): Fit {
  const own = offers.get(row.referral_id)
  return fitOf(
    {
      kind: open.clinic.kind,
      place: open.clinic.place,
      suits: open.clinic.suits,
      on: open.on,
      today,
    },
    {
      status: row.status,
      dateOfBirth: row.date_of_birth,
      pathways: JSON.parse(row.pathways) as string[],
      priority: row.priority,
      language: row.language,
      interpreterNeeded: row.interpreter_needed === null ? null : row.interpreter_needed === 1,
      plannedDueOn: row.planned_due_on,
      nextAppointmentOn: row.next_appointment_on,
      shortNotice: row.short_notice_on !== null,
      place: row.only_place,
      offerAwaited: own?.awaited ?? false,
      refusedThisDate: own?.refused.has(open.on) ?? false,
    },
  )
}

type Offers = Map<string, { awaited: boolean; refused: Set<string> }>

async function offersTo(db: Readable | Writing, referralIds: readonly string[]): Promise<Offers> {
  const found: Offers = new Map()
  if (referralIds.length === 0) return found
  const rows = await db
    .selectFrom('appointment_offer')
    .select(['referral_id', 'reply', 'dates'])
    .where('referral_id', 'in', [...referralIds])
    .execute()
  for (const row of rows) {
    const known = found.get(row.referral_id) ?? { awaited: false, refused: new Set<string>() }
    if (row.reply === null) known.awaited = true
    if (row.reply === 'declined')
      for (const { on } of JSON.parse(row.dates) as { on: string }[]) known.refused.add(on)
    found.set(row.referral_id, known)
  }
  return found
}

function toCandidate(
  { row, fit }: Assessed,
  ahead: number,
  siblings: readonly string[],
  today: string,
): SlotCandidate {
  const isWaiting = row.is_waiting === 1 && row.clock_start <= today
  const { rebookFirst } = placeOf(row)
  return {
    referralId: row.referral_id,
    version: row.version,
    childId: row.child_id,
    familyName: row.family_name,
    givenName: row.given_name,
    preferredName: row.preferred_name,
    dateOfBirth: row.date_of_birth,
    localPatientId: row.local_patient_id,
    status: row.status,
    priority: row.priority,
    dueBy: row.due_by,
    daysWaited: isWaiting ? daysBetween(row.clock_start, today) : null,
    flags: waitingListRowFlags(row.flags),
    wasNotBroughtCount: row.was_not_brought_count,
    cancelledByFamilyCount: row.cancelled_by_family_count,
    shortNotice: row.short_notice_on !== null,
    rebookFirst,
    reasons: [
      ...(rebookFirst ? ['We cancelled the last appointment: re-booked first'] : []),
      ...(row.stage_queue === 'seen_open' ? ['Follow-up after a first contact'] : []),
      ...fit.reasons,
      ...siblings,
    ],
    misfits: fit.misfits,
    fittingAhead: ahead,
  }
}
