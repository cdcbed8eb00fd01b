/** Copies kept of the present day, and days before it of which one copy is kept. */
export const keptToday = 3
export const keptDays = 30

/** A backup by its file name and the instant it was made (UTC text). */
export interface Copy {
  name: string
  at: string
}

function daysBetween(earlier: string, later: string): number {
  return Math.floor((Date.parse(later.slice(0, 10)) - Date.parse(earlier.slice(0, 10))) / 86_400_000)
}

/**
 * Which copies may go: all but the newest 3 of today and the newest one of each of the 30 days before. The newest
 * copy of all always stays, however old. `now` is UTC text.
 */
export function copiesToRemove<C extends Copy>(copies: readonly C[], now: string): C[] {
  const newestFirst = copies.toSorted((a, b) => b.at.localeCompare(a.at))
  const seen = new Map<number, number>()
  return newestFirst.filter((copy, position) => {
    const age = Math.max(0, daysBetween(copy.at, now))
    const before = seen.get(age) ?? 0
    seen.set(age, before + 1)
    if (position === 0) return false
    if (age === 0) return before >= keptToday
    return age > keptDays || before >= 1
  })
}
