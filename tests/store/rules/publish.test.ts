import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bench, changeRule, draftRule, mutismElsewhere, publish } from '../../support/rules.ts'
import { createTestStore, refusalOf, type TestStore } from '../../support/test-store.ts'
import { choking, registerPlain, storedRules } from '../../support/triage.ts'

let store: TestStore
beforeEach(async () => {
  store = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => store.close())

const mutism = { pathways: ['selective_mutism'] }
const plain = (...changes: [Parameters<typeof registerPlain>[1]?, Parameters<typeof registerPlain>[2]?]) =>
  registerPlain(store, changes[0], { nhsNumber: null, ...changes[1] })

/** Everything that lists, returns and triage keep of referrals. */
async function keptRows() {
  const [list, waits, results] = await Promise.all([
    store.store.read.selectFrom('waiting_list').selectAll().orderBy('referral_id').execute(),
    store.store.read.selectFrom('wait').selectAll().orderBy('referral_id').execute(),
    store.store.read.selectFrom('triage_result').selectAll().orderBy('referral_id').execute(),
  ])
  return { list, waits, results }
}

async function stepOf(referralId: string) {
  return (await store.client.triage.get({ referralId })).suggestion.step
}

describe('publishing', () => {
  it('writes a version with author, date and note that nothing can change', async () => {
    await changeRule(store.client, 'S06', mutismElsewhere)
    expect(await publish(store.client, 'Selective mutism goes to education and CAMHS')).toEqual({
      version: 2,
      failed: [],
    })
    const [newest, shipped] = await store.client.rules.versions()
    expect(newest).toMatchObject({
      version: 2,
      author: store.context.person.displayName,
      publishedAt: store.context.now(),
      note: 'Selective mutism goes to education and CAMHS',
      origin: 'published',
      basedOn: 1,
      overridden: null,
      current: true,
    })
    expect(shipped).toMatchObject({ version: 1, origin: 'shipped', current: false })
    expect(await store.client.rules.draft()).toMatchObject({ basedOn: 2, changes: { changed: 0 } })
    for (const sql of [`UPDATE rule_set SET note = 'x'`, 'DELETE FROM rule_set'])
      await expect(store.store.write(async () => store.store.bare.writer.exec(sql))).rejects.toThrow(
        'published rule sets',
      )
    const actions = await store.store.read
      .selectFrom('audit')
      .select('action')
      .where('action', 'like', 'rules.%')
      .orderBy('sequence')
      .execute()
    expect(actions.map(({ action }) => action)).toEqual(['rules.rule_saved', 'rules.published'])
  })

  it('needs a note, something new, and the draft as it was seen', async () => {
    expect((await refusalOf(publish(store.client))).message).toContain('says what version 1 says')
    await changeRule(store.client, 'S06', mutismElsewhere)
    const noNote = store.client.rules.publish({ draftVersion: 1, note: ' ' })
    expect((await refusalOf(noNote)).kind).toBe('invalid')
    const late = store.client.rules.publish({ draftVersion: 0, note: 'Too late' })
    expect((await refusalOf(late)).kind).toBe('conflict')
  })

  it('is refused while a worked case fails, unless a reason is given, which is kept', async () => {
    await changeRule(store.client, 'S01', { enabled: false })
    const refusal = await refusalOf(publish(store.client))
    expect(refusal).toMatchObject({
      kind: 'invalid',
      field: 'override',
      issues: [{ field: 'examples', message: 'dysphagia with choking' }],
    })
    const done = await publish(store.client, 'S01 is off', 'A new choking pathway starts today')
    expect(done.failed).toEqual(['dysphagia with choking'])
    expect((await store.client.rules.versions())[0]?.overridden).toEqual({
      reason: 'A new choking pathway starts today',
      failed: ['dysphagia with choking'],
    })
  })

  it('says in words what differs between any two', async () => {
    await changeRule(store.client, 'S06', { ...mutismElsewhere, enabled: false })
    const { draftVersion } = await store.client.rules.draft()
    await store.client.rules.removeRule({ draftVersion, ruleId: 'S05' })
    const diff = await store.client.rules.diff({
      from: { kind: 'version', version: 1 },
      to: { kind: 'draft' },
    })
    expect(diff).toMatchObject({ from: 'version 1', to: 'the draft', summary: '1 rule changed, 1 removed.' })
    expect(diff.removed.map(({ ruleId }) => ruleId)).toEqual(['S05'])
    expect(diff.changed[0]).toMatchObject({
      ruleId: 'S06',
      before: expect.stringContaining('local policy'),
      after: expect.stringContaining('redirect suggested'),
    })
    expect(diff.changed[0]?.fields.map(({ what }) => what)).toEqual(['Leads to', 'In use'])
    expect(diff.changed[0]?.fields[1]).toEqual({
      what: 'In use',
      before: 'switched on',
      after: 'switched off',
    })
    const none = store.client.rules.get({ of: { kind: 'version', version: 9 } })
    expect((await refusalOf(none)).kind).toBe('not_found')
  })
})

describe('selective mutism switched from accept to redirect', () => {
  it('moves nobody until it is previewed and applied, and can be rolled back', async () => {
    const untriaged = await plain(mutism)
    const accepted = await plain(mutism)
    const done = await store.client.triage.decide({
      referralId: accepted.referralId,
      version: 1,
      decision: { kind: 'accept', priority: 'routine', reason: 'As our pathway is' },
    })
    const other = await plain(choking)
    const before = await keptRows()

    await changeRule(store.client, 'S06', mutismElsewhere)
    const preview = await bench(store.client, { kind: 'draft' })
    expect(preview).toMatchObject({
      looked: { open: 3, closedInLastYear: 0 },
      wouldChange: 2,
      notTriaged: 1,
      accepted: 0,
      byKind: expect.arrayContaining([{ kind: 'redirect', count: 2 }]),
    })
    await publish(store.client, 'Selective mutism goes to education and CAMHS')
    expect(await keptRows()).toEqual(before)

    // Nor does an unrelated fact, nor opening the record.
    await store.client.referrals.record({
      referralId: untriaged.referralId,
      version: 1,
      event: { type: 'note', detail: { text: 'The family telephoned' } },
      happenedOn: '2026-03-02',
    })
    expect(await stepOf(untriaged.referralId)).toBe('accept')
    expect((await store.client.triage.get(untriaged)).suggestion.ruleSetVersion).toBe(1)

    // A new referral is put to the new version.
    const fresh = await plain(mutism)
    expect(await stepOf(fresh.referralId)).toBe('redirect')

    const run = await bench(store.client, { kind: 'version', version: 2 })
    const listed = await store.client.rules.benchRows({ token: run.token, group: 'not_triaged' })
    expect(listed.rows.map(({ referralId }) => referralId)).toEqual([untriaged.referralId])
    expect(listed.rows[0]?.changes).toContainEqual({ kind: 'step', before: 'accept', after: 'another route' })
    const why = await store.client.rules.benchWhy({ token: run.token, referralId: untriaged.referralId })
    expect(why.before).toMatchObject({
      ruleSet: 'version 1',
      sentences: expect.arrayContaining([expect.stringContaining('S06 (v1)')]),
    })
    expect(why.after).toMatchObject({
      ruleSet: 'version 2',
      sentences: expect.arrayContaining([expect.stringContaining('redirect suggested')]),
    })

    const applied = await store.client.rules.apply({
      token: run.token,
      which: { kind: 'ids', ids: [untriaged.referralId] },
      reason: 'Agreed by the clinical lead with education',
    })
    expect(applied).toEqual({ version: 2, moved: 1, prioritiesChanged: 0, skipped: [] })
    expect(await stepOf(untriaged.referralId)).toBe('redirect')
    expect(await store.client.triage.get(accepted)).toMatchObject({
      referral: { status: 'waiting' },
      suggestion: { ruleSetVersion: 1 },
    })
    // The decision keeps the version it saw.
    const fact = await store.store.read
      .selectFrom('referral_event')
      .select('detail')
      .where('id', '=', done.eventId)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(fact.detail)).toMatchObject({ ruleSetVersion: 1 })
    expect((await store.client.store.verify()).problems).toEqual([])

    expect(await store.client.rules.rollBack({ version: 1, note: 'Back to accepting' })).toEqual({
      version: 3,
      failed: [],
    })
    expect((await store.client.rules.versions())[0]).toMatchObject({ origin: 'rolled_back', basedOn: 1 })
    expect(await stepOf(untriaged.referralId)).toBe('redirect')
    const back = await bench(store.client, { kind: 'version', version: 3 })
    expect(back.notTriaged).toBe(2)
    const undone = await store.client.rules.apply({
      token: back.token,
      which: { kind: 'all' },
      reason: 'Rolled back',
    })
    expect(undone.moved).toBe(2)
    expect(await stepOf(untriaged.referralId)).toBe('accept')
    expect(await stepOf(other.referralId)).toBe('accept')
    expect((await store.client.store.verify()).problems).toEqual([])
  })

  it('of the version in use cannot be rolled back to', async () => {
    const same = store.client.rules.rollBack({ version: 1, note: 'Nothing to do' })
    expect((await refusalOf(same)).message).toContain('in use already')
  })
})

describe('applying', () => {
  const urgentStammer = { outcome: { priority: 'urgent' as const, targetDays: 28 } }
  const stammer = { pathways: ['stammer'] }

  it('changes the priority of accepted children only when asked for, by an entry with the reason', async () => {
    const { referralId } = await plain(stammer)
    await store.client.triage.decide({
      referralId,
      version: 1,
      decision: { kind: 'accept', priority: 'soon' },
    })
    await changeRule(store.client, 'S05', urgentStammer)
    await publish(store.client)
    const run = await bench(store.client, { kind: 'version', version: 2 })
    expect(run).toMatchObject({
      accepted: 1,
      notTriaged: 0,
      byPriority: [{ from: 'soon', to: 'urgent', count: 1 }],
    })
    const left = await store.client.rules.apply({
      token: run.token,
      which: { kind: 'ids', ids: [referralId] },
      reason: 'Agreed by the lead',
    })
    expect(left).toMatchObject({
      moved: 0,
      skipped: [{ referralId, why: expect.stringContaining('accepted already') }],
    })
    const applied = await store.client.rules.apply({
      token: run.token,
      which: { kind: 'all' },
      changeAccepted: true,
      reason: 'Agreed by the lead',
    })
    expect(applied).toMatchObject({ moved: 0, prioritiesChanged: 1, skipped: [] })
    const { rows } = await store.client.waitingList.page({ filter: { queue: 'all_open' } })
    expect(rows[0]).toMatchObject({ referralId, priority: 'urgent', dueBy: '2026-03-23' })
    const fact = await store.store.read
      .selectFrom('referral_event')
      .selectAll()
      .where('type', '=', 'priority_changed')
      .executeTakeFirstOrThrow()
    expect(fact).toMatchObject({ referral_id: referralId, reason: 'Agreed by the lead' })
    const kept = await store.store.read.selectFrom('rule_application_row').selectAll().execute()
    expect(kept.filter(({ event_id: id }) => id !== null)).toMatchObject([
      { referral_id: referralId, from_version: 1, event_id: fact.id },
    ])
    const audit = await store.store.read
      .selectFrom('audit')
      .select('detail')
      .where('action', '=', 'referral.rules_applied')
      .execute()
    expect(audit.map(({ detail }) => JSON.parse(detail))).toMatchObject([{ version: 2, fromVersion: 1 }])
    expect((await store.client.store.verify()).problems).toEqual([])
  })

  it('skips those somebody changed after the bench, and says which', async () => {
    const first = await plain(stammer)
    const second = await plain(stammer)
    await changeRule(store.client, 'S05', urgentStammer)
    await publish(store.client)
    const run = await bench(store.client, { kind: 'version', version: 2 })
    await store.client.referrals.record({
      referralId: first.referralId,
      version: 1,
      event: { type: 'note', detail: { text: 'Changed meanwhile' } },
      happenedOn: '2026-03-02',
    })
    const applied = await store.client.rules.apply({
      token: run.token,
      which: { kind: 'all' },
      reason: 'Agreed',
    })
    expect(applied).toMatchObject({
      moved: 1,
      skipped: [
        {
          referralId: first.referralId,
          childName: expect.stringContaining('Sam'),
          why: 'Somebody changed it after the bench run.',
        },
      ],
    })
    const { suggestion } = await store.client.triage.get(second)
    expect(suggestion).toMatchObject({ priority: 'urgent', ruleSetVersion: 2 })
  })

  it('is for the version in use only, and for clinical leads only', async () => {
    await plain(stammer)
    await changeRule(store.client, 'S05', urgentStammer)
    const run = await bench(store.client, { kind: 'draft' })
    const apply = { token: run.token, which: { kind: 'all' as const }, reason: 'Agreed' }
    expect((await refusalOf(store.client.rules.apply(apply))).kind).toBe('conflict')
    const clinician = await store.clientAs(['clinician'])
    expect((await refusalOf(clinician.rules.apply(apply))).kind).toBe('not_allowed')
    expect((await bench(clinician, { kind: 'draft' })).wouldChange).toBe(1)
    const forgotten = { ...apply, token: '0190b6a1-0000-7000-8000-000000000000' }
    expect((await refusalOf(store.client.rules.apply(forgotten))).kind).toBe('not_found')
  })
})

describe('a threshold of weeks', () => {
  it('is noticed once, on the first run after it passed, even days late', async () => {
    const { referralId } = await plain({ receivedDate: '2026-02-23' })
    expect(await storedRules(store, referralId)).not.toContain('C13')
    const { reevaluate } = await import('../../../src/main/services/triage/reevaluate.ts')
    const run = (today: string) => {
      store.setToday(today)
      return store.store.write((tx) => reevaluate(tx, [referralId], today))
    }
    // Eighteen weeks are up on 29 June; nobody opened the app for a month around it.
    await run('2026-06-15')
    expect(await storedRules(store, referralId)).not.toContain('C13')
    expect(await run('2026-07-10')).toEqual([referralId])
    expect(await storedRules(store, referralId)).toContain('C13')
    expect(await run('2026-07-10')).toEqual([])
    expect(await storedRules(store, referralId)).toContain('C13')
    expect(await run('2026-07-11')).toEqual([referralId])
    expect(await storedRules(store, referralId)).not.toContain('C13')
    expect((await draftRule(store.client, 'C13')).enabled).toBe(true)
  })
})
