import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Service } from '../../../src/shared/contract/administration.ts'
import type { InProcessClient } from '../../../src/main/services/router.ts'
import { createTestStore, refusalOf, type TestStore } from '../../support/test-store.ts'
import { fact, received, type Stored, storeHistories } from './histories.ts'
import { dayAfter } from './naive-count.ts'

const month = '2026-02'
const slt = '(CYP) Therapy interventions: Speech and language'

let test: TestStore
let manager: InProcessClient
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
  manager = await test.clientAs(['manager'])
})
afterEach(() => test.close())

const codes = async () => (await test.client.returns.chs({ month })).checks.map(({ code }) => code)
const add = (count: number, on: string): Promise<Stored[]> =>
  storeHistories(
    test,
    Array.from({ length: count }, () => ({ facts: [received(on)] })),
  )
async function serviceNamed(id: string): Promise<Service> {
  const service = (await test.client.services.list()).find((each) => each.id === id)
  if (service === undefined) throw new Error(`There is no service ${id}`)
  return service
}

describe('the settings of the checks', () => {
  it('are versions that managers save, the checks go by, and the audit trail has', async () => {
    await add(30, '2026-01-15')
    await add(7, '2026-02-03')
    expect(await codes()).not.toContain('large_change_total')
    const { settings, version, defaults } = await manager.signedReturns.settings()
    expect([version, settings]).toEqual([0, defaults])
    const stricter = { ...settings, largeChangePercent: 5, largeChangeChildren: 5 }
    expect(await manager.signedReturns.saveSettings({ version, settings: stricter })).toEqual({ version: 1 })
    expect(await codes()).toContain('large_change_total')
    expect(await manager.signedReturns.settings()).toMatchObject({
      version: 1,
      settings: stricter,
      savedBy: 'Test Person 2',
    })
    const [audited] = (await test.client.audit.page({ action: 'return.settings_saved' })).rows
    expect(JSON.parse(audited!.detail)).toMatchObject({
      version: 1,
      before: { largeChangePercent: 20 },
      after: { largeChangePercent: 5 },
    })
  })

  it('are not saved over somebody else’s, by others than managers, or with values that are none', async () => {
    const { settings, version } = await manager.signedReturns.settings()
    await manager.signedReturns.saveSettings({ version, settings })
    const stale = manager.signedReturns.saveSettings({ version, settings })
    expect(await refusalOf(stale)).toMatchObject({ kind: 'conflict', present: { version: 1 } })
    const lead = await test.clientAs(['clinical_lead'])
    const forbidden = lead.signedReturns.saveSettings({ version: 1, settings })
    expect((await refusalOf(forbidden)).kind).toBe('not_allowed')
    const negative = manager.signedReturns.saveSettings({
      version: 1,
      settings: { ...settings, largeChangePercent: -1 },
    })
    expect(await refusalOf(negative)).toMatchObject({ kind: 'invalid', field: 'settings.largeChangePercent' })
    const noLine = manager.signedReturns.saveSettings({
      version: 1,
      settings: { ...settings, highShareExpected: ['Nothing of the kind'] },
    })
    expect((await refusalOf(noLine)).field).toBe('settings.highShareExpected')
  })
})

describe('lines of the provider’s own', () => {
  it('are counted after the published ones, compared and signed like them', async () => {
    await add(3, '2026-02-10')
    await manager.signedReturns.saveLocalLine({ id: null, version: null, name: 'Sleep  clinic' })
    await test.client.services.update({ ...(await serviceNamed('slt')), chsLine: 'sleep clinic' })
    const { lines, localLines, services } = await test.client.returns.chs({ month })
    expect(lines.at(-1)).toMatchObject({ line: 'Sleep clinic', total: 3 })
    expect(localLines).toEqual(['Sleep clinic'])
    expect(services['Sleep clinic']).toEqual(['slt'])
    expect(lines.map(({ line }) => line)).not.toContain(slt)
    expect(await manager.signedReturns.localLines()).toMatchObject([
      { name: 'Sleep clinic', active: true, services: ['Speech and language therapy'] },
    ])
  })

  it('have a name of their own, stay while they are used, and keep their name', async () => {
    const published = manager.signedReturns.saveLocalLine({
      id: null,
      version: null,
      name: '(cyp) audiology',
    })
    expect((await refusalOf(published)).field).toBe('name')
    const made = await manager.signedReturns.saveLocalLine({ id: null, version: null, name: 'Sleep clinic' })
    const twice = manager.signedReturns.saveLocalLine({ id: null, version: null, name: 'SLEEP clinic' })
    expect((await refusalOf(twice)).field).toBe('name')
    const renamed = manager.signedReturns.saveLocalLine({ ...made, name: 'Sleep service' })
    expect((await refusalOf(renamed)).field).toBe('name')
    await test.client.services.update({ ...(await serviceNamed('slt')), chsLine: 'Sleep clinic' })
    const used = manager.signedReturns.saveLocalLine({ ...made, name: 'Sleep clinic', active: false })
    expect((await refusalOf(used)).message).toContain('Speech and language therapy reports on this line')
    await test.client.services.update({ ...(await serviceNamed('slt')), chsLine: slt })
    const ended = await manager.signedReturns.saveLocalLine({ ...made, name: 'Sleep clinic', active: false })
    expect(ended.version).toBe(2)
    const gone = test.client.services.update({ ...(await serviceNamed('slt')), chsLine: 'Sleep clinic' })
    expect(await refusalOf(gone)).toMatchObject({ kind: 'invalid', field: 'chsLine' })
    const adult = test.client.services.update({ ...(await serviceNamed('slt')), chsLine: '(A) Audiology' })
    expect((await refusalOf(adult)).field).toBe('chsLine')
  })

  it('and any published line can be chosen for a service, spelled as published', async () => {
    await test.client.services.update({
      ...(await serviceNamed('slt')),
      chsLine: '(cyp) therapy interventions: OCCUPATIONAL therapy',
    })
    expect((await serviceNamed('slt')).chsLine).toBe('(CYP) Therapy interventions: Occupational therapy')
  })
})

describe('the records of a check', () => {
  const records = (code: string, line = slt) => test.client.returns.checkRecords({ month, code, line })

  it('are the children it is about, as many as it counts, a page at a time', async () => {
    const contacts = ['2026-02-04', '2026-02-11', '2026-02-18']
    await storeHistories(
      test,
      contacts.map((on) => ({ facts: [received('2025-11-03'), fact('attended', on, {})] })),
    )
    const check = (await test.client.returns.chs({ month })).checks.find(
      ({ code }) => code === 'contacts_but_none_waiting',
    )
    expect(check).toMatchObject({ line: slt, count: 3, hasRecords: true })
    const found = await records('contacts_but_none_waiting')
    expect(found).toMatchObject({ total: 3, asAt: '2026-02-28' })
    expect(found.rows.map((row) => row.leftOn).toSorted()).toEqual(contacts)
    expect(found.figures).toContainEqual({ label: 'First contacts', value: 3 })
    const second = await test.client.returns.checkRecords({
      month,
      code: 'contacts_but_none_waiting',
      line: slt,
      offset: 2,
      limit: 2,
    })
    expect([second.total, second.rows.length]).toEqual([3, 1])
  })

  it('of a large change are those who came and left, one list after another', async () => {
    await add(20, '2026-01-15')
    const added = await add(12, '2026-02-03')
    const [first] = added
    await test.client.referrals.get({ referralId: first!.referralId })
    const found = await records('large_change_total')
    expect(found.total).toBe(12)
    expect(found.figures).toEqual([
      { label: 'Waiting last month', value: 20 },
      { label: 'Waiting this month', value: 32 },
    ])
    const all = []
    for (let offset = 0; offset < 12; offset += 5) {
      const page = await test.client.returns.checkRecords({
        month,
        code: 'large_change_total',
        line: slt,
        offset,
        limit: 5,
      })
      all.push(...page.rows.map((row) => row.referralId))
    }
    expect(all.toSorted()).toEqual(added.map((each) => each.referralId).toSorted())
  })

  it('of a first week that is too full are the children in it', async () => {
    await add(12, dayAfter('2026-02-28', -3))
    const found = await records('high_share_0_1_week')
    expect([found.total, new Set(found.rows.map((row) => row.band))]).toEqual([12, new Set(['0-7'])])
  })

  it('of a service without a line are those who wait in it', async () => {
    await add(2, '2026-02-10')
    await test.store.write((tx) =>
      tx.updateTable('service').set({ chs_line: 'Nothing' }).where('id', '=', 'slt').execute(),
    )
    const { blockedBy } = await test.client.returns.chs({ month })
    expect(blockedBy).toMatchObject([{ code: 'no_service_line', subject: 'slt', count: 2 }])
    const found = await test.client.returns.checkRecords({ month, code: 'no_service_line', subject: 'slt' })
    expect([found.total, found.rows.length]).toEqual([2, 2])
  })

  it('of a check on figures are the figures compared, and there are none of what is no check', async () => {
    await add(30, '2025-01-15')
    const same = await records('identical_to_last_month')
    expect(same.total).toBe(0)
    expect(same.figures.slice(0, 2)).toEqual([
      { label: 'Waiting last month', value: 30 },
      { label: 'Waiting this month', value: 30 },
    ])
    expect((await refusalOf(records('no_such_check'))).kind).toBe('not_found')
  })
})

describe('the view of a month', () => {
  it('says what differs from last month figure by figure, and the older bands', async () => {
    await add(4, '2026-01-15')
    await add(2, dayAfter('2026-02-28', -729))
    await add(1, '2026-02-20')
    const { differences, legacyBands, lines } = await test.client.returns.chs({ month })
    expect(differences).toMatchObject({ month: '2026-01', basis: 'counted' })
    const speech = differences!.lines.find(({ line }) => line === slt)!
    expect(speech.total).toEqual({ before: 6, now: 7, change: 1, percent: 16.7 })
    expect(speech.bands['8-14']).toEqual({ before: 0, now: 1, change: 1, percent: null })
    expect(speech.bands['729+']).toEqual({ before: 0, now: 2, change: 2, percent: null })
    expect(differences!.all.total.now).toBe(7)
    expect(legacyBands[slt]).toEqual({
      '0-7': 0,
      '8-14': 1,
      '15-28': 0,
      '29-84': 4,
      '85-126': 0,
      '127-364': 0,
      '365+': 2,
    })
    expect(lines.find(({ line }) => line === slt)?.bands['729+']).toBe(2)
  })
})
