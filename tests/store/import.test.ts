import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateHistories } from '../../src/main/generator/histories.ts'
import { toImportRow } from '../../src/main/generator/import-rows.ts'
import { generateMessyCsv } from '../../src/main/generator/messy-extract.ts'
import { discardAllDrafts } from '../../src/main/services/import/draft.ts'
import { reproject } from '../../src/main/services/projection/reproject.ts'
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

async function rowsOf(
  draftId: string,
  group: 'created' | 'updated' | 'unchanged' | 'rejected' | 'possible_duplicates',
) {
  return (await test.client.imports.previewRows({ draftId, group })).rows
}

describe('a first import', () => {
  it('makes children, referrals and facts, and changes nothing before it is saved', async () => {
    const rows = [
      ana,
      { ...chidi, triage_outcome: 'accepted', triage_date: '2025-10-08', priority: 'urgent' },
    ]
    const preview = await previewOf(test.client, await grantFile(test, extractOf(rows)))
    expect(preview.counts).toMatchObject({ rows: 2, created: 2, rejected: 0 })
    expect((await all()).total).toBe(0)
    const { last } = await finish(test.client.imports.commit({ draftId: preview.draftId }))
    expect(last).toMatchObject({ kind: 'committed', counts: { created: 2 } })
    const list = await all()
    expect(list.rows.map((row) => [row.familyName, row.status, row.priority, row.receivedDate])).toEqual([
      ['Evans', 'received', null, '2025-09-01'],
      ['Okafor', 'waiting', 'urgent', '2025-10-06'],
    ])
    const { referralId } = list.rows[0]!
    const note = { type: 'note' as const, detail: { text: 'Rang mother' } }
    const { version } = await test.client.referrals.get({ referralId })
    await test.client.referrals.record({ referralId, version, event: note, happenedOn: '2026-03-02' })
    const { timeline } = await test.client.referrals.get({ referralId })
    const [batch] = (await test.client.imports.batches({})).rows
    expect(timeline.map(({ type, fromImport }) => [type, fromImport])).toEqual([
      ['note', null],
      ['received', { fileName: batch?.fileName, source: batch?.source }],
    ])
    expect(await problemsOf()).toEqual([])
    const audit = await test.store.read
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'import.committed')
      .execute()
    expect(audit).toHaveLength(1)
    expect(audit[0]?.detail).not.toContain('Evans')
    const found = await test.client.search.find({ text: 'chidi okafor' })
    expect(JSON.stringify(found)).toContain('Okafor')
  })

  it('stores what recording one by one would', async () => {
    const histories = [...generateHistories({ referrals: 400, seed: 5, asAt: '2026-03-01' })]
    await importText(test, extractOf(histories.map(toImportRow)))
    const ids = await test.store.read.selectFrom('referral').select('id').orderBy('id').execute()
    const list = () =>
      test.store.read
        .selectFrom('waiting_list')
        .selectAll()
        .where('is_open', '=', 1)
        .orderBy('referral_id')
        .execute()
    const waits = () =>
      test.store.read.selectFrom('wait').selectAll().orderBy('referral_id').orderBy('ordinal').execute()
    const results = () =>
      test.store.read
        .selectFrom('triage_result')
        .innerJoin('waiting_list', 'waiting_list.referral_id', 'triage_result.referral_id')
        .select(['triage_result.referral_id', 'fired', 'result'])
        .where('is_open', '=', 1)
        .orderBy('triage_result.referral_id')
        .execute()
    const before = [await list(), await waits(), await results()]
    await test.store.write((tx) =>
      reproject(
        tx,
        ids.map(({ id }) => id),
        '2026-03-02',
      ),
    )
    expect([await list(), await waits(), await results()]).toEqual(before)
    expect(before[0]?.length).toBeGreaterThan(30)
    expect(await problemsOf()).toEqual([])
  })

  it('keeps what was not asked unknown', async () => {
    await importText(test, extractOf([ana]))
    const [child] = await childrenStored()
    expect(child).toMatchObject({
      child_in_care: null,
      interpreter_needed: null,
      ehcp: null,
      armed_forces_family: null,
    })
    const referral = await test.store.read.selectFrom('referral').selectAll().executeTakeFirstOrThrow()
    expect(referral).toMatchObject({
      red_flags: null,
      red_flags_asked: null,
      reason_codes: null,
      consent_status: null,
    })
  })
})

describe('who a row is about', () => {
  it('joins rows to a child by exact identifiers only', async () => {
    await importText(test, extractOf([ana]))
    const rows: Cells[] = [
      { ...ana, referral_id: 'R5', service: 'audiology', local_patient_id: '' },
      {
        ...ana,
        nhs_number: '',
        local_patient_id: 'L9',
        referral_id: 'R6',
        referral_received_date: '2025-11-03',
      },
    ]
    const { draftId, counts } = await previewOf(test.client, await grantFile(test, extractOf(rows)))
    expect(counts).toMatchObject({ created: 2, rejected: 0, possibleDuplicates: 1 })
    const [flagged] = await rowsOf(draftId, 'possible_duplicates')
    expect(flagged).toMatchObject({ row: 3, group: 'possible_duplicates' })
    expect(flagged?.mayBe).toEqual([expect.stringContaining('On the list: EVANS, Ana, born 28-Feb-2019')])
    await finish(test.client.imports.commit({ draftId }))
    expect(await childrenStored()).toHaveLength(2)
    const list = await all()
    expect(list.rows.every((row) => row.flags.includes('possible_duplicate'))).toBe(true)
    expect(await problemsOf()).toEqual([])
  })

  it('refuses a local id whose child has another NHS number, and another child under one local id', async () => {
    await importText(test, extractOf([ana]))
    const { draftId } = await previewOf(
      test.client,
      await grantFile(
        test,
        extractOf([
          { ...chidi, local_patient_id: 'L1' },
          { ...chidi, nhs_number: '', local_patient_id: 'L1', referral_id: 'R3' },
          {
            ...ana,
            given_name: 'Tomos',
            date_of_birth: '2015-01-01',
            family_name: 'Reed',
            referral_id: 'R4',
          },
        ]),
      ),
    )
    const rejected = await rowsOf(draftId, 'rejected')
    expect(rejected.map((row) => [row.row, row.problems[0]?.column, row.problems[0]?.code])).toEqual([
      [2, 'nhs_number', 'nhs_number_conflict'],
      [3, 'local_patient_id', 'invalid_value'],
      [4, expect.any(String), expect.stringMatching(/nhs_number_conflict|invalid_value/)],
    ])
  })

  it('keeps twins apart and does not flag them', async () => {
    const twin = {
      ...ana,
      nhs_number: '9990000034',
      local_patient_id: 'L3',
      given_name: 'Mair',
      referral_id: 'R7',
    }
    const { counts } = await importText(test, extractOf([ana, twin]))
    expect(counts).toMatchObject({ created: 2, possibleDuplicates: 0 })
  })

  it('does not take up a referral registered in error', async () => {
    await importText(
      test,
      extractOf([{ ...ana, closed_date: '2025-09-02', closed_reason: 'registered_in_error' }]),
    )
    const again = await importText(test, extractOf([ana]))
    expect(again.counts).toMatchObject({ created: 1 })
    expect((await all()).total).toBe(1)
  })
})

describe('a file with bad rows', () => {
  it('imports the good rows and names each bad cell', async () => {
    const messy = generateMessyCsv({ asAt: '2026-02-28' })
    const { draftId, counts } = await previewOf(test.client, await grantFile(test, messy.text))
    expect(counts.rows).toBe(messy.rows)
    const rejected = await rowsOf(draftId, 'rejected')
    const named = rejected.flatMap(({ problems }) =>
      problems.map(({ row, column, code }) => `${row} ${column} ${code}`),
    )
    for (const { row, column, code } of messy.problems) expect(named).toContain(`${row} ${column} ${code}`)
    expect(counts.rejected).toBe(new Set(messy.problems.map(({ row }) => row)).size)
    const { last } = await finish(test.client.imports.commit({ draftId }))
    expect(last).toMatchObject({ kind: 'committed', counts: { created: counts.created } })
    expect(await problemsOf()).toEqual([])
  })

  it('fixes a row in place', async () => {
    const { draftId, counts } = await previewOf(
      test.client,
      await grantFile(test, extractOf([ana, { ...chidi, referral_received_date: '31/02/2025' }])),
    )
    expect(counts).toMatchObject({ created: 1, rejected: 1 })
    const still = await test.client.imports.fixRow({
      draftId,
      row: 3,
      cells: { referral_received_date: '2099-01-01' },
    })
    expect(still.row).toMatchObject({
      group: 'rejected',
      problems: [expect.objectContaining({ code: 'future_date' })],
    })
    const fixed = await test.client.imports.fixRow({
      draftId,
      row: 3,
      cells: { referral_received_date: '6 Oct 2025' },
    })
    expect(fixed).toMatchObject({
      row: { group: 'created', problems: [] },
      counts: { created: 2, rejected: 0 },
    })
    await finish(test.client.imports.commit({ draftId }))
    expect((await all()).total).toBe(2)
  })

  it('saves the rejects with what is wrong, harmless in a spreadsheet, ready to come back', async () => {
    const bad = { ...chidi, family_name: '', school: '=HYPERLINK("x")' }
    const { draftId } = await previewOf(test.client, await grantFile(test, extractOf([ana, bad])))
    const out = path.join(test.folder, 'rejects.csv')
    test.grant('rejects-file', { path: out, name: 'rejects.csv', size: 0, purpose: 'write' })
    expect(await test.client.imports.saveRejects({ draftId, file: 'rejects-file' })).toEqual({ rows: 1 })
    const text = await readFile(out, 'utf8')
    expect(text).toContain(`"'=HYPERLINK(""x"")"`)
    expect(text.split('\r\n')[0]).toMatch(/,problem$/)
    expect(text).toContain('Family name is missing.')
    const back = await previewOf(
      test.client,
      await grantFile(test, text.replace('L2,9990000026,,,', 'L2,9990000026,,Okafor,')),
    )
    expect(back.counts).toMatchObject({ rows: 1, rejected: 0, created: 1 })
    const [row] = await rowsOf(back.draftId, 'created')
    expect(row?.cells).toMatchObject({ school: '=HYPERLINK("x")' })
  })
})

describe('the list against the file', () => {
  it('names open referrals that an earlier file had and this one has not, and removes nothing', async () => {
    await importText(test, extractOf([ana, chidi]))
    const slt = { ...ana, referral_id: 'R8', referral_received_date: '2025-12-01' }
    const { draftId, counts } = await previewOf(test.client, await grantFile(test, extractOf([slt])))
    expect(counts.missingFromFile).toBe(1)
    const missing = await test.client.imports.missingFromFile({ draftId })
    expect(missing.rows).toEqual([
      expect.objectContaining({ familyName: 'Evans', serviceId: 'slt', receivedDate: '2025-09-01' }),
    ])
    await finish(test.client.imports.commit({ draftId }))
    expect((await all()).total).toBe(3)
    const other = await previewOf(test.client, await grantFile(test, extractOf([slt])), 'Another system')
    expect(other.counts.missingFromFile).toBe(0)
  })

  it('knows a file it has seen and remembers the columns of a source wherever they move', async () => {
    const text = 'Pt no,Last,First,Born,Dept,Recd\r\nL7,Nowak,Zofia,01/07/2021,slt,01/12/2025\r\n'
    const file = await grantFile(test, text)
    expect(await test.client.imports.inspect({ file, source: 'Sheet' })).toMatchObject({
      remembered: false,
      importedBefore: null,
    })
    const mapping = {
      local_patient_id: 0,
      family_name: 1,
      given_name: 2,
      date_of_birth: 3,
      service: 4,
      referral_received_date: 5,
    }
    const { last } = await finish(test.client.imports.preview({ file, source: 'Sheet', mapping }))
    if (last.kind !== 'preview') throw new Error('No preview')
    await finish(test.client.imports.commit({ draftId: last.draftId }))
    expect(await test.client.imports.inspect({ file, source: 'Sheet' })).toMatchObject({
      remembered: true,
      mapping,
      importedBefore: { by: test.context.person.displayName },
    })
    const moved = await grantFile(
      test,
      'Recd,Pt no,Last,First,Born,Dept\r\n01/12/2025,L7,Nowak,Zofia,01/07/2021,slt\r\n',
    )
    const inspected = await test.client.imports.inspect({ file: moved, source: 'Sheet' })
    expect(inspected.mapping).toMatchObject({ local_patient_id: 1, referral_received_date: 0 })
  })
})

describe('a draft', () => {
  it('is its maker’s alone, and gone after the lock, a discard or two others', async () => {
    const file = await grantFile(test, extractOf([ana]))
    const { draftId } = await previewOf(test.client, file)
    const colleague = await test.clientAs(['administrator'])
    expect(await refusalOf(colleague.imports.commit({ draftId }))).toMatchObject({ kind: 'not_found' })
    await previewOf(test.client, file)
    const third = await previewOf(test.client, file)
    expect(await refusalOf(test.client.imports.previewRows({ draftId, group: 'created' }))).toMatchObject({
      kind: 'not_found',
    })
    discardAllDrafts(test.store)
    expect(await refusalOf(test.client.imports.commit({ draftId: third.draftId }))).toMatchObject({
      kind: 'not_found',
    })
    const last = await previewOf(test.client, file)
    await test.client.imports.discard({ draftId: last.draftId })
    expect(await refusalOf(test.client.imports.commit({ draftId: last.draftId }))).toMatchObject({
      kind: 'not_found',
    })
  })

  it('is refused when the list changed in between', async () => {
    const { draftId } = await previewOf(test.client, await grantFile(test, extractOf([ana])))
    await importText(test, extractOf([ana]), 'Another system')
    expect(await refusalOf(finish(test.client.imports.commit({ draftId })))).toMatchObject({
      kind: 'conflict',
    })
    expect((await all()).total).toBe(1)
  })

  it('rolls everything back when it is stopped, and answers others meanwhile', async () => {
    const rows = [...generateHistories({ referrals: 1500, seed: 3, asAt: '2026-03-01' })].map(toImportRow)
    const { draftId } = await previewOf(test.client, await grantFile(test, extractOf(rows)))
    const stop = new AbortController()
    let progress = 0
    const stopped = (async () => {
      for await (const event of await test.client.imports.commit({ draftId }, { signal: stop.signal })) {
        if (event.kind === 'progress') progress += 1
        expect((await all()).total).toBe(0)
        if (progress === 2) stop.abort()
      }
    })()
    await expect(stopped).rejects.toMatchObject({ data: { kind: 'cancelled' } })
    expect(progress).toBeGreaterThanOrEqual(2)
    for (const table of ['child', 'referral', 'referral_event', 'waiting_list', 'import_batch'] as const) {
      const rest = await test.store.read
        .selectFrom(table)
        .select((select) => select.fn.countAll<number>().as('n'))
        .executeTakeFirst()
      expect(rest?.n).toBe(0)
    }
    const { last } = await finish(test.client.imports.commit({ draftId }))
    expect(last).toMatchObject({ kind: 'committed' })
    expect(await problemsOf()).toEqual([])
  })
})
