import { v7 as uuidv7 } from 'uuid'
import type { GeneratedReferral } from '../../src/main/generator/generated.ts'
import { insertChild } from '../../src/main/services/children/save.ts'
import { reproject } from '../../src/main/services/projection/reproject.ts'
import { newEvent, toEventRow } from '../../src/main/services/referrals/events.ts'
import { factsToRow } from '../../src/main/services/referrals/view.ts'
import { childInput } from '../../src/shared/contract/children.ts'
import { referralFactsInput } from '../../src/shared/contract/referrals.ts'
import type { TestStore } from './test-store.ts'

/** Puts generated histories into a test's store, as if each fact had been recorded by hand. Returns the ids. */
export async function seedStore(store: TestStore, histories: Iterable<GeneratedReferral>): Promise<string[]> {
  const ids: string[] = []
  await store.store.write(async (tx) => {
    const childIds = new Map<string, string>()
    for (const history of histories) {
      const key = history.child.localPatientId
      const childId =
        childIds.get(key) ?? (await insertChild(tx, store.context, childInput.parse(history.child)))
      childIds.set(key, childId)
      const referralId = uuidv7()
      await tx
        .insertInto('referral')
        .values({
          ...factsToRow(referralFactsInput.parse({ ...history, pathways: history.pathway })),
          id: referralId,
          version: 1,
          child_id: childId,
          service_id: history.service,
          external_id: history.referralId,
          created_at: store.context.now(),
        })
        .execute()
      for (const { type, happenedOn, detail, reason } of history.events) {
        const event = newEvent(store.context, type, { happenedOn, detail, reason: reason ?? null })
        await tx
          .insertInto('referral_event')
          .values(toEventRow(referralId, event, null))
          .execute()
      }
      ids.push(referralId)
    }
    for (let at = 0; at < ids.length; at += 500)
      await reproject(tx, ids.slice(at, at + 500), store.context.today())
  })
  return ids
}
