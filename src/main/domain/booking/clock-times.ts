/** Minutes since midnight of a local time `HH:MM`. */
export function minuteOfDay(at: string): number {
  return Number(at.slice(0, 2)) * 60 + Number(at.slice(3, 5))
}

/** The local time `HH:MM` so many minutes after another, never past 24:00. */
export function timeAfter(at: string, minutes: number): string {
  const end = Math.min(minuteOfDay(at) + minutes, 24 * 60)
  return `${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`
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
