import { timeSlices } from './import/time-slices.ts'

/** Items that are sorted in one go: a millisecond or two. */
const runLength = 2000
/** Items that are put together between looks at the clock. */
const looksEvery = 500

/**
 * The same items in order, those that compare alike in the order they came. Other calls are answered meanwhile: for
 * 100,000 texts one sort in a piece takes longer than they may wait.
 */
export async function sortInSlices<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
): Promise<readonly T[]> {
  const slices = timeSlices()
  let runs: (readonly T[])[] = []
  for (let at = 0; at < items.length; at += runLength) {
    runs.push(items.slice(at, at + runLength).toSorted(compare))
    if (slices.over) await slices.rest()
  }
  while (runs.length > 1) {
    const longer: (readonly T[])[] = []
    for (let at = 0; at < runs.length; at += 2) {
      const [one = [], other] = [runs[at], runs[at + 1]]
      longer.push(other === undefined ? one : await merged(one, other))
    }
    runs = longer
  }
  return runs[0] ?? []

  async function merged(one: readonly T[], other: readonly T[]): Promise<T[]> {
    const both: T[] = []
    let left = 0
    let right = 0
    while (left < one.length || right < other.length) {
      const takesLeft =
        right === other.length || (left < one.length && compare(one[left]!, other[right]!) <= 0)
      both.push(takesLeft ? one[left++]! : other[right++]!)
      if (both.length % looksEvery === 0 && slices.over) await slices.rest()
    }
    return both
  }
}
