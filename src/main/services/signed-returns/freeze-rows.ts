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

type Counted = Pick<
  WaitTable,
  'referral_id' | 'ordinal' | 'service_id' | 'clock_start' | 'waiting_until' | 'left_by'
>
const counted = ['referral_id', 'ordinal', 'service_id', 'clock_start', 'waiting_until', 'left_by'] as const

const cellOfArrival: Record<(typeof arrivals)[keyof typeof arrivals], SignedCell> = {
  received: 'received',
  transferredIn: 'transferred_in',
  reopened: 'reopened',
}

/**
 * Copies who is behind every figure of an answer, with names and numbers as they are today, under the id of the return
 * about to be signed. Works in slices, so that reading goes on meanwhile. Call it in the transaction of signing,
 * before the signed return itself is stored.
 */
export async function freezeRows(
  store: Store,
  tx: Writing,
  id: string,
  { period, services, openedFrom }: ReturnAnswer,
): Promise<void> {
  const { censusDate, previousCensusDate } = period
  const serviceIds = [...services.lineOf.keys()]
  const add = rowWriter(store, id)
  const slices = timeSlices()
  const addAll = async (rows: readonly Counted[], about: (row: Counted) => RowPart) => {
    for (const row of rows) {
      add(row, about(row))
      if (slices.over) await slices.rest()
    }
  }
  const part = (row: Counted, cell: SignedCell, daysTo: string, on: string | null): RowPart => {
    const isOver = row.waiting_until !== stillRunning
    return {
      cell,
      line: services.lineOf.get(row.service_id) ?? '',
      ordinal: cell === 'waiting' || cell === 'opening' ? 0 : row.ordinal,
      reason: cell === 'removals' ? row.left_by : null,
      happenedOn: on,
      days: daysBetween(row.clock_start, earlierOf(row.waiting_until, daysTo)),
      leftOn: isOver ? row.waiting_until : null,
      leftBy: isOver ? row.left_by : null,
    }
  }

  for (const slice of censusSlices(tx, censusDate)) {
    const rows = await slice.select(counted).where('service_id', 'in', serviceIds).execute()
    await addAll(rows, (row) => part(row, 'waiting', censusDate, null))
  }

  const opened = new Set(openedFrom?.lines.map(({ line }) => line))
  const again = serviceIds.filter((service) => !opened.has(services.lineOf.get(service) ?? ''))
  if (again.length > 0) {
    for (const slice of censusSlices(tx, previousCensusDate)) {
      const rows = await slice.select(counted).where('service_id', 'in', again).execute()
      await addAll(rows, (row) => part(row, 'opening', previousCensusDate, null))
    }
  }
  if (openedFrom?.basis === 'exported') {
    await freezeExported(store, tx, id, openedFrom.id, previousCensusDate, [...services.lineOf.values()])
  }

  for (let day = period.firstDay; day <= censusDate; day = addDays(day, 1)) {
    const came = await tx
      .selectFrom('wait')
      .select([...counted, 'entered_by'])
      .where('waiting_from', '=', day)
      .where('service_id', 'in', serviceIds)
      .execute()
    const arrivedAs = new Map(came.map((row) => [row, cellOfArrival[arrivals[row.entered_by]]]))
    for (const [row, cell] of arrivedAs) {
      add(row, part(row, cell, censusDate, day))
      if (slices.over) await slices.rest()
    }
    const went = await tx
      .selectFrom('wait')
      .select(counted)
      .where('waiting_until', '=', day)
      .where('service_id', 'in', serviceIds)
      .execute()
    await addAll(went, (row) =>
      part(row, row.left_by === 'first_contact' ? 'first_contacts' : 'removals', censusDate, day),
    )
  }
}

interface RowPart {
  cell: SignedCell
  line: string
  ordinal: number
  reason: string | null
  happenedOn: string | null
  days: number
  leftOn: string | null
  leftBy: string | null
}

/** Adds one row at a time, taking the child's particulars from where they stand today. */
function rowWriter(store: Store, id: string): (row: Counted, part: RowPart) => void {
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
  return (row, part) => {
    insert.run(
      id,
      part.cell,
      part.ordinal,
      part.reason,
      part.happenedOn,
      part.line,
      row.service_id,
      row.clock_start,
      part.days,
      chsBandOf(part.days),
      part.leftOn,
      part.leftBy,
      row.referral_id,
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
