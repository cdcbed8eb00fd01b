const counts = new Intl.NumberFormat('en-GB')

/** A count with a comma from 1,000 on. One formatter for all: making one for each cell is slow. */
export function formatCount(count: number): string {
  return counts.format(count)
}
