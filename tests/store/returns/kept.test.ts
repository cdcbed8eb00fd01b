import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate as otherCalls } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ReturnCheck } from '../../../src/shared/contract/returns.ts'
import { createTestStore, refusalOf, type TestStore } from '../../support/test-store.ts'
import { addFacts, fact, received, type Stored, storeHistories } from './histories.ts'

const slt = '(CYP) Therapy interventions: Speech and language'
const month = '2026-02'

let test: TestStore
let stored: Stored[]
let file: string

beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
  stored = await storeHistories(test, [
    { facts: [received('2025-06-02')] },
    { facts: [received('2026-01-12')] },
    { facts: [received('2026-02-09')] },
    { service: 'audiology', facts: [received('2026-02-10')] },
    { facts: [received('2025-12-01'), fact('closed', '2026-02-16', { reason: 'declined' })] },
  ])
  file = path.join(test.folder, 'out', 'return.json')
  await mkdir(path.dirname(file))
})
afterEach(() => test.close())

async function exportAs(format: 'json' | 'csv' | 'xlsx', target = file, which = month) {
  test.grant('file-token', { path: target, name: path.basename(target), size: 0, purpose: 'write' })
  return test.client.returns.export({ month: which, format, file: 'file-token' })
}

const lineOf = async (which: string) =>
  (await test.client.returns.chs({ month: which })).lines.find((line) => line.line === slt)!

describe('an exported return', () => {
  it.each(['json', 'csv', 'xlsx'] as const)(
    'is a whole %s file with the hash that is kept',
    async (format) => {
      const { sha256 } = await exportAs(format)
      const content = await readFile(file)
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256)
      expect(await readdir(path.dirname(file))).toEqual(['return.json'])
      const kept = await test.store.read.selectFrom('kept_return').selectAll().execute()
      expect(kept).toMatchObject([{ month, kind: 'chs', sha256, produced_by: test.context.person.id }])
      const [audited] = (await test.client.audit.page({ action: 'return.exported' })).rows
      expect(JSON.parse(audited!.detail)).toMatchObject({ month, format, sha256 })
      expect(test.changed).toContainEqual({ noun: 'return', ids: [] })
    },
  )

  it('says in JSON what the screen shows', async () => {
    await exportAs('json')
    const { lines, checks, reconciliation } = await test.client.returns.chs({ month })
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      month,
      censusDate: '2026-02-28',
      provider: 'RX1',
      lines,
      checks: checks.map(({ code, level, message, count }) => ({ code, level, message, count })),
      reconciliation,
      status: 'Draft, not signed off',
      localLines: [],
      overrides: [],
      signedOff: null,
    })
  })

  it('keeps the children behind the figures with their days', async () => {
    await exportAs('csv')
    const rows = await test.store.read.selectFrom('kept_return_row').selectAll().orderBy('days').execute()
    expect(rows.map((row) => [row.referral_id, row.line, row.days])).toEqual([
      [stored[3]!.referralId, '(CYP) Audiology', 18],
      [stored[2]!.referralId, slt, 19],
      [stored[1]!.referralId, slt, 47],
      [stored[0]!.referralId, slt, 271],
    ])
  })

  it('is no draft any more when somebody signs the month off meanwhile', async () => {
    const { seen } = await test.client.returns.chs({ month })
    const signing = test.client.signedReturns.sign({ month, seen })
    const refusal = await refusalOf(exportAs('csv'))
    await signing
    expect(refusal).toMatchObject({ kind: 'conflict', message: expect.stringContaining('is signed off by') })
    expect(await readdir(path.dirname(file))).toEqual([])
    expect(await test.store.read.selectFrom('kept_return').selectAll().execute()).toEqual([])
    expect(await exportAs('csv')).toMatchObject({ from: 'signed' })
  })

  it('replaces a file that is there', async () => {
    await writeFile(file, 'old')
    await exportAs('csv')
    expect(await readFile(file, 'utf8')).toContain(slt)
  })

  it('that cannot be written keeps nothing and leaves nothing behind', async () => {
    const refused = await refusalOf(exportAs('csv', path.join(test.folder, 'no such folder', 'a.csv')))
    expect(refused.kind).toBe('unavailable')
    const occupied = path.join(test.folder, 'out', 'occupied')
    await mkdir(path.join(occupied, 'inner'), { recursive: true })
    expect((await refusalOf(exportAs('csv', occupied))).kind).toBe('unavailable')
    expect(await readdir(path.dirname(file))).toEqual(['occupied'])
    expect(await test.store.read.selectFrom('kept_return').selectAll().execute()).toEqual([])
    expect((await test.client.audit.page({ action: 'return.exported' })).total).toBe(0)
  })

  it('needs a file chosen for writing and a role that may', async () => {
    test.grant('read-token', { path: file, name: 'a', size: 0, purpose: 'read' })
    const wrong = test.client.returns.export({ month, format: 'csv', file: 'read-token' })
    expect(await refusalOf(wrong)).toMatchObject({ kind: 'invalid', field: 'file' })
    const clinician = await test.clientAs(['clinician'])
    const forbidden = clinician.returns.export({ month, format: 'csv', file: 'file-token' })
    expect((await refusalOf(forbidden)).kind).toBe('not_allowed')
  })
})

describe('facts recorded after an export', () => {
  it('change nothing when there are none', async () => {
    await exportAs('csv')
    expect((await test.client.returns.chs({ month })).sinceLastExport).toEqual({
      exportedAt: '2026-03-02T12:00:00.000Z',
      exportedBy: test.context.person.displayName,
      sameFigures: true,
      changes: [],
      changeCount: 0,
    })
  })

  it('show as named differences with the facts that made them, and as corrections next month', async () => {
    await exportAs('csv')
    test.setToday('2026-04-02')
    const [seen, corrected, unaffected] = stored as [Stored, Stored, Stored]
    await addFacts(test, seen.referralId, [
      fact('was_not_brought', '2026-02-03', {}),
      fact('attended', '2026-02-25', { outcome: 'Assessed' }),
    ])
    await addFacts(test, corrected.referralId, [
      fact('received_date_corrected', '2026-03-20', { receivedDate: '2026-01-05' }),
    ])
    await addFacts(test, unaffected.referralId, [fact('attended', '2026-03-10', {})])
    await storeHistories(test, [{ facts: [received('2026-02-20')] }, { facts: [received('2026-02-24')] }])
    const { sinceLastExport, reconciliation } = await test.client.returns.chs({ month })
    expect(sinceLastExport).toMatchObject({ sameFigures: false, changeCount: 4 })
    const byReferral = new Map(sinceLastExport!.changes.map((change) => [change.referralId, change]))
    expect(byReferral.get(seen.referralId)).toEqual({
      referralId: seen.referralId,
      childId: seen.childId,
      childName: expect.stringMatching(/^TESTFAMILY\d+, Sam$/),
      line: slt,
      before: 'Waiting 271 days',
      now: 'Not waiting',
      facts: ['Attended: Assessed, 25-Feb-2026; recorded 02-Apr-2026'],
    })
    expect(byReferral.get(corrected.referralId)).toMatchObject({
      before: 'Waiting 47 days',
      now: 'Waiting 54 days',
      facts: ['Received date corrected to 05-Jan-2026, 20-Mar-2026; recorded 02-Apr-2026'],
    })
    expect(byReferral.has(unaffected.referralId)).toBe(false)
    const added = sinceLastExport!.changes.filter((change) => change.before === 'Not waiting')
    expect(added.map((change) => change.now).toSorted()).toEqual(['Waiting 4 days', 'Waiting 8 days'])
    expect(reconciliation[slt]).toMatchObject({ closing: 4, balances: true })

    const march = await test.client.returns.chs({ month: '2026-03' })
    expect(march.reconciliation[slt]).toMatchObject({
      opening: 3,
      corrections: 1,
      firstContacts: 1,
      closing: 3,
      balances: true,
    })
    const opening = await test.client.returns.cell({ month: '2026-03', line: slt, cell: 'opening' })
    expect(opening.total).toBe(3)
    expect(opening.rows.map((row) => row.days)).toEqual([271, 47, 19])
  })

  it('name the entry that was voided', async () => {
    await exportAs('csv')
    const closed = stored[4]!
    await addFacts(test, closed.referralId, [fact('voided', '2026-03-02', { eventId: closed.eventIds[1]! })])
    const { sinceLastExport } = await test.client.returns.chs({ month })
    expect(sinceLastExport!.changes).toMatchObject([
      {
        now: 'Waiting 89 days',
        facts: ['Entry voided: Closed: family declined, 16-Feb-2026; recorded 02-Mar-2026'],
      },
    ])
  })

  it('say so when the service is reported differently and no fact changed', async () => {
    await exportAs('csv')
    await test.store.write((tx) =>
      tx.updateTable('service').set({ reported_elsewhere: 1 }).where('id', '=', 'audiology').execute(),
    )
    const { sinceLastExport } = await test.client.returns.chs({ month })
    expect(sinceLastExport!.changes).toMatchObject([
      {
        referralId: stored[3]!.referralId,
        before: 'Waiting 18 days',
        now: 'Not waiting',
        facts: [expect.stringContaining('reported differently')],
      },
    ])
  })

  it('leave kept figures as they were', async () => {
    await exportAs('csv')
    const before = await test.store.read.selectFrom('kept_return').selectAll().execute()
    const rows = await test.store.read.selectFrom('kept_return_row').selectAll().execute()
    await addFacts(test, stored[0]!.referralId, [fact('attended', '2026-02-25', {})])
    await exportAs('json')
    expect(
      await test.store.read.selectFrom('kept_return').selectAll().where('id', '=', before[0]!.id).execute(),
    ).toEqual(before)
    expect(
      await test.store.read
        .selectFrom('kept_return_row')
        .selectAll()
        .where('kept_return_id', '=', before[0]!.id)
        .execute(),
    ).toEqual(rows)
    expect((await test.client.returns.chs({ month })).sinceLastExport).toMatchObject({ changeCount: 0 })
  })
})

describe('the opening of a month', () => {
  it('is not taken from figures that were kept before the month had ended', async () => {
    test.setToday('2026-02-20')
    await exportAs('csv')
    test.setToday('2026-04-02')
    await addFacts(test, stored[0]!.referralId, [fact('attended', '2026-02-25', {})])
    const march = await test.client.returns.chs({ month: '2026-03' })
    expect(march.reconciliation[slt]).toMatchObject({ opening: 2, corrections: 0, balances: true })
  })

  it('is compared with the kept figures, not with what is known now', async () => {
    await storeHistories(
      test,
      Array.from({ length: 30 }, () => ({ facts: [received('2026-01-20')] })),
    )
    await exportAs('csv')
    test.setToday('2026-04-02')
    const late = await test.store.read.selectFrom('wait').select('referral_id').execute()
    for (const { referral_id } of late.slice(0, 25)) {
      await addFacts(test, referral_id, [fact('closed', '2026-02-26', { reason: 'registered_in_error' })])
    }
    const codes = (checks: ReturnCheck[]) => checks.map((check) => check.code)
    const march = await test.client.returns.chs({ month: '2026-03' })
    expect(codes(march.checks)).toContain('large_change_total')
    expect(march.reconciliation[slt]!.balances).toBe(true)
    expect(march.reconciliation[slt]!.corrections).toBeLessThan(-10)
  })
})

it('a figure that is read while somebody saves still balances', async () => {
  const others = { areSaving: true }
  const saving = (async () => {
    for (let round = 0; round < 200; round += 1) {
      await storeHistories(test, [{ facts: [received('2026-02-11')] }])
      await otherCalls()
    }
    others.areSaving = false
  })()
  let reads = 0
  while (others.areSaving) {
    const answer = await test.client.returns.chs({ month })
    expect(answer.checks.filter((check) => check.level === 'error')).toEqual([])
    if (others.areSaving) reads += 1
  }
  await saving
  expect(reads).toBeGreaterThan(0)
  expect((await lineOf(month)).total).toBe(203)
})
