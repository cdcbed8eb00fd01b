import type { SlotRef } from '../../../shared/contract/appointments.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import type { Readable, Writing } from '../../store/store.ts'

/**
 * What to say of brothers and sisters of these children, by child: booked into the same clinic that day, or waiting
 * for a booking themselves. It helps to see them together and moves nobody up. Source: domain, "Sibling links".
 */
export async function siblingsNear(
  db: Readable | Writing,
  childIds: readonly string[],
  slot: SlotRef,
): Promise<Map<string, string[]>> {
  const said = new Map<string, string[]>()
  const siblings = await siblingsOf(db, childIds)
  if (siblings.size === 0) return said
  const ids = [...new Set([...siblings.values()].flat())]
  const [booked, open] = await Promise.all([
    db
      .selectFrom('appointment')
      .innerJoin('referral', 'referral.id', 'appointment.referral_id')
      .select(['referral.child_id', 'appointment.clinic_id', 'appointment.on_date', 'appointment.starts_at'])
      .where('referral.child_id', 'in', ids)
      .where('appointment.status', '=', 'booked')
      .where('appointment.on_date', '=', slot.on)
      .execute(),
    db
      .selectFrom('waiting_list')
      .select('child_id')
      .where('child_id', 'in', ids)
      .where('is_open', '=', 1)
      .where('stage_queue', 'in', ['to_book', 'to_rebook'])
      .execute(),
  ])
  const waiting = new Set(open.map((row) => row.child_id))
  for (const [childId, own] of siblings) {
    const words: string[] = []
    const sameDay = booked.find((row) => own.includes(row.child_id))
    if (sameDay !== undefined)
      words.push(
        sameDay.clinic_id === slot.clinicId
          ? `Brother or sister booked here at ${sameDay.starts_at}`
          : `Brother or sister booked elsewhere on ${formatDate(sameDay.on_date)} at ${sameDay.starts_at}`,
      )
    else if (own.some((id) => waiting.has(id))) words.push('Brother or sister waits to be booked as well')
    if (words.length > 0) said.set(childId, words)
  }
  return said
}

async function siblingsOf(
  db: Readable | Writing,
  childIds: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  if (childIds.length === 0) return found
  const rows = await db
    .selectFrom('child_link')
    .select(['left_child_id', 'right_child_id'])
    .where('taken_back_at', 'is', null)
    .where('kind', 'in', ['sibling', 'twin'])
    .where((where) =>
      where.or([where('left_child_id', 'in', [...childIds]), where('right_child_id', 'in', [...childIds])]),
    )
    .execute()
  const wanted = new Set(childIds)
  for (const { left_child_id: left, right_child_id: right } of rows) {
    if (wanted.has(left)) found.set(left, [...(found.get(left) ?? []), right])
    if (wanted.has(right)) found.set(right, [...(found.get(right) ?? []), left])
  }
  return found
}
