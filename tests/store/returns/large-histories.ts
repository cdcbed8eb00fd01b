import { v7 as uuidv7 } from 'uuid'
import { toChildRow } from '../../../src/main/services/children/rows.ts'
import { RecordWriter } from '../../../src/main/services/import/record-writer.ts'
import { toService } from '../../../src/main/services/nhs-services/rows.ts'
import { factsToRow } from '../../../src/main/services/referrals/view.ts'
import { ruleSets } from '../../../src/main/services/triage/current-rules.ts'
import type { Store } from '../../../src/main/store/store.ts'
import { closedReasons } from '../../../src/shared/codes/closed-reasons.ts'
import { childInput } from '../../../src/shared/contract/children.ts'
import { referralFactsInput } from '../../../src/shared/contract/referrals.ts'
import { type Fact, fact, type History, received } from './histories.ts'
import { dayAfter, lastDay } from './naive-count.ts'

/** Days waited at which a figure changes, each side of every edge. */
const edges = [0, 1, 7, 8, 14, 15, 28, 29, 84, 85, 126, 127, 364, 365, 728, 729]
const services = ['audiology', 'neurodevelopment', 'slt']
/** Registered in error is made by hand, with a chance of its own. */
const reasons = closedReasons.filter((reason) => reason !== 'registered_in_error')

/** Numbers from 0 up to, not including, `below`; the same for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/**
 * Histories that sit on edges: received so that a census finds them on the first or last day of a band, ended on a
 * census day, the day before or the day after, on 29 February, twice in one day; re-opened, planned until a date,
 * corrected, registered in error. `months` are those whose censuses are aimed at.
 */
export function* edgeHistories(count: number, months: readonly string[], seed: number): Generator<History> {
  const pick = numbers(seed)
  const oneOf = <T>(of: readonly T[]) => of[pick(of.length)]!
  for (let made = 0; made < count; made += 1) {
    const census = pick(12) === 0 ? '2024-02-29' : lastDay(oneOf(months))
    const start = dayAfter(census, -oneOf(edges))
    const end = dayAfter(census, oneOf([-1, 0, 0, 1, 1, 30, 200]))
    const facts: Fact[] = [received(start, pick(10) === 0 ? { transferIn: true } : {})]
    if (end >= start) facts.push(...ending(pick, oneOf, start, end))
    yield { service: oneOf(services), facts }
  }
}

type Pick = (below: number) => number
type OneOf = <T>(of: readonly T[]) => T

function ending(pick: Pick, oneOf: OneOf, start: string, end: string): Fact[] {
  const seen = fact('attended', end, {})
  const closed = fact('closed', end, { reason: oneOf(reasons) })
  const later = (days: number) => dayAfter(end, 1 + pick(days))
  switch (pick(12)) {
    case 0:
    case 1:
    case 2:
      return [seen]
    case 3:
      return [closed]
    case 4:
      return pick(2) === 0 ? [seen, closed] : [closed, seen]
    case 5: {
      const again = later(60)
      return [
        closed,
        fact('reopened', again, {}),
        ...(pick(2) === 0 ? [fact('attended', dayAfter(again, 1 + pick(90)), {})] : []),
      ]
    }
    case 6: {
      const dueOn = later(90)
      return end === start
        ? [seen]
        : [
            fact('planned', end, { dueOn }),
            ...(pick(2) === 0 ? [fact('attended', dayAfter(dueOn, 1 + pick(60)), {})] : []),
          ]
    }
    case 7:
      return end === start ? [seen] : [fact('planned', end, { dueOn: dayAfter(end, -1 - pick(40)) })]
    case 8: {
      const error = fact('closed', end, { reason: 'registered_in_error' })
      return pick(2) === 0 ? [error] : [error, fact('reopened', later(60), {})]
    }
    case 9:
      return [fact('received_date_corrected', end, { receivedDate: dayAfter(start, -pick(20)) })]
    case 10:
      return [fact('attended', dayAfter(start, -1 - pick(5)), {})]
    default:
      return []
  }
}

/** Stores histories quickly, by the statements of the import. Returns how many. */
export async function storeQuickly(
  store: Store,
  { personId, today, histories }: { personId: string; today: string; histories: Iterable<History> },
): Promise<number> {
  const source = histories[Symbol.iterator]()
  let done = 0
  for (let more = true; more;) {
    more = await store.write(async (tx) => {
      const known = await tx.selectFrom('service').selectAll().execute()
      const writer = new RecordWriter(
        store,
        { personId, at: `${today}T08:00:00.000Z`, today, batchId: null },
        await ruleSets(tx),
        new Map(known.map((row) => [row.id, { stored: row, service: toService(row) }])),
      )
      for (let count = 0; count < 5000; count += 1) {
        const next = source.next()
        if (next.done) return false
        writer.addChild(toNewChild(next.value, done))
        done += 1
      }
      return true
    })
  }
  return done
}

const plainChild = childInput.parse({
  familyName: 'Edge',
  givenName: 'Sam',
  dateOfBirth: '2018-02-28',
})

function toNewChild(
  { service = 'slt', facts }: History,
  number: number,
): Parameters<RecordWriter['addChild']>[0] {
  return {
    row: { ...toChildRow({ ...plainChild, familyName: `Edge${number}` }), id: uuidv7() },
    contacts: [],
    hasPossibleDuplicate: false,
    referrals: [
      {
        row: {
          ...factsToRow(referralFactsInput.parse({})),
          id: uuidv7(),
          service_id: service,
          external_id: null,
        },
        facts: facts.map(({ type, on, detail }) => ({ type, happenedOn: on, detail, reason: null }) as never),
      },
    ],
  }
}
