import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../../src/main/commands/index.ts'
import { runCommand } from '../../../src/main/commands/run.ts'
import { withStore } from '../../../src/main/commands/signed-in.ts'
import { dataSetTables } from '../../../src/main/domain/community-data-set/field.ts'
import { ok } from '../../../src/shared/result.ts'
import { readZip } from '../../support/read-zip.ts'
import { registerReferral } from '../../support/register.ts'
import { temporaryFolder } from '../../support/test-store.ts'

const month = '2025-10'
let folder: string
let remove: () => Promise<void>
let signIn: string[]

beforeAll(async () => {
  ;({ folder, remove } = await temporaryFolder())
  const passwordFile = path.join(folder, 'password.txt')
  await writeFile(passwordFile, 'three mossy kettles\n')
  signIn = ['--store', path.join(folder, 'store'), '--user', 'anna', '--password-file', passwordFile]
  await runCommand(commands, ['init', ...signIn, '--provider', 'RX1'])
  const made = await withSignedIn(async ({ client }) => {
    await registerReferral(client, { receivedDate: '2025-10-06', serviceId: 'slt' })
    await registerReferral(client, { receivedDate: '2025-09-01', serviceId: 'audiology' })
    await registerReferral(client, { receivedDate: '2025-10-31', serviceId: 'audiology' })
    await registerReferral(client, { receivedDate: '2025-11-01', serviceId: 'audiology' })
    return ok(null)
  })
  if (!made.ok) throw new Error(made.refusal.message)
}, 60_000)
afterAll(() => remove())

/** Works in the store as the person whom the command signs in. */
function withSignedIn<T>(work: Parameters<typeof withStore<T>>[1]) {
  const given = (option: string) => signIn[signIn.indexOf(`--${option}`) + 1] ?? ''
  return withStore({ positionals: [], required: given, optional: given, flag: () => false }, work)
}
const ask = (which: string, ...more: string[]) => runCommand(commands, ['return', which, ...signIn, ...more])
const hashOf = async (file: string) =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
const auditOf = (action: string) =>
  withSignedIn(async ({ context }) =>
    ok(await context.store.read.selectFrom('audit').select('detail').where('action', '=', action).execute()),
  )

describe('return csds', () => {
  it('prints the counts and the validation, and writes nothing, without a place for the file', async () => {
    const { exitCode, stdout, stderr } = await ask('csds', '--month', month)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const printed = JSON.parse(stdout)
    expect(printed).toMatchObject({
      month,
      firstDay: '2025-10-01',
      lastDay: '2025-10-31',
      provider: 'RX1',
      withoutOutcome: 0,
      leftOut: [],
      sha256: null,
    })
    // The referral of November is not in it.
    expect(printed.tables).toMatchObject({ CYP000: 1, CYP001: 3, CYP101: 3, CYP201: 0 })
    expect(Object.keys(printed.tables)).toEqual(dataSetTables.map(({ id }) => id))
    expect(await auditOf('community_data_set.exported')).toMatchObject({ ok: true, value: [] })
  })

  it('writes the ZIP it tells of: its hash, its rows, and the totals of the report in it', async () => {
    const out = path.join(folder, 'csds.zip')
    const written = await ask('csds', '--month', month, '--out', out)
    expect(written).toMatchObject({ exitCode: 0, stderr: '' })
    const printed = JSON.parse(written.stdout)
    expect(printed.sha256).toBe(await hashOf(out))
    const files = readZip(await readFile(out))
    const rowsOf = (name: string) =>
      Papa.parse<Record<string, string>>(files.get(name)!.replace('\uFEFF', ''), {
        header: true,
        skipEmptyLines: true,
      }).data
    for (const { id } of dataSetTables) expect(printed.tables[id], id).toBe(rowsOf(`${id}.csv`).length)
    expect(printed.rows).toBe(dataSetTables.reduce((all, { id }) => all + rowsOf(`${id}.csv`).length, 0))
    const report = rowsOf('validation-report.csv')
    const serious = report.filter(({ level }) => level === 'error' || level === 'warning')
    expect(serious.length).toBeGreaterThan(0)
    expect(printed.validation).toMatchObject({
      errors: serious.filter(({ level }) => level === 'error').length,
      warnings: serious.filter(({ level }) => level === 'warning').length,
      missing: serious.reduce((all, { missing }) => all + Number(missing), 0),
      invalid: serious.reduce((all, { invalid }) => all + Number(invalid), 0),
    })
    expect(files.get('READ-ME.txt')).toContain(printed.validation.verdict)
    const audited = await auditOf('community_data_set.exported')
    expect(JSON.stringify(audited)).toContain(printed.sha256)
    expect(written.stdout).not.toContain('Testfamily')
  })

  it('replaces a file only when told to', async () => {
    const out = path.join(folder, 'mine.zip')
    await writeFile(out, 'mine')
    const refused = await ask('csds', '--month', month, '--out', out)
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
    expect(JSON.parse(refused.stderr).error).toMatchObject({ code: 'conflict', detail: { field: 'out' } })
    expect(await readFile(out, 'utf8')).toBe('mine')
    expect((await ask('csds', '--month', month, '--out', out, '--force')).exitCode).toBe(0)
    expect((await readFile(out)).subarray(0, 2).toString()).toBe('PK')
  })
})

describe('return dm01', () => {
  it('prints the figures of the six-week list without a file', async () => {
    const { exitCode, stdout } = await ask('dm01', '--month', month)
    expect(exitCode).toBe(0)
    const printed = JSON.parse(stdout)
    // 60 days and 0 days at the end of October.
    expect(printed).toMatchObject({
      month,
      censusDate: '2025-10-31',
      provider: 'RX1',
      ended: true,
      total: 2,
      sixWeeksOrMore: 1,
      thirteenWeeksOrMore: 0,
      sha256: null,
    })
    const filled = printed.bands.filter(({ count }: { count: number }) => count > 0)
    expect(filled.map(({ id }: { id: string }) => id)).toEqual(['w0', 'w8'])
  })

  it.each(['csv', 'xlsx'] as const)('writes it as %s with the same figures and its hash', async (format) => {
    const out = path.join(folder, `six-weeks.${format}`)
    const written = await ask('dm01', '--month', month, '--format', format, '--out', out)
    expect(written).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(written.stdout)).toMatchObject({ total: 2, sha256: await hashOf(out) })
    const bytes = await readFile(out)
    if (format === 'csv') expect(bytes.toString('utf8')).toContain(month)
    else expect(bytes.subarray(0, 2).toString()).toBe('PK')
    expect((await ask('dm01', '--month', month, '--format', format, '--out', out)).exitCode).toBe(1)
  })
})

it.each([
  ['csds', 'a month that has not begun', 1, ['--month', '2099-01']],
  ['csds', 'what is not a month', 1, ['--month', '2025-13']],
  ['csds', 'no month', 2, []],
  ['csds', 'a format', 2, ['--month', month, '--format', 'csv']],
  ['csds', 'a signed copy', 2, ['--month', month, '--signed']],
  ['dm01', 'a month that has not begun', 1, ['--month', '2099-01']],
  ['dm01', 'a format it does not know', 2, ['--month', month, '--format', 'json']],
  ['dm01', 'a format without a place for it', 2, ['--month', month, '--format', 'xlsx']],
  ['dm01', 'a signed copy', 2, ['--month', month, '--signed']],
])('%s refuses %s', async (which, _what, exitCode, args) => {
  const refused = await ask(which, ...args)
  expect(refused).toMatchObject({ exitCode, stdout: '' })
  expect(JSON.parse(refused.stderr).error.code).toBe(exitCode === 2 ? 'usage' : 'invalid')
})

it.each(['csds', 'dm01'])('%s touches nothing when the folder is not there', async (which) => {
  const out = path.join(folder, 'missing', 'file.zip')
  const refused = await ask(which, '--month', month, '--out', out)
  expect(refused.exitCode).toBe(1)
  expect(JSON.parse(refused.stderr).error.code).toBe('unavailable')
  expect(existsSync(path.dirname(out))).toBe(false)
})
