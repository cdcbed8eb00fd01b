/**
 * A value as JSON text in one form only: keys sorted by their UTF-16 code units, no spaces, numbers and strings as
 * `JSON.stringify` writes them, absent values left out. Two equal values give the same text, so that a hash of it can be
 * worked out again by anybody. The same as RFC 8785 for what a return holds. Throws on what JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined)
    return `{${entries
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => `${JSON.stringify(key)}:${canonicalJson(each)}`)
      .join(',')}}`
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('Not a number JSON can hold')
  const text = JSON.stringify(value)
  if (text === undefined) throw new TypeError('Not a value JSON can hold')
  return text
}
