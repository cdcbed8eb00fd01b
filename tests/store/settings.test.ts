import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { savedViewsHandlers } from '../../src/main/services/saved-views/handlers.ts'
import { verifyStore } from '../../src/main/services/verify/verify.ts'
import { startingServices } from '../../src/shared/codes/services.ts'
import { listFilter, listSort } from '../../src/shared/contract/list-query.ts'
import { createTestStore, refusalOf, type TestStore } from '../support/test-store.ts'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore()
})
afterEach(() => test.close())

describe('services', () => {
  it('are the starting ones in a new store', async () => {
    const services = await test.client.services.list()
    expect(services.map(({ name }) => name)).toEqual([
      'Audiology',
      'Neurodevelopmental assessment',
      'Speech and language therapy',
    ])
    for (const { id, chsLine, targetDays, stopEvent } of startingServices) {
      expect(services.find((service) => service.id === id)).toMatchObject({
        version: 1,
        chsLine,
        targetDays,
        stopEvent,
        reportedElsewhere: false,
      })
    }
  })

  it('change at the version that was seen, and the change is written down', async () => {
    const wanted = {
      id: 'slt',
      version: 1,
      name: 'Speech and language',
      upperAgeYears: 19,
      triageTargetDays: 7,
      reportedElsewhere: true,
      targetDays: { same_day: 0, urgent: 14, soon: 30, routine: 90 },
    }
    expect(await test.client.services.update(wanted)).toEqual({ version: 2 })
    expect((await test.client.services.list()).find((service) => service.id === 'slt')).toMatchObject({
      ...wanted,
      version: 2,
    })
    expect(await refusalOf(test.client.services.update(wanted))).toMatchObject({
      kind: 'conflict',
      present: { version: 2 },
    })
    const [row] = (await test.client.audit.page({})).rows
    expect(row).toMatchObject({ action: 'service.updated', subject: 'service slt' })
    expect(JSON.parse(row?.detail ?? '')).toMatchObject({ triageTargetDays: [14, 7] })
    expect(test.changed).toEqual([{ noun: 'service', ids: ['slt'] }])
  })

  it('refuse a target that is no number of days, beside its field', async () => {
    const refusal = await refusalOf(
      test.client.services.update({
        id: 'slt',
        version: 1,
        name: 'Speech',
        upperAgeYears: 19,
        triageTargetDays: -1,
        reportedElsewhere: false,
        targetDays: { same_day: 0, urgent: 1.5, soon: 30, routine: 90 },
      }),
    )
    expect(refusal.kind).toBe('invalid')
    expect(refusal.issues?.map((issue) => issue.field)).toEqual(['triageTargetDays', 'targetDays.urgent'])
  })
})

describe('drafts', () => {
  it('come back to their writer only, as last saved', async () => {
    await test.client.drafts.save({ form: 'referral', body: '{"a":1}' })
    await test.client.drafts.save({ form: 'referral', body: '{"a":2}' })
    expect(await test.client.drafts.get({ form: 'referral' })).toEqual({
      body: '{"a":2}',
      savedAt: '2026-03-02T12:00:00.000Z',
    })
    const other = await test.clientAs(['clinician'])
    expect(await other.drafts.get({ form: 'referral' })).toBeNull()
    await other.drafts.discard({ form: 'referral' })
    expect(await test.client.drafts.get({ form: 'referral' })).not.toBeNull()
    await test.client.drafts.discard({ form: 'referral' })
    expect(await test.client.drafts.get({ form: 'referral' })).toBeNull()
  })
})

describe('saved views', () => {
  const view = {
    name: 'Mine',
    filter: listFilter.parse({ services: ['slt'] }),
    sort: listSort.parse(undefined),
    columns: [],
  }
  const handlers = savedViewsHandlers(async (_context, filter) => filter.services?.length ?? 0)
  const options = {}

  it('are one’s own unless shared, with how many they show', async () => {
    const own = await handlers.save(test.context, { ...view, shared: false }, options)
    const shared = await handlers.save(test.context, { ...view, name: 'Ours', shared: true }, options)
    expect(own.ok && shared.ok).toBe(true)
    expect(await handlers.list(test.context, undefined, options)).toMatchObject({
      ok: true,
      value: [
        { name: 'Mine', own: true, shared: false, count: 1 },
        { name: 'Ours', own: true, shared: true },
      ],
    })
    await test.clientAs(['clinician'])
    const [, colleague] = await test.client.accounts.list()
    if (!colleague) throw new Error('No colleague')
    const theirs = { ...test.context, person: { ...test.context.person, id: colleague.id } }
    const seen = await handlers.list(theirs, undefined, options)
    expect(seen.ok && seen.value.map(({ name, own: isOwn }) => [name, isOwn])).toEqual([['Ours', false]])
    const id = shared.ok ? shared.value.id : ''
    expect(await handlers.remove(theirs, { id }, options)).toMatchObject({
      ok: false,
      refusal: { kind: 'not_allowed' },
    })
    expect(await handlers.remove(test.context, { id }, options)).toMatchObject({ ok: true })
  })

  it('are replaced when saved under the same name', async () => {
    const first = await handlers.save(test.context, { ...view, shared: false }, options)
    const again = await handlers.save(
      test.context,
      { ...view, filter: listFilter.parse({ queue: 'to_book' }), shared: false },
      options,
    )
    expect(again).toEqual(first)
    const listed = await handlers.list(test.context, undefined, options)
    expect(listed.ok && listed.value).toHaveLength(1)
    expect(listed.ok && listed.value[0]).toMatchObject({ version: 2, filter: { queue: 'to_book' } })
  })
})

describe('verifying the store', () => {
  const good = { projections: async () => [], queueCoverage: async () => [], signedReturns: async () => [] }

  it('finds nothing wrong with a sound store', async () => {
    expect(await verifyStore(test.context, good)).toEqual({
      ok: true,
      integrity: 'ok',
      auditChain: 'ok',
      projections: 'ok',
      queueCoverage: 'ok',
      signedReturns: 'ok',
      problems: [],
    })
  })

  it('says what each check found', async () => {
    await test.client.drafts.save({ form: 'a', body: 'b' })
    await test.client.backups.backUpNow()
    test.store.bare.writer.exec("DROP TRIGGER audit_never_changes; UPDATE audit SET action = 'x'")
    const report = await verifyStore(test.context, {
      projections: async () => ['Referral 1 differs.', 'Referral 2 differs.'],
      queueCoverage: async () => ['Referral 3 is in no queue.'],
      signedReturns: async () => ['Signed return 2026-01, version 1: the rows do not fit.'],
    })
    expect(report).toMatchObject({
      ok: false,
      integrity: 'ok',
      auditChain: 'broken at row 1',
      projections: '2 problems',
      queueCoverage: '1 problem',
      signedReturns: '1 problem',
    })
    expect(report.problems).toEqual([
      'The audit trail does not follow on at row 1.',
      'Referral 1 differs.',
      'Referral 2 differs.',
      'Referral 3 is in no queue.',
      'Signed return 2026-01, version 1: the rows do not fit.',
    ])
  })
})
