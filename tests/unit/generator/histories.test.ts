import { beforeAll, describe, expect, it } from 'vitest'
import type { ReferralEvent } from '../../../src/main/domain/referral-status/events.ts'
import { replay } from '../../../src/main/domain/referral-status/replay.ts'
import type { GeneratedReferral } from '../../../src/main/generator/generated.ts'
import { generateDemoHistories, generateHistories } from '../../../src/main/generator/histories.ts'
import { isWaiting, waitingAsAt, waitingTally } from '../../../src/main/generator/summary.ts'
import { chsBands } from '../../../src/shared/codes/bands.ts'
import { publishedBands } from '../../../src/shared/codes/published-bands.ts'
import { startingServiceIds } from '../../../src/shared/codes/services.ts'
import type { StartingServiceId } from '../../../src/shared/codes/services.ts'
import { isPalindrome, isValidNhsNumber } from '../../../src/shared/format/nhs-number.ts'

const asAt = '2025-10-31'
/** Chi-square value that seven degrees of freedom exceed once in a hundred. */
const criticalAtOneInHundred = 18.475

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}

function chiSquare(
  referrals: readonly GeneratedReferral[],
  service: StartingServiceId,
  date: string,
): number {
  const counts = chsBands.map(() => 0)
  for (const referral of referrals) {
    if (referral.service !== service || !isWaiting(referral, date)) continue
    const days = daysBetween(referral.receivedDate, date)
    counts[chsBands.findIndex(({ toDays }) => toDays === null || days <= toDays)]!++
  }
  const total = counts.reduce((sum, count) => sum + count, 0)
  const published = publishedBands[service]
  return counts.reduce((sum, count, band) => {
    const expected = (total * published.bands[band]!) / published.total
    return sum + (count - expected) ** 2 / expected
  }, 0)
}

function asRecorded({ events }: GeneratedReferral): ReferralEvent[] {
  return events.map(
    (event, sequence) =>
      ({
        ...event,
        id: `e${sequence}`,
        sequence,
        recordedAt: `${event.happenedOn}T12:00:00Z`,
        recordedBy: 'generator',
        reason: event.reason ?? null,
      }) as ReferralEvent,
  )
}

describe('the published figures', () => {
  it('sum to their totals', () => {
    for (const service of startingServiceIds) {
      const { bands, total } = publishedBands[service]
      expect(bands.reduce((sum, count) => sum + count, 0)).toBe(total)
    }
  })
})

describe.each(['north', 7])('a demonstration list, seed %s', (seed) => {
  let referrals: GeneratedReferral[]
  beforeAll(() => {
    referrals = [...generateDemoHistories({ seed, asAt })]
  })

  it('has 200, 500 and 1,100 children waiting, with their history', () => {
    expect(waitingAsAt(referrals, asAt)).toEqual({
      rows: referrals.length,
      waiting: { audiology: 200, slt: 500, neurodevelopment: 1100 },
    })
    expect(referrals.length).toBeGreaterThan(5500)
    expect(referrals.length).toBeLessThan(9000)
  })

  it.each(startingServiceIds)('has the published shape of %s', (service) => {
    expect(chiSquare(referrals, service, asAt)).toBeLessThan(criticalAtOneInHundred)
  })

  it('had a list of much the same size six months before, as a flow has', () => {
    const { waiting } = waitingAsAt(referrals, '2025-04-30')
    for (const [service, now] of [
      ['audiology', 200],
      ['slt', 500],
      ['neurodevelopment', 1100],
    ] as const) {
      expect(waiting[service]).toBeGreaterThan(now * 0.75)
      expect(waiting[service]).toBeLessThan(now * 1.25)
    }
  })

  it('has fewer referrals in August than in October', () => {
    const inMonth = (month: string) =>
      referrals.filter(({ receivedDate }) => receivedDate.startsWith(month)).length
    expect(inMonth('2025-08')).toBeLessThan(inMonth('2025-10') * 0.75)
  })

  it('has histories that every state allows, and agrees with the states on who is waiting', () => {
    for (const referral of referrals) {
      const state = replay(asRecorded(referral))
      expect(state.misfits, JSON.stringify(referral.events)).toEqual([])
      const stillWaiting =
        state.firstAttendedOn === null && state.closedOn === null && state.status !== 'planned'
      expect(isWaiting(referral, asAt)).toBe(stillWaiting)
    }
  })

  it('keeps dates in order: born, referred, everything else, nothing after the as-at date but appointments', () => {
    for (const { child, receivedDate, originalReferralDate, events } of referrals) {
      expect(child.dateOfBirth < receivedDate).toBe(true)
      expect(originalReferralDate === null || originalReferralDate < receivedDate).toBe(true)
      expect(events[0]?.type).toBe('received')
      let before = receivedDate
      for (const event of events) {
        expect(event.happenedOn >= before).toBe(true)
        expect(event.happenedOn <= asAt).toBe(true)
        before = event.happenedOn
        if (event.type === 'appointment_booked')
          expect(event.detail.appointmentOn >= event.happenedOn).toBe(true)
      }
    }
    const upcoming = referrals
      .flatMap(({ events }) => events)
      .filter((event) => event.type === 'appointment_booked' && event.detail.appointmentOn > asAt)
    expect(upcoming.length).toBeGreaterThan(50)
  })

  it('has every open stage of a queue', () => {
    const statuses = new Set(referrals.map((referral) => replay(asRecorded(referral)).status))
    for (const status of [
      'received',
      'information_requested',
      'waiting',
      'opt_in_sent',
      'booked',
      'to_rebook',
      'planned',
      'seen',
    ])
      expect(statuses).toContain(status)
  })

  it.each([
    ['audiology', 0.09],
    ['slt', 0.1],
    ['neurodevelopment', 0.14],
  ] as const)('has %s appointments not brought at about the usual share', (service, usual) => {
    const events = referrals.filter((each) => each.service === service).flatMap((each) => each.events)
    const count = (type: string) => events.filter((event) => event.type === type).length
    const share = count('was_not_brought') / (count('was_not_brought') + count('attended'))
    expect(Math.abs(share - usual)).toBeLessThan(0.025)
  })

  it('has missed appointments that run in families, not evenly', () => {
    const missed = referrals.map(
      ({ events }) => events.filter(({ type }) => type === 'was_not_brought').length,
    )
    const offered = referrals.map(
      ({ events }) => events.filter(({ type }) => type === 'attended' || type === 'was_not_brought').length,
    )
    const withTwo = offered.flatMap((count, i) => (count >= 3 ? [missed[i]! / count] : []))
    const mean = withTwo.reduce((sum, share) => sum + share, 0) / withTwo.length
    const often = withTwo.filter((share) => share >= 0.4).length / withTwo.length
    expect(often).toBeGreaterThan(mean * mean * 3)
  })

  it('has few urgent children still waiting, and most of them untriaged or routine', () => {
    const waiting = referrals.filter((referral) => isWaiting(referral, asAt))
    const priorities = waiting.map((referral) => replay(asRecorded(referral)).priority)
    const share = priorities.filter((priority) => priority === 'urgent').length / waiting.length
    expect(share).toBeGreaterThan(0.002)
    expect(share).toBeLessThan(0.04)
  })
})

describe('children of a demonstration list', () => {
  let referrals: GeneratedReferral[]
  beforeAll(() => {
    referrals = [...generateDemoHistories({ seed: 3, asAt })]
  })

  it('have valid numbers of the 999 range, each once, none a palindrome', () => {
    const byNumber = new Map<string, string>()
    for (const { child } of referrals) {
      if (child.nhsNumber === null) continue
      expect(child.nhsNumber.startsWith('999') && isValidNhsNumber(child.nhsNumber)).toBe(true)
      expect(isPalindrome(child.nhsNumber)).toBe(false)
      expect(byNumber.get(child.nhsNumber) ?? child.localPatientId).toBe(child.localPatientId)
      byNumber.set(child.nhsNumber, child.localPatientId)
    }
    expect(byNumber.size).toBeGreaterThan(4000)
  })

  it('include twins: same birthday, family name and home, different names and numbers', () => {
    const children = [...new Map(referrals.map(({ child }) => [child.localPatientId, child])).values()]
    const homes = Map.groupBy(
      children.filter(({ postcode, nhsNumber }) => postcode !== null && nhsNumber !== null),
      ({ familyName, dateOfBirth, postcode }) => `${familyName}/${dateOfBirth}/${postcode}`,
    )
    const pairs = [...homes.values()].filter((home) => home.length > 1)
    expect(pairs.length).toBeGreaterThan(10)
    for (const pair of pairs) {
      expect(new Set(pair.map(({ givenName }) => givenName)).size).toBe(pair.length)
      expect(new Set(pair.map(({ nhsNumber }) => nhsNumber)).size).toBe(pair.length)
    }
  })

  it('include some with two referrals, and siblings in one home', () => {
    const perChild = Map.groupBy(referrals, ({ child }) => child.localPatientId)
    const twice = [...perChild.values()].filter((each) => each.length > 1)
    expect(twice.length / perChild.size).toBeGreaterThan(0.05)
    expect(twice.some(([a, b]) => a!.service !== b!.service)).toBe(true)
    expect(twice.some(([a, b]) => a!.service === b!.service)).toBe(true)
  })

  it('have gaps as real records do', () => {
    const children = [...new Map(referrals.map(({ child }) => [child.localPatientId, child])).values()]
    const share = (test: (child: (typeof children)[number]) => boolean) =>
      children.filter(test).length / children.length
    const noNumber = share(({ nhsNumber }) => nhsNumber === null)
    expect(noNumber).toBeGreaterThan(0.03)
    expect(noNumber).toBeLessThan(0.06)
    const noEthnicity = share(
      ({ ethnicCategory }) => ethnicCategory === null || ['Z', '99'].includes(ethnicCategory),
    )
    expect(noEthnicity).toBeGreaterThan(0.09)
    expect(noEthnicity).toBeLessThan(0.16)
    expect(share(({ imdDecile }) => imdDecile !== null && imdDecile <= 2)).toBeGreaterThan(0.24)
  })

  it('cannot be reached or found: test phone numbers, example addresses, postcodes never issued', () => {
    const shapes: [keyof GeneratedReferral['child'], RegExp][] = [
      ['contactPhone', /^07700 900\d{3}$/],
      ['contactEmail', /^[a-z]+\.[a-z]+\d+@example\.com$/],
      ['postcode', /^[QVX][A-Z]\d{1,2} \d[CIKMOV]{2}$/],
      ['gpPracticeCode', /^Z99\d{3}$/],
    ]
    for (const [field, shape] of shapes) {
      const values = referrals.flatMap(({ child }) => (child[field] === null ? [] : [String(child[field])]))
      expect(values.length).toBeGreaterThan(1000)
      expect(values.filter((value) => !shape.test(value))).toEqual([])
    }
  })

  it('carry the names that break systems', () => {
    const names = referrals.map(({ child }) => `${child.givenName} ${child.familyName}`)
    for (const pattern of [/['’]/, /-/, /[łŁ]/, /[ășțȘȚ]/, /[şğı]/, /ễ/, /[éáóí]/, / .* /])
      expect(
        names.some((name) => pattern.test(name)),
        String(pattern),
      ).toBe(true)
    expect(referrals.some(({ child }) => child.givenName === child.familyName)).toBe(true)
    expect(referrals.some(({ child }) => child.preferredName !== null)).toBe(true)
  })

  it('are under eighteen while they wait, and of the usual sex', () => {
    const waiting = referrals.filter((referral) => isWaiting(referral, asAt))
    for (const { child } of waiting) expect(daysBetween(child.dateOfBirth, asAt)).toBeLessThan(18 * 365.25)
    const boys = (service: string) => {
      const all = waiting.filter((each) => each.service === service)
      return all.filter(({ child }) => child.gender === '1').length / all.length
    }
    expect(Math.abs(boys('slt') - 0.67)).toBeLessThan(0.06)
    expect(Math.abs(boys('neurodevelopment') - 0.72)).toBeLessThan(0.05)
  })
})

describe('an extract of a chosen size', () => {
  it('is the same for the same seed and another for another seed', () => {
    const make = (seed: string) => JSON.stringify([...generateHistories({ referrals: 400, seed, asAt })])
    expect(make('a')).toBe(make('a'))
    expect(make('a')).not.toBe(make('b'))
  })

  it.each([1, 10, 1000, 4321])('has exactly %i referrals', (referrals) => {
    expect([...generateHistories({ referrals, seed: 1, asAt })]).toHaveLength(referrals)
  })

  it.each(['2024-02-29', '2025-08-31', '2026-01-01'])('has the published shape on %s too', (date) => {
    const referrals = [...generateHistories({ referrals: 6000, seed: 'any', asAt: date })]
    for (const service of startingServiceIds)
      expect(chiSquare(referrals, service, date)).toBeLessThan(criticalAtOneInHundred)
  })

  it('streams 20,000 with three in ten waiting, no two children with one number', () => {
    const tally = waitingTally(asAt)
    const owners = new Map<string, string>()
    const bornLate: string[] = []
    const shared: string[] = []
    // The seed with a second record whose swapped day and month once lay after its receipt.
    for (const referral of generateHistories({ referrals: 20_000, seed: 'x', asAt })) {
      tally.add(referral)
      const { nhsNumber, localPatientId, dateOfBirth } = referral.child
      if (dateOfBirth > referral.receivedDate) bornLate.push(localPatientId)
      if (nhsNumber === null) continue
      if ((owners.get(nhsNumber) ?? localPatientId) !== localPatientId) shared.push(nhsNumber)
      owners.set(nhsNumber, localPatientId)
    }
    expect(bornLate).toEqual([])
    expect(shared).toEqual([])
    const { rows, waiting } = tally.counts()
    expect(rows).toBe(20_000)
    expect(waiting.audiology + waiting.slt + waiting.neurodevelopment).toBe(6000)
  })

  it('gives the first referrals of a million without making the rest', () => {
    const stream = generateHistories({ referrals: 1_000_000, seed: 1, asAt })
    const first = Array.from({ length: 2000 }, () => stream.next().value as GeneratedReferral)
    const share = first.filter((referral) => isWaiting(referral, asAt)).length / first.length
    expect(Math.abs(share - 0.1)).toBeLessThan(0.04)
    const earliest = first.map(({ receivedDate }) => receivedDate).toSorted()[0]!
    expect(earliest < '2019-01-01').toBe(true)
  })
})
