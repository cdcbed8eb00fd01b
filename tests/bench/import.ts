import { createWriteStream, existsSync } from 'node:fs'
import { cp, mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from 'better-sqlite3'
import { generateHistories } from '../../src/main/generator/histories.ts'
import { importHeaderLine, importLine, toImportRow } from '../../src/main/generator/import-rows.ts'
import { searchText } from '../../src/main/services/search/child-ids.ts'
import { openConnection } from '../../src/main/store/dialects/connection.ts'
import { databaseFile } from '../../src/main/store/files.ts'
import type { ImportProgress } from '../../src/shared/contract/imports.ts'
import { benchFolder, benchToday, builtStore } from './build-store.ts'
import { atLeastShare, atMost, type Figure, quantile, timed } from './figures.ts'
import { openBench, type OpenBench } from './open-store.ts'

const rowsInFile = 100_000
/** The store that the file goes into: large enough for the calls meanwhile to have something to do. */
const referralsBefore = 20_000

/** An import of 100,000 rows, what others notice of it, and the same rows inserted by bare statements. */
export async function measureImport(say: (line: string) => void): Promise<Figure[]> {
  const before = await builtStore(referralsBefore, say)
  const file = await extract()
  const [imported, bare] = [benchFolder('imported'), benchFolder('inserted')]
  for (const folder of [imported, bare]) {
    await rm(folder, { recursive: true, force: true })
    await cp(before, folder, { recursive: true })
  }
  const bench = await openBench(imported)
  const others = callsMeanwhile(bench)
  let preview = 0
  let commit = 0
  let created = 0
  let memory = 0
  try {
    bench.grant('bench-file', {
      path: file,
      name: 'extract.csv',
      size: (await stat(file)).size,
      purpose: 'read',
    })
    const { imports } = bench.client
    const { mapping } = await imports.inspect({ file: 'bench-file', source: 'bench' })
    let draftId = ''
    others.start('preview')
    preview = await timed(async () => {
      const end = await lastOf(await imports.preview({ file: 'bench-file', source: 'bench', mapping }))
      if (end.kind === 'preview') draftId = end.draftId
    })
    others.start('commit')
    commit = await timed(async () => {
      const end = await lastOf(await imports.commit({ draftId }))
      if (end.kind === 'committed') created = end.counts.created
    })
    memory = process.memoryUsage.rss() / 1e6
  } finally {
    await others.stop()
    await bench.close()
  }
  say(`imported ${created.toLocaleString('en-GB')} of ${rowsInFile.toLocaleString('en-GB')} rows`)
  const floor = created / (insertAgain(imported, bare, bench.key) / 1000)
  for (const folder of [imported, bare]) await rm(folder, { recursive: true, force: true })
  return [
    atLeastShare('import', 'check and save', { floor, figure: created / ((preview + commit) / 1000) }, 0.4),
    atLeastShare('import', 'save alone', { floor, figure: created / (commit / 1000) }, 0.4),
    ...others.figures(),
    atMost('import', 'memory at the end', memory, null, 'MB'),
  ]
}

async function extract(): Promise<string> {
  const file = benchFolder(`extract-${rowsInFile}.csv`)
  if (existsSync(file)) return file
  await mkdir(path.dirname(file), { recursive: true })
  function* lines() {
    yield importHeaderLine()
    const histories = generateHistories({ referrals: rowsInFile, seed: 'bench import', asAt: benchToday })
    for (const history of histories) {
      const row = toImportRow(history)
      // Ids of another system, so that every row is a new referral.
      yield importLine({
        ...row,
        referral_id: `X${row.referral_id}`,
        local_patient_id: `X${row.local_patient_id}`,
      })
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(`${file}.part`))
  await rename(`${file}.part`, file)
  return file
}

async function lastOf(stream: AsyncIterable<ImportProgress>): Promise<ImportProgress> {
  let last: ImportProgress | undefined
  for await (const progress of stream) last = progress
  if (last === undefined) throw new Error('The import said nothing')
  return last
}

/** Asks what a person at another window would, over and over, and notes how long each answer takes. */
function callsMeanwhile({ client }: OpenBench) {
  const asks = [
    () => client.waitingList.page({ filter: { queue: 'to_book' }, limit: 100 }),
    () => client.search.find({ text: 'smi', limit: 20 }),
    () => client.waitingList.counts({}),
    () => client.waitingList.page({ filter: { queue: 'all_waiting' }, offset: 2000, limit: 100 }),
  ]
  const times: Record<string, number[]> = {}
  let stage: string | null = null
  const state = { running: true }
  const asking = (async () => {
    for (let turn = 0; state.running; turn += 1) {
      const own: string | null = stage
      const took = await timed(asks[turn % asks.length]!)
      if (own !== null && own === stage) (times[own] ??= []).push(took)
      await sleep(15)
    }
  })()
  return {
    start(name: string) {
      stage = name
    },
    async stop() {
      state.running = false
      await asking
    },
    figures: (): Figure[] =>
      Object.entries(times).flatMap(([name, took]) => [
        atMost('import', `other calls during ${name}, median`, quantile(took, 0.5), null),
        atMost('import', `other calls during ${name}, p95 of ${took.length}`, quantile(took, 0.95), 50),
        atMost('import', `other calls during ${name}, longest`, Math.max(...took), 50),
      ]),
  }
}

type Row = Record<string, unknown>

const childTables = [
  'child',
  'child_contact',
  'referral',
  'referral_event',
  'waiting_list',
  'wait',
  'triage_result',
] as const
const ownColumn: Record<(typeof childTables)[number], string> = {
  child: 'id',
  child_contact: 'child_id',
  referral: 'child_id',
  referral_event: 'referral_id',
  waiting_list: 'referral_id',
  wait: 'referral_id',
  triage_result: 'referral_id',
}

/** Inserts what the import stored into the store as it was before, in one transaction. Returns milliseconds. */
function insertAgain(from: string, into: string, key: Uint8Array): number {
  const source = openConnection(databaseFile(path.join(from, 'demo')), key, { readonly: true })
  const target = openConnection(databaseFile(path.join(into, 'demo')), key)
  const columnsOf = (table: string) =>
    source.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[]
  const insert = (table: string) => {
    const columns = columnsOf(table)
    return target.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
    )
  }
  const inserts = new Map(childTables.map((table) => [table, insert(table)]))
  const select = new Map(
    childTables.map((table) => [
      table,
      source.prepare(`SELECT * FROM ${table} WHERE ${ownColumn[table]} = ?`),
    ]),
  )
  const intoBatch = insert('import_batch')
  const intoRow = insert('import_batch_row')
  const intoSearch = target.prepare('INSERT INTO child_search (rowid, text) VALUES (?, ?)')
  let took = 0
  const time = (work: () => void) => {
    const started = performance.now()
    work()
    took += performance.now() - started
  }
  const batchRows = source
    .prepare(`SELECT * FROM import_batch_row WHERE effect = 'created' ORDER BY row_number`)
    .all() as Row[]
  const batch = source.prepare('SELECT * FROM import_batch').get() as Row
  time(() => {
    target.exec('BEGIN')
    intoBatch.run(batch)
  })
  for (const rows of chunks(batchRows, 2000)) {
    const parts = rows.map((row) => recordOf(row, select))
    time(() => {
      for (const { row, tables, search } of parts) {
        for (const [table, own] of tables) for (const each of own) inserts.get(table)?.run(each)
        if (search) intoSearch.run(search.id, search.text)
        intoRow.run(row)
      }
    })
  }
  time(() => target.exec('COMMIT'))
  closeAll(source, target)
  return took
}

/** What one row of the file became, the child with its first referral. */
function recordOf(row: Row, select: Map<(typeof childTables)[number], { all(id: unknown): unknown[] }>) {
  const isFirst = row['created_child'] === 1
  const tables = childTables.flatMap((table) => {
    if (!isFirst && (table === 'child' || table === 'child_contact')) return []
    const id =
      ownColumn[table] === 'referral_id' || table === 'referral' ? row['referral_id'] : row['child_id']
    const all = (select.get(table)?.all(table === 'referral' ? row['child_id'] : id) ?? []) as Row[]
    return [[table, table === 'referral' ? all.filter((each) => each['id'] === id) : all] as const]
  })
  const child = tables.find(([table]) => table === 'child')?.[1][0]
  const search = child && {
    id: child['search_id'],
    text: searchText(child as unknown as Parameters<typeof searchText>[0]),
  }
  return { row, tables, search }
}

function* chunks<T>(all: readonly T[], length: number): Generator<T[]> {
  for (let at = 0; at < all.length; at += length) yield all.slice(at, at + length)
}

function closeAll(...connections: Database[]): void {
  for (const connection of connections) connection.close()
}
