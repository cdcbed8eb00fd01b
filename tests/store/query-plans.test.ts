import type { Database } from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateHistories } from '../../src/main/generator/histories.ts'
import { queueIds } from '../../src/shared/codes/queues.ts'
import { sortColumns } from '../../src/shared/contract/list-query.ts'
import { seedStore } from '../support/seed.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

const today = '2026-03-02'
let store: TestStore
let referralId: string
let childId: string
const statements = new Set<string>()

beforeAll(async () => {
  store = await createTestStore({ today })
  const ids = await seedStore(store, generateHistories({ referrals: 300, seed: 'plans', asAt: today }))
  referralId = ids[0]!
  const referral = await store.store.read
    .selectFrom('referral')
    .select('child_id')
    .where('id', '=', referralId)
    .executeTakeFirstOrThrow()
  childId = referral.child_id
  listenTo(store.store.bare.reader)
  listenTo(store.store.bare.writer)
})
afterAll(() => store.close())

/** Notes every statement that a connection compiles from now on. */
function listenTo(connection: Database): void {
  const prepare = connection.prepare.bind(connection)
  const noting = (sql: string) => {
    statements.add(sql)
    return prepare(sql)
  }
  Object.assign(connection, { prepare: noting })
}

/** Tables with rows for each child or fact. Going through one of them takes seconds in an old store. */
const largeTables = [
  'waiting_list',
  'child',
  'child_contact',
  'referral',
  'referral_event',
  'wait',
  'triage_result',
  'duplicate_pair',
  'import_batch_row',
  'kept_return_row',
  'signed_return_row',
]

/** Indexes that hold only open referrals or undecided pairs, however long the history. */
const ofWhatIsOpen = /USING (COVERING INDEX waiting_list_(open|stage)_|INDEX duplicate_pair_undecided)/

/** The steps of a plan that go through the whole of a large table; an index of open referrals alone is not one. */
function wholePasses(connection: Database, statement: string): string[] {
  return planOf(connection, statement).filter((detail) => {
    const scan = /^SCAN (\S+)(.*)$/.exec(detail)
    if (scan === null) return false
    const [, name = '', by = ''] = scan
    const table = tableOf(statement, name)
    return largeTables.includes(table) && !ofWhatIsOpen.test(by)
  })
}

function planOf(connection: Database, statement: string): string[] {
  const places = [...statement.matchAll(/\?/g)].map(() => null)
  const steps = connection.prepare(`EXPLAIN QUERY PLAN ${statement}`).all(...places) as { detail: string }[]
  return steps.map(({ detail }) => detail)
}

/** The table behind the name that a plan uses. */
function tableOf(statement: string, name: string): string {
  const alias = new RegExp(`"?(\\w+)"?\\s+AS\\s+"?${name}"?(\\W|$)`, 'i').exec(statement)
  return alias?.[1] ?? name
}

async function largePassesOf(ask: () => Promise<unknown>): Promise<string[]> {
  statements.clear()
  await ask()
  const { writer } = store.store.bare
  const compiled = [...statements].filter((sql) => /^\s*(SELECT|WITH|UPDATE|DELETE)/i.test(sql))
  statements.clear()
  return compiled.flatMap((sql) => wholePasses(writer, sql).map((step) => `${step}   in   ${sql}`))
}

describe('what people look at', () => {
  it.each([
    ['a service and those waiting', { queue: 'all_waiting' as const, services: ['slt'] }],
    ['a stage and a flag', { queue: 'to_book' as const, flags: ['ehcp' as const] }],
    ['a service and received dates', { services: ['slt'], receivedFrom: '2025-01-01' }],
    [
      'a stage, a service and a band',
      { queue: 'booked' as const, services: ['slt'], bands: ['85-126' as const] },
    ],
  ])('%s are counted without looking up each row', async (_, filter) => {
    statements.clear()
    await store.client.waitingList.page({ filter, limit: 100 })
    const finding = [...statements].filter((sql) => /select (count\(\*\)|"referral_id")/.test(sql))
    expect(finding).toHaveLength(2)
    for (const sql of finding) expect(planOf(store.store.bare.writer, sql).join()).toMatch(/COVERING INDEX/)
  })

  const pageOf = (query: Parameters<TestStore['client']['waitingList']['page']>[0]) => () =>
    store.client.waitingList.page({ limit: 100, ...query })

  it.each(queueIds)('the list %s never goes through all referrals', async (queue) => {
    expect(await largePassesOf(pageOf({ filter: { queue } }))).toEqual([])
  })

  it.each(sortColumns)('nor a list sorted by %s', async (column) => {
    const sort = [{ column, direction: 'desc' as const }]
    expect(await largePassesOf(pageOf({ filter: {}, sort }))).toEqual([])
  })

  it.each([
    ['services', { services: ['slt'] }],
    ['priorities', { priorities: ['urgent' as const, 'none' as const] }],
    ['statuses', { statuses: ['booked' as const] }],
    ['bands', { bands: ['127-364' as const] }],
    ['flags', { flags: ['child_in_care' as const] }],
    ['pathways', { pathways: ['autism'] }],
    ['text', { text: 'khan' }],
    ['received dates', { receivedFrom: '2025-01-01', receivedTo: '2025-06-30' }],
    ['an import', { importBatch: '019a0000-0000-7000-8000-000000000000' }],
  ])('nor one narrowed by %s, nor its facets', async (_, filter) => {
    expect(await largePassesOf(pageOf({ filter }))).toEqual([])
    expect(await largePassesOf(() => store.client.waitingList.facets({ filter }))).toEqual([])
  })

  it.each(['mar', 'khan sam', 'o', '9990000107', '17/05/2019', 'P000123', 'zzzzz'])(
    'nor the search for %s',
    async (text) => {
      expect(await largePassesOf(() => store.client.search.find({ text }))).toEqual([])
    },
  )

  it('nor any other page', async () => {
    const { client } = store
    const asks: Record<string, () => Promise<unknown>> = {
      counts: () => client.waitingList.counts({ services: ['slt'] }),
      today: () => client.today.summary({}),
      why: () => client.waitingList.why({ referralId }),
      referral: () => client.referrals.get({ referralId }),
      triage: () => client.triage.get({ referralId }),
      child: () => client.children.get({ childId }),
      similar: () =>
        client.children.findSimilar({
          familyName: 'Khan',
          givenName: 'Sam',
          dateOfBirth: '2019-05-17',
        } as never),
      duplicates: () => client.children.duplicates({}),
      months: () => client.returns.months(),
      return: () => client.returns.chs({ month: '2026-02' }),
      'an old return': () => client.returns.chs({ month: '2024-02' }),
      batches: () => client.imports.batches({}),
      audit: () => client.audit.page({}),
      'saved views': () => client.savedViews.list(),
    }
    for (const [name, ask] of Object.entries(asks)) expect(await largePassesOf(ask), name).toEqual([])
  })

  it.each(['queue_order', 'family_name', 'source'] as const)(
    'nor data quality, its list by %s, nor what is filled in for many',
    async (column) => {
      const { dataQuality } = store.client
      const filter = { ruleId: 'language_missing' as const, services: ['slt'] }
      const asked = { filter, sort: { column, direction: 'asc' as const } }
      expect(await largePassesOf(() => dataQuality.figures({}))).toEqual([])
      expect(await largePassesOf(() => dataQuality.page(asked))).toEqual([])
      const bulk = {
        filter,
        selection: { kind: 'ids' as const, ids: [referralId] },
        change: { detail: 'language' as const, value: 'Welsh' },
      }
      expect(await largePassesOf(() => dataQuality.bulkPreview(bulk))).toEqual([])
    },
  )

  it('nor the children behind any figure of a return', async () => {
    const cells = [
      'total',
      '0-7',
      '365-728',
      'over_52_weeks',
      'opening',
      'received',
      'first_contacts',
      'removals',
    ]
    for (const cell of cells) {
      const asked = { month: '2026-02', line: '', cell }
      expect(await largePassesOf(() => store.client.returns.cell(asked)), cell).toEqual([])
      expect(await largePassesOf(() => store.client.returns.facets(asked)), cell).toEqual([])
    }
  })

  it('nor the children behind any figure of a signed return, its check or its corrections', async () => {
    const { returns, signedReturns } = store.client
    const ids: string[] = []
    for (const month of ['2025-12', '2026-01']) {
      const { checks } = await returns.chs({ month })
      const reason = 'Counted by hand for this test'
      for (const { code, line, subject, count } of checks.filter(({ level }) => level === 'error'))
        await signedReturns.override({ month, code, line, subject, count, reason })
      const { seen } = await returns.chs({ month })
      const { signed } = await signedReturns.sign({ month, seen })
      ids.push(signed!.id)
    }
    const asks = ids.flatMap((id) =>
      ['total', '0-7', 'over_52_weeks', 'opening', 'received', 'removals'].map((cell) => ({
        id,
        line: '',
        cell,
      })),
    )
    statements.clear()
    for (const asked of asks) await signedReturns.cell({ ...asked, limit: 10 })
    const ofRows = [...statements].filter((sql) => sql.includes('"signed_return_row"'))
    expect(ofRows.some((sql) => sql.includes('union all'))).toBe(true)
    for (const sql of ofRows) {
      const plan = planOf(store.store.bare.writer, sql).join('; ')
      expect(wholePasses(store.store.bare.writer, sql)).toEqual([])
      // In order out of the index: sorting 100,000 rows for a page of them holds everybody up.
      expect(plan).toMatch(/COVERING INDEX signed_return_row_figure/)
    }
    for (const id of ids) {
      expect(await largePassesOf(() => signedReturns.verify({ id }))).toEqual([])
      expect(await largePassesOf(() => signedReturns.corrections({ id }))).toEqual([])
    }
  })

  it('nor the months a referral was counted in', async () => {
    expect(await largePassesOf(() => store.client.returns.monthsOfReferral({ referralId }))).toEqual([])
  })
})

describe('the guard', () => {
  it('knows a pass through a large table, by its own name or another', () => {
    const { writer } = store.store.bare
    expect(wholePasses(writer, 'SELECT * FROM child')).toHaveLength(1)
    expect(wholePasses(writer, 'SELECT kid.id FROM child AS kid WHERE kid.school = ?')).toHaveLength(1)
    expect(wholePasses(writer, 'SELECT count(*) FROM waiting_list')).toHaveLength(1)
    expect(wholePasses(writer, 'SELECT * FROM service')).toEqual([])
    expect(wholePasses(writer, 'SELECT * FROM child WHERE id = ?')).toEqual([])
    expect(wholePasses(writer, 'SELECT count(*) FROM waiting_list WHERE is_open = 1')).toEqual([])
  })

  it('hears what a call asks for', async () => {
    statements.clear()
    await store.client.returns.cell({
      month: '2026-01',
      line: '',
      cell: '15-28',
      offset: 0,
      limit: 1,
      reason: null,
    })
    await store.client.waitingList.page({ filter: { queue: 'booked', bands: ['0-7', '8-14'] }, limit: 1 })
    expect([...statements].some((sql) => /from "waiting_list"/.test(sql))).toBe(true)
  })
})
