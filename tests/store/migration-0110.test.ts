import { expect, it } from 'vitest'
import { openConnection } from '../../src/main/store/dialects/connection.ts'
import { databaseFile } from '../../src/main/store/files.ts'
import { newDatabaseKey } from '../../src/main/store/keyring/keyring.ts'
import { migrate } from '../../src/main/store/migrate.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { ok } from '../../src/shared/result.ts'
import { temporaryFolder } from '../support/test-store.ts'

it('0110 knows what happens in a life', async () => {
  const { folder, remove } = await temporaryFolder()
  const connection = openConnection(databaseFile(folder), newDatabaseKey(), { mustExist: false })
  const known = () => connection.prepare<[], string>('SELECT code FROM event_type').pluck().all()
  const upTo = (number: number) => migrations.filter((step) => step.number <= number)
  await migrate(connection, async () => ok(true), upTo(100))
  expect(known()).not.toContain('strand_closed')
  await migrate(connection, async () => ok(true), upTo(110))
  expect(known()).toEqual(expect.arrayContaining(['strand_closed', 'details_changed']))
  connection.close()
  await remove()
})
