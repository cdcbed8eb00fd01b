/**
 * How long children of one service wait, solved from the published picture of its list.
 *
 * Referrals arrive at a rate that follows the school year and a yearly growth. A referral received on a day is
 * still waiting `d` days later with probability `stillWaiting[d]`, whatever day it came. The number waiting on the
 * as-at date at age `d` is therefore (arrivals `d` days ago) × `stillWaiting[d]`. The published bands fix the sum of
 * that product over each band, so the curve is solved from them: log-linear between the middles of the bands, never
 * rising (pool adjacent violators), refitted until the sums agree on the census date of the publication. What the
 * curve cannot explain (fewer in the first week than in the second; another time of year on the as-at date) is put
 * down to arrivals, as a bounded factor per band.
 *
 * With both known, a referral is drawn as a received date and the day its wait stops. Its history is then written
 * up to the as-at date, and the snapshot on that date has the published shape because the flow has.
 */
import { chsBands } from '../../shared/codes/bands.ts'
import type { Day } from './days.ts'
import { arrivalLevel } from './school-calendar.ts'
import type { Random } from './random.ts'

export interface WaitModelInput {
  asAt: Day
  /** Census date of the published figures. */
  publishedFor: Day
  /** Published numbers waiting in each of the eight bands. */
  bands: readonly number[]
  /** Nobody waits longer than this (days). */
  longestWait: number
  /** Growth of arrivals a year: 0.05 is five in a hundred. */
  yearlyGrowth: number
  holidaySensitivity: number
  /** Share that leaves the list each day in the first four weeks at the least: triage sends some elsewhere. */
  earlyLeaving: number
}

export interface WaitModel {
  input: WaitModelInput
  /** Probability of still waiting at the end of day `d` after receipt. */
  stillWaiting: Float64Array
  /** Arrivals `d` days before the as-at date, for each child waiting on that date. */
  arrivals: Float64Array
  /** Waits stopping `k` days before the as-at date, for each child waiting on that date. */
  stops(k: number): number
}

/** Days of history a model can reach back. */
export const longestHistoryDays = 365 * 25

/** Solves the model of one service. */
export function solveWaitModel(input: WaitModelInput): WaitModel {
  const shares = normalise(input.bands)
  const edges = bandEdges(input.longestWait)
  const stillWaiting = fitCurve(
    input,
    shares,
    edges,
    seasonalArrivals(input, input.publishedFor, input.longestWait),
  )
  const arrivals = seasonalArrivals(input, input.asAt, longestHistoryDays + input.longestWait)
  const sums = waitingByBand(edges, stillWaiting, arrivals)
  const total = sums.reduce((sum, value) => sum + value, 0)
  for (let d = 0; d < arrivals.length; d++) {
    const band = edges.findIndex(({ from, to }) => d >= from && d <= to)
    const factor = band < 0 ? 1 : clamp((shares[band]! * total) / sums[band]!, 0.5, 2)
    arrivals[d] = (arrivals[d]! * factor) / total
  }
  const stopping = stoppingShares(stillWaiting)
  return {
    input,
    stillWaiting,
    arrivals,
    stops(k) {
      let sum = 0
      for (let t = 0; t < stopping.length; t++) sum += (arrivals[k + t] ?? 0) * stopping[t]!
      return sum
    },
  }
}

/** Draws from a solved model. Days are counted back from the as-at date (`ago`) or on from receipt (`wait`). */
export interface WaitDraws {
  /** A referral still waiting, in a band: how long ago it came and the wait it will have had in the end. */
  waiting(band: number): { receivedAgo: number; wait: number }
  /** A referral whose wait stopped `stoppedAgo` days ago: how long it had waited. */
  stopped(stoppedAgo: number): { wait: number }
}

/** Prepares draws. */
export function waitDraws(model: WaitModel, random: Random): WaitDraws {
  const { stillWaiting, arrivals, input } = model
  const stopping = stoppingShares(stillWaiting)
  const stoppingSums = runningSums(stopping)
  const bandSums = bandEdges(input.longestWait).map(({ from, to }) => ({
    from,
    sums: runningSums(stillWaiting.slice(from, to + 1).map((share, i) => share * arrivals[from + i]!)),
  }))
  const mostArrivals = arrivals.reduce((most, value) => Math.max(most, value), 0)

  return {
    waiting(band) {
      const { from, sums } = bandSums[band]!
      const receivedAgo = from + drawIndex(sums, random.next())
      const already = stoppingSums[receivedAgo]!
      const last = stoppingSums.at(-1)!
      const wait = Math.max(
        receivedAgo + 1,
        indexAbove(stoppingSums, already + random.next() * (last - already)),
      )
      return { receivedAgo, wait }
    },
    stopped(stoppedAgo) {
      for (let attempt = 0; attempt < 1000; attempt++) {
        const wait = drawIndex(stoppingSums, random.next())
        if (random.next() * mostArrivals < (arrivals[stoppedAgo + wait] ?? 0)) return { wait }
      }
      return { wait: drawIndex(stoppingSums, random.next()) }
    },
  }
}

/** First index whose running sum is above a share (0 to 1) of the whole. */
export function drawIndex(sums: ArrayLike<number>, share: number): number {
  return indexAbove(sums, share * sums[sums.length - 1]!)
}

/** Sums of the values up to and including each. */
export function runningSums(values: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(values.length)
  let sum = 0
  for (let i = 0; i < values.length; i++) {
    sum += values[i]!
    sums[i] = sum
  }
  return sums
}

function indexAbove(sums: ArrayLike<number>, target: number): number {
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (sums[middle]! > target) high = middle
    else low = middle + 1
  }
  return low
}

interface Edge {
  from: number
  to: number
}

function bandEdges(longestWait: number): Edge[] {
  return chsBands.map(({ fromDays, toDays }) => ({ from: fromDays, to: toDays ?? longestWait }))
}

/** Relative arrivals `d` days before a date, before any factor. */
function seasonalArrivals(input: WaitModelInput, date: Day, days: number): Float64Array {
  const dailyGrowth = Math.log(1 + input.yearlyGrowth) / 365.25
  return Float64Array.from({ length: days + 1 }, (_, d) => {
    const growth = Math.exp(-dailyGrowth * Math.min(d, 365 * 8))
    return growth * arrivalLevel(date - d, input.holidaySensitivity)
  })
}

function waitingByBand(edges: readonly Edge[], stillWaiting: Float64Array, arrivals: Float64Array): number[] {
  return edges.map(({ from, to }) => {
    let sum = 0
    for (let d = from; d <= to; d++) sum += stillWaiting[d]! * arrivals[d]!
    return sum
  })
}

function fitCurve(
  input: WaitModelInput,
  shares: readonly number[],
  edges: readonly Edge[],
  arrivals: Float64Array,
): Float64Array {
  const middles = edges.map(({ from, to }) => (from + to) / 2)
  const arrived = edges.map(({ from, to }) =>
    arrivals.slice(from, to + 1).reduce((sum, value) => sum + value, 0),
  )
  const leaving = middles.map((middle) => Math.min(middle, 28) * input.earlyLeaving + middle * 0.0002)
  let levels = shares.map((share, band) => share / arrived[band]!)
  let stillWaiting: Float64Array = new Float64Array()
  for (let round = 0; round < 40; round++) {
    levels = neverRising(levels, arrived, leaving)
    stillWaiting = curveThrough(middles, levels, leaving, input)
    const sums = waitingByBand(edges, stillWaiting, arrivals)
    const total = sums.reduce((sum, value) => sum + value, 0)
    levels = levels.map((level, band) => level * clamp((shares[band]! * total) / sums[band]!, 0.5, 2) ** 0.6)
  }
  return stillWaiting
}

/** Pool adjacent violators, after allowing for the least that leaves each day. */
function neverRising(
  levels: readonly number[],
  weights: readonly number[],
  leaving: readonly number[],
): number[] {
  const pools: { value: number; weight: number; size: number }[] = []
  levels.forEach((level, band) => {
    pools.push({ value: level * Math.exp(leaving[band]!), weight: weights[band]!, size: 1 })
    while (pools.length > 1 && pools.at(-1)!.value > pools.at(-2)!.value) {
      const later = pools.pop()!
      const earlier = pools.pop()!
      const weight = earlier.weight + later.weight
      pools.push({
        value: (earlier.value * earlier.weight + later.value * later.weight) / weight,
        weight,
        size: earlier.size + later.size,
      })
    }
  })
  const pooled = pools.flatMap(({ value, size }) => Array<number>(size).fill(value))
  return pooled.map((value, band) => value * Math.exp(-leaving[band]!))
}

function curveThrough(
  middles: readonly number[],
  levels: readonly number[],
  leaving: readonly number[],
  input: WaitModelInput,
): Float64Array {
  const start = Math.log(levels[0]!) + leaving[0]!
  const logs = levels.map((level) => Math.max(Math.log(level) - start, -30))
  const xs = [0, ...middles, input.longestWait]
  const ys = [0, ...logs, logs.at(-1)! - 3]
  const curve = new Float64Array(input.longestWait + 1)
  let knot = 0
  for (let d = 0; d <= input.longestWait; d++) {
    while (knot < xs.length - 2 && d > xs[knot + 1]!) knot++
    const along = (d - xs[knot]!) / (xs[knot + 1]! - xs[knot]!)
    curve[d] = 0.995 * Math.exp(ys[knot]! + along * (ys[knot + 1]! - ys[knot]!))
  }
  return curve
}

function stoppingShares(stillWaiting: Float64Array): Float64Array {
  const shares = new Float64Array(stillWaiting.length + 1)
  let before = 1
  for (let d = 0; d < stillWaiting.length; d++) {
    shares[d] = before - stillWaiting[d]!
    before = stillWaiting[d]!
  }
  shares[stillWaiting.length] = before
  return shares
}

function normalise(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0)
  return values.map((value) => value / total)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}
