/**
 * How alike two texts are, from 0 to 1, by Jaro's measure with Winkler's bonus for a shared beginning of up to
 * four characters (scale 0.1, given from a Jaro value of 0.7). Source: Winkler 1990. Two empty texts are alike.
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const shorter = a.length <= b.length ? a : b
  const longer = a.length <= b.length ? b : a
  if (shorter.length === 0) return 0

  const reach = Math.max(0, Math.floor(longer.length / 2) - 1)
  const taken = new Uint8Array(longer.length)
  const common: number[] = []
  for (let i = 0; i < shorter.length; i++) {
    const code = shorter.charCodeAt(i)
    const last = Math.min(longer.length - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= last; j++) {
      if (taken[j] === 0 && longer.charCodeAt(j) === code) {
        taken[j] = 1
        common.push(code)
        break
      }
    }
  }
  const matches = common.length
  if (matches === 0) return 0

  let outOfPlace = 0
  let next = 0
  for (let j = 0; j < longer.length; j++) {
    if (taken[j] === 0) continue
    if (longer.charCodeAt(j) !== common[next]) outOfPlace += 1
    next += 1
  }
  const jaro = (matches / shorter.length + matches / longer.length + (matches - outOfPlace / 2) / matches) / 3
  if (jaro < 0.7) return jaro

  let prefix = 0
  while (prefix < 4 && prefix < shorter.length && shorter[prefix] === longer[prefix]) prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro)
}
