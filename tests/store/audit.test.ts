import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendAudit } from '../../src/main/services/audit/append.ts'
import { verifyAudit } from '../../src/main/services/audit/verify.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore()
  await test.store.write(async (tx) => {
    for (let number = 1; number <= 5; number += 1) {
      await appendAudit(tx, test.context, {
        action: number % 2 === 0 ? 'referral.viewed' : 'child.viewed',
        subject: `thing ${number}`,
        childId: number === 3 ? '01900000-0000-7000-8000-000000000003' : null,
        detail: { number },
      })
    }
  })
})
afterEach(() => test.close())

/** Does what the triggers forbid, as somebody with the key and a tool of their own could. */
function tamper(sql: string): void {
  test.store.bare.writer.exec('DROP TRIGGER audit_never_changes; DROP TRIGGER audit_never_shrinks;')
  test.store.bare.writer.exec(sql)
}

describe('the audit trail', () => {
  it('cannot be changed or shortened by the app', () => {
    const { writer } = test.store.bare
    expect(() => writer.exec("UPDATE audit SET action = 'x'")).toThrow(/append-only/)
    expect(() => writer.exec('DELETE FROM audit WHERE sequence = 5')).toThrow(/append-only/)
  })

  it('follows on from row to row', async () => {
    expect(await verifyAudit(test.store.read)).toEqual({ ok: true, rows: 5, brokenAt: null })
  })

  it.each([
    ['another action', "UPDATE audit SET action = 'x' WHERE sequence = 3", 3],
    ['another person', "UPDATE audit SET by_name = 'Somebody Else' WHERE sequence = 2", 2],
    ['another time', "UPDATE audit SET at = '2020-01-01T00:00:00.000Z' WHERE sequence = 4", 4],
    ['other detail', "UPDATE audit SET detail = '{}' WHERE sequence = 1", 1],
    ['another child', 'UPDATE audit SET child_id = NULL WHERE sequence = 3', 3],
    ['a row gone', 'DELETE FROM audit WHERE sequence = 3', 4],
    ['the first row gone', 'DELETE FROM audit WHERE sequence = 1', 2],
    ['a hash of its own', "UPDATE audit SET hash = 'f' WHERE sequence = 4", 4],
  ])('shows %s', async (_what, sql, brokenAt) => {
    tamper(sql)
    expect(await verifyAudit(test.store.read)).toMatchObject({ ok: false, brokenAt })
    expect((await test.client.audit.verify()).ok).toBe(false)
  })

  it('rolls back with the command it tells of', async () => {
    await expect(
      test.store.write(async (tx) => {
        await appendAudit(tx, test.context, { action: 'import.committed', subject: 'import' })
        throw new Error('stop')
      }),
    ).rejects.toThrow('stop')
    expect((await verifyAudit(test.store.read)).rows).toBe(5)
  })

  it('is read newest first, by page, person, action and child', async () => {
    const page = await test.client.audit.page({ limit: 2, offset: 1 })
    expect(page.total).toBe(5)
    expect(page.rows.map((row) => row.sequence)).toEqual([4, 3])
    expect(
      (await test.client.audit.page({ action: 'referral.viewed' })).rows.map((row) => row.sequence),
    ).toEqual([4, 2])
    expect((await test.client.audit.page({ person: 'Test Person 1' })).total).toBe(5)
    expect((await test.client.audit.page({ person: 'Nobody' })).total).toBe(0)
    const ofChild = await test.client.audit.page({ childId: '01900000-0000-7000-8000-000000000003' })
    expect(ofChild.rows.map((row) => row.subject)).toEqual(['thing 3'])
  })

  it('names who did it', async () => {
    const [row] = (await test.client.audit.page({ limit: 1 })).rows
    expect(row).toMatchObject({ by: 'Test Person 1', action: 'child.viewed', detail: '{"number":5}' })
  })
})
