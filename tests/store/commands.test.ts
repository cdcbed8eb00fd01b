import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Command, WrongUsage } from '../../src/main/commands/command.ts'
import { commands } from '../../src/main/commands/index.ts'
import { type Outcome, runCommand } from '../../src/main/commands/run.ts'
import { ok, refuse } from '../../src/shared/result.ts'
import { temporaryFolder } from '../support/test-store.ts'

let folder: string
let remove: () => Promise<void>
let store: string
let passwordFile: string

beforeEach(async () => {
  ;({ folder, remove } = await temporaryFolder())
  store = path.join(folder, 'store')
  passwordFile = path.join(folder, 'password.txt')
  await writeFile(passwordFile, 'three mossy kettles\nsecond line\n')
})
afterEach(() => remove())

const signIn = () => ['--store', store, '--user', 'anna', '--password-file', passwordFile]
const errorOf = ({ stderr }: Outcome) =>
  (JSON.parse(stderr) as { error: { code: string; message: string; detail?: unknown } }).error

describe('init and verify', () => {
  it('make a store that opens with the password, and find it sound', async () => {
    const made = await runCommand(commands, ['init', ...signIn(), '--provider', 'rx1'])
    expect(made).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(made.stdout)).toEqual({
      store,
      recoveryKey: expect.stringMatching(/^([0-9A-Z]{5}-){7}[0-9A-Z]{5}$/),
    })
    const verified = await runCommand(commands, ['verify', ...signIn()])
    expect(verified.stderr).toBe('')
    expect(JSON.parse(verified.stdout)).toEqual({
      ok: true,
      integrity: 'ok',
      auditChain: 'ok',
      projections: 'ok',
      queueCoverage: 'ok',
      problems: [],
    })
    expect(existsSync(path.join(store, 'store.lock'))).toBe(false)
  })

  it('make a store in a folder that holds other files, and leave those alone', async () => {
    await mkdir(store)
    await writeFile(path.join(store, 'letter.txt'), 'mine')
    expect((await runCommand(commands, ['init', ...signIn()])).exitCode).toBe(0)
    expect(await readFile(path.join(store, 'letter.txt'), 'utf8')).toBe('mine')
    expect((await runCommand(commands, ['verify', ...signIn()])).exitCode).toBe(0)
  })

  it('never write over a store', async () => {
    await runCommand(commands, ['init', ...signIn()])
    const before = await readFile(path.join(store, 'keyring.json'), 'utf8')
    const again = await runCommand(commands, ['init', ...signIn()])
    expect(again).toMatchObject({ exitCode: 1, stdout: '' })
    expect(errorOf(again).code).toBe('conflict')
    expect(await readFile(path.join(store, 'keyring.json'), 'utf8')).toBe(before)
  })

  it('leave nothing behind when they are refused', async () => {
    await writeFile(passwordFile, 'short\n')
    const refused = await runCommand(commands, ['init', ...signIn()])
    expect(errorOf(refused)).toMatchObject({ code: 'invalid', detail: { field: 'password' } })
    expect(existsSync(store)).toBe(false)
  })

  it.each([
    ['a wrong password', 'not_allowed', async () => writeFile(passwordFile, 'wrong wrong wrong\n')],
    ['an empty password file', 'invalid', async () => writeFile(passwordFile, '\n')],
    ['a folder without data', 'not_found', async () => void (store = path.join(folder, 'other'))],
  ])('refuse %s', async (_what, code, change) => {
    await runCommand(commands, ['init', ...signIn()])
    await change()
    const refused = await runCommand(commands, ['verify', ...signIn()])
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
    expect(errorOf(refused).code).toBe(code)
  })
})

describe('being called wrongly', () => {
  it.each([
    ['no command', []],
    ['an unknown command', ['frobnicate']],
    ['a name that every object has', ['constructor']],
    ['an unknown option', ['verify', '--colour', 'red']],
    ['a missing option', ['verify', '--store', '/tmp/x']],
    ['an option without its value', ['verify', '--store']],
    ['an argument too many', ['verify', 'file.csv', '--store', '/tmp/x']],
  ])('%s ends with 2 and says how it is called', async (_what, args) => {
    const outcome = await runCommand(commands, args)
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' })
    expect(errorOf(outcome)).toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/Usage:|There are:|Name a/),
    })
  })
})

describe('a command', () => {
  const command = (run: Command['run']): Record<string, Command> => ({
    do: { usage: 'do', options: {}, run },
  })

  it('that throws shows neither what was thrown nor where', async () => {
    const outcome = await runCommand(
      command(async () => {
        throw new Error('Marigold Quillfeather')
      }),
      ['do'],
    )
    expect(outcome.exitCode).toBe(1)
    expect(errorOf(outcome).code).toBe('internal')
    expect(outcome.stderr).not.toMatch(/Marigold| at /)
  })

  it('that is refused gives the kind as code and the fields as detail', async () => {
    const issues = [{ field: 'month', message: 'Not a month.' }]
    const outcome = await runCommand(
      command(async () => refuse('invalid', 'Not a month.', { field: 'month', issues })),
      ['do'],
    )
    expect(errorOf(outcome)).toEqual({
      code: 'invalid',
      message: 'Not a month.',
      detail: { field: 'month', issues },
    })
  })

  it('that finds its arguments wrong ends with 2', async () => {
    const outcome = await runCommand(
      command(async () => {
        throw new WrongUsage('One or the other.')
      }),
      ['do'],
    )
    expect(outcome.exitCode).toBe(2)
  })

  it('that works prints one JSON document', async () => {
    expect(
      await runCommand(
        command(async () => ok([1, 'ä'])),
        ['do'],
      ),
    ).toEqual({
      exitCode: 0,
      stdout: '[1,"ä"]\n',
      stderr: '',
    })
  })
})

it('the program itself prints the error on stderr only and ends with its code', async () => {
  const program = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url))
  const child = spawn(process.execPath, [program, 'verify', ...signIn()])
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const exitCode = await new Promise((resolve) => child.once('close', resolve))
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'not_found' } })
}, 30_000)
