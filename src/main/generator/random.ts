/** A seeded source of random numbers: the same seed gives the same sequence on every machine. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** True with the given probability. */
  chance(probability: number): boolean
  /** One of the items, each as likely. */
  pick<T>(items: readonly T[]): T
  /** The index of one of the weights, in proportion to them. */
  weighted(weights: readonly number[]): number
  /** A number from the normal distribution. */
  normal(mean: number, deviation: number): number
}

/**
 * Chris Doty-Humphrey's Small Fast Counting generator (sfc32), seeded from any text or number through an FNV-1a
 * hash. Not for secrets.
 */
export function seededRandom(seed: string | number): Random {
  let a = hash(`${seed}/a`)
  let b = hash(`${seed}/b`)
  let c = hash(`${seed}/c`)
  let counter = 1

  function next(): number {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  for (let i = 0; i < 16; i++) next()

  return {
    next,
    between: (low, high) => (high <= low ? low : low + Math.floor(next() * (high - low + 1))),
    chance: (probability) => next() < probability,
    pick<T>(items: readonly T[]): T {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new Error('Nothing to pick from')
      return item
    },
    weighted(weights) {
      let total = 0
      for (const weight of weights) total += weight
      let left = next() * total
      for (let i = 0; i < weights.length; i++) {
        left -= weights[i] ?? 0
        if (left < 0) return i
      }
      return weights.length - 1
    },
    // Irwin-Hall sum of twelve: close to normal out to three deviations, and only additions, so it is exact everywhere.
    normal(mean, deviation) {
      let sum = 0
      for (let i = 0; i < 12; i++) sum += next()
      return mean + (sum - 6) * deviation
    },
  }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    value ^= text.charCodeAt(i)
    value = Math.imul(value, 0x01000193)
  }
  return value | 0
}
