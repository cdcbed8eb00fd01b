import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import Papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ExportedListAsked, ExportShape } from '../../../src/shared/contract/list-exports.ts'
import type { PrintablePage } from '../../../src/main/services/context.ts'
import { registerReferral } from '../../support/register.ts'
import { createTestStore, refusalOf, type TestStore } from '../../support/test-store.ts'

let test: TestStore
let printed: PrintablePage[]
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
  printed = []
  test.context.handToShell = (page) => {
    printed.push(page)
    return true
  }
})
afterEach(() => test.close())

/** A child whose every detail would be recognised in a file. */
const fixtureChild = {
  familyName: 'Quillfeather',
  givenName: 'Zephyrine',
  preferredName: 'Zeph',
  dateOfBirth: '2019-05-17',
  nhsNumber: '9990000018',
  localPatientId: 'LOCAL-77123',
  address: '14 Marigold Crescent',
  postcode: 'QX7 3ZZ',
  school: 'Thistledown Primary',
  gender: '2',
  ethnicCategory: 'A',
  language: 'English',
  imdDecile: 3,
}
const fixtureWords = [
  'quillfeather',
  'zephyrine',
  'zeph',
  '2019-05-17',
  '17-may-2019',
  '17/05/2019',
  '9990000018',
  '999 000 0018',
  'local-77123',
  'marigold',
  'qx7',
  '3zz',
  'thistledown',
  'secret words',
  'marker-referrer',
  '2026-02-04',
  '04-feb-2026',
  '04/02/2026',
]

const waiting = { list: 'waiting_list' as const, filter: { queue: 'all_open' as const } }
const pseudonyms = (recipientId: string | null, columns: string[]): ExportShape => ({
  form: 'pseudonymised',
  recipientId,
  columns,
})

async function allColumns(source: Parameters<TestStore['client']['listExports']['describe']>[0]['source']) {
  return (await test.client.listExports.describe({ source })).columns
}

async function save(
  shape: ExportShape,
  more: Partial<Parameters<TestStore['client']['listExports']['save']>[0]> = {},
) {
  const format = more.format ?? 'csv'
  const file = path.join(test.folder, `list.${format}`)
  test.grant('a-file-token', { path: file, name: `list.${format}`, size: 0, purpose: 'write' })
  const done = await test.client.listExports.save({
    source: waiting,
    shape,
    format,
    file: 'a-file-token',
    ...more,
  })
  return { ...done, bytes: await readFile(file), file }
}

/** What a CSV file says above the empty line, and its table. */
function readCsv(bytes: Buffer) {
  const text = bytes.toString('utf8')
  expect(text.startsWith('\uFEFF')).toBe(true)
  const lines = Papa.parse<string[]>(text.slice(1).trimEnd()).data
  const gap = lines.findIndex((line) => line.length === 1 && line[0] === '')
  const [header = [], ...rows] = lines.slice(gap + 1)
  return { said: Object.fromEntries(lines.slice(0, gap)) as Record<string, string>, header, rows, text }
}

async function readWorkbook(bytes: Buffer) {
  const workbook = await readXlsx(bytes)
  const rows = workbook.sheets[0]!.rows
  const gap = rows.findIndex((row) => row.every((cell) => cell === null || cell === ''))
  return { rows, header: rows[gap + 1]!, table: rows.slice(gap + 2), text: JSON.stringify(workbook) }
}

async function auditRows() {
  return test.store.read
    .selectFrom('audit')
    .select(['action', 'subject', 'detail'])
    .where('action', 'in', ['list.exported', 'list.printed', 'list.saved_as_pdf', 'export_recipient.added'])
    .orderBy('sequence')
    .execute()
}

async function fill() {
  const fixture = await registerReferral(
    test.client,
    {
      receivedDate: '2026-02-04',
      reason: 'secret words of a referral',
      referrerName: 'marker-referrer',
      referrerRole: 'gp',
    },
    fixtureChild,
  )
  for (let at = 0; at < 6; at += 1)
    await registerReferral(
      test.client,
      { receivedDate: '2026-01-12', serviceId: at < 2 ? 'audiology' : 'slt', referrerRole: 'gp' },
      { gender: '2', ethnicCategory: 'A', language: 'English', imdDecile: 3 },
    )
  await registerReferral(
    test.client,
    { receivedDate: '2025-11-03', serviceId: 'audiology' },
    { language: 'Sylheti', gender: '1' },
  )
  return fixture
}

describe('rows that name children', () => {
  it('hold what was chosen, and say what they are, of how many, as at when and by whom', async () => {
    await fill()
    const columns = ['family_name', 'nhs_number', 'born', 'received', 'days_waited', 'service']
    const shape: ExportShape = { form: 'identifiable', columns, namesOff: false }
    const { bytes, rows } = await save(shape, {
      source: { ...waiting, filter: { queue: 'all_open', services: ['slt'] } },
    })
    const { said, header, rows: table } = readCsv(bytes)
    expect(rows).toBe(5)
    expect(said).toMatchObject({
      List: 'Waiting list: All open',
      'How many': '5 of 8 referrals',
      Form: 'Rows that name children',
      Filters: 'Service: Speech and language therapy',
      'As at': '02-Mar-2026',
      'Made by': 'Test Person 1, 2 March 2026 at 12:00',
    })
    expect(said['Sorted by']).toBe('queue order')
    expect(said['Handling']).toMatch(/OFFICIAL-SENSITIVE: contains patient data/)
    expect(said['Handling']).not.toMatch(/logo/)
    expect(header).toEqual(['Family name', 'NHS number', 'Born', 'Received', 'Days waited', 'Service'])
    expect(table.find(([name]) => name === 'Quillfeather')).toEqual([
      'Quillfeather',
      '999 000 0018',
      '2019-05-17',
      '2026-02-04',
      '26',
      'Speech and language therapy',
    ])
  })

  it('are real dates and numbers in a workbook, and text that looks like a formula stays text', async () => {
    await registerReferral(test.client, {}, { familyName: '=cmd|calc', givenName: '@SUM(A1)' })
    const shape: ExportShape = {
      form: 'identifiable',
      columns: ['family_name', 'given_name', 'received', 'days_waited'],
      namesOff: false,
    }
    const { bytes } = await save(shape, { format: 'xlsx' })
    const { header, table, text } = await readWorkbook(bytes)
    expect(header.slice(0, 2)).toEqual(['Family name', 'Given name'])
    expect(table[0]!.slice(0, 2)).toEqual(['=cmd|calc', '@SUM(A1)'])
    expect(table[0]![3]).toBe(28)
    expect(text).not.toContain('"formula"')
    const csv = await save(shape)
    expect(readCsv(csv.bytes).rows[0]!.slice(0, 2)).toEqual(["'=cmd|calc", "'@SUM(A1)"])
  })

  it('carry no name and nothing anybody wrote while names are off, in a file and on paper', async () => {
    await fill()
    const columns = (await allColumns(waiting)).map(({ id }) => id)
    const shape: ExportShape = { form: 'identifiable', columns, namesOff: true }
    const source = { ...waiting, filter: { queue: 'all_open' as const, text: 'Quillfeather' } }
    const { bytes } = await save(shape, { source })
    const file = readCsv(bytes)
    await test.client.listExports.print({ source, shape, to: 'printer' })
    for (const text of [file.text, printed[0]!.html])
      for (const word of [
        'quillfeather',
        'zephyrine',
        'zeph',
        '9990000018',
        '999 000 0018',
        'local-77123',
        '2019-05-17',
        '17-may-2019',
      ])
        expect(text.toLowerCase()).not.toContain(word)
    expect(file.header[0]).toBe('Reference')
    expect(file.rows[0]![0]).toMatch(/^R-[0-9A-F]{6}$/)
    expect(file.said['Filters']).toBe('A text searched for (not shown)')
  })

  it('are the same list on the screen and in the file, whatever the sort', async () => {
    await fill()
    const sort = [{ column: 'family_name' as const, direction: 'desc' as const }]
    const page = await test.client.waitingList.page({ filter: waiting.filter, sort })
    const { bytes } = await save(
      { form: 'identifiable', columns: ['family_name'], namesOff: false },
      { source: { ...waiting, sort } },
    )
    const { rows, said } = readCsv(bytes)
    expect(rows.map(([name]) => name)).toEqual(page.rows.map((row) => row.familyName))
    expect(said['Sorted by']).toBe('name (Z to A)')
  })

  it('can speak of another day', async () => {
    await fill()
    const { bytes } = await save(
      { form: 'identifiable', columns: ['family_name', 'days_waited'], namesOff: false },
      { source: { ...waiting, asAt: '2026-01-31' } },
    )
    const { said, rows } = readCsv(bytes)
    expect(said['As at']).toBe('31-Jan-2026')
    expect(said['How many']).toBe('7 of 7 referrals')
    expect(rows.map(([, days]) => days)).toContain('19')
  })
})

describe('the children behind a figure', () => {
  const figure = { month: '2026-02', line: '', cell: 'total' }
  const shape: ExportShape = {
    form: 'identifiable',
    columns: ['family_name', 'days_waited'],
    namesOff: false,
  }

  it('are as many in the file as the figure says, by name, as at the census day', async () => {
    await fill()
    const page = await test.client.returns.cell(figure)
    const { bytes, rows } = await save(shape, { source: { list: 'return_cell', ...figure } })
    const { said, rows: table } = readCsv(bytes)
    expect(rows).toBe(page.total)
    expect(table.map(([name]) => name)).toEqual(page.rows.map((row) => row.familyName))
    expect(said).toMatchObject({
      List: 'Return for February 2026: waiting at the end of the month, all service lines',
      'As at': '28-Feb-2026',
      'Sorted by': 'longest wait first',
    })
  })

  it('can be narrowed as on the screen, and the file says so', async () => {
    await fill()
    const source = {
      list: 'return_cell' as const,
      ...figure,
      filters: { priority: ['none'], received: ['2026-02'] },
      services: ['slt'],
    }
    const { said, rows } = readCsv((await save(shape, { source })).bytes)
    expect(rows.map(([name]) => name)).toEqual(['Quillfeather'])
    expect(said['How many']).toBe('1 of 8 waits')
    expect(said['Filters']).toBe(
      'Service: Speech and language therapy. Priority: Not decided. Month received: February 2026',
    )
  })

  it('are listed for a check as on the screen, and its name holds no figure', async () => {
    await fill()
    const check = { month: '2026-01', code: 'large_change_total', line: '(CYP) Audiology' }
    const page = await test.client.returns.checkRecords(check)
    expect(page.total).toBe(2)
    const { bytes, rows } = await save(shape, { source: { list: 'return_check', ...check } })
    const { said, rows: table } = readCsv(bytes)
    expect(rows).toBe(2)
    expect(table.map(([name]) => name)).toEqual(page.rows.map((row) => row.familyName))
    expect(said).toMatchObject({
      List: 'Check of the return for January 2026: a large change in those waiting, (CYP) Audiology',
      'As at': '31-Jan-2026',
      'How many': '2 of 2 waits',
    })
    const described = (code: string) =>
      test.client.listExports.describe({ source: { list: 'return_check', month: '2026-01', code } })
    expect((await described('no_earlier_month')).count).toBe(0)
    expect((await refusalOf(described('nothing_of_the_kind'))).message).toBe('There is no such check.')
  })

  it('of a signed return stay as they were signed', async () => {
    await fill()
    const unknown = {
      list: 'signed_cell' as const,
      id: '0190a000-0000-7000-8000-000000000000',
      line: '',
      cell: 'total',
    }
    expect((await refusalOf(save(shape, { source: unknown }))).message).toBe(
      'There is no such signed return.',
    )
    const { seen, blockedBy } = await test.client.returns.chs({ month: '2026-02' })
    for (const { code, line, subject, count } of blockedBy)
      await test.client.signedReturns.override({
        ...{ month: '2026-02', code, line, subject, count },
        reason: 'Made for a test of exports and of nothing else',
      })
    const { signed } = await test.client.signedReturns.sign({ month: '2026-02', seen })
    const source = { ...unknown, id: signed!.id }
    const before = readCsv((await save(shape, { source })).bytes)
    await registerReferral(test.client, { receivedDate: '2026-02-10' })
    const after = readCsv((await save(shape, { source })).bytes)
    expect(after.rows).toEqual(before.rows)
    expect(before.rows).toHaveLength(8)
    expect(before.said['List']).toBe(
      'Signed return for February 2026: waiting at the end of the month, all service lines',
    )
  })
})

describe('rows under pseudonyms', () => {
  it('hold nothing that names the child, in either format and in no column that can be chosen', async () => {
    await fill()
    const columns = (await allColumns(waiting)).filter((each) => each.pseudonymised).map(({ id }) => id)
    expect(columns).not.toContain('family_name')
    expect(columns).not.toContain('born')
    const shape = pseudonyms(null, columns)
    const csv = (await save(shape)).bytes.toString('utf8')
    const xlsx = (await readWorkbook((await save(shape, { format: 'xlsx' })).bytes)).text
    for (const text of [csv, xlsx])
      for (const word of fixtureWords) expect(text.toLowerCase()).not.toContain(word)
    expect(csv).toContain('2026-W06')
  })

  it('hold nothing that names the child in any other list either', async () => {
    const { referralId } = await fill()
    await test.client.tasks.create({
      about: { kind: 'referral', referralId },
      why: 'secret words of a task',
      dueOn: '2026-03-09',
      teamRole: 'administrator',
    })
    const sources: ExportedListAsked[] = [
      { list: 'tasks', filter: { view: 'all' } },
      { list: 'triage_inbox', filter: {} },
      { list: 'return_cell', month: '2026-02', line: '', cell: 'total' },
      { list: 'return_check', month: '2026-02', code: 'large_change_total' },
      { list: 'data_quality', filter: { ruleId: 'interpreter_not_asked' } },
    ]
    for (const source of sources) {
      const all = await allColumns(source)
      const named = await save(
        { form: 'identifiable', columns: all.map(({ id }) => id), namesOff: false },
        { source },
      )
      expect(named.bytes.toString('utf8')).toContain('Quillfeather')
      const columns = all.filter((each) => each.pseudonymised).map(({ id }) => id)
      const { bytes, rows } = await save(pseudonyms(null, columns), { source })
      expect(rows).toBe(named.rows)
      for (const word of fixtureWords) expect(bytes.toString('utf8').toLowerCase()).not.toContain(word)
    }
  })

  it('refuse a column that names, by hand as on the screen', async () => {
    await fill()
    for (const column of ['family_name', 'nhs_number', 'born', 'local_id', 'band'])
      expect((await refusalOf(save(pseudonyms(null, [column])))).message).toMatch(
        /may not leave under pseudonyms/,
      )
    expect((await refusalOf(save(pseudonyms(null, ['no_such'])))).message).toMatch(/no such column/)
  })

  it('are the same for one recipient, others for another, and never again for nobody', async () => {
    await fill()
    const add = async (name: string, purpose: string) =>
      (await test.client.listExports.addRecipient({ name, purpose })).recipientId
    const [audit, research] = [await add('The university', 'Audit'), await add('The university', 'Research')]
    const children = async (recipientId: string | null, source: Parameters<typeof allColumns>[0] = waiting) =>
      readCsv((await save(pseudonyms(recipientId, ['service']), { source })).bytes).rows.map(
        ([child]) => child!,
      )
    const first = await children(audit)
    expect(new Set(first).size).toBe(8)
    expect(first.every((each) => /^C-[0-9a-f]{20}$/.test(each))).toBe(true)
    expect(await children(audit)).toEqual(first)
    // One recipient's files of two lists can be joined.
    expect((await children(audit, { list: 'triage_inbox', filter: {} })).toSorted()).toEqual(first.toSorted())
    for (const other of [await children(research), await children(null), await children(null)])
      expect(other.filter((each) => first.includes(each))).toEqual([])
    expect(await children(null)).not.toEqual(await children(null))
  })

  it('stand in the order of their pseudonyms and say no filter that tells a day', async () => {
    await fill()
    const source = {
      ...waiting,
      filter: { ...waiting.filter, receivedFrom: '2026-02-04', receivedTo: '2026-02-04' },
      sort: [{ column: 'family_name' as const, direction: 'asc' as const }],
    }
    const all = readCsv((await save(pseudonyms(null, ['service']), { source: waiting })).bytes)
    expect(all.rows).toHaveLength(8)
    const order = all.rows.map(([child, referral]) => `${child} ${referral}`)
    expect(order).toEqual(order.toSorted())
    const { said } = readCsv((await save(pseudonyms(null, ['service']), { source })).bytes)
    expect(said['Sorted by']).toBe('pseudonym, so that the order tells nothing')
    expect(said['Filters']).toBe('Dates or waits (not shown). Dates or waits (not shown)')
  })

  it('tell weeks waited only where every wait is counted to one day', async () => {
    await fill()
    const offered = async (cell: string) =>
      (await allColumns({ list: 'return_cell', month: '2026-02', line: '', cell })).find(
        ({ id }) => id === 'days_waited',
      )?.pseudonymised
    expect(await offered('total')).toBe(true)
    expect(await offered('first_contacts')).toBe(false)
    expect(await offered('opening')).toBe(false)
  })

  it('say whom they are for, and never the key', async () => {
    await fill()
    const { recipientId } = await test.client.listExports.addRecipient({
      name: 'The university',
      purpose: 'Audit',
    })
    const { bytes } = await save(pseudonyms(recipientId, ['service']))
    expect(readCsv(bytes).said['Form']).toContain('For The university, for: Audit')
    const { pseudonym_key: key } = await test.store.read
      .selectFrom('export_recipient')
      .select('pseudonym_key')
      .executeTakeFirstOrThrow()
    const told = JSON.stringify([
      await test.client.listExports.describe({ source: waiting }),
      await auditRows(),
    ])
    expect(told).toContain('The university')
    expect(told).not.toContain(key)
    expect(bytes.toString('utf8')).not.toContain(key)
  })

  it('tell weeks that go with the week of receipt, and no value that hardly anybody has', async () => {
    await fill()
    const { bytes } = await save(
      pseudonyms(null, ['received', 'days_waited', 'language', 'sex', 'age_years']),
    )
    const { header, rows } = readCsv(bytes)
    expect(header.slice(2)).toEqual(['Received (ISO week)', 'Weeks waited', 'Language', 'Sex', 'Age (years)'])
    // 2 March 2026 lies in week 10.
    for (const [, , week, weeks] of rows)
      if (week!.startsWith('2026')) expect(Number(weeks)).toBe(10 - Number(week!.slice(6)))
    expect(rows.map(([, , , , language]) => language)).toContain('Other (fewer than 5 rows)')
    expect(bytes.toString('utf8')).not.toContain('Sylheti')
    expect(rows.filter(([, , , , language]) => language === 'English')).toHaveLength(7)
  })

  it('are refused for a recipient nobody knows, and not printed', async () => {
    const unknown = pseudonyms('0190a000-0000-7000-8000-000000000000', ['service'])
    expect((await refusalOf(save(unknown))).message).toMatch(/not in this store/)
    const refusal = await refusalOf(
      test.client.listExports.print({ source: waiting, shape: pseudonyms(null, ['service']), to: 'pdf' }),
    )
    expect(refusal.message).toMatch(/Save them as a file/)
  })

  it('refuse the same recipient and purpose twice, and let a clinician choose but not add one', async () => {
    await test.client.listExports.addRecipient({ name: 'The\n university', purpose: 'Audit' })
    expect(
      (await refusalOf(test.client.listExports.addRecipient({ name: 'the University', purpose: 'audit' })))
        .message,
    ).toMatch(/there already/)
    const [known] = (await test.client.listExports.describe({ source: waiting })).recipients
    expect(known).toMatchObject({ name: 'The university', purpose: 'Audit' })
    const clinician = await test.clientAs(['clinician'])
    const refusal = await refusalOf(
      clinician.listExports.addRecipient({ name: 'Somebody', purpose: 'Something' }),
    )
    expect(refusal.kind).toBe('not_allowed')
    expect((await clinician.listExports.describe({ source: waiting })).recipients).toHaveLength(1)
  })
})

describe('counts', () => {
  const counts = (policy: 'none' | 'under_5' | 'round_to_5', more: object = {}): ExportShape => ({
    form: 'aggregate',
    rows: 'service',
    columns: null,
    policy,
    percentages: 'of_total',
    ...more,
  })

  it('add up to the list, in rows, columns and all', async () => {
    await fill()
    const { bytes } = await save(counts('none', { columns: 'band', percentages: 'none' }))
    const { header, rows, said } = readCsv(bytes)
    expect(header).toEqual(['Service', '>2-4 weeks', '>4-12 weeks', '>12-18 weeks', 'Total'])
    expect(rows).toEqual([
      ['Audiology', '0', '2', '1', '3'],
      ['Speech and language therapy', '1', '4', '0', '5'],
      ['Total', '1', '6', '1', '8'],
    ])
    expect(said['How many']).toBe('8 of 8 referrals')
    expect(said['Form']).toBe('Referrals by service and band')
  })

  it('go through the policy before any percentage, and say which', async () => {
    await fill()
    const hidden = readCsv((await save(counts('under_5'))).bytes)
    expect(hidden.rows).toEqual([
      ['Audiology', '<5', ''],
      ['Speech and language therapy', '*', ''],
      ['Total', '8', '100'],
    ])
    expect(hidden.said['Small numbers']).toMatch(
      /^Hide counts under 5 \(under_5, version 1\)\. 1 to 4 is shown as <5/,
    )
    const rounded = readCsv((await save(counts('round_to_5'))).bytes)
    expect(rounded.rows).toEqual([
      ['Audiology', '5', '50'],
      ['Speech and language therapy', '5', '50'],
      ['Total', '10', '100'],
    ])
    expect(rounded.said['How many']).toBe('10 of 10 referrals, both rounded')
  })

  it('do not give a hidden number away by “n of N”', async () => {
    await fill()
    const few = { ...waiting, filter: { queue: 'all_open' as const, services: ['audiology'] } }
    const most = { ...waiting, filter: { queue: 'all_open' as const, services: ['slt'] } }
    for (const source of [few, most]) {
      const { said } = readCsv((await save(counts('under_5'), { source })).bytes)
      expect(said['How many']).toMatch(/of how many is not told/)
      expect(said['How many']).not.toMatch(/\b[38]\b/)
    }
  })

  it('count not recorded as a group of its own, and every child once whatever the grouping', async () => {
    await fill()
    const { groupings } = await test.client.listExports.describe({ source: waiting })
    for (const { id } of groupings) {
      const { rows } = readCsv((await save(counts('none', { rows: id, percentages: 'none' }))).bytes)
      expect(rows.at(-1)).toEqual(['Total', '8'])
      expect(rows.slice(0, -1).reduce((sum, [, count]) => sum + Number(count), 0)).toBe(8)
    }
    const { rows } = readCsv(
      (await save(counts('none', { rows: 'ethnic_group', percentages: 'none' }))).bytes,
    )
    expect(rows).toContainEqual(['Not recorded', '1'])
  })

  it('preview as they are saved', async () => {
    await fill()
    const shape = counts('under_5', { columns: 'band', percentages: 'none' })
    const preview = await test.client.listExports.preview({ source: waiting, shape })
    const { table } = await readWorkbook((await save(shape, { format: 'xlsx' })).bytes)
    expect(table).toEqual(preview.rows)
    expect(preview.leaves.join(' ')).toMatch(/Counts only/)
  })

  it('refuse a grouping there is not, or one grouping twice', async () => {
    expect((await refusalOf(save(counts('none', { rows: 'postcode' })))).field).toBe('rows')
    expect((await refusalOf(save(counts('none', { columns: 'service' })))).field).toBe('columns')
  })
})

describe('paper', () => {
  it('has the title, how many, filters, as at, who and handling, the header and every row, escaped', async () => {
    await fill()
    await registerReferral(test.client, {}, { familyName: '<script>alert(1)</script>' })
    const { ticket, rows } = await test.client.listExports.print({
      source: waiting,
      shape: { form: 'identifiable', columns: ['family_name', 'service', 'days_waited'], namesOff: false },
      to: 'printer',
    })
    expect(rows).toBe(9)
    const [page] = printed
    expect(page).toMatchObject({ ticket, title: 'waiting-list-2026-03-02' })
    const { html } = page!
    expect(html).toContain('<h1>Waiting list: All open</h1>')
    for (const words of [
      '9 of 9 referrals',
      'queue order',
      '02-Mar-2026',
      'Test Person 1',
      'OFFICIAL-SENSITIVE',
      'Quillfeather',
    ])
      expect(html).toContain(words)
    expect(html).toContain('display: table-header-group')
    expect(html).toContain('"Page " counter(page) " of " counter(pages)')
    expect(html).not.toContain('<script')
    expect(html).toContain('&lt;script&gt;')
  })

  it('prints counts under their policy, and nothing where there is no shell', async () => {
    await fill()
    await test.client.listExports.print({
      source: waiting,
      shape: { form: 'aggregate', rows: 'service', columns: null, policy: 'under_5', percentages: 'none' },
      to: 'pdf',
    })
    expect(printed[0]!.title).toBe('waiting-list-counts-2026-03-02')
    expect(printed[0]!.html).toContain('&lt;5')
    expect(printed[0]!.html).not.toContain('Quillfeather')
    delete test.context.handToShell
    const refusal = await refusalOf(
      test.client.listExports.print({
        source: waiting,
        shape: { form: 'identifiable', columns: ['service'], namesOff: false },
        to: 'pdf',
      }),
    )
    expect(refusal.message).toBe('Printing works in the app only.')
  })
})

describe('what is kept of it', () => {
  it('is one row of the audit trail each: which list, how many, which form and policy, never what was in it', async () => {
    await fill()
    const { recipientId } = await test.client.listExports.addRecipient({
      name: 'The university',
      purpose: 'Audit',
    })
    const source = { ...waiting, filter: { queue: 'all_open' as const, text: 'Quillfeather' } }
    const { sha256 } = await save(
      { form: 'identifiable', columns: ['family_name'], namesOff: false },
      { source },
    )
    await save(pseudonyms(recipientId, ['service']), { format: 'xlsx' })
    await save({
      form: 'aggregate',
      rows: 'service',
      columns: 'band',
      policy: 'under_5',
      percentages: 'none',
    })
    await test.client.listExports.print({
      source,
      shape: { form: 'identifiable', columns: ['family_name'], namesOff: true },
      to: 'printer',
    })
    const rows = await auditRows()
    expect(rows.map(({ action, subject }) => `${action} ${subject.split(' ')[0]}`)).toEqual([
      'export_recipient.added export_recipient',
      'list.exported waiting_list',
      'list.exported waiting_list',
      'list.exported waiting_list',
      'list.printed waiting_list',
    ])
    const [, named, hidden, counted, paper] = rows.map(
      ({ detail }) => JSON.parse(detail) as Record<string, unknown>,
    )
    expect(named).toEqual({ form: 'identifiable', columns: 1, rows: 1, format: 'csv', sha256 })
    expect(hidden).toMatchObject({ form: 'pseudonymised', recipient: recipientId, rows: 8, format: 'xlsx' })
    expect(counted).toMatchObject({ form: 'aggregate', policy: 'under_5', by: ['service', 'band'] })
    expect(paper).toEqual({ form: 'names off', columns: 1, rows: 1 })
    const told = JSON.stringify(rows).toLowerCase()
    for (const word of [...fixtureWords, 'university']) expect(told).not.toContain(word)
  })

  it('is no file at all where it could not be written, and none half-written', async () => {
    await fill()
    const missing = path.join(test.folder, 'no-such-folder', 'list.csv')
    test.grant('another-token', { path: missing, name: 'list.csv', size: 0, purpose: 'write' })
    const shape: ExportShape = { form: 'identifiable', columns: ['family_name'], namesOff: false }
    const refusal = await refusalOf(save(shape, { file: 'another-token' }))
    expect(refusal.kind).toBe('unavailable')
    await expect(stat(missing)).rejects.toMatchObject({ code: 'ENOENT' })
    expect((await readdir(test.folder)).filter((name) => name.endsWith('.part'))).toEqual([])
    expect(await auditRows()).toEqual([])
    expect((await refusalOf(save(shape, { file: 'never-granted' }))).kind).toBe('not_found')
  })

  // On Windows it is the whole path that is too long, and is said to be another place’s fault.
  it.skipIf(process.platform === 'win32')('takes a name as long as the disk does', async () => {
    await fill()
    const shape: ExportShape = { form: 'identifiable', columns: ['family_name'], namesOff: false }
    const saveAs = (name: string) => {
      test.grant('long-token', { path: path.join(test.folder, name), name, size: 0, purpose: 'write' })
      const asked = { source: waiting, shape, format: 'csv' as const, file: 'long-token' }
      return test.client.listExports.save(asked)
    }
    const longest = `${'a'.repeat(251)}.csv`
    await saveAs(longest)
    expect(await readFile(path.join(test.folder, longest), 'utf8')).toContain(fixtureChild.familyName)
    expect(await refusalOf(saveAs(`a${longest}`))).toMatchObject({
      kind: 'invalid',
      message: 'That file name is too long. Choose a shorter one.',
    })
    expect(await auditRows()).toHaveLength(1)
  })

  it('does not leave when the audit trail cannot take it', async () => {
    await fill()
    const shape: ExportShape = { form: 'identifiable', columns: ['family_name'], namesOff: false }
    const kept = path.join(test.folder, 'kept.csv')
    await writeFile(kept, 'what was there')
    test.grant('kept-token', { path: kept, name: 'kept.csv', size: 0, purpose: 'write' })
    test.store.noteDamage()
    expect((await refusalOf(save(shape, { file: 'kept-token' }))).kind).toBe('unavailable')
    expect(await readFile(kept, 'utf8')).toBe('what was there')
    expect((await readdir(test.folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})
