import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { eventTypes } from '../../src/shared/codes/event-types.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

let test: TestStore | null = null
afterEach(async () => {
  await test?.close()
  test = null
})

describe('migration 0070', () => {
  it('makes every kind of clock fact one the store takes', async () => {
    test = await createTestStore()
    const { rows } = await test.store.write((tx) =>
      sql<{ code: string }>`SELECT code FROM event_type`.execute(tx),
    )
    const stored = rows.map((row) => row.code)
    for (const type of eventTypes) expect(stored).toContain(type)
    expect(stored).toContain('active_monitoring_started')
  })
})
