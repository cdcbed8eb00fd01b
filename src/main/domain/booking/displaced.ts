import { sessionOn, type Schedule } from './schedule.ts'

/** Somebody booked into a slot, in the order of booking. */
export interface Booked {
  appointmentId: string
  on: string
  at: string
}

/**
 * Who has no slot any more under a clinic's schedule: the slot is gone, or holds fewer than are booked, in which
 * case those booked last are named. Returns them in the order given.
 */
export function displacedBy<B extends Booked>(
  schedule: Schedule,
  booked: readonly B[],
  bankHolidays: ReadonlySet<string>,
): B[] {
  const taken = new Map<string, number>()
  const sessions = new Map<string, ReturnType<typeof sessionOn>>()
  return booked.filter((each) => {
    const session = sessions.get(each.on) ?? sessionOn(schedule, each.on, bankHolidays)
    sessions.set(each.on, session)
    const slot = session.slots.find(({ at }) => at === each.at)
    const key = `${each.on} ${each.at}`
    const already = taken.get(key) ?? 0
    if (slot === undefined || already >= slot.capacity) return true
    taken.set(key, already + 1)
    return false
  })
}
