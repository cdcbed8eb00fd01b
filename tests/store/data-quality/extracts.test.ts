import { afterEach, beforeEach, expect, it } from 'vitest'
import { ana, chidi, extractOf, importText } from '../../support/import-file.ts'
import { createTestStore, refusalOf, type TestStore } from '../../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const bo = {
  ...chidi,
  nhs_number: '9990000034',
  local_patient_id: 'L3',
  given_name: 'Bo',
  family_name: 'Third',
  referral_id: 'R3',
  date_of_birth: '2021-05-05',
}
const changes = async (
  pair: { earlierId: string; laterId: string },
  kind: 'new' | 'gone' | 'changed',
  column?: 'school',
) => test.client.dataQuality.extractChanges({ ...pair, kind, ...(column ? { column } : {}) })

it('says who is new, who is gone, and every cell that differs, before and after', async () => {
  const first = await importText(test, extractOf([{ ...ana, school: 'Old School' }, chidi]))
  const second = await importText(test, extractOf([{ ...ana, school: 'New School', postcode: '' }, bo]))
  const pair = { earlierId: first.batchId, laterId: second.batchId }

  const comparison = await test.client.dataQuality.compareExtracts(pair)
  expect(comparison.counts).toEqual({ new: 1, gone: 1, changed: 1, unchanged: 0 })
  expect(comparison.byCells).toBe(true)
  expect(comparison.columns).toEqual([
    { column: 'postcode', changed: 1 },
    { column: 'school', changed: 1 },
  ])
  for (const kind of ['new', 'gone', 'changed'] as const)
    expect((await changes(pair, kind)).total).toBe(comparison.counts[kind])
  const [changed] = (await changes(pair, 'changed', 'school')).rows
  expect(changed?.givenName).toBe('Ana')
  // A blank cell erased nothing here, but the files differ in it.
  expect(changed?.cells).toEqual([
    { column: 'postcode', before: 'QA1 1AA', after: '' },
    { column: 'school', before: 'Old School', after: 'New School' },
  ])
  const [gone] = (await changes(pair, 'gone')).rows
  expect(gone).toMatchObject({ givenName: 'Chidi', isOpen: true })
})

it('keeps a row once while it stays the same, and compares across imports in between and ones undone', async () => {
  const first = await importText(test, extractOf([{ ...ana, school: 'Old School' }, chidi]))
  const second = await importText(test, extractOf([{ ...ana, school: 'New School' }, chidi]))
  const third = await importText(test, extractOf([{ ...ana, school: 'New School' }, chidi, bo]))
  const rows = () =>
    test.store.bare.reader.prepare<[], number>('SELECT count(*) FROM import_batch_cells').pluck().get()
  expect(rows()).toBe(4)
  const compare = (earlier: { batchId: string }, later: { batchId: string }) =>
    test.client.dataQuality.compareExtracts({ earlierId: earlier.batchId, laterId: later.batchId })
  expect((await compare(first, third)).counts).toEqual({ new: 1, gone: 0, changed: 1, unchanged: 1 })
  expect((await compare(second, third)).counts).toEqual({ new: 1, gone: 0, changed: 0, unchanged: 2 })
  await test.client.imports.undo({ batchId: second.batchId, reason: 'The wrong file' })
  expect((await compare(first, second)).counts).toEqual({ new: 0, gone: 0, changed: 1, unchanged: 1 })
})

it('what a person changed here is not a difference between files', async () => {
  const first = await importText(test, extractOf([ana]))
  const [row] = (await test.client.waitingList.page({ filter: {} })).rows
  const { child } = await test.client.children.get({ childId: row!.childId })
  const { id, version, diedOn: _, ...input } = child
  await test.client.children.update({ childId: id, version, child: { ...input, school: 'Typed School' } })
  const second = await importText(test, extractOf([ana]))
  const { counts } = await test.client.dataQuality.compareExtracts({
    earlierId: first.batchId,
    laterId: second.batchId,
  })
  expect(counts).toEqual({ new: 0, gone: 0, changed: 0, unchanged: 1 })
})

it('imports from before cells were kept show what they changed here, and say that this is all', async () => {
  const first = await importText(test, extractOf([{ ...ana, school: '[not given]' }, chidi]))
  const second = await importText(test, extractOf([{ ...ana, school: 'New School' }, chidi]))
  await test.store.write(async () => {
    test.store.bare.writer.exec('UPDATE import_batch SET keeps_cells = 0; DELETE FROM import_batch_cells')
  })
  const pair = { earlierId: first.batchId, laterId: second.batchId }
  const comparison = await test.client.dataQuality.compareExtracts(pair)
  expect(comparison).toMatchObject({ byCells: false, counts: { new: 0, gone: 0, changed: 1, unchanged: 1 } })
  expect((await changes(pair, 'changed')).rows[0]?.cells).toEqual([
    { column: 'school', before: '[not given]', after: 'New School' },
  ])
})

it('refuses two sources and the wrong order; nothing is changed by looking', async () => {
  const first = await importText(test, extractOf([ana]))
  const other = await importText(test, extractOf([chidi]), 'EPR')
  const second = await importText(test, extractOf([ana]))
  const facts = () => test.store.bare.reader.prepare('SELECT count(*) FROM referral_event').pluck().get()
  const before = facts()
  const compare = (earlierId: string, laterId: string) =>
    refusalOf(test.client.dataQuality.compareExtracts({ earlierId, laterId }))
  expect((await compare(first.batchId, other.batchId)).message).toContain('one source')
  expect((await compare(second.batchId, first.batchId)).message).toContain('earlier extract first')
  expect((await test.client.dataQuality.extracts()).map(({ batchId }) => batchId)).toEqual([
    second.batchId,
    other.batchId,
    first.batchId,
  ])
  expect(facts()).toBe(before)
})
