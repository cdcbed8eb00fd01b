import { describe, expect, it } from 'vitest'
import { openConnection } from '../../src/main/store/dialects/connection.ts'
import { databaseFile } from '../../src/main/store/files.ts'
import { newDatabaseKey } from '../../src/main/store/keyring/keyring.ts'
import { migrate } from '../../src/main/store/migrate.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { ok } from '../../src/shared/result.ts'
import { temporaryFolder } from '../support/test-store.ts'

describe('0160 export recipients', () => {
  it('keeps a key of 64 hex digits for each recipient and purpose, and no other', async () => {
    const { folder, remove } = await temporaryFolder()
    const connection = openConnection(databaseFile(folder), newDatabaseKey(), { mustExist: false })
    await migrate(
      connection,
      async () => ok(true),
      migrations.filter((step) => step.number <= 160),
    )
    connection.exec(`
      INSERT INTO account (id, version, user_name, display_name, roles, active, created_at)
      VALUES ('a', 1, 'a', 'Test Person', '["manager"]', 1, '2026-03-02T12:00:00Z')`)
    const add = (id: string, name: string, purpose: string, key: string, on = '2026-03-02') =>
      connection
        .prepare('INSERT INTO export_recipient VALUES (?, ?, ?, ?, ?, ?, ?)')
        .run(id, name, purpose, key, on, '2026-03-02T12:00:00Z', 'a')
    const key = 'ab'.repeat(32)
    add('1', 'University', 'Audit', key)
    expect(() => add('2', 'university', 'AUDIT', key)).toThrow(/UNIQUE/)
    expect(() => add('3', 'University', 'Other', 'AB'.repeat(32))).toThrow(/CHECK/)
    expect(() => add('4', 'University', 'Other', 'ab')).toThrow(/CHECK/)
    expect(() => add('5', 'University', 'Other', key, '2026-02-31')).toThrow(/CHECK/)
    add('6', 'University', 'Other', key)
    connection.close()
    await remove()
  })
})
