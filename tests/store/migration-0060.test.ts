import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestStore, type TestStore } from '../support/test-store.ts'
import { registerPlain } from '../support/triage.ts'

let store: TestStore
beforeEach(async () => {
  store = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => store.close())

describe('0060 triage', () => {
  it('keeps open referrals, and no closed one, in the order of the inbox', async () => {
    const open = await registerPlain(store)
    const closed = await registerPlain(store, {}, { nhsNumber: null, familyName: 'Closed' })
    await store.client.referrals.record({
      referralId: closed.referralId,
      version: 1,
      event: { type: 'closed', detail: { reason: 'moved_away' } },
      happenedOn: '2026-03-02',
      reason: 'Moved to another area',
    })
    const held = store.store.bare.writer
      .prepare<[], string>(
        'SELECT referral_id FROM waiting_list INDEXED BY waiting_list_stage_inbox WHERE is_open = 1',
      )
      .pluck()
      .all()
    expect(held).toEqual([open.referralId])
  })
})
