/** The bands of the publication, written out by hand so that a test does not share them with the app. */
export const publishedBands: [id: string, from: number, to: number][] = [
  ['0-7', 0, 7],
  ['8-14', 8, 14],
  ['15-28', 15, 28],
  ['29-84', 29, 84],
  ['85-126', 85, 126],
  ['127-364', 127, 364],
  ['365-728', 365, 728],
  ['729+', 729, Number.POSITIVE_INFINITY],
]

/** The band of a number of days. */
export function bandOf(days: number): string {
  const band = publishedBands.find(([, from, to]) => days >= from && days <= to)
  if (band === undefined) throw new Error(`No band for ${days}`)
  return band[0]
}
