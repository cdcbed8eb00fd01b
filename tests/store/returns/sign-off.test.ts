import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../src/main/domain/returns/canonical-json.ts'
import type { InProcessClient } from '../../../src/main/services/router.ts'
import { createTestStore, refusalOf, type TestStore } from '../../support/test-store.ts'
import { readWorkbook } from '../return-export/read-workbook.ts'
import { addFacts, fact, received, type Stored, storeHistories } from './histories.ts'

const slt = '(CYP) Therapy interventions: Speech and language'
const month = '2026-02'

let test: TestStore
let stored: Stored[]
let manager: InProcessClient

beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
  manager = await test.clientAs(['manager'])
  stored = await storeHistories(test, [
    { facts: [received('2025-06-02')] },
    { facts: [received('2026-01-12')] },
    { facts: [received('2026-02-09')] },
    { service: 'audiology', facts: [received('2026-02-10')] },
    { facts: [received('2025-12-01'), fact('closed', '2026-02-16', { reason: 'declined' })] },
    { facts: [received('2025-11-03'), fact('attended', '2026-02-20', {})] },
  ])
})
afterEach(() => test.close())

const seenOf = async (which = month) => (await test.client.returns.chs({ month: which })).seen
const sign = async (client = manager, which = month) =>
  client.signedReturns.sign({ month: which, seen: await seenOf(which) })
async function signed(which = month) {
  const { signed: ref } = await sign(manager, which)
  if (ref === null) throw new Error('Only the first signature was given')
  return ref
}
const lineIn = (lines: readonly { line: string; total: number }[], line = slt) =>
  lines.find((each) => each.line === line)

async function written(id: string, format: 'json' | 'csv' | 'xlsx') {
  const file = path.join(test.folder, 'out', `signed.${format}`)
  await mkdir(path.dirname(file), { recursive: true })
  test.grant('file-token', { path: file, name: path.basename(file), size: 0, purpose: 'write' })
  await test.client.signedReturns.export({ id, format, file: 'file-token' })
  return readFile(file)
}

describe('signing off', () => {
  it('freezes figures, settings and who signed, under a hash anybody can work out', async () => {
    const before = await test.client.returns.chs({ month })
    expect(before.state).toMatchObject({ state: 'open', signed: null })
    const ref = await signed()
    const { document, sha256, signatures } = await test.client.signedReturns.get({ id: ref.id })
    expect(document).toMatchObject({
      month,
      version: 1,
      lines: before.lines,
      reconciliation: before.reconciliation,
      checks: before.checks,
      provider: { code: 'RX1', name: 'Test NHS Trust' },
      settings: { version: 0, values: { twoPeople: false, largeChangePercent: 20 } },
      rows: { count: 4 },
    })
    expect(signatures).toMatchObject([{ name: 'Test Person 2', at: '2026-03-02T12:00:00.000Z' }])
    expect(createHash('sha256').update(canonicalJson(document)).digest('hex')).toBe(sha256)
    const after = await test.client.returns.chs({ month })
    expect(after.state).toMatchObject({ state: 'signed', signed: { id: ref.id, version: 1 } })
    expect(after.sinceLastExport).toBeNull()
    const [audited] = (await test.client.audit.page({ action: 'return.signed_off' })).rows
    expect(JSON.parse(audited!.detail)).toMatchObject({ month, version: 1, sha256 })
    expect(test.changed).toContainEqual({ noun: 'return', ids: [] })
  })

  it('keeps the children behind every figure as they were', async () => {
    const { id } = await signed()
    await test.store.write((tx) =>
      tx
        .updateTable('child')
        .set({ family_name: 'Renamed', date_of_birth: '2010-01-01' })
        .where('id', '=', stored[0]!.childId)
        .execute(),
    )
    await addFacts(test, stored[0]!.referralId, [fact('attended', '2026-02-25', {})])
    const cells: [string, string | null, number][] = [
      ['total', null, 3],
      ['closing', null, 3],
      ['127-364', null, 1],
      ['within_18_weeks', null, 2],
      ['over_52_weeks', null, 0],
      ['opening', null, 4],
      ['received', null, 1],
      ['first_contacts', null, 1],
      ['removals', null, 1],
      ['removals', 'declined', 1],
      ['removals', 'died', 0],
    ]
    for (const [cell, reason, figure] of cells) {
      const page = await test.client.signedReturns.cell({ id, line: slt, cell, reason })
      expect([cell, page.total, page.rows.length]).toEqual([cell, figure, figure])
    }
    const total = await test.client.signedReturns.cell({ id, line: '', cell: 'total' })
    expect(total.rows.map((row) => row.days)).toEqual([271, 47, 19, 18])
    expect(total.rows[0]).toMatchObject({
      referralId: stored[0]!.referralId,
      familyName: expect.stringMatching(/^Testfamily/),
      dateOfBirth: '2018-05-17',
      receivedDate: '2025-06-02',
    })
    const wrong = test.client.signedReturns.cell({ id, line: slt, cell: 'half' })
    expect((await refusalOf(wrong)).kind).toBe('invalid')
    const noLine = test.client.signedReturns.cell({ id, line: 'None', cell: 'total' })
    expect((await refusalOf(noLine)).kind).toBe('not_found')
  })

  it('is refused before the month has ended, of a month signed already, and to anybody but a manager', async () => {
    const march = await refusalOf(sign(manager, '2026-03'))
    expect(march).toMatchObject({ kind: 'invalid', field: 'month' })
    for (const roles of [['administrator'], ['clinical_lead'], ['clinician']] as const) {
      const other = await test.clientAs(roles)
      expect((await refusalOf(sign(other))).kind).toBe('not_allowed')
    }
    await signed()
    expect((await refusalOf(sign())).kind).toBe('conflict')
    expect((await test.client.signedReturns.list({})).total).toBe(1)
  })

  it('is refused when the figures are not those that were seen', async () => {
    const seen = await seenOf()
    await storeHistories(test, [{ facts: [received('2026-02-11')] }])
    const stale = await refusalOf(manager.signedReturns.sign({ month, seen }))
    expect(stale).toMatchObject({ kind: 'conflict', present: { seen: await seenOf() } })
    expect((await test.client.signedReturns.list({})).total).toBe(0)
  })
})

describe('two signatures', () => {
  beforeEach(async () => {
    const { settings, version } = await manager.signedReturns.settings()
    await manager.signedReturns.saveSettings({ version, settings: { ...settings, twoPeople: true } })
  })

  it('have to be of two managers', async () => {
    expect(await sign()).toEqual({ state: 'first_signature', signed: null })
    expect((await test.client.returns.chs({ month })).state).toMatchObject({
      state: 'first_signature',
      firstSignature: { by: 'Test Person 2', void: false },
    })
    expect((await refusalOf(sign())).message).toContain('another manager')
    const second = await test.clientAs(['manager'])
    const outcome = await sign(second)
    expect(outcome).toMatchObject({ state: 'signed', signed: { version: 1 } })
    expect(outcome.signed!.signedBy).toBe('Test Person 2 and Test Person 3')
    const { document } = await test.client.signedReturns.get({ id: outcome.signed!.id })
    expect(document.signatures).toHaveLength(2)
    expect(document.settings).toMatchObject({ version: 1, values: { twoPeople: true } })
  })

  it('have to be on the same figures: otherwise the first is void and says so', async () => {
    await sign()
    await storeHistories(test, [{ facts: [received('2026-02-11')] }])
    const { state } = await test.client.returns.chs({ month })
    expect(state).toMatchObject({ state: 'open', firstSignature: { void: true } })
    expect(state.sentence).toContain('no longer counts')
    const second = await test.clientAs(['manager'])
    expect(await sign(second)).toEqual({ state: 'first_signature', signed: null })
    expect((await sign()).state).toBe('signed')
    const kept = await test.store.read.selectFrom('return_signature').select('ended_as').execute()
    expect(kept.map((row) => row.ended_as).toSorted()).toEqual(['signed_off', 'void'])
  })

  it('can be taken back after the first', async () => {
    await sign()
    await manager.signedReturns.withdrawSignature({ month })
    expect((await test.client.returns.chs({ month })).state.state).toBe('open')
    expect((await refusalOf(manager.signedReturns.withdrawSignature({ month }))).kind).toBe('not_found')
  })
})

describe('an error', () => {
  const reason = 'Both referrals were booked this morning.'
  const asked = { month, code: 'not_in_any_queue', reason }
  const outOfQueues = (count: number) =>
    test.store.write((tx) =>
      tx
        .updateTable('waiting_list')
        .set({ stage_queue: null })
        .where(
          'referral_id',
          'in',
          stored.slice(0, count).map((each) => each.referralId),
        )
        .execute(),
    )

  it('stops signing until a manager overrides it, and the reason stays with the return', async () => {
    await outOfQueues(2)
    const { blockedBy } = await test.client.returns.chs({ month })
    expect(blockedBy).toMatchObject([{ code: 'not_in_any_queue', count: 2, hasRecords: true }])
    expect((await refusalOf(sign())).message).toContain('cannot be signed off')
    await manager.signedReturns.override({ ...asked, count: 2 })
    const after = await test.client.returns.chs({ month })
    expect(after.blockedBy).toEqual([])
    expect(after.overrides).toMatchObject([{ code: 'not_in_any_queue', count: 2, reason }])
    const { id } = await signed()
    const { document } = await test.client.signedReturns.get({ id })
    expect(document.overrides).toMatchObject([{ reason, madeBy: 'Test Person 2' }])
    expect(document.checks).toContainEqual(
      expect.objectContaining({ code: 'not_in_any_queue', override: expect.objectContaining({ reason }) }),
    )
    const sheets = new Map(readWorkbook(await written(id, 'xlsx')).map((each) => [each.name, each.rows]))
    expect(sheets.get('Cover page')?.flat().join(' ')).toContain(reason)
    expect(sheets.get('Checks')?.flat().join(' ')).toContain(reason)
    expect((await written(id, 'csv')).toString()).toContain(reason)
    expect(JSON.parse((await written(id, 'json')).toString()).overrides).toMatchObject([{ reason }])
    const [audited] = (await test.client.audit.page({ action: 'return.check_overridden' })).rows
    expect(JSON.parse(audited!.detail)).toMatchObject({ month, code: 'not_in_any_queue', count: 2 })
  })

  it('opens the children it is about', async () => {
    await outOfQueues(2)
    const records = await test.client.returns.checkRecords({ month, code: 'not_in_any_queue' })
    expect(records).toMatchObject({ total: 2, figures: [] })
    expect(records.rows.map((row) => row.referralId).toSorted()).toEqual(
      [stored[0]!.referralId, stored[1]!.referralId].toSorted(),
    )
    expect(records.advice).not.toBe('')
  })

  it('is overridden for its count only', async () => {
    await outOfQueues(1)
    await manager.signedReturns.override({ ...asked, count: 1 })
    await outOfQueues(2)
    const { blockedBy, overrides } = await test.client.returns.chs({ month })
    expect([blockedBy.length, overrides.length]).toEqual([1, 0])
    expect((await refusalOf(sign())).kind).toBe('invalid')
    const wrongCount = manager.signedReturns.override({ ...asked, count: 1 })
    expect(await refusalOf(wrongCount)).toMatchObject({ kind: 'conflict', present: { count: 2 } })
  })

  it('needs a reason, a manager, and to be there; an override can be withdrawn', async () => {
    await outOfQueues(1)
    const short = manager.signedReturns.override({ ...asked, count: 1, reason: 'Too short' })
    expect(await refusalOf(short)).toMatchObject({ kind: 'invalid', field: 'reason' })
    const lead = await test.clientAs(['clinical_lead'])
    expect((await refusalOf(lead.signedReturns.override({ ...asked, count: 1 }))).kind).toBe('not_allowed')
    const none = manager.signedReturns.override({ ...asked, code: 'bands_do_not_sum', line: slt, count: 1 })
    expect((await refusalOf(none)).kind).toBe('conflict')
    const { id } = await manager.signedReturns.override({ ...asked, count: 1 })
    expect((await refusalOf(manager.signedReturns.override({ ...asked, count: 1 }))).kind).toBe('conflict')
    await manager.signedReturns.withdrawOverride({ id })
    expect((await test.client.returns.chs({ month })).blockedBy).toHaveLength(1)
    expect((await refusalOf(manager.signedReturns.withdrawOverride({ id }))).kind).toBe('not_found')
  })

  it('that is a warning only cannot be overridden', async () => {
    await test.store.write((tx) =>
      tx.updateTable('meta').set({ value: 'not a code' }).where('key', '=', 'provider_code').execute(),
    )
    const { checks } = await test.client.returns.chs({ month })
    const warning = checks.find(({ level }) => level === 'warning')!
    const { code, line, subject, count } = warning
    const made = manager.signedReturns.override({ month, code, line, subject, count, reason })
    expect((await refusalOf(made)).kind).toBe('invalid')
  })
})

describe('re-opening', () => {
  it('needs a reason, keeps the signed copy, and lets another version be signed', async () => {
    const first = await signed()
    const before = await test.client.signedReturns.get({ id: first.id })
    const none = manager.signedReturns.reopen({ id: first.id, reason: ' ' })
    expect((await refusalOf(none)).field).toBe('reason')
    await manager.signedReturns.reopen({ id: first.id, reason: 'A clinic was not entered' })
    expect((await refusalOf(manager.signedReturns.reopen({ id: first.id, reason: 'Again' }))).kind).toBe(
      'conflict',
    )
    expect((await test.client.returns.chs({ month })).state).toMatchObject({
      state: 'reopened',
      reopened: { reason: 'A clinic was not entered' },
    })
    await addFacts(test, stored[1]!.referralId, [fact('attended', '2026-02-25', {})])
    const second = await signed()
    expect(second.version).toBe(2)
    const [now, then] = (await test.client.signedReturns.list({ month })).rows
    expect([now, then]).toMatchObject([
      { id: second.id, isLatest: true, reopened: null, total: 3 },
      { id: first.id, isLatest: false, total: 4, reopened: { reason: 'A clinic was not entered' } },
    ])
    expect((await test.client.signedReturns.get({ id: first.id })).document).toEqual(before.document)
    expect((await test.client.signedReturns.cell({ id: first.id, line: '', cell: 'total' })).total).toBe(4)
    expect((await test.client.signedReturns.get({ id: second.id })).document.reopened).toMatchObject({
      version: 1,
      reason: 'A clinic was not entered',
    })
    for (const { id } of [first, second]) {
      expect(await test.client.signedReturns.verify({ id })).toMatchObject({ ok: true, problems: [] })
    }
    const old = manager.signedReturns.reopen({ id: first.id, reason: 'The old one' })
    expect((await refusalOf(old)).message).toContain('signed again since')
  })
})

describe('next month', () => {
  it('opens from the signed figures and lists what changed them', async () => {
    const { id } = await signed()
    test.setToday('2026-04-02')
    await addFacts(test, stored[1]!.referralId, [fact('attended', '2026-02-25', { outcome: 'Assessed' })])
    await storeHistories(test, [{ facts: [received('2026-02-20')] }, { facts: [received('2026-02-24')] }])
    const march = await test.client.returns.chs({ month: '2026-03' })
    expect(march.differences).toMatchObject({ month, basis: 'signed' })
    expect(march.lastSigned).toMatchObject({ id })
    expect(march.reconciliation[slt]).toMatchObject({
      opening: 3,
      corrections: 1,
      closing: 4,
      balances: true,
    })
    const opening = await test.client.returns.cell({ month: '2026-03', line: slt, cell: 'opening' })
    expect(opening.rows.map((row) => row.days)).toEqual([271, 47, 19])
    const corrections = await test.client.signedReturns.corrections({ id })
    expect(corrections.sentences).toEqual([
      '3 referrals recorded in April 2026 changed February 2026: 2 were waiting and not counted, 1 was counted and not waiting.',
    ])
    expect(corrections.total).toBe(3)
    expect(corrections.rows.find((row) => row.referralId === stored[1]!.referralId)).toEqual({
      referralId: stored[1]!.referralId,
      childId: stored[1]!.childId,
      childName: expect.stringMatching(/^TESTFAMILY\d+, Sam$/),
      line: slt,
      before: 'Waiting 47 days',
      now: 'Not waiting; first contact 25-Feb-2026',
      facts: [
        {
          sentence: 'Attended: Assessed, 25-Feb-2026',
          happenedOn: '2026-02-25',
          recordedAt: '2026-04-02T12:00:00.000Z',
          recordedBy: 'Test Person 1',
        },
      ],
    })
    const second = await signed('2026-03')
    const { document } = await test.client.signedReturns.get({ id: second.id })
    expect(document.opensFrom).toMatchObject({ id })
    const signedOpening = await test.client.signedReturns.cell({ id: second.id, line: slt, cell: 'opening' })
    expect(signedOpening.rows.map((row) => row.days)).toEqual([271, 47, 19])
  })
})

describe('a file of a signed month', () => {
  it('is the frozen copy whatever was recorded since, and says who, when and the hash', async () => {
    const ref = await signed()
    const before = await test.client.signedReturns.get({ id: ref.id })
    await addFacts(test, stored[0]!.referralId, [fact('attended', '2026-02-25', {})])
    expect(lineIn((await test.client.returns.chs({ month })).lines)?.total).toBe(2)
    const json = JSON.parse((await written(ref.id, 'json')).toString())
    expect(json.lines).toEqual(before.document.lines)
    expect(json.status).toContain('Signed off by Test Person 2 on 2 March 2026')
    expect(createHash('sha256').update(json.signedOff.document).digest('hex')).toBe(ref.sha256)
    const file = path.join(test.folder, 'out', 'month.csv')
    test.grant('month-token', { path: file, name: 'month.csv', size: 0, purpose: 'write' })
    expect(await test.client.returns.export({ month, format: 'csv', file: 'month-token' })).toMatchObject({
      from: 'signed',
    })
    expect(await readFile(file, 'utf8')).toContain(ref.sha256)
    expect(await test.store.read.selectFrom('kept_return').select('id').execute()).toEqual([])
    await manager.signedReturns.reopen({ id: ref.id, reason: 'A clinic was not entered' })
    expect(await test.client.returns.export({ month, format: 'csv', file: 'month-token' })).toMatchObject({
      from: 'draft',
    })
    expect(await readFile(file, 'utf8')).toContain('Draft, not signed off')
  })
})

describe('tampering', () => {
  const change = (sql: string) => {
    const { writer } = test.store.bare
    for (const table of ['signed_return', 'signed_return_row', 'return_reopening']) {
      for (const { name } of writer
        .prepare<[string], { name: string }>(
          "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?",
        )
        .all(table)) {
        writer.exec(`DROP TRIGGER ${name}`)
      }
    }
    writer.exec(sql)
  }

  it.each([
    ['UPDATE signed_return SET document = ?', 'never changed'],
    ['DELETE FROM signed_return', 'never removed'],
    ['UPDATE signed_return_row SET days = 1', 'never changed'],
    ['DELETE FROM signed_return_row', 'never removed'],
    ['INSERT OR REPLACE INTO signed_return SELECT * FROM signed_return', 'never replaced'],
    [
      "INSERT INTO signed_return_row SELECT signed_return_id, cell, 'x', ordinal, reason, happened_on, line, service_id, child_id, local_patient_id, nhs_number, family_name, given_name, date_of_birth, received_date, clock_start, days, band, left_on, left_by FROM signed_return_row LIMIT 1",
      'takes no row',
    ],
  ])('is refused by the store: %s', async (sql, said) => {
    await signed()
    expect(() => test.store.bare.writer.exec(sql.replace('?', "'{}'"))).toThrow(said)
  })

  it.each([
    [
      "UPDATE signed_return_row SET family_name = 'Other' WHERE cell = 'waiting'",
      /rows of children do not give/,
    ],
    [
      "UPDATE signed_return_row SET left_on = '2026-02-01' WHERE cell = 'removals'",
      /rows of movements do not give/,
    ],
    [
      "DELETE FROM signed_return_row WHERE cell = 'waiting' AND days = 47",
      /3 rows of children are kept, and 4/,
    ],
    [
      'UPDATE signed_return SET document = replace(document, \'"version":1\', \'"version": 1\')',
      /does not give the hash/,
    ],
    ["UPDATE signed_return SET document = '{}'", /the document cannot be read/],
    ["UPDATE signed_return SET signed_at = '2026-03-01T12:00:00.000Z'", /signed at another time/],
    ['UPDATE signed_return SET signed_by = (SELECT min(id) FROM account)', /or by somebody else/],
  ])('is found by verifying: %s', async (sql, problem) => {
    const { id } = await signed()
    change(sql)
    const found = await test.client.signedReturns.verify({ id })
    expect(found.ok).toBe(false)
    expect(found.problems.join(' ')).toMatch(problem)
    const report = await test.client.store.verify()
    expect(report.ok).toBe(false)
    expect(report.problems.join(' ')).toMatch(/Signed return 2026-02, version 1/)
  })

  it.each([
    ['DELETE FROM signed_return', /knows of signed return [0-9a-f-]+, and it is not here any more/],
    [
      "INSERT INTO return_reopening SELECT id, 'Slipped in', signed_at, signed_by FROM signed_return",
      /Signed return 2026-02, version 1: the audit trail does not know of its re-opening/,
    ],
  ])('is found by checking the store against the audit trail: %s', async (sql, problem) => {
    await signed()
    expect((await test.client.store.verify()).ok).toBe(true)
    test.store.bare.writer.pragma('foreign_keys = OFF')
    change(sql)
    const report = await test.client.store.verify()
    expect(report.signedReturns).toBe('1 problem')
    expect(report.problems.join(' ')).toMatch(problem)
  })

  it('is found when the re-opening of a month was taken away', async () => {
    const { id } = await signed()
    await manager.signedReturns.reopen({ id, reason: 'Made for a test' })
    expect((await test.client.store.verify()).ok).toBe(true)
    change('DELETE FROM return_reopening')
    const report = await test.client.store.verify()
    expect(report.problems).toEqual([
      'Signed return 2026-02, version 1: the audit trail knows of a re-opening that is not here any more.',
    ])
  })

  it('so that it cannot be read is said on every screen, never passed over', async () => {
    const { id } = await signed()
    change("UPDATE signed_return SET document = '[]'")
    const calls = [
      () => test.client.signedReturns.list({}),
      () => test.client.signedReturns.get({ id }),
      () => test.client.returns.chs({ month }),
      () => test.client.returns.chs({ month: '2026-03' }),
      () => manager.signedReturns.reopen({ id, reason: 'Made for a test' }),
    ]
    for (const call of calls) {
      expect(await refusalOf(call())).toMatchObject({
        kind: 'unavailable',
        message: expect.stringMatching(/^The signed return of February 2026 .* cannot be read/),
      })
    }
  })

  it('with a hash made to fit is found by the audit trail', async () => {
    const { id, sha256 } = await signed()
    const row = await test.store.read
      .selectFrom('signed_return')
      .select('document')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const forged = row.document.replace('Test NHS Trust', 'Best NHS Trust')
    const hash = createHash('sha256').update(forged).digest('hex')
    change(`UPDATE signed_return SET document = '${forged.replaceAll("'", "''")}', sha256 = '${hash}'`)
    const found = await test.client.signedReturns.verify({ id })
    expect(found).toMatchObject({ ok: false, sha256: hash })
    expect(found.problems).toEqual(['the audit trail recorded another hash when it was signed.'])
    expect(hash).not.toBe(sha256)
  })
})
