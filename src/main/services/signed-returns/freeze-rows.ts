import { setImmediate as pause } from 'node:timers/promises'
import { addDays, daysBetween, earlierOf } from '../../domain/clocks/days.ts'
import { arrivals } from '../../domain/returns/reconcile.ts'
import { chsBandOf } from '../../domain/waiting-bands/bands.ts'
import type { WaitTable } from '../../store/schema.ts'
import type { Store, Writing } from '../../store/store.ts'
import type { SignedCell, SignedReturnRowTable } from '../../store/tables/signed-returns.ts'
import { timeSlices } from '../import/time-slices.ts'
import { stillRunning } from '../projection/compute.ts'
import type { ReturnAnswer } from '../returns/answer.ts'
import { censusSlices } from '../returns/census-slices.ts'
import { sortInSlices } from '../sort-in-slices.ts'

/** One wait behind a figure. What else is kept of it is read when it is copied. */
interface Behind {
  referralId: string
  ordinal: number
  /** The day it came or went, for what happened in the month. */
  on: string | null
}
const found = ['referral_id as referralId', 'ordinal'] as const

const cellOfArrival: Record<(typeof arrivals)[keyof typeof arrivals], SignedCell> = {
  received: 'received',
  transferredIn: 'transferred_in',
  reopened: 'reopened',
}

/**
 * Copies who is behind every figure of an answer, with names and numbers as they are today, under the id of the return
 * about to be signed. Works in slices, so that reading goes on meanwhile. Call it in the transaction of signing,
 * before the signed return itself is stored. Rows go in as they are kept, by cell and referral: neighbours share pages.
 */
export async function freezeRows(
  store: Store,
  tx: Writing,
  id: string,
  { period, services, openedFrom }: ReturnAnswer,
): Promise<void> {
  const { censusDate, previousCensusDate } = period
  const serviceIds = [...services.lineOf.keys()]
  const copy = rowCopier(store, id, services.lineOf)
  const copyAll = async (cell: SignedCell, behind: readonly Behind[], daysTo: string) => {
    const slices = timeSlices()
    for (const wait of await sortInSlices(behind, byReferral)) {
      copy(cell, wait, daysTo)
      if (slices.over) await slices.rest()
    }
  }

  const moves = await movesOf(tx, period, serviceIds)
  await copyAll('first_contacts', moves.get('first_contacts') ?? [], censusDate)
  const opened = new Set(openedFrom?.lines.map(({ line }) => line))
  const again = serviceIds.filter((service) => !opened.has(services.lineOf.get(service) ?? ''))
  if (again.length > 0) {
    await copyAll('opening', await waitingOn(tx, previousCensusDate, again), previousCensusDate)
  }
  if (openedFrom?.basis === 'exported') {
    await freezeExported(store, tx, id, openedFrom.id, previousCensusDate, [...services.lineOf.values()])
  }
  for (const cell of ['received', 'removals', 'reopened', 'transferred_in'] as const) {
    await copyAll(cell, moves.get(cell) ?? [], censusDate)
  }
  await copyAll('waiting', await waitingOn(tx, censusDate, serviceIds), censusDate)
}

function byReferral(a: Behind, b: Behind): number {
  return a.referralId < b.referralId ? -1 : a.referralId > b.referralId ? 1 : a.ordinal - b.ordinal
}

async function waitingOn(tx: Writing, date: string, serviceIds: readonly string[]): Promise<Behind[]> {
  const waiting: Behind[] = []
  for (const slice of censusSlices(tx, date)) {
    const rows = await slice.select(found).where('service_id', 'in', serviceIds).execute()
    for (const row of rows) waiting.push({ ...row, on: null })
    if (rows.length > 0) await pause()
  }
  return waiting
}

/** Everybody who came or went in a month, by the figure they are behind. */
async function movesOf(
  tx: Writing,
  { firstDay, censusDate }: ReturnAnswer['period'],
  serviceIds: readonly string[],
): Promise<Map<SignedCell, Behind[]>> {
  const moves = new Map<SignedCell, Behind[]>()
  const add = (cell: SignedCell, wait: Behind) => {
    const all = moves.get(cell) ?? []
    moves.set(cell, all)
    all.push(wait)
  }
  for (let day = firstDay; day <= censusDate; day = addDays(day, 1)) {
    const came = await tx
      .selectFrom('wait')
      .select([...found, 'entered_by'])
      .where('waiting_from', '=', day)
      .where('service_id', 'in', serviceIds)
      .execute()
    for (const { entered_by: as, ...wait } of came) add(cellOfArrival[arrivals[as]], { ...wait, on: day })
    await pause()
    const went = await tx
      .selectFrom('wait')
      .select([...found, 'left_by'])
      .where('waiting_until', '=', day)
      .where('service_id', 'in', serviceIds)
      .execute()
    for (const { left_by: by, ...wait } of went) {
      add(by === 'first_contact' ? 'first_contacts' : 'removals', { ...wait, on: day })
    }
    await pause()
  }
  return moves
}

type Kept = Pick<WaitTable, 'service_id' | 'clock_start' | 'waiting_until' | 'left_by'>

/** Copies one wait at a time, taking the child's particulars from where they stand today. */
function rowCopier(
  store: Store,
  id: string,
  lineOf: ReadonlyMap<string, string>,
): (cell: SignedCell, wait: Behind, daysTo: string) => void {
  const read = store.bare.writer.prepare<[string, number], Kept>(
    'SELECT service_id, clock_start, waiting_until, left_by FROM wait WHERE referral_id = ? AND ordinal = ?',
  )
  const insert = store.bare.writer.prepare(`
    INSERT INTO signed_return_row (
      signed_return_id, cell, referral_id, ordinal, reason, happened_on, line, service_id, child_id,
      local_patient_id, nhs_number, family_name, given_name, date_of_birth, received_date, clock_start,
      days, band, left_on, left_by
    )
    SELECT ?, ?, list.referral_id, ?, ?, ?, ?, ?, child.id,
           child.local_patient_id, child.nhs_number, child.family_name, child.given_name, child.date_of_birth,
           list.received_date, ?, ?, ?, ?, ?
      FROM waiting_list AS list JOIN child ON child.id = list.child_id
     WHERE list.referral_id = ?`)
  return (cell, { referralId, ordinal, on }, daysTo) => {
    const wait = read.get(referralId, ordinal)
    if (wait === undefined) throw new Error('A wait that was counted is not there')
    const isOver = wait.waiting_until !== stillRunning
    const days = daysBetween(wait.clock_start, earlierOf(wait.waiting_until, daysTo))
    insert.run(
      id,
      cell,
      cell === 'waiting' || cell === 'opening' ? 0 : ordinal,
      cell === 'removals' ? wait.left_by : null,
      on,
      lineOf.get(wait.service_id) ?? '',
      wait.service_id,
      wait.clock_start,
      days,
      chsBandOf(days),
      isOver ? wait.waiting_until : null,
      isOver ? wait.left_by : null,
      referralId,
    )
  }
}

/** Who was behind last month's exported figures, for a month that opens from them. */
async function freezeExported(
  store: Store,
  tx: Writing,
  id: string,
  keptId: string,
  date: string,
  lines: readonly string[],
): Promise<void> {
  const slices = timeSlices()
  const insert = store.bare.writer.prepare(`
    INSERT INTO signed_return_row (
      signed_return_id, cell, referral_id, ordinal, reason, happened_on, line, service_id, child_id,
      local_patient_id, nhs_number, family_name, given_name, date_of_birth, received_date, clock_start,
      days, band, left_on, left_by
    )
    SELECT ?, 'opening', kept.referral_id, 0, NULL, NULL, kept.line, coalesce(list.service_id, ''),
           coalesce(child.id, ''), child.local_patient_id, child.nhs_number,
           coalesce(child.family_name, 'Removed since'), coalesce(child.given_name, ''),
           coalesce(child.date_of_birth, ''), coalesce(list.received_date, ?), ?, kept.days, ?, NULL, NULL
      FROM kept_return_row AS kept
      LEFT JOIN waiting_list AS list ON list.referral_id = kept.referral_id
      LEFT JOIN child ON child.id = list.child_id
     WHERE kept.kept_return_id = ? AND kept.referral_id = ?`)
  for (let after = ''; ;) {
    const rows = await tx
      .selectFrom('kept_return_row')
      .select(['referral_id', 'days', 'line'])
      .where('kept_return_id', '=', keptId)
      .where('referral_id', '>', after)
      .orderBy('referral_id')
      .limit(2000)
      .execute()
    for (const { referral_id, days, line } of rows) {
      if (!lines.includes(line)) continue
      const start = addDays(date, -days)
      insert.run(id, start, start, chsBandOf(days), keptId, referral_id)
      if (slices.over) await slices.rest()
    }
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.referral_id
  }
}

/** Every column that is hashed, in the order it is hashed in. */
export const hashedColumns = [
  'cell',
  'referral_id',
  'ordinal',
  'reason',
  'happened_on',
  'line',
  'service_id',
  'child_id',
  'local_patient_id',
  'nhs_number',
  'family_name',
  'given_name',
  'date_of_birth',
  'received_date',
  'clock_start',
  'days',
  'band',
  'left_on',
  'left_by',
] as const satisfies readonly (keyof SignedReturnRowTable)[]
