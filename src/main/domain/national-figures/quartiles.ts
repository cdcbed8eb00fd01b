/**
 * The lower quartile, the median and the upper quartile, by linear interpolation between the two nearest values, as
 * spreadsheets do (QUARTILE.INC). Null when there is no value.
 */
export function quartilesOf(
  values: readonly number[],
): [lower: number, median: number, upper: number] | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => {
    const position = share * (sorted.length - 1)
    const below = sorted[Math.floor(position)]!
    return below + (sorted[Math.ceil(position)]! - below) * (position - Math.floor(position))
  }
  return [at(0.25), at(0.5), at(0.75)]
}
