import { v7 as uuidv7 } from 'uuid'
import type { EventType } from '../../../src/shared/codes/event-types.ts'
import type { EventDetails, ReferralEvent } from '../../../src/main/domain/referral-status/events.ts'
import { reproject } from '../../../src/main/services/projection/reproject.ts'
import { toEventRow } from '../../../src/main/services/referrals/events.ts'
import type { TestStore } from '../../support/test-store.ts'

/** One thing that happened to a referral. */
export interface Fact<T extends EventType = EventType> {
  type: T
  on: string
  detail: EventDetails[T]
}

/** A referral and everything that happened to it. */
export interface History {
  service?: string
  facts: readonly Fact[]
}

export interface Stored {
  referralId: string
  childId: string
  /** Ids of the facts, in the order given. */
  eventIds: string[]
}

/** A fact of the given type on a date. */
export function fact<T extends EventType>(type: T, on: string, detail: EventDetails[T]): Fact<T> {
  return { type, on, detail }
}

/** The receipt of a referral. */
export function received(on: string, more: { transferIn?: boolean } = {}): Fact<'received'> {
  return fact('received', on, { receivedDate: on, ...more })
}

/** Stores histories as they are, past any rule about what may be recorded, each for a child of its own. */
export async function storeHistories(test: TestStore, histories: readonly History[]): Promise<Stored[]> {
  const { store, context } = test
  return store.write(async (tx) => {
    const stored: Stored[] = []
    for (const { service = 'slt', facts } of histories) {
      const [childId, referralId] = [uuidv7(), uuidv7()]
      const searchId = store.nextSearchId()
      await tx
        .insertInto('child')
        .values({
          id: childId,
          family_name: `Testfamily${searchId}`,
          given_name: 'Sam',
          name_key: `testfamily${searchId} sam`,
          date_of_birth: '2018-05-17',
          restricted: 0,
          version: 1,
          created_at: context.now(),
          search_id: searchId,
        })
        .execute()
      await tx
        .insertInto('referral')
        .values({
          id: referralId,
          version: 1,
          child_id: childId,
          service_id: service,
          pathways: '[]',
          circumstances: '{}',
          created_at: context.now(),
        })
        .execute()
      const events = facts.map(
        ({ type, on, detail }) =>
          ({
            id: uuidv7(),
            type,
            happenedOn: on,
            recordedAt: context.now(),
            recordedBy: context.person.id,
            sequence: store.nextSequence(),
            detail,
            reason: null,
          }) as ReferralEvent,
      )
      for (const event of events) {
        await tx
          .insertInto('referral_event')
          .values(toEventRow(referralId, event, null))
          .execute()
      }
      stored.push({ referralId, childId, eventIds: events.map((event) => event.id) })
    }
    for (let at = 0; at < stored.length; at += 500) {
      const ids = stored.slice(at, at + 500).map((each) => each.referralId)
      await reproject(tx, ids, context.today())
    }
    return stored
  })
}

/** Adds facts to a stored referral. */
export async function addFacts(test: TestStore, referralId: string, facts: readonly Fact[]): Promise<void> {
  const { store, context } = test
  await store.write(async (tx) => {
    for (const { type, on, detail } of facts) {
      const event = {
        id: uuidv7(),
        type,
        happenedOn: on,
        recordedAt: context.now(),
        recordedBy: context.person.id,
        sequence: store.nextSequence(),
        detail,
        reason: 'Made for a test',
      } as ReferralEvent
      await tx
        .insertInto('referral_event')
        .values(toEventRow(referralId, event, null))
        .execute()
    }
    await reproject(tx, [referralId], context.today())
  })
}
