import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateHistories } from '../../src/main/generator/histories.ts'
import { toImportRow } from '../../src/main/generator/import-rows.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'
import {
  ana,
  chidi,
  type Cells,
  extractOf,
  finish,
  grantFile,
  importText,
  previewOf,
} from '../support/import-file.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const all = () =>
  test.client.waitingList.page({
    filter: { queue: 'all_open' },
    sort: [{ column: 'received_date', direction: 'asc' }],
  })
const problemsOf = async () => (await test.client.store.verify()).problems
const childrenStored = () =>
  test.store.read.selectFrom('child').selectAll().orderBy('local_patient_id').execute()
const eventsStored = () =>
  test.store.read.selectFrom('referral_event').selectAll().orderBy('sequence').execute()

async function rowsOf(
  draftId: string,
  group: 'created' | 'updated' | 'unchanged' | 'rejected' | 'possible_duplicates',
) {
  return (await test.client.imports.previewRows({ draftId, group })).rows
}

describe('the same referral again', () => {
  it('is unchanged, whatever the history', async () => {
    const rows = [...generateHistories({ referrals: 300, seed: 9, asAt: '2026-03-01' })].map(toImportRow)
    const first = await importText(test, extractOf(rows))
    const events = (await eventsStored()).length
    const again = await importText(test, extractOf(rows))
    expect(again.counts).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: first.counts.created,
      rejected: 0,
    })
    expect(await eventsStored()).toHaveLength(events)
  })

  it('takes new facts and changed cells over and lists them in words; blanks erase nothing', async () => {
    await importText(test, extractOf([ana]))
    const later: Cells = {
      ...ana,
      postcode: 'QA2 2BB',
      contact_phone: '',
      triage_outcome: 'accepted',
      triage_date: '2025-09-08',
      priority: 'soon',
      first_contact_date: '2026-01-05',
    }
    const { draftId, counts } = await previewOf(test.client, await grantFile(test, extractOf([later])))
    expect(counts).toMatchObject({ created: 0, updated: 1 })
    const [row] = await rowsOf(draftId, 'updated')
    expect(row?.changes).toEqual([
      'Postcode: QA1 1AA becomes QA2 2BB.',
      'New: Accepted on 08-Sep-2025 (Soon).',
      'New: Attended on 05-Jan-2026.',
    ])
    await finish(test.client.imports.commit({ draftId }))
    expect((await childrenStored())[0]).toMatchObject({ postcode: 'QA2 2BB', nhs_number: '9990000018' })
    const contact = await test.store.read.selectFrom('child_contact').selectAll().execute()
    expect(contact).toEqual([expect.objectContaining({ name: 'Bea Evans', phone: '0100 000001' })])
    expect((await all()).rows[0]).toMatchObject({ status: 'seen', priority: 'soon' })
    expect(await problemsOf()).toEqual([])
  })

  it('replaces a date of the file by the new date of the file', async () => {
    await importText(test, extractOf([{ ...ana, first_contact_date: '2026-01-05' }]))
    await importText(test, extractOf([{ ...ana, first_contact_date: '2026-01-12' }]))
    const row = await test.store.read.selectFrom('waiting_list').selectAll().executeTakeFirstOrThrow()
    expect(row.first_contact_on).toBe('2026-01-12')
    expect((await eventsStored()).map(({ type }) => type)).toEqual([
      'received',
      'attended',
      'voided',
      'attended',
    ])
    expect(await problemsOf()).toEqual([])
  })

  it('corrects a received date that came from a file', async () => {
    await importText(test, extractOf([ana]))
    await importText(test, extractOf([{ ...ana, referral_received_date: '2025-08-20' }]))
    const list = await all()
    expect(list.total).toBe(1)
    expect(list.rows[0]).toMatchObject({ receivedDate: '2025-08-20' })
    const third = await importText(test, extractOf([{ ...ana, referral_received_date: '2025-08-20' }]))
    expect(third.counts).toMatchObject({ unchanged: 1, updated: 0 })
  })

  it('never overrules a triage decision made in the app, and says so', async () => {
    await importText(test, extractOf([ana]))
    const [row] = (await all()).rows
    await test.client.triage.decide({
      referralId: row?.referralId ?? '',
      version: row?.version ?? 0,
      decision: { kind: 'accept', priority: 'urgent', reason: 'Feeding concerns on the telephone' },
    })
    const file = extractOf([
      { ...ana, triage_outcome: 'accepted', triage_date: '2025-09-08', priority: 'routine' },
    ])
    const { draftId, counts } = await previewOf(test.client, await grantFile(test, file))
    expect(counts).toMatchObject({ unchanged: 1, updated: 0 })
    const [shown] = await rowsOf(draftId, 'unchanged')
    expect(shown?.changes.join(' ')).toMatch(/^Kept: Accepted .*\(Urgent\), recorded in the app/)
    await finish(test.client.imports.commit({ draftId }))
    expect((await all()).rows[0]).toMatchObject({ priority: 'urgent' })
  })

  it('never takes a red flag away', async () => {
    await importText(test, extractOf([{ ...ana, red_flags_asked: 'yes', red_flags: 'choking' }]))
    await importText(test, extractOf([{ ...ana, red_flags_asked: 'yes', red_flags: 'none' }]))
    const referral = await test.store.read
      .selectFrom('referral')
      .select('red_flags')
      .executeTakeFirstOrThrow()
    expect(referral.red_flags).toBe('["choking"]')
  })
})

describe('taking an import back', () => {
  it('undoes what was created; a second import makes it anew, pairs included', async () => {
    const double = { ...ana, nhs_number: '', local_patient_id: 'L9', referral_id: 'R9', service: 'audiology' }
    const { batchId, counts } = await importText(test, extractOf([ana, chidi, double]))
    expect(counts.possibleDuplicates).toBe(2)
    expect(await test.client.imports.undo({ batchId, reason: 'The wrong file' })).toEqual({
      undone: 3,
      kept: [],
    })
    expect((await all()).total).toBe(0)
    expect(await test.store.read.selectFrom('duplicate_pair').selectAll().execute()).toEqual([])
    expect(await problemsOf()).toEqual([])
    const { rows } = await test.client.imports.batches({})
    expect(rows[0]).toMatchObject({
      canUndo: false,
      undone: { by: test.context.person.displayName, reason: 'The wrong file' },
    })
    expect(await refusalOf(test.client.imports.undo({ batchId, reason: 'Once more' }))).toMatchObject({
      kind: 'conflict',
    })
    const again = await importText(test, extractOf([ana, chidi, double]))
    expect(again.counts).toMatchObject({ created: 3, possibleDuplicates: 2 })
    expect(await childrenStored()).toHaveLength(3)
    expect((await all()).rows.filter((row) => row.flags.includes('possible_duplicate'))).toHaveLength(2)
    expect(await problemsOf()).toEqual([])
  })

  it('keeps what somebody has worked on since, and says why', async () => {
    const { batchId } = await importText(test, extractOf([ana, chidi]))
    const row = (await all()).rows.find(({ familyName }) => familyName === 'Evans')
    await test.client.triage.decide({
      referralId: row?.referralId ?? '',
      version: row?.version ?? 0,
      decision: { kind: 'accept', priority: 'routine', reason: 'As described in the letter' },
    })
    const { undone, kept } = await test.client.imports.undo({ batchId, reason: 'The wrong file' })
    expect(undone).toBe(1)
    expect(kept).toEqual([
      {
        referralId: row?.referralId,
        childName: 'EVANS, Ana',
        why: 'Something was recorded since: accepted on 02-Mar-2026.',
      },
    ])
    expect((await all()).rows.map(({ familyName }) => familyName)).toEqual(['Evans'])
  })

  it('puts former values and facts back after an update', async () => {
    await importText(test, extractOf([{ ...ana, first_contact_date: '2026-01-05' }]))
    const before = await childrenStored()
    const changed = {
      ...ana,
      postcode: 'QA2 2BB',
      reason_text: 'Now with a reason',
      first_contact_date: '2026-01-12',
    }
    const { batchId, counts } = await importText(test, extractOf([changed]))
    expect(counts.updated).toBe(1)
    expect(await test.client.imports.undo({ batchId, reason: 'The wrong file' })).toEqual({
      undone: 1,
      kept: [],
    })
    const [child] = await childrenStored()
    expect(child?.postcode).toBe(before[0]?.postcode)
    const list = await test.store.read.selectFrom('waiting_list').selectAll().executeTakeFirstOrThrow()
    expect(list.first_contact_on).toBe('2026-01-05')
    const referral = await test.store.read.selectFrom('referral').selectAll().executeTakeFirstOrThrow()
    expect(referral.reason_text).toBeNull()
    expect(await problemsOf()).toEqual([])
  })
})
