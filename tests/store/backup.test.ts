import { readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendAudit } from '../../src/main/services/audit/append.ts'
import { backUp, backUpIfChanged, backUpIfDue } from '../../src/main/services/backups/backups.ts'
import { copiesToRemove } from '../../src/main/services/backups/retention.ts'
import { openConnection } from '../../src/main/store/dialects/connection.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const backups = () => path.join(test.folder, 'backups')
const change = () =>
  test.store.write((tx) =>
    appendAudit(tx, test.context, { action: 'service.updated', subject: 'service slt' }),
  )

describe('a backup', () => {
  it('is a whole, encrypted copy that opens with the same key', async () => {
    await test.store.write((tx) =>
      tx.insertInto('meta').values({ key: 'canary', value: 'Marigold' }).execute(),
    )
    const state = await test.client.backups.backUpNow()
    expect(state.copies).toHaveLength(1)
    expect(state.lastVerifiedAt).toBe('2026-03-02T12:00:00.000Z')
    expect(state.copies[0]?.sizeBytes).toBeGreaterThan(10_000)

    const file = path.join(backups(), state.copies[0]?.name ?? '')
    expect((await readFile(file)).includes('Marigold')).toBe(false)
    const copy = openConnection(file, test.key, { readonly: true })
    expect(copy.prepare("SELECT value FROM meta WHERE key = 'canary'").pluck().get()).toBe('Marigold')
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    copy.close()
    expect(() => openConnection(file, Buffer.alloc(32, 1), { readonly: true })).toThrow(/not a database/)
    expect(test.changed).toContainEqual({ noun: 'backup', ids: [] })
    expect(await readFile(path.join(backups(), 'keyring.json'))).toEqual(
      await readFile(path.join(test.folder, 'keyring.json')),
    )
  })

  it('is not kept, and not counted, when it cannot be made whole', async () => {
    await test.store.write(async (tx) => {
      for (let n = 0; n < 300; n += 1) {
        await tx
          .insertInto('meta')
          .values({ key: `row-${n}`, value: 'x'.repeat(900) })
          .execute()
      }
    })
    test.store.bare.writer.pragma('wal_checkpoint(TRUNCATE)')
    await truncate(path.join(test.folder, 'store.db'), 200_000)
    expect(await backUp(test.store, '2026-03-02T12:00:00.000Z')).toMatchObject({
      ok: false,
      refusal: { kind: 'unavailable' },
    })
    expect((await test.client.backups.state()).copies).toEqual([])
    expect((await readdir(backups())).filter((name) => name.endsWith('.db'))).toEqual([])
  })

  it('does not hold up other calls while it is made', async () => {
    await test.store.write(async (tx) => {
      for (let n = 0; n < 3000; n += 1) {
        await tx
          .insertInto('meta')
          .values({ key: `row-${n}`, value: 'x'.repeat(3000) })
          .execute()
      }
    })
    const copying = backUp(test.store, '2026-03-02T13:00:00.000Z')
    let longest = 0
    const read = async () => {
      const before = performance.now()
      await test.store.read.selectFrom('meta').select('key').limit(1).execute()
      await new Promise((resolve) => setTimeout(resolve, 1))
      longest = Math.max(longest, performance.now() - before)
      return 'read' as const
    }
    while ((await Promise.race([copying, read()])) === 'read') continue
    expect((await copying).ok).toBe(true)
    expect(longest).toBeLessThan(250)
  })

  it('leaves other files in its folder alone and does not count them', async () => {
    await test.client.backups.backUpNow()
    await writeFile(path.join(backups(), 'letter.txt'), 'mine')
    await writeFile(path.join(backups(), 'cyp-waits-2026-03-01T10-00-00.backup.db.partial'), 'half')
    expect((await test.client.backups.state()).copies).toHaveLength(1)
    await backUp(test.store, '2026-06-01T10:00:00.000Z')
    expect(await readdir(backups())).toContain('letter.txt')
  })

  it('is due once a day and only when something was recorded', async () => {
    await change()
    expect(await backUpIfDue(test.store, '2026-03-02T13:00:00.000Z')).toMatchObject({ ok: true })
    await change()
    expect(await backUpIfDue(test.store, '2026-03-02T18:00:00.000Z')).toBeNull()
    expect(await backUpIfDue(test.store, '2026-03-03T08:00:00.000Z')).toBeNull()
    test.setToday('2026-03-03')
    await change()
    expect(await backUpIfDue(test.store, '2026-03-03T13:00:00.000Z')).toMatchObject({ ok: true })
  })

  it('on quitting is made when something but signing in was recorded', async () => {
    await change()
    expect(await backUpIfChanged(test.store, '2026-03-02T13:00:00.000Z')).toMatchObject({ ok: true })
    test.setToday('2026-03-03')
    await test.store.write((tx) =>
      appendAudit(tx, test.context, { action: 'session.locked', subject: 'account' }),
    )
    expect(await backUpIfChanged(test.store, '2026-03-03T13:00:00.000Z')).toBeNull()
    await change()
    expect(await backUpIfChanged(test.store, '2026-03-03T14:00:00.000Z')).toMatchObject({ ok: true })
  })
})

describe('copiesToRemove', () => {
  const copy = (at: string) => ({ name: at, at: `${at}:00.000Z` })
  const removed = (copies: string[], now: string) =>
    copiesToRemove(copies.map(copy), `${now}:00.000Z`).map(({ name }) => name)

  it('keeps the newest three of today', () => {
    const today = ['2026-03-02T08:00', '2026-03-02T09:00', '2026-03-02T10:00', '2026-03-02T11:00']
    expect(removed(today, '2026-03-02T12:00')).toEqual(['2026-03-02T08:00'])
  })

  it('keeps the newest one of each of the 30 days before', () => {
    const copies = [
      '2026-03-01T08:00',
      '2026-03-01T17:00',
      '2026-01-31T09:00',
      '2026-01-30T09:00',
      '2026-03-02T09:00',
    ]
    expect(removed(copies, '2026-03-02T12:00')).toEqual(['2026-03-01T08:00', '2026-01-30T09:00'])
  })

  it('never removes the only copy, however old', () => {
    expect(removed(['2020-01-01T09:00'], '2026-03-02T12:00')).toEqual([])
  })

  it('keeps copies of a clock that ran ahead', () => {
    expect(removed(['2026-03-05T09:00', '2026-03-02T09:00'], '2026-03-02T12:00')).toEqual([])
  })
})
