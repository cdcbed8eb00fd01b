/** Minutes since midnight of a local time `HH:MM`. */
export function minuteOfDay(at: string): number {
  return Number(at.slice(0, 2)) * 60 + Number(at.slice(3, 5))
}

export interface Stretch {
  at: string
  minutes: number
}

/** Whether two stretches of one day share a minute; one that begins as another ends does not. */
export function overlaps(a: Stretch, b: Stretch): boolean {
  const [startA, startB] = [minuteOfDay(a.at), minuteOfDay(b.at)]
  return startA < startB + b.minutes && startB < startA + a.minutes
}
