import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { generateHistories } from '../../src/main/generator/histories.ts'
import { createDemoStore } from '../../src/main/services/session/new-store.ts'
import { openConnection } from '../../src/main/store/dialects/connection.ts'
import { databaseFile } from '../../src/main/store/files.ts'
import { readOpenKey } from '../../src/main/store/keyring/keyring.ts'
import { migrate } from '../../src/main/store/migrate.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { ok } from '../../src/shared/result.ts'
import { fillStore } from './fill-store.ts'

/** The day on which the benches' children wait. */
export const benchToday = '2026-03-02'
const seed = 'bench'
const cache = fileURLToPath(new URL('../../.cache/bench/', import.meta.url))

/** Where benches keep what they make. */
export function benchFolder(...parts: string[]): string {
  return path.join(cache, ...parts)
}

/** Indexes are made anew in a store built before, which takes a tenth of the time of building it. */
function withoutIndexes(sql: string): string {
  return sql.replaceAll(/CREATE INDEX[^;]*;/g, '')
}

/** What a store was built from. It can be used again while all of this still holds; later migrations are applied. */
interface Stamp {
  referrals: number
  seed: string
  benchToday: string
  /** Hash of each migration by its number. */
  migrations: Record<string, string>
}

function stampOf(referrals: number): Stamp {
  const hash = (sql: string) => createHash('sha256').update(withoutIndexes(sql)).digest('hex')
  return {
    referrals,
    seed,
    benchToday,
    migrations: Object.fromEntries(migrations.map(({ number, sql }) => [number, hash(sql)])),
  }
}

/** Whether a store with this stamp becomes one of today by migrating it. */
export function canBeUsed(stamped: Stamp, wanted: Stamp): boolean {
  const { migrations: applied, ...made } = stamped
  const { migrations: known, ...now } = wanted
  const last = Math.max(...Object.keys(applied).map(Number))
  return (
    isDeepStrictEqual(made, now) &&
    Object.entries(applied).every(([number, hash]) => known[number] === hash) &&
    Object.keys(known).every((number) => number in applied || Number(number) > last)
  )
}

async function readStamp(file: string): Promise<Stamp | null> {
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Stamp) : null
}

/**
 * A data folder with an encrypted demo store of this many referrals. Built once and used again until the shape of
 * the store changes. `say` is told how the building goes.
 */
export async function builtStore(referrals: number, say: (line: string) => void): Promise<string> {
  const folder = benchFolder(String(referrals))
  const stamp = path.join(folder, 'built-from.json')
  const wanted = stampOf(referrals)
  const stamped = await readStamp(stamp)
  if (stamped !== null && canBeUsed(stamped, wanted)) {
    await bringUpToDate(folder, say)
    await writeFile(stamp, JSON.stringify(wanted))
    return folder
  }
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const started = performance.now()
  const made = await createDemoStore({
    folder: path.join(folder, 'demo'),
    now: `${benchToday}T08:00:00.000Z`,
    async fill(store, people) {
      await fillStore(store, {
        histories: generateHistories({ referrals, seed, asAt: benchToday }),
        personId: people[0]!.id,
        today: benchToday,
        onProgress(done) {
          const seconds = (performance.now() - started) / 1000
          const rate = Math.round(done / seconds).toLocaleString('en-GB')
          say(`building: ${done.toLocaleString('en-GB')} of ${referrals.toLocaleString('en-GB')}, ${rate}/s`)
        },
      })
    },
  })
  if (!made.ok) throw new Error(made.refusal.message)
  await writeFile(stamp, JSON.stringify(wanted))
  return folder
}

/** Brings a store built before to today's version, without a copy, and its indexes in line with a new one's. */
export async function bringUpToDate(folder: string, say: (line: string) => void): Promise<void> {
  const key = await readOpenKey(path.join(folder, 'demo'))
  if (!key.ok) throw new Error(key.refusal.message)
  const fresh = new SqliteDatabase(':memory:')
  for (const migration of migrations) fresh.exec(migration.sql)
  const built = openConnection(databaseFile(path.join(folder, 'demo')), key.value)
  const migrated = await migrate(built, async () => ok(null))
  if (!migrated.ok) throw new Error(migrated.refusal.message)
  const indexes = (connection: Database) =>
    new Map(
      connection
        .prepare<[], [string, string]>(
          `SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`,
        )
        .raw()
        .all(),
    )
  const wanted = indexes(fresh)
  for (const [name, sql] of indexes(built)) {
    if (wanted.get(name) === sql) wanted.delete(name)
    else built.exec(`DROP INDEX ${name}`)
  }
  for (const [name, sql] of wanted) {
    say(`making index ${name}`)
    built.exec(sql)
  }
  built.close()
  fresh.close()
}

if (import.meta.main) {
  const referrals = Number(process.argv[2] ?? 1_000_000)
  await builtStore(referrals, (line) => process.stdout.write(`${line}\n`))
}
