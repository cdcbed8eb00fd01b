/**
 * Made-up referral histories. Waits are not sampled: arrivals and endings are drawn from a flow solved from the
 * published lists (see wait-model.ts), each referral's history is written from receipt to discharge, and the as-at
 * date cuts them all. Children are found for the waits: some have two referrals, a brother or sister, or a twin.
 * One pass with a bounded pool, so a million come as a stream. Same seed, same output.
 */
import type { StartingServiceId } from '../../shared/codes/services.ts'
import { dayOf } from './days.ts'
import type { GeneratedReferral } from './generated.ts'
import { nhsNumberSupply } from './nhs-numbers.ts'
import { peopleMaker } from './people/child.ts'
import type { Person } from './people/child.ts'
import { seededRandom } from './random.ts'
import { draftReferral, finishReferral } from './referral-draft.ts'
import type { ReferralDraft } from './referral-draft.ts'
import { middlingProvider, referralSlots, sizeByHistory, sizeByTotal, waitModels } from './referral-slots.ts'
import type { ExtractSize } from './referral-slots.ts'
import { serviceProfiles } from './service-profiles.ts'

const poolSize = 600
/** Shares of children for whom a second referral, a sibling, a twin or a second record is looked for. */
const linkShares = { secondReferral: 0.2, sibling: 0.035, twin: 0.02, secondRecord: 0.006 }
const daysPerMonth = 30.4375

export interface HistoriesInput {
  /** Referrals in total, waiting or not. */
  referrals: number
  seed: string | number
  /** `YYYY-MM-DD`: the snapshot on this date has the published shape. Nothing is dated after it but appointments. */
  asAt: string
}

/** Exactly this many made-up referrals, one at a time, in no particular order. */
export function generateHistories({
  referrals,
  seed,
  asAt,
}: HistoriesInput): Generator<GeneratedReferral, void, undefined> {
  const models = waitModels(dayOf(asAt))
  return histories(seed, asAt, models, sizeByTotal(models, referrals))
}

export interface DemoInput {
  seed: string | number
  asAt: string
  /** Children waiting in each service: by default those of a middling provider, 200, 500 and 1,100. */
  waiting?: Record<StartingServiceId, number>
  /** Days of ended waits kept beside them. */
  historyDays?: number
}

/** The referrals of a demonstration store: a middling provider's list with a year and a half of history. */
export function generateDemoHistories({
  seed,
  asAt,
  waiting = middlingProvider,
  historyDays = 550,
}: DemoInput): Generator<GeneratedReferral, void, undefined> {
  const models = waitModels(dayOf(asAt))
  return histories(seed, asAt, models, sizeByHistory(models, waiting, historyDays))
}

function* histories(
  seed: string | number,
  asAtText: string,
  models: ReturnType<typeof waitModels>,
  size: ExtractSize,
): Generator<GeneratedReferral, void, undefined> {
  const asAt = dayOf(asAtText)
  const random = seededRandom(seed)
  const people = peopleMaker(random, nhsNumberSupply(random))
  const pool: ReferralDraft[] = []
  const slots = referralSlots(random, asAt, models, size)
  let written = 0

  function refill(): void {
    while (pool.length < poolSize) {
      const slot = slots.next()
      if (slot.done) return
      pool.push(draftReferral(random, slot.value, asAt))
    }
  }

  function take(fits: (draft: ReferralDraft) => boolean): ReferralDraft | undefined {
    const start = random.between(0, pool.length - 1)
    for (let i = 0; i < pool.length; i++) {
      const at = (start + i) % pool.length
      if (fits(pool[at]!)) return takeAt(at)
    }
    return undefined
  }

  function takeAt(at: number): ReferralDraft {
    const draft = pool[at]!
    pool[at] = pool.at(-1)!
    pool.pop()
    return draft
  }

  function finish(draft: ReferralDraft, person: Person): GeneratedReferral {
    written++
    return finishReferral(random, draft, person, asAt, `R${String(written).padStart(7, '0')}`)
  }

  function wishes(draft: ReferralDraft, bornOn = draft.bornOn) {
    const profile = serviceProfiles[draft.slot.service]
    const ageMonths = Math.floor((asAt - bornOn) / daysPerMonth)
    return { bornOn, ageMonths, boys: draft.picture.boys ?? profile.boys, ehcp: profile.ehcp }
  }

  for (refill(); pool.length > 0; refill()) {
    const draft = takeAt(random.between(0, pool.length - 1))
    const person = people.newcomer(wishes(draft))
    yield finish(draft, person)
    if (pool.length === 0) continue
    if (random.chance(linkShares.secondReferral)) {
      const second = take((each) => canFollow(draft, each) && each.refit(person.bornOn))
      if (second) yield finish(second, person)
    }
    if (pool.length > 0 && random.chance(linkShares.twin)) {
      const twin = take((each) => isTwinOf(draft, each) && each.refit(person.bornOn))
      if (twin) yield finish(twin, people.sibling(person, wishes(twin, person.bornOn)))
    } else if (pool.length > 0 && random.chance(linkShares.sibling)) {
      const sibling = take((each) => isSiblingAge(draft.bornOn, each.bornOn))
      if (sibling) yield finish(sibling, people.sibling(person, wishes(sibling)))
    } else if (pool.length > 0 && random.chance(linkShares.secondRecord)) {
      const again = take((each) => isTwinOf(draft, each) && each.refit(person.bornOn))
      if (again) yield finish(again, people.secondRecord(person))
    }
  }
}

/** Another service at any time; the same service only once the first wait is over and a while has passed. */
function canFollow(first: ReferralDraft, second: ReferralDraft): boolean {
  if (second.slot.kind === 'planned' || first.slot.kind === 'planned') return false
  if (first.slot.service !== second.slot.service)
    return Math.abs(first.slot.receivedOn - second.slot.receivedOn) < 1100
  const [earlier, later] = first.slot.receivedOn <= second.slot.receivedOn ? [first, second] : [second, first]
  return earlier.ending.kind !== 'seen' && later.slot.receivedOn > earlier.slot.stopOn + 60
}

function isTwinOf(first: ReferralDraft, second: ReferralDraft): boolean {
  return (
    first.slot.service === second.slot.service &&
    second.slot.kind !== 'planned' &&
    Math.abs(first.slot.receivedOn - second.slot.receivedOn) <= 21
  )
}

function isSiblingAge(a: number, b: number): boolean {
  const apart = Math.abs(a - b)
  return apart > 330 && apart < 2600
}
