import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { queueIds } from '../../src/shared/codes/queues.ts'
import { temporaryFolder } from '../support/test-store.ts'

interface Ran {
  code: number
  stdout: string
  stderr: string
}

let folder: string
let remove: () => Promise<void>

function cli(...args: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/main/cli.ts', ...args], { maxBuffer: 1e8 }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    )
  })
}

async function answer<T>(...args: string[]): Promise<T> {
  const ran = await cli(...args)
  expect(ran.stderr).toBe('')
  expect(ran.code).toBe(0)
  return JSON.parse(ran.stdout) as T
}

async function refusal(...args: string[]): Promise<{ exitCode: number; code: string; message: string }> {
  const ran = await cli(...args)
  expect(ran.stdout).toBe('')
  const { error } = JSON.parse(ran.stderr) as { error: { code: string; message: string } }
  return { exitCode: ran.code, ...error }
}

const at = (name: string) => path.join(folder, name)
const signedIn = () => ['--store', at('store'), '--user', 'pat', '--password-file', at('password')]

beforeAll(async () => {
  ;({ folder, remove } = await temporaryFolder())
  await writeFile(at('password'), 'correct horse battery staple\n')
  await answer('init', ...signedIn(), '--provider', 'RX1')
}, 180_000)

afterAll(() => remove())

describe('generate', () => {
  const options = (name: string) => [
    '--referrals',
    '60',
    '--seed',
    '7',
    '--as-at',
    '2025-10-31',
    '--out',
    at(name),
  ]

  it('writes the same extract for the same seed and counts who waits', async () => {
    const first = await answer<{ rows: number; waiting: Record<string, number> }>(
      'generate',
      ...options('a.csv'),
    )
    await answer('generate', ...options('b.csv'))
    expect(first.rows).toBe(60)
    expect(Object.keys(first.waiting).toSorted()).toEqual(['audiology', 'neurodevelopment', 'slt'])
    const text = await readFile(at('a.csv'), 'utf8')
    expect(text).toBe(await readFile(at('b.csv'), 'utf8'))
    expect(text.trimEnd().split('\r\n').length).toBeGreaterThanOrEqual(61)
  }, 180_000)

  it('leaves a file that is there alone', async () => {
    await writeFile(at('kept.csv'), 'mine')
    expect(await refusal('generate', ...options('kept.csv'))).toMatchObject({ exitCode: 1, code: 'conflict' })
    expect(await readFile(at('kept.csv'), 'utf8')).toBe('mine')
    expect(existsSync(at('kept.csv.part'))).toBe(false)
  }, 180_000)

  it('calls a wrong number wrong usage', async () => {
    const wrong = ['--referrals', 'many', '--seed', '7', '--as-at', '2025-10-31', '--out', at('c.csv')]
    expect(await refusal('generate', ...wrong)).toMatchObject({ exitCode: 2, code: 'usage' })
  }, 180_000)
})

describe('import and queue', () => {
  const header =
    'nhs_number,family_name,given_name,date_of_birth,postcode,service,referral_received_date,priority'
  const rows = [
    '9990000018,Evans,Siân,2019-02-28,QA1 1AA,audiology,2025-09-01,',
    '9990000026,Okafor,Chidi,2020-05-04,QA1 2AB,slt,2025-08-15,urgent',
    '9990000034,Nowak,Zofia,2021-07-01,QA1 3AC,slt,2025-13-01,',
  ]

  it('says what a file would do, does it, and shows the list', async () => {
    await writeFile(at('list.csv'), [header, ...rows].join('\r\n'))
    const dry = await answer<Record<string, unknown>>('import', ...signedIn(), '--dry-run', at('list.csv'))
    expect(dry).toMatchObject({
      rows: 3,
      created: 2,
      updated: 0,
      unchanged: 0,
      missingFromFile: 0,
      batch: null,
    })
    expect(dry['rejected']).toEqual([
      expect.objectContaining({ row: 4, column: 'referral_received_date', code: 'invalid_date' }),
    ])
    expect(await answer('queue', ...signedIn())).toMatchObject({ total: 0, rows: [] })

    const done = await answer<{ created: number; batch: string }>('import', ...signedIn(), at('list.csv'))
    expect(done.created).toBe(2)
    expect(done.batch).toMatch(/^[0-9a-f-]{36}$/)
    const again = await answer('import', ...signedIn(), at('list.csv'))
    expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 2 })

    const list = await answer<{ total: number; asAt: string; rows: Record<string, unknown>[] }>(
      'queue',
      ...signedIn(),
      '--as-at',
      '2025-10-31',
    )
    expect(list).toMatchObject({ total: 2, asAt: '2025-10-31' })
    const [first, second] = list.rows
    expect(first).toMatchObject({
      service: 'slt',
      priority: 'urgent',
      receivedDate: '2025-08-15',
      effectiveWaitStart: '2025-08-15',
      daysWaited: 77,
      band: '29-84',
      status: 'received',
    })
    expect(second).toMatchObject({ service: 'audiology', priority: null, daysWaited: 60 })
    expect(Object.keys(first ?? {}).toSorted()).toEqual(
      [
        'referralId',
        'localPatientId',
        'service',
        'priority',
        'receivedDate',
        'effectiveWaitStart',
        'dueBy',
        'daysWaited',
        'band',
        'status',
        'queues',
        'why',
      ].toSorted(),
    )
    expect(first?.['queues']).toEqual(expect.arrayContaining(['all_open', 'all_waiting', 'not_triaged']))
    const named = (first?.['queues'] ?? []) as string[]
    expect(named.filter((id) => !(queueIds as readonly string[]).includes(id))).toEqual([])
    expect(first?.['why']).toContain('urgent')
  }, 240_000)

  it('narrows and pages', async () => {
    const slt = await answer<{ total: number; rows: { service: string }[] }>(
      'queue',
      ...signedIn(),
      '--service',
      'slt',
      '--queue',
      'all_waiting',
    )
    expect(slt.total).toBe(1)
    expect(slt.rows.map((row) => row.service)).toEqual(['slt'])
    const page = await answer<{ total: number; rows: unknown[] }>(
      'queue',
      ...signedIn(),
      '--limit',
      '1',
      '--offset',
      '1',
    )
    expect(page.total).toBe(2)
    expect(page.rows.length).toBe(1)
  }, 180_000)

  it('refuses what it cannot do, with the right exit code', async () => {
    expect(await refusal('queue', ...signedIn(), '--queue', 'nowhere')).toMatchObject({ exitCode: 2 })
    expect(await refusal('queue', ...signedIn(), '--service', 'podiatry')).toMatchObject({
      exitCode: 1,
      code: 'not_found',
    })
    expect(await refusal('import', ...signedIn(), at('absent.csv'))).toMatchObject({
      exitCode: 1,
      code: 'not_found',
    })
    expect(await refusal('import', ...signedIn())).toMatchObject({ exitCode: 2, code: 'usage' })
    await writeFile(at('empty.csv'), '')
    expect(await refusal('import', ...signedIn(), at('empty.csv'))).toMatchObject({
      exitCode: 1,
      code: 'invalid',
    })
  }, 240_000)
})

describe('triage and band', () => {
  it('answers each case by the default rules', async () => {
    const referral = {
      service: 'slt',
      redFlags: ['choking'],
      redFlagsAsked: true,
      dateReceived: '2025-10-01',
    }
    await writeFile(at('cases.json'), JSON.stringify({ cases: [{ name: 'one', referral }] }))
    const [first] = await answer<
      { name: string; fires: string[]; suggestion: object; sentences: string[] }[]
    >('triage', at('cases.json'))
    expect(first?.name).toBe('one')
    expect(first?.fires).toEqual(first?.fires.toSorted())
    expect(first?.suggestion).toHaveProperty('priority')
    expect(first?.sentences.length).toBeGreaterThan(0)
  }, 180_000)

  it('refuses a rule file with an unknown field', async () => {
    await writeFile(at('rules.json'), JSON.stringify({ rules: [{ id: 'X', bogus: true }] }))
    expect(await refusal('triage', at('cases.json'), '--rules', at('rules.json'))).toMatchObject({
      exitCode: 1,
      code: 'invalid',
    })
  }, 180_000)

  it('labels bands and refuses what is no list', async () => {
    const input = [
      { scheme: 'chs8', days: 126 },
      { scheme: 'chs8', days: 127 },
      { scheme: 'chs7', days: 365 },
      { scheme: 'rtt-weekly', days: 15 },
    ]
    await writeFile(at('bands.json'), JSON.stringify(input))
    expect(await answer('band', at('bands.json'))).toEqual(['85-126', '127-364', '365+', '>2-3'])
    await writeFile(at('wrong.json'), '{')
    expect(await refusal('band', at('wrong.json'))).toMatchObject({ exitCode: 1, code: 'invalid' })
  }, 180_000)
})
