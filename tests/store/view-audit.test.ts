import { afterEach, beforeEach, expect, it } from 'vitest'
import { registerReferral } from '../support/register.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

let store: TestStore
beforeEach(async () => {
  store = await createTestStore()
})
afterEach(() => store.close())

async function views(): Promise<string[]> {
  const { rows } = await store.client.audit.page({})
  return rows.map((row) => row.action).filter((action) => action.endsWith('.viewed'))
}

it('notes who looked at a child and at a referral before it answers', async () => {
  const { childId, referralId } = await registerReferral(store.client)
  await store.client.children.get({ childId })
  await store.client.referrals.get({ referralId })
  await store.client.triage.get({ referralId })
  expect((await views()).toSorted()).toEqual(['child.viewed', 'child.viewed', 'referral.viewed'])
})

it('answers while a long write is under way, and notes the view after it', async () => {
  const { childId } = await registerReferral(store.client)
  let finish: () => void = () => undefined
  const long = store.store.write(() => new Promise<void>((resolve) => (finish = resolve)))
  const page = await store.client.children.get({ childId })
  expect(page.child.id).toBe(childId)
  expect(await views()).toEqual([])
  finish()
  await long
  await expect.poll(views).toEqual(['child.viewed'])
})

it('lets people look in a store that is open for reading only', async () => {
  const { childId } = await registerReferral(store.client)
  store.store.noteDamage()
  expect((await store.client.children.get({ childId })).child.id).toBe(childId)
})
