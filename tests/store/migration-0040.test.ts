import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { registerReferral } from '../support/register.ts'
import { createTestStore, type TestStore } from '../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore()
})
afterEach(() => test.close())

async function row(more: Record<string, unknown> = {}) {
  const { referralId, childId } = await registerReferral(test.client)
  return {
    id: crypto.randomUUID(),
    referral_id: referralId,
    child_id: childId,
    purpose: 'accepted',
    audience: 'family',
    addressee: 'A',
    template_id: 't',
    template_version: 1,
    template_name: 'T',
    language: 'en',
    format: 'standard',
    wanted: '{}',
    document: '{}',
    sha256: '0'.repeat(64),
    holds: '[]',
    state: 'ready',
    created_on: '2026-03-02',
    created_at: '2026-03-02T12:00:00.000Z',
    created_by: test.context.person.id,
    ...more,
  }
}

async function insert(more: Record<string, unknown> = {}): Promise<void> {
  const values = await row(more)
  await test.store.write((tx) =>
    tx
      .insertInto('letter')
      .values(values as never)
      .execute(),
  )
}

describe('migration 0040', () => {
  it('keeps a letter and knows what happened to it', async () => {
    await insert()
    await insert({ state: 'sent', sent_on: '2026-03-02', sent_how: 'posted' })
    const codes = await test.store.bare.reader
      .prepare("SELECT code FROM event_type WHERE code LIKE 'letter_%'")
      .all()
    expect(codes).toHaveLength(2)
  })

  it.each([
    ['an unknown purpose', { purpose: 'circular' }],
    ['an unknown audience', { audience: 'newspaper' }],
    ['a date that does not exist', { created_on: '2026-02-30' }],
    ['a sent letter without its day', { state: 'sent' }],
    ['a day for a letter not sent', { sent_on: '2026-03-02', sent_how: 'posted' }],
    ['a returned letter without its day', { state: 'returned', sent_on: '2026-03-02', sent_how: 'posted' }],
    ['a hash of the wrong length', { sha256: 'abc' }],
    ['a child that is not there', { child_id: 'nobody' }],
  ])('refuses %s', async (_what, more) => {
    await expect(insert(more)).rejects.toThrow(/CHECK|FOREIGN KEY/)
  })

  it('finds the letters to send and those of a child by an index', () => {
    const plan = (query: string) =>
      test.store.bare.reader
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`)
        .all()
        .map(({ detail }) => detail)
        .join('; ')
    expect(plan("SELECT count(*) FROM letter WHERE state IN ('ready') GROUP BY purpose")).toContain(
      'letter_by_state',
    )
    expect(plan("SELECT id FROM letter WHERE child_id = 'x' ORDER BY created_at DESC")).toContain(
      'letter_by_child',
    )
    expect(plan('SELECT id FROM letter ORDER BY created_at DESC LIMIT 100')).not.toContain('TEMP B-TREE')
  })
})
