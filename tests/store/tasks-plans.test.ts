import type { Database } from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { taskViews } from '../../src/shared/contract/tasks.ts'
import { catchUpThresholds } from '../../src/main/services/tasks/catch-up.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'
import { registerPlain } from '../support/triage.ts'

let test: TestStore
const statements = new Set<string>()

/** Notes every statement that a connection compiles from now on. */
function listenTo(connection: Database): void {
  const prepare = connection.prepare.bind(connection)
  Object.assign(connection, {
    prepare(sql: string) {
      statements.add(sql)
      return prepare(sql)
    },
  })
}

beforeAll(async () => {
  test = await createTestStore({ today: '2026-03-02' })
  const { childId } = await registerPlain(test, { receivedDate: '2024-11-01' })
  listenTo(test.store.bare.reader)
  listenTo(test.store.bare.writer)
  const { client } = test
  for (const view of taskViews) await client.tasks.page({ filter: { view } })
  await client.tasks.page({ filter: { view: 'all', kinds: ['harm_review'], services: ['slt'] } })
  await client.tasks.facets({ filter: { view: 'team', roles: ['clinician'] } })
  await client.tasks.counts({})
  await client.tasks.counts({ services: ['slt'] })
  await client.tasks.forChild({ childId })
  await client.tasks.awaited({})
  await catchUpThresholds(test.store, '2026-03-02', test.context)
})
afterAll(() => test.close())

describe('every statement about tasks', () => {
  it('goes through an index, and an open list through one of open tasks alone', () => {
    const plans = [...statements]
      .filter((sql) => /\btask\b/.test(sql) && /^(select|update)/i.test(sql))
      .map((sql) => {
        const parameters = sql.match(/[?]/g)?.length ?? 0
        const named = Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, '']))
        const explain = test.store.bare.writer.prepare(`EXPLAIN QUERY PLAN ${sql}`)
        const rows = (
          parameters > 0 ? explain.all(...Array.from({ length: parameters }, () => '')) : explain.all(named)
        ) as {
          detail: string
        }[]
        return { sql, details: rows.map(({ detail }) => detail) }
      })
    expect(plans.length).toBeGreaterThan(8)
    for (const { sql, details } of plans) {
      const whole = details.filter((detail) => /^SCAN "?task"?$/.test(detail))
      expect(whole, sql).toEqual([])
    }
  })
})
