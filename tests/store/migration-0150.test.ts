import { expect, it } from 'vitest'
import { openConnection } from '../../src/main/store/dialects/connection.ts'
import { databaseFile } from '../../src/main/store/files.ts'
import { newDatabaseKey } from '../../src/main/store/keyring/keyring.ts'
import { migrate } from '../../src/main/store/migrate.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { ok } from '../../src/shared/result.ts'
import { temporaryFolder } from '../support/test-store.ts'

it('0150 keeps decisions about codes for ever and gives the store a secret of its own', async () => {
  const secrets = new Set<string>()
  for (const round of [1, 2]) {
    const { folder, remove } = await temporaryFolder()
    const connection = openConnection(databaseFile(folder), newDatabaseKey(), { mustExist: false })
    const upTo = (number: number) => migrations.filter((step) => step.number <= number)
    await migrate(connection, async () => ok(true), upTo(150))
    const secret = connection
      .prepare<[], string>(`SELECT value FROM meta WHERE key = 'data_set_identifier_secret'`)
      .pluck()
      .get()
    expect(secret, `store ${round}`).toMatch(/^[0-9a-f]{64}$/)
    secrets.add(secret ?? '')
    connection.exec(`INSERT INTO account (id, user_name, display_name, roles, created_at)
      VALUES ('a', 'a', 'A', '[]', '2026-01-01T00:00:00.000Z');
      INSERT INTO national_code VALUES (1, 'priority', 'soon', '1', 'a', '2026-01-01T00:00:00.000Z')`)
    expect(() => connection.exec(`UPDATE national_code SET national_code = '2'`)).toThrow('append-only')
    expect(() => connection.exec('DELETE FROM national_code')).toThrow('append-only')
    connection.close()
    await remove()
  }
  expect(secrets.size).toBe(2)
})
