import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stageQueueIds } from '../../src/shared/codes/queues.ts'
import { eventTypes } from '../../src/shared/codes/event-types.ts'
import { closedReasons } from '../../src/shared/codes/closed-reasons.ts'
import { isOpenStatus } from '../../src/shared/codes/referral-statuses.ts'
import type { EventDetails } from '../../src/main/domain/referral-status/events.ts'
import { type StateEvent, stateTable } from '../../src/main/domain/referral-status/state-table.ts'
import { type Random, seededRandom } from '../../src/main/generator/random.ts'
import { recordFact, voidFact } from '../../src/main/services/referrals/commands.ts'
import { eventsOf } from '../../src/main/services/referrals/events.ts'
import type { Writing } from '../../src/main/store/store.ts'
import type { Result } from '../../src/shared/result.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'
import { registerReferral } from '../support/register.ts'
import { plainDetails } from '../unit/referral-status/facts.ts'
import { dayAfter, monthsBetween } from './returns/naive-count.ts'

const people = 500
const steps = 10_000
const firstDay = '2024-09-02'
/** Steps between one working day and the next: the walk takes about a year and a half. */
const stepsADay = 20
const strands = ['autism', 'adhd', 'language', 'fasd'] as const
const services = ['audiology', 'slt', 'neurodevelopment'] as const

type Details = { [T in StateEvent]: (random: Random, on: string) => EventDetails[T] }

/** Something that could be recorded of each kind, so that the walk can take every step of the state table. */
const details: Partial<Details> = {
  received_date_corrected: (random, on) => ({ receivedDate: dayAfter(on, -random.between(0, 60)) }),
  information_requested: (_, on) => ({ items: ['Hearing test'], chaseOn: dayAfter(on, 14) }),
  accepted: (random) => ({ priority: random.pick(['same_day', 'urgent', 'soon', 'routine']) }),
  priority_changed: (random) => ({ priority: random.pick(['urgent', 'soon', 'routine']) }),
  opt_in_sent: (_, on) => ({ replyBy: dayAfter(on, 21) }),
  validation_sent: (_, on) => ({ replyBy: dayAfter(on, 21), channel: 'letter' }),
  asked_again: (_, on) => ({ replyBy: dayAfter(on, 21), channel: 'phone' }),
  appointment_booked: (random, on) => ({ appointmentOn: dayAfter(on, random.between(0, 40)) }),
  attended: (random) => ({ treatment: random.chance(0.3) }),
  planned: (random, on) => ({ dueOn: dayAfter(on, random.between(0, 120)) }),
  delay_requested: (_, on) => ({ until: dayAfter(on, 60) }),
  strand_closed: (random) => ({ pathway: random.pick(strands), reason: 'right_to_choose' }),
  closed: (random) => ({
    to: 'Another provider',
    reason: random.pick(closedReasons),
    clinician: 'A clinician',
    risk: 'What could go wrong was weighed',
  }),
}

/** Steps that end a referral are taken less often, or everybody would be gone in a week. */
const seldom = new Set<StateEvent>(['closed', 'redirected', 'not_accepted', 'attended'])

describe('ten thousand steps over five hundred referrals', () => {
  const random = seededRandom('random walk')
  const taken = new Map<string, number>()
  let refused = 0
  let test: TestStore
  let today = firstDay

  beforeAll(async () => {
    test = await createTestStore({ today })
    const ids: string[] = []
    for (let each = 0; each < people; each++) {
      const { referralId } = await registerReferral(test.client, {
        serviceId: random.pick(services),
        receivedDate: dayAfter(firstDay, -random.between(0, 200)),
        pathways: [...strands],
      })
      ids.push(referralId)
    }
    for (let day = 0; day * stepsADay < steps; day++) {
      today = dayAfter(firstDay, day)
      test.setToday(today)
      // A day's steps share one transaction: ten thousand of them would mostly wait for the disk.
      await test.store.write(async (tx) => {
        for (let each = 0; each < stepsADay; each++) await oneStep(tx, ids)
      })
    }
  }, 600_000)
  afterAll(() => test.close())

  /** A step that is recorded; those that are refused before it are counted. */
  async function oneStep(tx: Writing, ids: readonly string[]): Promise<void> {
    while (!(await step(tx, random.pick(ids))).ok) refused += 1
  }

  /** One step that the state table allows; the dates may still be refused, and then nothing is recorded. */
  async function step(tx: Writing, referralId: string): Promise<Result<unknown>> {
    const row = await tx
      .selectFrom('waiting_list')
      .select('status')
      .where('referral_id', '=', referralId)
      .executeTakeFirstOrThrow()
    if (random.chance(0.06)) {
      const events = await eventsOf(tx, referralId)
      const result = await voidFact(tx, test.context, referralId, null, random.pick(events).id, 'A mistake')
      if (result.ok) note('voided')
      return result
    }
    const allowed = Object.keys(stateTable[row.status]) as StateEvent[]
    const often = allowed.filter((type) => !seldom.has(type))
    const type = random.pick(random.chance(0.9) && often.length > 0 ? often : allowed)
    const happenedOn = random.chance(0.25) ? dayAfter(today, -random.between(1, 70)) : today
    const detail = details[type]?.(random, happenedOn) ?? plainDetails[type]
    const result = await recordFact(tx, test.context, referralId, null, {
      type,
      happenedOn,
      detail,
      reason: 'A step of the walk',
    })
    if (result.ok) note(type)
    return result
  }

  function note(type: string): void {
    taken.set(type, (taken.get(type) ?? 0) + 1)
  }

  it('takes every step there is, and is refused some', () => {
    expect([...taken.keys()].toSorted()).toEqual(eventTypes.filter((type) => type !== 'received').toSorted())
    expect([...taken.values()].reduce((sum, count) => sum + count, 0)).toBe(steps)
    expect(refused).toBeGreaterThan(100)
  })

  it('leaves every open referral in a queue, and none of the closed', async () => {
    const rows = await test.store.read.selectFrom('waiting_list').select(['status', 'stage_queue']).execute()
    expect(rows).toHaveLength(people)
    for (const { status, stage_queue } of rows) {
      if (isOpenStatus(status)) expect(stageQueueIds).toContain(stage_queue)
      else expect(stage_queue).toBeNull()
    }
    const counts = await test.client.waitingList.counts({})
    expect(counts.counts.no_queue).toBe(0)
    expect(rows.filter((row) => isOpenStatus(row.status)).length).toBeGreaterThan(50)
  })

  it('leaves projections that equal a rebuild from the facts, and an audit trail that holds', async () => {
    const verified = await test.client.store.verify()
    expect(verified).toMatchObject({ ok: true, problems: [] })
  })

  it('leaves a reconciliation that balances for every month it touched', async () => {
    const months = monthsBetween('2024-01', dayAfter(today, -31).slice(0, 7))
    expect(months.length).toBeGreaterThan(20)
    let moved = 0
    for (const month of months) {
      const answer = await test.client.returns.chs({ month })
      for (const [line, ledger] of Object.entries(answer.reconciliation)) {
        expect(ledger, `${line} in ${month}`).toMatchObject({ balances: true })
        moved += ledger.firstContacts + ledger.received
      }
    }
    expect(moved).toBeGreaterThan(people)
  })
})
