/** A share (0 to 1) as people say it: whole ones in 100, never 0 or 100 unless it is so. */
export function inHundred(share: number): string {
  if (share > 0 && share < 0.005) return 'fewer than 1'
  if (share < 1 && share > 0.995) return 'more than 99'
  return String(Math.round(share * 100))
}

/** A place in words: 1st, 2nd, 3rd, 11th. */
export function ordinal(place: number): string {
  const [tens, ones] = [place % 100, place % 10]
  const suffix = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][ones] ?? 'th')
  return `${place}${suffix}`
}
