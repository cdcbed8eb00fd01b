import { readFile } from 'node:fs/promises'
import path from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateHistories } from '../../../src/main/generator/histories.ts'
import { fieldsOfTable } from '../../../src/main/domain/community-data-set/fields.ts'
import { dataSetTables, type TableId } from '../../../src/main/domain/community-data-set/field.ts'
import { readZip } from '../../support/read-zip.ts'
import { seedStore } from '../../support/seed.ts'
import { createTestStore, refusalOf, type TestStore } from '../../support/test-store.ts'
import { addFacts, fact, received, storeHistories } from '../returns/histories.ts'

type Row = Record<string, string>
type Tables = Record<TableId, Row[]>

const month = '2026-01'
const [firstDay, lastDay] = ['2026-01-01', '2026-01-31']
let test: TestStore
let files: Map<string, string>
let tables: Tables
let asked = 0

beforeAll(async () => {
  test = await createTestStore({ today: '2026-03-02' })
  await seedStore(test, generateHistories({ referrals: 400, seed: 'data set', asAt: '2026-03-02' }))
  await storeHistories(test, [
    // Open on the first day, closed that day; open until the day before.
    { facts: [received('2025-03-03'), fact('closed', '2026-01-01', { reason: 'declined' })] },
    { facts: [received('2025-03-04'), fact('closed', '2025-12-31', { reason: 'declined' })] },
    { facts: [received('2026-01-31')] },
    { facts: [received('2026-02-01')] },
    { facts: [received('2025-05-05'), fact('closed', '2025-06-01', { reason: 'registered_in_error' })] },
    {
      facts: [
        received('2025-05-06'),
        fact('closed', '2025-07-01', { reason: 'moved_away' }),
        fact('reopened', '2026-01-15', {}),
        fact('closed', '2026-02-15', { reason: 'moved_away' }),
      ],
    },
    {
      facts: [
        received('2025-05-07'),
        fact('appointment_booked', '2026-01-02', { appointmentOn: '2026-01-20' }),
        fact('cancelled_by_family', '2026-01-09', {}),
        fact('appointment_booked', '2026-01-10', { appointmentOn: '2026-02-03' }),
        fact('cancelled_by_service', '2026-01-30', {}),
      ],
    },
    { service: 'neurodevelopment', facts: [received('2025-10-01'), fact('redirected', '2026-01-12', {})] },
  ])
  ;({ files, tables } = await exported())
}, 60_000)
afterAll(() => test.close())

async function exported(): Promise<{ files: Map<string, string>; tables: Tables }> {
  asked += 1
  const target = path.join(test.folder, `out-${asked}.zip`)
  test.grant(`file-token-${asked}`, { path: target, name: 'out.zip', size: 0, purpose: 'write' })
  await test.client.communityDataSet.export({ month, file: `file-token-${asked}` })
  const all = readZip(await readFile(target))
  return {
    files: all,
    tables: Object.fromEntries(
      dataSetTables.map(({ id }) => [
        id,
        Papa.parse<Row>(all.get(`${id}.csv`)!.replace('\uFEFF', ''), { header: true, skipEmptyLines: true })
          .data,
      ]),
    ) as Tables,
  }
}

/** By the definition alone: day by day, was the referral open, or somebody seen or missed? */
async function naiveSelection(): Promise<Map<string, { contacts: number }>> {
  const events = await test.store.read
    .selectFrom('referral_event')
    .selectAll()
    .orderBy('happened_on')
    .orderBy('sequence')
    .execute()
  const voided = new Set(events.flatMap((event) => (event.voids_event_id ? [event.voids_event_id] : [])))
  const chosen = new Map<string, { contacts: number }>()
  for (const [referral, all] of Map.groupBy(events, (event) => event.referral_id)) {
    const own = all.filter((event) => !voided.has(event.id) && event.type !== 'voided')
    const detail = (index: number) => JSON.parse(own[index]!.detail) as Record<string, string>
    const start = detail(own.findIndex((event) => event.type === 'received'))['receivedDate']!
    let isError = false
    let openUntil = '9999-12-31'
    let bookedFor = ''
    let contacts = 0
    let seen = 0
    own.forEach((event, index) => {
      if (event.type === 'appointment_booked') bookedFor = detail(index)['appointmentOn']!
      const isMissed = ['attended', 'was_not_brought', 'arrived_not_seen'].includes(event.type)
      const isCancelled = event.type.startsWith('cancelled_by')
      const on = isCancelled
        ? (detail(index)['appointmentOn'] ?? (bookedFor || event.happened_on))
        : event.happened_on
      if ((isMissed || isCancelled) && on >= firstDay && on <= lastDay) {
        contacts += 1
        if (isMissed) seen += 1
      }
      if (isMissed || isCancelled) bookedFor = ''
      const closes = ['closed', 'redirected', 'not_accepted'].includes(event.type)
      if (closes && detail(index)['reason'] === 'registered_in_error') isError = true
      if (closes && openUntil === '9999-12-31' && event.happened_on <= lastDay) openUntil = event.happened_on
      if (event.type === 'reopened' && event.happened_on <= lastDay) openUntil = '9999-12-31'
    })
    if (isError || start > lastDay) continue
    if (openUntil >= firstDay || seen > 0) chosen.set(referral, { contacts })
  }
  return chosen
}

describe('the month', () => {
  it('holds every referral open in it, and every contact of it, as counted independently', async () => {
    const naive = await naiveSelection()
    expect(naive.size).toBeGreaterThan(100)
    expect(tables.CYP101).toHaveLength(naive.size)
    const contacts = [...naive.values()].reduce((all, each) => all + each.contacts, 0)
    expect(contacts).toBeGreaterThan(5)
    expect(tables.CYP201).toHaveLength(contacts)
    const referrals = await test.store.read.selectFrom('referral').select(['id', 'child_id']).execute()
    const children = new Set(referrals.filter(({ id }) => naive.has(id)).map((row) => row.child_id))
    expect(tables.CYP001).toHaveLength(children.size)
    const listed = await test.store.read.selectFrom('waiting_list').selectAll().execute()
    const dates = listed.filter((row) => naive.has(row.referral_id)).map((row) => row.received_date)
    expect(tables.CYP101.map((row) => row['ReferralRequest_ReceivedDate']!).toSorted()).toEqual(
      dates.toSorted(),
    )
  })

  it('has every field of every table in order', () => {
    for (const { id } of dataSetTables) {
      const [head] = Papa.parse<string[]>(files.get(`${id}.csv`)!.replace('\uFEFF', '')).data
      expect(head).toEqual(fieldsOfTable(id).map(({ field }) => field))
    }
    expect(tables.CYP000).toEqual([
      expect.objectContaining({
        Version: '1.6',
        OrgID_Provider: 'RX1',
        RP_StartDate: firstDay,
        RP_EndDate: lastDay,
        FileCreation_DateTime: '2026-03-02T12:00:00',
      }),
    ])
  })

  it('refers only to rows that are there, each key once', () => {
    const keys = (table: TableId, field: string) => tables[table].map((row) => row[field]!)
    const isOnce = (all: string[]) => expect(new Set(all).size).toBe(all.length)
    const [children, referrals] = [keys('CYP001', 'LocalPatientID'), keys('CYP101', 'ServiceRequestID')]
    const contacts = keys('CYP201', 'CareContactID')
    for (const all of [children, referrals, contacts, keys('CYP202', 'CareActivityID')]) isOnce(all)
    for (const key of [...children, ...referrals, ...contacts]) expect(key).toMatch(/^[0-9A-Z]{20}$/)
    expect(new Set(keys('CYP101', 'LocalPatientID'))).toEqual(new Set(children))
    expect(keys('CYP002', 'LocalPatientID').toSorted()).toEqual(children.toSorted())
    expect(keys('CYP102', 'ServiceRequestID').toSorted()).toEqual(referrals.toSorted())
    for (const table of ['CYP103', 'CYP104', 'CYP105', 'CYP201'] as const)
      for (const key of keys(table, 'ServiceRequestID')) expect(referrals).toContain(key)
    for (const key of keys('CYP202', 'CareContactID')) expect(contacts).toContain(key)
    expect(tables.CYP104.length).toBeGreaterThan(0)
  })

  it('keeps the day of a cancelled appointment, and writes codes for what happened', () => {
    const cancelled = tables.CYP201.filter((row) => row['AttendanceStatus'] === '2')
    expect(cancelled).toContainEqual(
      expect.objectContaining({ Contact_Date: '2026-01-20', Contact_CancellationDate: '2026-01-09' }),
    )
    expect(tables.CYP201.every((row) => row['Contact_Date']!.startsWith(month))).toBe(true)
    expect(tables.CYP102).toContainEqual(
      expect.objectContaining({
        Referral_RejectionDate: '2026-01-12',
        Referral_RejectionReason: '02',
        Referral_ClosureDate: '',
        TeamType: '06',
      }),
    )
    expect(tables.CYP105).toContainEqual(
      expect.objectContaining({ Onward_ReferralDate: '2026-01-12', Onward_ReferralReason: '01' }),
    )
    expect(tables.CYP102.some((row) => row['Referral_ClosureReason'] === '08')).toBe(true)
  })

  it('gives the same identifiers again, and no id or name of the store', async () => {
    const again = await exported()
    expect(again.tables.CYP101.map((row) => row['ServiceRequestID'])).toEqual(
      tables.CYP101.map((row) => row['ServiceRequestID']),
    )
    const ids = (await test.store.read.selectFrom('referral').select('id').execute()).map(({ id }) => id)
    const text = [...files.values()].join('\n')
    expect(ids.filter((id) => text.includes(id))).toEqual([])
    const names = await test.store.read.selectFrom('child').select('family_name').execute()
    expect(names.filter(({ family_name: name }) => text.includes(name))).toEqual([])
  })

  it('says what it is, and what is missing field by field', () => {
    const report = Papa.parse<Row>(files.get('validation-report.csv')!.replace('\uFEFF', ''), {
      header: true,
      skipEmptyLines: true,
    }).data
    const commissioner = report.find((row) => row['field'] === 'OrgID_Commissioner')!
    expect(commissioner).toMatchObject({ level: 'error', filled: '0', requirement: 'M' })
    expect(Number(commissioner['missing'])).toBe(tables.CYP101.length)
    expect(files.get('READ-ME.txt')).toMatch(/^OFFICIAL: SENSITIVE/)
    expect(files.get('READ-ME.txt')).toContain('This is not a submission')
  })

  it('is written down in the audit trail without a child in it', async () => {
    const { rows } = await test.client.audit.page({ action: 'community_data_set.exported' })
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.parse(rows[0]!.detail)).toMatchObject({ month, codesVersion: 0 })
  })
})

describe('what comes from outside', () => {
  it('is never a formula', async () => {
    const child = await test.store.read.selectFrom('child').select('id').executeTakeFirstOrThrow()
    await test.store.write((tx) =>
      tx
        .updateTable('child')
        .set({ postcode: '=cmd|A1', gp_practice_code: '@SUM(1)' })
        .where('id', '=', child.id)
        .execute(),
    )
    const again = await exported()
    const cells = dataSetTables.flatMap(({ id }) => again.tables[id].flatMap((row) => Object.values(row)))
    expect(cells).toContain("'=cmd|A1")
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
  })
})

describe('the report', () => {
  it('opens those a gap is about, as many as it says', async () => {
    const report = await test.client.communityDataSet.report({ month, again: true })
    expect(report.tables.find(({ table }) => table === 'CYP101')?.rows).toBe(tables.CYP101.length)
    const gaps = report.fields.filter(({ missing, table }) => missing > 0 && table !== 'CYP000')
    expect(gaps.length).toBeGreaterThan(3)
    for (const { table, field, missing } of gaps) {
      const page = await test.client.communityDataSet.affected({ month, table, field, problem: 'missing' })
      expect(page.total).toBe(missing)
      expect(page.rows.length).toBe(Math.min(missing, 100))
    }
    const practice = report.fields.find(({ field }) => field === 'OrgID_GP')!
    expect(practice).toMatchObject({ level: 'error', invalid: 1 })
  })

  it('says when something was recorded since, and counts again when asked', async () => {
    const [referral] = await storeHistories(test, [{ facts: [received('2026-01-05')] }])
    const before = await test.client.communityDataSet.report({ month })
    expect(before.isOutOfDate).toBe(true)
    const now = await test.client.communityDataSet.report({ month, again: true })
    expect(now.isOutOfDate).toBe(false)
    const rowsOf = (each: typeof now) => each.tables.find(({ table }) => table === 'CYP101')!.rows
    expect(rowsOf(now)).toBe(rowsOf(before) + 1)
    await addFacts(test, referral!.referralId, [
      fact('closed', '2026-01-06', { reason: 'registered_in_error' }),
    ])
    expect(rowsOf(await test.client.communityDataSet.report({ month, again: true }))).toBe(rowsOf(before))
  })

  it('refuses a month that has not begun and a place that nobody chose', async () => {
    expect(await refusalOf(test.client.communityDataSet.report({ month: '2026-04' }))).toMatchObject({
      kind: 'invalid',
      field: 'month',
    })
    expect(
      await refusalOf(test.client.communityDataSet.export({ month, file: 'nobody-chose-it' })),
    ).toMatchObject({ field: 'file' })
  })

  it('leaves out a service that is reported elsewhere, and says so', async () => {
    const service = (await test.client.services.list()).find(({ id }) => id === 'audiology')!
    await test.store.write((tx) =>
      tx.updateTable('service').set({ reported_elsewhere: 1 }).where('id', '=', service.id).execute(),
    )
    const report = await test.client.communityDataSet.report({ month, again: true })
    expect(report.leftOut).toEqual(['Audiology'])
    const again = await exported()
    expect(again.tables.CYP102.some((row) => row['TeamType'] === '17')).toBe(false)
    expect(tables.CYP102.some((row) => row['TeamType'] === '17')).toBe(true)
  })
})
