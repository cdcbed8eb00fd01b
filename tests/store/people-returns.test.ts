import { afterEach, beforeEach, expect, it } from 'vitest'
import path from 'node:path'
import { registerReferral } from '../support/register.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const child = { familyName: 'Testfield', givenName: 'Sofia', dateOfBirth: '2020-05-17', postcode: 'ZZ99 1AB' }

const figuresOf = async (month: string) => {
  const { lines, reconciliation } = await test.client.returns.chs({ month })
  return { lines, reconciliation }
}

it('a merge and its undoing move no figure; a referral counted twice is a correction once it is closed', async () => {
  const a = await registerReferral(test.client, { receivedDate: '2026-01-10' }, child)
  const b = await registerReferral(
    test.client,
    { receivedDate: '2026-01-10' },
    { ...child, givenName: 'Sophia' },
  )
  const before = await figuresOf('2026-02')
  expect(before.lines.find((line) => line.line.includes('Speech'))).toMatchObject({ total: 2 })
  const token = 'return-file-1'
  const file = path.join(test.folder, 'return.csv')
  test.grant(token, { path: file, name: 'return.csv', size: 0, purpose: 'write' })
  await test.client.returns.export({ month: '2026-02', format: 'csv', file: token })

  const { mergeId } = await test.client.people.merge({
    survivorId: a.childId,
    survivorVersion: 1,
    mergedId: b.childId,
    mergedVersion: 1,
    take: [],
    reason: 'One child under two spellings',
  })
  const merged = await test.client.returns.chs({ month: '2026-02' })
  expect({ lines: merged.lines, reconciliation: merged.reconciliation }).toEqual(before)
  expect(merged.sinceLastExport).toMatchObject({ sameFigures: true, changes: [] })
  await test.client.people.unmerge({ mergeId, reason: 'Two children after all' })
  expect(await figuresOf('2026-02')).toEqual(before)

  const again = await test.client.people.merge({
    survivorId: a.childId,
    survivorVersion: (await test.client.children.get({ childId: a.childId })).child.version,
    mergedId: b.childId,
    mergedVersion: 1,
    take: [],
    reason: 'One child after all',
  })
  expect(again.sameServiceTwice).toEqual(['Speech and language therapy'])
  await test.client.referrals.record({
    referralId: b.referralId,
    version: 1,
    event: { type: 'closed', detail: { reason: 'registered_in_error' } },
    happenedOn: '2026-03-02',
    reason: 'The same referral twice',
  })
  const after = await test.client.returns.chs({ month: '2026-02' })
  expect(after.lines.find((line) => line.line.includes('Speech'))).toMatchObject({ total: 1 })
  expect(after.sinceLastExport).toMatchObject({
    sameFigures: false,
    changes: [{ referralId: b.referralId, childId: a.childId }],
  })
  const march = await test.client.returns.chs({ month: '2026-03' })
  expect(march.reconciliation['(CYP) Therapy interventions: Speech and language']).toMatchObject({
    opening: 2,
    corrections: -1,
    closing: 1,
  })
})
