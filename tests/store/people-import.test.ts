import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  ana,
  type Cells,
  extractOf,
  finish,
  grantFile,
  importText,
  previewOf,
} from '../support/import-file.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

/** The same child in another system, under another local id and spelling, without a number. */
const other: Cells = {
  ...ana,
  nhs_number: '',
  local_patient_id: 'OLD-7',
  referral_id: 'R9',
  service: 'audiology',
  given_name: 'Anna',
  school: 'Old School',
}

async function imported() {
  await importText(test, extractOf([ana, other]))
  const rows = await test.store.read.selectFrom('child').selectAll().execute()
  const survivor = rows.find((row) => row.local_patient_id !== 'OLD-7')!
  const merged = rows.find((row) => row.local_patient_id === 'OLD-7')!
  return { survivor, merged }
}

async function mergeThem() {
  const { survivor, merged } = await imported()
  const { mergeId } = await test.client.people.merge({
    survivorId: survivor.id,
    survivorVersion: survivor.version,
    mergedId: merged.id,
    mergedVersion: merged.version,
    take: [],
    reason: 'One child in two systems',
  })
  return { survivor, merged, mergeId }
}

const children = () => test.store.read.selectFrom('child').selectAll().orderBy('id').execute()
const problems = async () => (await test.client.store.verify()).problems

it('a row about the merged record updates the survivor’s referral and creates nothing', async () => {
  const { survivor, merged } = await mergeThem()
  const before = await children()
  const same = await importText(test, extractOf([ana, other]))
  expect(same.counts).toMatchObject({ created: 0, updated: 0, unchanged: 2, rejected: 0 })
  expect(await children()).toEqual(before)

  const seen = await importText(test, extractOf([ana, { ...other, first_contact_date: '2026-01-05' }]))
  expect(seen.counts).toMatchObject({ created: 0, updated: 1, unchanged: 1 })
  const page = await test.client.children.get({ childId: survivor.id })
  expect(page.referrals.find((each) => each.serviceId === 'audiology')).toMatchObject({ status: 'seen' })
  expect(page.child).toMatchObject({
    givenName: survivor.given_name,
    localPatientId: survivor.local_patient_id,
  })
  expect((await children()).find((row) => row.id === merged.id)).toEqual(merged)
  expect(await problems()).toEqual([])
})

it('news about the child is taken over; what the merged record said before is not', async () => {
  const { survivor } = await mergeThem()
  await importText(test, extractOf([{ ...other, school: 'New School' }]))
  const { child } = await test.client.children.get({ childId: survivor.id })
  expect(child).toMatchObject({ school: 'New School', givenName: survivor.given_name })
})

it('a new referral of the merged record belongs to the survivor, and goes back with the record', async () => {
  const { survivor, merged, mergeId } = await mergeThem()
  const later = { ...other, referral_id: 'R10', service: 'slt', referral_received_date: '2026-02-02' }
  const { counts } = await importText(test, extractOf([later]))
  expect(counts).toMatchObject({ created: 1, rejected: 0, possibleDuplicates: 0 })
  expect(await children()).toHaveLength(2)
  expect((await test.client.children.get({ childId: survivor.id })).referrals).toHaveLength(3)
  expect(await problems()).toEqual([])
  await test.client.people.unmerge({ mergeId, reason: 'Two children after all' })
  const page = await test.client.children.get({ childId: merged.id })
  expect(page.referrals.map((each) => each.serviceId).toSorted()).toEqual(['audiology', 'slt'])
  expect(await problems()).toEqual([])
})

it('a file checked before a merge must be checked again', async () => {
  const { survivor, merged } = await imported()
  const file = await grantFile(test, extractOf([{ ...other, first_contact_date: '2026-01-05' }]))
  const { draftId } = await previewOf(test.client, file)
  await test.client.people.merge({
    survivorId: survivor.id,
    survivorVersion: survivor.version,
    mergedId: merged.id,
    mergedVersion: merged.version,
    take: [],
    reason: 'One child in two systems',
  })
  expect(await refusalOf(finish(test.client.imports.commit({ draftId })))).toMatchObject({ kind: 'conflict' })
})

it('an import is undone after a merge, and the lists follow', async () => {
  const { survivor } = await mergeThem()
  const { batchId } = await importText(test, extractOf([{ ...other, first_contact_date: '2026-01-05' }]))
  await test.client.imports.undo({ batchId, reason: 'The wrong file' })
  const page = await test.client.children.get({ childId: survivor.id })
  expect(page.referrals.find((each) => each.serviceId === 'audiology')).toMatchObject({ status: 'received' })
  const [first] = await test.store.read
    .selectFrom('import_batch')
    .select('id')
    .orderBy('imported_at')
    .execute()
  // The entry voided above was recorded since: that referral is kept, and named under the child it belongs to.
  const { undone, kept } = await test.client.imports.undo({
    batchId: first!.id,
    reason: 'The wrong file too',
  })
  expect({ undone, kept }).toMatchObject({
    undone: 1,
    kept: [{ childName: expect.stringContaining('EVANS') }],
  })
  expect((await test.client.waitingList.page({ filter: {} })).total).toBe(1)
  expect(await problems()).toEqual([])
})

it('somebody like a merged record is a question about the survivor, and none with another number', async () => {
  const { survivor } = await mergeThem()
  const alike: Cells = { ...other, local_patient_id: 'X-1', referral_id: 'X-1', service: 'slt' }
  const first = await importText(test, extractOf([alike]))
  expect(first.counts).toMatchObject({ created: 1, possibleDuplicates: 1 })
  const { rows } = await test.client.children.duplicates({})
  expect(rows).toHaveLength(1)
  expect([rows[0]!.left.childId, rows[0]!.right.childId]).toContain(survivor.id)
  const numbered = { ...alike, nhs_number: '999 000 0026', local_patient_id: 'X-2', referral_id: 'X-2' }
  const second = await importText(test, extractOf([numbered]))
  expect(second.counts).toMatchObject({ created: 1 })
  const asked = (await test.client.children.duplicates({})).rows.map((row) => [row.left, row.right])
  for (const sides of asked)
    expect(
      new Set(sides.map((side) => side.nhsNumber).filter((number) => number !== null)).size,
    ).toBeLessThan(2)
  expect(await problems()).toEqual([])
})
