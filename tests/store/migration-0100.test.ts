import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openConnection } from '../../src/main/store/dialects/connection.ts'
import { databaseFile } from '../../src/main/store/files.ts'
import { newDatabaseKey } from '../../src/main/store/keyring/keyring.ts'
import { migrate } from '../../src/main/store/migrate.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { ok } from '../../src/shared/result.ts'
import { temporaryFolder } from '../support/test-store.ts'

let connection: Database
let remove: () => Promise<void>
const nothingNeeded = async () => ok(true)

beforeEach(async () => {
  const made = await temporaryFolder()
  remove = made.remove
  connection = openConnection(databaseFile(made.folder), newDatabaseKey(), { mustExist: false })
  await migrate(
    connection,
    nothingNeeded,
    migrations.filter((step) => step.number <= 100),
  )
})
afterEach(async () => {
  connection.close()
  await remove()
})

it('counts every list from one index still', () => {
  const columns = connection
    .prepare<[], string>(`SELECT name FROM pragma_index_info('waiting_list_open_order')`)
    .pluck()
    .all()
  expect(columns).toEqual(expect.arrayContaining(['order_tier', 'reply_by', 'reviewed_weeks']))
})

it('knows the kinds of fact of care while waiting', () => {
  const known = connection.prepare<[], string>('SELECT code FROM event_type').pluck().all()
  expect(known).toEqual(
    expect.arrayContaining([
      'long_wait_reviewed',
      'support_offered',
      'support_outcome',
      'deterioration_reported',
    ]),
  )
})

it('refuses ages the wrong way round and answers it does not know', () => {
  const option = connection.prepare(
    `INSERT INTO support_option (id, name, kind, from_months, to_months) VALUES (?, 'A', ?, ?, ?)`,
  )
  expect(() => option.run('a', 'workshop', 60, 24)).toThrow(/CHECK/)
  expect(() => option.run('b', 'magic', 24, 60)).toThrow(/CHECK/)
  option.run('c', 'workshop', 24, 60)
})
