import type { Database } from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateHistories } from '../../../src/main/generator/histories.ts'
import { seedStore } from '../../support/seed.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'

const today = '2026-03-02'
const month = '2026-01'
let test: TestStore
const statements = new Set<string>()

beforeAll(async () => {
  test = await createTestStore({ today })
  await seedStore(test, generateHistories({ referrals: 300, seed: 'data set plans', asAt: today }))
  const { writer } = test.store.bare
  const prepare = writer.prepare.bind(writer)
  Object.assign(writer, {
    prepare: (sql: string) => {
      statements.add(sql)
      return prepare(sql)
    },
  })
})
afterAll(() => test.close())

const large = ['waiting_list', 'child', 'referral', 'referral_event', 'wait', 'appointment']

/** Steps that go through the whole of a large table, other than along an index that ends where the list does. */
function wholePasses(connection: Database, sql: string): string[] {
  return connection
    .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replaceAll('?', 'NULL')}`)
    .all()
    .map(({ detail }) => detail)
    .filter((detail) => {
      const [, name = ''] = /^SCAN (\S+)/.exec(detail) ?? []
      return large.includes(name) && !/waiting_list_open_(received|order)/.test(detail)
    })
}

it('reads a month by indexes, however long the history', async () => {
  const report = await test.client.communityDataSet.report({ month })
  await test.client.diagnosticReturn.get({ month })
  for (const { table, field, missing } of report.fields)
    if (missing > 0) await test.client.communityDataSet.affected({ month, table, field, problem: 'missing' })
  await test.client.diagnosticReturn.children({ month, cell: 'later_contacts' })
  const ours = [...statements].filter((sql) => /^(select|with)/i.test(sql))
  expect(ours.some((sql) => sql.includes('closed_on'))).toBe(true)
  expect(ours.some((sql) => sql.includes('was_not_brought'))).toBe(true)
  const found = ours.flatMap((sql) =>
    wholePasses(test.store.bare.writer, sql).map((step) => `${step}: ${sql}`),
  )
  expect(found).toEqual([])
  const plan = (part: string) =>
    test.store.bare.writer
      .prepare<[], { detail: string }>(
        `EXPLAIN QUERY PLAN ${ours.find((sql) => sql.includes(part))!.replaceAll('?', 'NULL')}`,
      )
      .all()
      .map(({ detail }) => detail)
      .join('\n')
  expect(plan('"closed_on" >=')).toContain('waiting_list_closed')
  expect(plan("IN ('attended'")).toContain('referral_event_contacts')
})
