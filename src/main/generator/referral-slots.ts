import { chsBands } from '../../shared/codes/bands.ts'
import { publishedBands, publishedBandsSource } from '../../shared/codes/published-bands.ts'
import { startingServiceIds } from '../../shared/codes/services.ts'
import type { StartingServiceId } from '../../shared/codes/services.ts'
import { dayFrom } from './days.ts'
import type { Day } from './days.ts'
import type { Random } from './random.ts'
import { isWorkingDay } from './school-calendar.ts'
import { serviceProfiles } from './service-profiles.ts'
import { drawIndex, longestHistoryDays, runningSums, solveWaitModel, waitDraws } from './wait-model.ts'
import type { WaitModel } from './wait-model.ts'

/** A wait to be given a child: when it began and ends (after the as-at date when the child is still waiting). */
export interface ReferralSlot {
  service: StartingServiceId
  kind: 'waiting' | 'stopped' | 'planned'
  receivedOn: Day
  stopOn: Day
}

/** How many referrals of each kind an extract holds. */
export interface ExtractSize {
  waiting: Record<StartingServiceId, number>
  stopped: Record<StartingServiceId, number>
  /** Babies under targeted follow-up, not yet due. */
  planned: number
  /** How far back the ended waits reach (days). */
  historyDays: number
}

/** Children waiting in a middling provider that runs all three services; other sizes keep the proportions. */
export const middlingProvider: Record<StartingServiceId, number> = {
  audiology: 200,
  slt: 500,
  neurodevelopment: 1100,
}
const middlingTotal = 1800
/** Babies on the planned list for each child waiting in audiology. */
const plannedShare = 0.08

/** The models of the three services on an as-at date. */
export function waitModels(asAt: Day): Record<StartingServiceId, WaitModel> {
  const [year, month] = publishedBandsSource.month.split('-').map(Number) as [number, number]
  const publishedFor = dayFrom(year, month + 1, 0)
  const solve = (service: StartingServiceId) =>
    solveWaitModel({ asAt, publishedFor, bands: publishedBands[service].bands, ...serviceProfiles[service] })
  return { audiology: solve('audiology'), slt: solve('slt'), neurodevelopment: solve('neurodevelopment') }
}

/** The size of an extract with this many waiting and the waits that ended in the given days. */
export function sizeByHistory(
  models: Record<StartingServiceId, WaitModel>,
  waiting: Record<StartingServiceId, number>,
  historyDays: number,
): ExtractSize {
  const stopped = { audiology: 0, slt: 0, neurodevelopment: 0 }
  for (const service of startingServiceIds) {
    let sum = 0
    for (let k = 0; k < historyDays; k++) sum += models[service].stops(k)
    stopped[service] = Math.round(sum * waiting[service])
  }
  return { waiting, stopped, planned: Math.round(waiting.audiology * plannedShare), historyDays }
}

/**
 * The size of an extract of exactly this many referrals: three in ten waiting up to 20,000, falling to one in ten at
 * 1,000,000, and history reaching back as far as the rest needs.
 */
export function sizeByTotal(models: Record<StartingServiceId, WaitModel>, referrals: number): ExtractSize {
  const waitingTotal = Math.round(referrals * waitingShare(referrals))
  const waiting = shareOut(waitingTotal, middlingProvider)
  const planned = Math.min(Math.round(waiting.audiology * plannedShare), referrals - waitingTotal)
  const toPlace = referrals - waitingTotal - planned
  const provider = Math.max(waitingTotal, 1) / middlingTotal
  const ended = { audiology: 0, slt: 0, neurodevelopment: 0 }
  let historyDays = 0
  for (let placed = 0; placed < toPlace && historyDays < longestHistoryDays; historyDays++) {
    for (const service of startingServiceIds) {
      const stops = models[service].stops(historyDays) * middlingProvider[service] * provider
      ended[service] += stops
      placed += stops
    }
  }
  const stopped = toPlace > 0 ? shareOut(toPlace, ended) : ended
  return { waiting, stopped, planned, historyDays }
}

function waitingShare(referrals: number): number {
  const along = Math.min(Math.max(Math.log(referrals / 20_000) / Math.log(50), 0), 1)
  return 0.3 - 0.2 * along
}

/** Divides a whole number in proportion between the services. */
function shareOut(
  total: number,
  weights: Record<StartingServiceId, number>,
): Record<StartingServiceId, number> {
  const [audiology, slt, neurodevelopment] = largestRemainder(
    total,
    startingServiceIds.map((id) => weights[id]),
  )
  return { audiology: audiology!, slt: slt!, neurodevelopment: neurodevelopment! }
}

/** Divides a whole number in proportion to weights: whole parts first, the rest to the largest remainders. */
export function largestRemainder(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const shares = exact.map(Math.floor)
  const left = total - shares.reduce((all, share) => all + share, 0)
  const byRemainder = exact.map((_, i) => i).toSorted((a, b) => (exact[b]! % 1) - (exact[a]! % 1))
  for (const i of byRemainder.slice(0, left)) shares[i]!++
  return shares
}

interface Source {
  count: number
  next(): ReferralSlot
}

/**
 * Every slot of an extract, one at a time in shuffled order. The waiting of each band are as many as the published
 * share makes them (largest remainder), so the snapshot has the published shape at any size; the ended waits are
 * spread over the history as the model's flow spreads them.
 */
export function* referralSlots(
  random: Random,
  asAt: Day,
  models: Record<StartingServiceId, WaitModel>,
  size: ExtractSize,
): Generator<ReferralSlot, void, undefined> {
  const sources = startingServiceIds.flatMap((service) =>
    serviceSources(random, asAt, service, models[service], size),
  )
  sources.push({ count: size.planned, next: () => plannedSlot(random, asAt) })
  const lefts = sources.map((source) => source.count)
  let left = lefts.reduce((sum, count) => sum + count, 0)
  for (; left > 0; left--) {
    const at = random.weighted(lefts)
    lefts[at]!--
    yield sources[at]!.next()
  }
}

function serviceSources(
  random: Random,
  asAt: Day,
  service: StartingServiceId,
  model: WaitModel,
  size: ExtractSize,
): Source[] {
  const draws = waitDraws(model, random)
  const quotas = largestRemainder(size.waiting[service], publishedBands[service].bands)
  const waiting = chsBands.map((_, band): Source => ({
    count: quotas[band]!,
    next() {
      const { receivedAgo, wait } = draws.waiting(band)
      const receivedOn = asAt - receivedAgo
      return {
        service,
        kind: 'waiting',
        receivedOn,
        stopOn: clinicDayAfter(Math.max(receivedOn + wait, asAt + 1)),
      }
    },
  }))
  const count = size.stopped[service]
  const flow = runningSums(Array.from({ length: Math.max(size.historyDays, 1) }, (_, k) => model.stops(k)))
  const step = coprimeStep(count)
  let index = 0
  const stopped: Source = {
    count,
    next() {
      index = (index + step) % count
      const stoppedAgo = drawIndex(flow, (index + random.next()) / count)
      const receivedOn = asAt - stoppedAgo - draws.stopped(stoppedAgo).wait
      return {
        service,
        kind: 'stopped',
        receivedOn,
        stopOn: clinicDayBefore(random, asAt - stoppedAgo, receivedOn),
      }
    },
  }
  return [...waiting, stopped]
}

function plannedSlot(random: Random, asAt: Day): ReferralSlot {
  const receivedOn = asAt - random.between(3, 200)
  return { service: 'audiology', kind: 'planned', receivedOn, stopOn: receivedOn }
}

/** A step that visits every index once before any twice. */
function coprimeStep(count: number): number {
  let step = Math.max(1, Math.floor(count * 0.618))
  while (greatestCommonDivisor(step, count) !== 1) step++
  return step
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

function clinicDayAfter(day: Day): Day {
  let found = day
  while (!isWorkingDay(found)) found++
  return found
}

/** The day, or a working day of the week before it; the day of receipt when there is none. */
function clinicDayBefore(random: Random, day: Day, receivedOn: Day): Day {
  if (isWorkingDay(day)) return day
  let found = day - random.between(1, 5)
  while (!isWorkingDay(found)) found--
  return Math.max(found, receivedOn)
}
