import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { commands } from '../../../src/main/commands/index.ts'
import { runCommand } from '../../../src/main/commands/run.ts'
import { withStore } from '../../../src/main/commands/signed-in.ts'
import { ok } from '../../../src/shared/result.ts'
import { registerReferral } from '../../support/register.ts'
import { temporaryFolder } from '../../support/test-store.ts'

let folder: string
let remove: () => Promise<void>
let signIn: string[]

beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
  const passwordFile = path.join(folder, 'password.txt')
  await writeFile(passwordFile, 'three mossy kettles\n')
  signIn = ['--store', path.join(folder, 'store'), '--user', 'anna', '--password-file', passwordFile]
  await runCommand(commands, ['init', ...signIn, '--provider', 'RX1'])
})
afterEach(() => remove())

/** Works in the store as the person whom the command signs in. */
function withSignedIn<T>(work: Parameters<typeof withStore<T>>[1]) {
  const given = (option: string) => signIn[signIn.indexOf(`--${option}`) + 1] ?? ''
  return withStore({ positionals: [], required: given, optional: given, flag: () => false }, work)
}
const ask = (...more: string[]) => runCommand(commands, ['return', 'chs', ...signIn, ...more])

it('prints the return and keeps nothing', async () => {
  const { exitCode, stdout, stderr } = await ask('--month', '2025-10')
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  const printed = JSON.parse(stdout)
  expect(Object.keys(printed)).toEqual([
    'month',
    'censusDate',
    'provider',
    'lines',
    'checks',
    'reconciliation',
  ])
  expect(printed).toMatchObject({ month: '2025-10', censusDate: '2025-10-31', provider: 'RX1' })
  expect(printed.lines.map((line: { line: string }) => line.line)).toEqual([
    '(CYP) Audiology',
    '(CYP) Community paediatric service',
    '(CYP) Therapy interventions: Speech and language',
  ])
  const text = '(CYP) Audiology'
  expect(Object.keys(printed.lines[0])).toEqual([
    'line',
    'total',
    'bands',
    'within18Weeks',
    'over52Weeks',
    'meanDays',
  ])
  expect(Object.keys(printed.reconciliation[text]).toSorted()).toEqual(
    [
      'opening',
      'received',
      'transferredIn',
      'reopened',
      'firstContacts',
      'removals',
      'corrections',
      'closing',
      'balances',
    ].toSorted(),
  )
})

it('writes a file, and replaces one only when told to', async () => {
  const out = path.join(folder, 'return.csv')
  const written = await ask('--month', '2025-10', '--format', 'csv', '--out', out)
  expect(written.exitCode).toBe(0)
  expect(JSON.parse(written.stdout)).toMatchObject({ month: '2025-10' })
  expect(await readFile(out, 'utf8')).toContain('2025-10,2025-10-31,RX1,(CYP) Audiology,0')
  await writeFile(out, 'mine')
  const refused = await ask('--month', '2025-10', '--format', 'csv', '--out', out)
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
  expect(JSON.parse(refused.stderr).error).toMatchObject({ code: 'conflict', detail: { field: 'out' } })
  expect(await readFile(out, 'utf8')).toBe('mine')
  expect((await ask('--month', '2025-10', '--format', 'csv', '--out', out, '--force')).exitCode).toBe(0)
  expect(await readFile(out, 'utf8')).not.toBe('mine')
})

it.each([
  ['a month that has not begun', 1, ['--month', '2099-01']],
  ['what is not a month', 1, ['--month', '2025-13']],
  ['no month', 2, []],
  ['a format it does not know', 2, ['--month', '2025-10', '--format', 'pdf']],
  ['a workbook without a place for it', 2, ['--month', '2025-10', '--format', 'xlsx']],
])('refuses %s', async (_what, exitCode, args) => {
  const refused = await ask(...args)
  expect(refused).toMatchObject({ exitCode, stdout: '' })
  expect(JSON.parse(refused.stderr).error.code).toBe(exitCode === 2 ? 'usage' : 'invalid')
})

it('gives the signed copy of a month that was signed off, when asked for it or written to a file', async () => {
  expect((await ask('--month', '2025-10', '--signed')).exitCode).toBe(1)
  const signing = await withSignedIn(async ({ client }) => {
    const { seen } = await client.returns.chs({ month: '2025-10' })
    const { signed } = await client.signedReturns.sign({ month: '2025-10', seen })
    await registerReferral(client, { receivedDate: '2025-10-20' })
    return ok(signed!)
  })
  if (!signing.ok) throw new Error(signing.refusal.message)
  const speech = '(CYP) Therapy interventions: Speech and language'
  const totalIn = (text: string) =>
    (JSON.parse(text) as { lines: { line: string; total: number }[] }).lines.find(
      ({ line }) => line === speech,
    )?.total
  const now = await ask('--month', '2025-10')
  const copy = await ask('--month', '2025-10', '--signed')
  expect([totalIn(now.stdout), totalIn(copy.stdout)]).toEqual([1, 0])
  expect(Object.keys(JSON.parse(copy.stdout))).toEqual(Object.keys(JSON.parse(now.stdout)))
  expect(JSON.parse(copy.stdout).provider).toBe('RX1')
  const out = path.join(folder, 'signed.json')
  const written = await ask('--month', '2025-10', '--out', out)
  expect(totalIn(written.stdout)).toBe(0)
  expect(JSON.parse(await readFile(out, 'utf8')).signedOff.sha256).toBe(signing.value.sha256)
})

it('refuses another return, and a folder that is not there', async () => {
  expect((await runCommand(commands, ['return', 'rtt', ...signIn, '--month', '2025-10'])).exitCode).toBe(2)
  const out = path.join(folder, 'missing', 'return.xlsx')
  const refused = await ask('--month', '2025-10', '--format', 'xlsx', '--out', out)
  expect(JSON.parse(refused.stderr).error.code).toBe('unavailable')
  expect(existsSync(path.dirname(out))).toBe(false)
})
