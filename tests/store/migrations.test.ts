import path from 'node:path'
import { readdir } from 'node:fs/promises'
import type { Database } from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openConnection, versionOf } from '../../src/main/store/dialects/connection.ts'
import { databaseFile } from '../../src/main/store/files.ts'
import { newDatabaseKey } from '../../src/main/store/keyring/keyring.ts'
import { migrate } from '../../src/main/store/migrate.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { openStore } from '../../src/main/store/open.ts'
import { closedReasons } from '../../src/shared/codes/closed-reasons.ts'
import { priorities } from '../../src/shared/codes/priorities.ts'
import { stageQueueIds } from '../../src/shared/codes/queues.ts'
import { referralStatuses } from '../../src/shared/codes/referral-statuses.ts'
import { eventTypes } from '../../src/shared/codes/event-types.ts'
import { ok, refuse } from '../../src/shared/result.ts'
import { temporaryFolder } from '../support/test-store.ts'

let folder: string
let remove: () => Promise<void>
let connection: Database
const key = newDatabaseKey()
const nothingNeeded = async () => ok(true)

beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
  connection = openConnection(databaseFile(folder), key, { mustExist: false })
})
afterEach(async () => {
  connection.close()
  await remove()
})

/** Table names, without those that SQLite and its search index keep for themselves. */
function tablesOf(database: Database): string[] {
  return database
    .prepare<[], string>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
         AND name NOT LIKE 'child_search_%' ORDER BY name`,
    )
    .pluck()
    .all()
}

function columnsOf(database: Database, table: string): string[] {
  return database
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?) ORDER BY cid')
    .pluck()
    .all(table)
}

describe('the numbers of the migrations', () => {
  it('go up in tens and never repeat', () => {
    const numbers = migrations.map((step) => step.number)
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
    expect(numbers.every((number) => number % 10 === 0)).toBe(true)
  })
})

describe('all of them together', () => {
  it('know every kind of fact that the app records', async () => {
    await migrate(connection, nothingNeeded, migrations)
    const known = connection.prepare<[], string>('SELECT code FROM event_type').pluck().all()
    expect(known.toSorted()).toEqual(eventTypes.toSorted())
  })

  it('take every status, queue, priority and reason for closing of this version', async () => {
    await migrate(connection, nothingNeeded, migrations)
    const shape = connection
      .prepare<[], string>(`SELECT sql FROM sqlite_master WHERE name = 'waiting_list'`)
      .pluck()
      .get()
    for (const code of [...referralStatuses, ...stageQueueIds, ...priorities, ...closedReasons])
      expect(shape).toContain(`'${code}'`)
  })
})

describe('0010 start', () => {
  beforeEach(async () => {
    const [start] = migrations
    if (!start) throw new Error('No first migration')
    await migrate(connection, nothingNeeded, [start])
  })

  it('makes every table', () => {
    expect(versionOf(connection)).toBe(10)
    expect(tablesOf(connection)).toEqual([
      'account',
      'audit',
      'bulk_batch',
      'child',
      'child_contact',
      'child_search',
      'draft',
      'duplicate_pair',
      'event_type',
      'import_batch',
      'import_batch_row',
      'import_mapping',
      'kept_return',
      'kept_return_row',
      'meta',
      'referral',
      'referral_event',
      'rule_set',
      'saved_view',
      'service',
      'triage_result',
      'wait',
      'waiting_list',
    ])
  })

  it('gives the facts and the audit trail their columns', () => {
    expect(columnsOf(connection, 'referral_event')).toEqual([
      'id',
      'referral_id',
      'sequence',
      'type',
      'happened_on',
      'recorded_at',
      'recorded_by',
      'detail',
      'reason',
      'voids_event_id',
      'batch_id',
    ])
    expect(columnsOf(connection, 'audit')).toEqual([
      'sequence',
      'at',
      'by_account',
      'by_name',
      'action',
      'subject',
      'child_id',
      'detail',
      'previous_hash',
      'hash',
    ])
  })

  it('keeps types strict in every table', () => {
    const loose = connection
      .prepare<[], string>(
        `SELECT name FROM pragma_table_list
          WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
      )
      .pluck()
      .all()
    expect(loose).toEqual([])
  })

  const insertChild = (more: Record<string, string | number | null> = {}) => {
    const row = {
      id: 'c1',
      family_name: 'A',
      given_name: 'B',
      name_key: 'a b',
      date_of_birth: '2020-02-29',
      created_at: 'x',
      search_id: 1,
      ...more,
    }
    const names = Object.keys(row)
    return connection
      .prepare(`INSERT INTO child (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(...Object.values(row))
  }

  it('takes a child with the least there can be', () => {
    expect(insertChild().changes).toBe(1)
  })

  it.each([
    ['a date that does not exist', { date_of_birth: '2021-02-29' }],
    ['a date in another form', { date_of_birth: '29/02/2020' }],
    ['an NHS number of nine digits', { nhs_number: '999000000' }],
    ['a decile over ten', { imd_decile: 11 }],
    ['a yes that is no yes', { ehcp: 2 }],
    ['text for a number', { search_id: 'one' }],
    ['no family name', { family_name: null }],
  ])('refuses %s', (_what, wrong) => {
    expect(() => insertChild(wrong)).toThrow(/constraint|cannot store|datatype/i)
  })

  it('refuses a referral of nobody', () => {
    expect(() =>
      connection.exec(
        "INSERT INTO referral (id, child_id, service_id, created_at) VALUES ('r', 'c', 's', 'x')",
      ),
    ).toThrow(/FOREIGN KEY/)
  })
})

describe('migrate', () => {
  const first = { number: 10, name: 'first', sql: 'CREATE TABLE a (x TEXT) STRICT;' }
  const second = { number: 20, name: 'second', sql: 'CREATE TABLE b (x TEXT) STRICT;' }
  const broken = {
    number: 30,
    name: 'broken',
    sql: 'CREATE TABLE c (x TEXT) STRICT; CREATE TABLE a (x TEXT) STRICT;',
  }

  it('does only what is pending', async () => {
    await migrate(connection, nothingNeeded, [first])
    expect(await migrate(connection, nothingNeeded, [first, second])).toEqual({ ok: true, value: 1 })
    expect(tablesOf(connection)).toEqual(['a', 'b'])
    expect(await migrate(connection, nothingNeeded, [first, second])).toEqual({ ok: true, value: 0 })
  })

  it('does all that is pending or none of it', async () => {
    await migrate(connection, nothingNeeded, [first])
    await expect(migrate(connection, nothingNeeded, [first, second, broken])).rejects.toThrow(
      /already exists/,
    )
    expect(tablesOf(connection)).toEqual(['a'])
    expect(versionOf(connection)).toBe(10)
  })

  it('asks for a backup before changing data, not before making them', async () => {
    let asked = 0
    const backup = async () => {
      asked += 1
      return ok(true)
    }
    await migrate(connection, backup, [first])
    expect(asked).toBe(0)
    await migrate(connection, backup, [first, second])
    expect(asked).toBe(1)
  })

  it('changes nothing when the backup fails', async () => {
    await migrate(connection, nothingNeeded, [first])
    const failed = async () => refuse('unavailable', 'No room.')
    expect(await migrate(connection, failed, [first, second])).toMatchObject({ ok: false })
    expect(tablesOf(connection)).toEqual(['a'])
  })

  it('leaves a newer store alone', async () => {
    await migrate(connection, nothingNeeded, [first, second])
    expect(await migrate(connection, nothingNeeded, [first])).toMatchObject({
      ok: false,
      refusal: { kind: 'unavailable' },
    })
    expect(versionOf(connection)).toBe(20)
  })
})

describe('opening an older store', () => {
  it('keeps a checked backup of it as it was', async () => {
    const older = {
      number: 5,
      name: 'older',
      sql: "CREATE TABLE older (x TEXT) STRICT; INSERT INTO older VALUES ('kept');",
    }
    await migrate(connection, nothingNeeded, [older])
    connection.close()
    const opened = await openStore({ folder, kind: 'live', key, now: () => '2026-03-02T12:00:00.000Z' })
    if (!opened.ok) throw new Error(opened.refusal.message)
    await opened.value.close()

    expect(await readdir(path.join(folder, 'backups'))).toEqual(['cyp-waits-2026-03-02T12-00-00.backup.db'])
    const backup = openConnection(
      path.join(folder, 'backups', 'cyp-waits-2026-03-02T12-00-00.backup.db'),
      key,
      {
        readonly: true,
      },
    )
    expect(versionOf(backup)).toBe(5)
    expect(backup.prepare('SELECT x FROM older').pluck().get()).toBe('kept')
    backup.close()
    connection = openConnection(databaseFile(folder), key)
    expect(versionOf(connection)).toBe(migrations.at(-1)?.number)
  })
})
