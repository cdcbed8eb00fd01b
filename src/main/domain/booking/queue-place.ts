/** Where somebody stands for a slot. */
export interface SlotPlace {
  tier: number
  rebookFirst: boolean
  date: string
  receivedDate: string
  referralId: string
}

/**
 * The order in which a slot is filled: the queue order, except that within one priority those whose appointment
 * the service cancelled come first. Negative when `a` comes before `b`. Source: domain rules, "Queue order" and
 * "Service cancellation re-books first".
 */
export function compareSlotPlaces(a: SlotPlace, b: SlotPlace): number {
  return (
    a.tier - b.tier ||
    Number(b.rebookFirst) - Number(a.rebookFirst) ||
    compareText(a.date, b.date) ||
    compareText(a.receivedDate, b.receivedDate) ||
    compareText(a.referralId, b.referralId)
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Share of bookings that went ahead of somebody who fitted, from 0 to 1; null where nobody was booked. */
export function outOfTurnRate(booked: number, outOfTurn: number): number | null {
  return booked === 0 ? null : outOfTurn / booked
}
