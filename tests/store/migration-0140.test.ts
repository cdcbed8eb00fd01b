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

beforeEach(async () => {
  const made = await temporaryFolder()
  remove = made.remove
  connection = openConnection(databaseFile(made.folder), newDatabaseKey(), { mustExist: false })
  await migrate(
    connection,
    async () => ok(true),
    migrations.filter((step) => step.number <= 140),
  )
})
afterEach(async () => {
  connection.close()
  await remove()
})

function publication(values: {
  id: string
  month?: string
  sha256?: string
  scheme?: string
  state?: string
}) {
  const {
    id,
    month = '2025-10',
    sha256 = id.repeat(64).slice(0, 64),
    scheme = 'chs8',
    state = 'current',
  } = values
  return connection
    .prepare(
      `INSERT INTO national_publication (id, month, scheme, source, sha256, regions, icbs, providers, imported_at, state)
       VALUES (?, ?, ?, 'workbook', ?, 7, 42, 139, '2025-12-11T10:00:00.000Z', ?)`,
    )
    .run(id, month, scheme, sha256, state)
}

function figure(values: {
  line?: string
  place?: number
  type?: string
  total?: number | null
  withheld?: number
  bands?: string
}) {
  const {
    line = '(CYP) Audiology',
    place = 0,
    type = 'National',
    total = 1,
    withheld = 0,
    bands = '{}',
  } = values
  return connection
    .prepare(`INSERT INTO national_figure VALUES ('a', ?, ?, ?, '', 'England', ?, ?, ?)`)
    .run(line, place, type, total, withheld, bands)
}

it('has one publication in use for a month, any number that are not, and a file once', () => {
  publication({ id: 'a' })
  expect(() => publication({ id: 'b' })).toThrow(/UNIQUE/)
  publication({ id: 'b', state: 'replaced' })
  publication({ id: 'c', state: 'removed' })
  publication({ id: 'd', month: '2025-11' })
  expect(() => publication({ id: 'e', month: '2025-12', sha256: 'a'.repeat(64) })).toThrow(/UNIQUE/)
})

it('refuses months, schemes and states that are none', () => {
  expect(() => publication({ id: 'a', month: '2025-13' })).toThrow(/CHECK/)
  expect(() => publication({ id: 'a', scheme: 'chs9' })).toThrow(/CHECK/)
  expect(() => publication({ id: 'a', state: 'lost' })).toThrow(/CHECK/)
  expect(() => publication({ id: 'a', sha256: 'short' })).toThrow(/CHECK/)
})

it('keeps a figure once for each organisation and line: a count, nothing, or withheld', () => {
  publication({ id: 'a' })
  figure({})
  expect(() => figure({})).toThrow(/UNIQUE/)
  figure({ place: 1, type: 'Provider', total: null })
  figure({ place: 2, type: 'ICB', total: null, withheld: 1 })
  expect(() => figure({ place: 3, total: 4, withheld: 1 })).toThrow(/CHECK/)
  expect(() => figure({ place: 3, total: -1 })).toThrow(/CHECK/)
  expect(() => figure({ place: 3, type: 'Trust' })).toThrow(/CHECK/)
  expect(() => figure({ place: 3, bands: '{' })).toThrow(/CHECK/)
})

it('has one choice of peers for the store', () => {
  const choose = connection.prepare('INSERT INTO comparison_choice (id, version) VALUES (?, 1)')
  choose.run(1)
  expect(() => choose.run(2)).toThrow(/CHECK/)
})
