import { existsSync } from 'node:fs'
import { readFile, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { newDatabaseKey } from '../../src/main/store/keyring/keyring.ts'
import { openConnection } from '../../src/main/store/dialects/connection.ts'
import { openStore } from '../../src/main/store/open.ts'
import type { Store } from '../../src/main/store/store.ts'
import { StoreIsReadOnly } from '../../src/main/store/store.ts'
import {
  createTestStore,
  refusalOf as refusalOfCall,
  temporaryFolder,
  type TestStore,
} from '../support/test-store.ts'

const cleanUp: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step()
})

async function freshFolder(): Promise<string> {
  const { folder, remove } = await temporaryFolder()
  cleanUp.push(remove)
  return folder
}

async function opened(folder: string, key: Uint8Array, create = true): Promise<Store> {
  const result = await openStore({ folder, kind: 'live', key, create })
  if (!result.ok) throw new Error(result.refusal.message)
  cleanUp.push(() => result.value.close())
  return result.value
}

async function refusalOf(folder: string, key: Uint8Array) {
  const result = await openStore({ folder, kind: 'live', key })
  if (result.ok) {
    await result.value.close()
    throw new Error('The store was opened')
  }
  return result.refusal
}

async function storeWithRows(folder: string, key: Uint8Array, count = 500): Promise<void> {
  const store = await opened(folder, key)
  await store.write(async (tx) => {
    for (let n = 0; n < count; n += 1) {
      await tx
        .insertInto('meta')
        .values({ key: `row-${n}`, value: 'x'.repeat(500) })
        .execute()
    }
  })
  await store.close()
}

describe('openStore', () => {
  it('writes what can be read back with the same key and nothing readable to the disk', async () => {
    const folder = await freshFolder()
    const key = newDatabaseKey()
    const store = await opened(folder, key)
    await store.write((tx) =>
      tx.insertInto('meta').values({ key: 'canary', value: 'Marigold-Quill' }).execute(),
    )
    expect(await store.read.selectFrom('meta').selectAll().where('key', '=', 'canary').execute()).toEqual([
      { key: 'canary', value: 'Marigold-Quill' },
    ])
    await store.close()

    const bytes = await readFile(path.join(folder, 'store.db'))
    expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')
    expect(bytes.includes('Marigold-Quill')).toBe(false)
    expect(bytes.includes('CREATE TABLE')).toBe(false)

    const again = await opened(folder, key, false)
    expect(again.problem).toBeNull()
    expect(await again.read.selectFrom('meta').select('value').where('key', '=', 'canary').execute()).toEqual(
      [{ value: 'Marigold-Quill' }],
    )
  })

  it('sets what keeps data whole on both connections', async () => {
    const store = await opened(await freshFolder(), newDatabaseKey())
    const pragma = (name: string) => store.bare.writer.pragma(name, { simple: true })
    expect(pragma('journal_mode')).toBe('wal')
    expect(pragma('synchronous')).toBe(2)
    expect(pragma('foreign_keys')).toBe(1)
    expect(pragma('trusted_schema')).toBe(0)
    expect(pragma('busy_timeout')).toBe(5000)
    expect(() => store.bare.reader.exec("INSERT INTO meta VALUES ('a', 'b')")).toThrow(/readonly/)
  })

  it('refuses a key that does not fit and leaves the file as it was', async () => {
    const folder = await freshFolder()
    await storeWithRows(folder, newDatabaseKey())
    const before = await readFile(path.join(folder, 'store.db'))
    const refusal = await refusalOf(folder, newDatabaseKey())
    expect(refusal).toMatchObject({ kind: 'unavailable', field: 'key' })
    expect(refusal.message).toMatch(/cannot be opened with this key/)
    expect(await readFile(path.join(folder, 'store.db'))).toEqual(before)
  })

  it('refuses a file that was cut short, says so and offers the latest backup', async () => {
    const folder = await freshFolder()
    const key = newDatabaseKey()
    const store = await opened(folder, key)
    await store.close()
    await truncate(path.join(folder, 'store.db'), 4096)
    const refusal = await refusalOf(folder, key)
    expect(refusal).toMatchObject({ kind: 'unavailable', field: 'database' })
    expect(refusal.message).toMatch(/damaged.*no backup/s)
  })

  it('refuses data of a newer version without changing them', async () => {
    const folder = await freshFolder()
    const key = newDatabaseKey()
    await storeWithRows(folder, key, 1)
    const connection = openConnection(path.join(folder, 'store.db'), key)
    connection.pragma('user_version = 99990')
    connection.close()
    const refusal = await refusalOf(folder, key)
    expect(refusal.kind).toBe('unavailable')
    expect(refusal.message).toMatch(/newer version/)
  })

  it('refuses a folder without data unless it is to make them', async () => {
    expect(await refusalOf(await freshFolder(), newDatabaseKey())).toMatchObject({ kind: 'not_found' })
  })

  it('refuses a folder that a cloud service copies', async () => {
    const folder = path.join(await freshFolder(), 'OneDrive', 'data')
    const result = await openStore({ folder, kind: 'live', key: newDatabaseKey(), create: true })
    expect(result).toMatchObject({ ok: false, refusal: { kind: 'invalid' } })
  })

  it('after an unclean stop, opens a damaged file for reading only and keeps checking it', async () => {
    const folder = await freshFolder()
    const key = newDatabaseKey()
    await storeWithRows(folder, key)
    const file = path.join(folder, 'store.db')
    const bytes = await readFile(file)
    // The last pages hold rows of the table just written.
    bytes.fill(0x5a, bytes.length - 3 * 4096, bytes.length - 2 * 4096)
    await writeFile(file, bytes)
    await writeFile(path.join(folder, 'store.lock'), '{"pid":')

    for (const _time of [1, 2]) {
      const store = await opened(folder, key, false)
      expect(store.problem).toMatch(/damaged.*Nothing can be saved/)
      expect(await store.read.selectFrom('meta').selectAll().limit(1).execute()).toHaveLength(1)
      await expect(
        store.write((tx) => tx.insertInto('meta').values({ key: 'a', value: 'b' }).execute()),
      ).rejects.toBeInstanceOf(StoreIsReadOnly)
      await store.close()
    }
  })

  it('opens a sound file as usual after an unclean stop', async () => {
    const folder = await freshFolder()
    const key = newDatabaseKey()
    await storeWithRows(folder, key, 3)
    await writeFile(path.join(folder, 'store.lock'), '')
    const store = await opened(folder, key, false)
    expect(store.problem).toBeNull()
    expect(await store.findDamage()).toEqual([])
  })
})

describe('damage that shows while the app is in use', () => {
  it('stops all writing, says so, and has the file checked when it is opened next', async () => {
    const test = await createTestStore()
    cleanUp.push(() => test.close())
    await test.store.write(async (tx) => {
      for (let n = 0; n < 3000; n += 1) {
        await tx.insertInto('draft').values(draftOf(test.context.person.id, n)).execute()
      }
    })
    test.store.bare.writer.pragma('wal_checkpoint(TRUNCATE)')
    for (const connection of Object.values(test.store.bare)) connection.pragma('shrink_memory')
    await truncate(path.join(test.folder, 'store.db'), 420_000)

    const refusal = await refusalOfCall(readAll(test))
    expect(refusal).toMatchObject({ kind: 'unavailable' })
    expect(refusal.message).toMatch(/damaged.*Nothing can be saved/)
    expect(test.store.problem).toBe(refusal.message)
    expect(test.log.map((entry) => entry.event)).toContain('store_damaged')
    const saving = test.client.drafts.save({ form: 'referral', body: '{}' })
    expect((await refusalOfCall(saving)).message).toBe(refusal.message)
    await test.store.close()
    expect(existsSync(path.join(test.folder, 'store.lock'))).toBe(true)
  })
})

const draftOf = (account_id: string, n: number) => ({
  account_id,
  form: `form-${n}`,
  body: 'x'.repeat(900),
  saved_at: '2026-03-02T12:00:00.000Z',
})

async function readAll({ client }: TestStore): Promise<void> {
  for (let n = 0; n < 3000; n += 1) await client.drafts.get({ form: `form-${n}` })
}

describe('write', () => {
  it('undoes everything when the work throws, and gives the same numbers again', async () => {
    const store = await opened(await freshFolder(), newDatabaseKey())
    await expect(
      store.write(async (tx) => {
        await tx.insertInto('meta').values({ key: 'half', value: 'done' }).execute()
        expect(store.nextSequence()).toBe(1)
        throw new Error('stop')
      }),
    ).rejects.toThrow('stop')
    expect(await store.read.selectFrom('meta').selectAll().where('key', '=', 'half').execute()).toEqual([])
    expect(
      await store.write(async () => [store.nextSequence(), store.nextSequence(), store.nextSearchId()]),
    ).toEqual([1, 2, 1])
  })

  it('does one after the other, whatever they wait for', async () => {
    const store = await opened(await freshFolder(), newDatabaseKey())
    const order: string[] = []
    const slow = store.write(async (tx) => {
      order.push('slow begins')
      await new Promise((resolve) => setTimeout(resolve, 30))
      await tx.insertInto('meta').values({ key: 'slow', value: '1' }).execute()
      order.push('slow ends')
    })
    const quick = store.write(async () => {
      order.push('quick')
    })
    await Promise.all([slow, quick])
    expect(order).toEqual(['slow begins', 'slow ends', 'quick'])
  })

  it('lets reads see the state before it until it is done', async () => {
    const store = await opened(await freshFolder(), newDatabaseKey())
    const count = async () =>
      (await store.read.selectFrom('meta').selectAll().where('key', '=', 'a').execute()).length
    await store.write(async (tx) => {
      await tx.insertInto('meta').values({ key: 'a', value: 'b' }).execute()
      expect(await count()).toBe(0)
    })
    expect(await count()).toBe(1)
  })

  it('takes a write that an earlier one left to be done later', async () => {
    const store = await opened(await freshFolder(), newDatabaseKey())
    let later: Promise<number> = Promise.resolve(0)
    await store.write(async () => {
      later = new Promise((resolve) => setTimeout(resolve, 20)).then(() => store.write(async () => 7))
    })
    expect(await later).toBe(7)
  })

  it('refuses a write inside a write instead of waiting for ever, and numbers outside one', async () => {
    const store = await opened(await freshFolder(), newDatabaseKey())
    await expect(store.write(() => store.write(async () => 1))).rejects.toThrow('inside')
    expect(() => store.nextSequence()).toThrow('inside a write')
  })
})
