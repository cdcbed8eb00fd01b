import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { chooseFolders, dataFolderArgument, makeFolder } from '../../src/main/app/folders.ts'

const choose = (env: Record<string, string>, argv: string[] = []) =>
  chooseFolders(
    { platform: 'linux', env: { XDG_DATA_HOME: '/data', ...env }, homeFolder: '/home/clerk' },
    argv,
  )

it('keeps the store apart from what Chromium writes', () => {
  expect(choose({})).toEqual({
    data: '/data/CYP Waits/store',
    shell: '/data/CYP Waits/shell',
    logs: '/data/CYP Waits/shell/logs',
    crashDumps: '/data/CYP Waits/shell/crash-dumps',
  })
})

it('takes the folder from the command line, then the environment, then the usual place', () => {
  expect(choose({ CYP_WAITS_DATA: '/one' }, ['--data-folder=/two']).data).toBe('/two')
  expect(choose({ CYP_WAITS_DATA: '/one' }, ['--data-folder=']).data).toBe('/one')
  expect(choose({ CYP_WAITS_DATA: '' }).data).toBe('/data/CYP Waits/store')
  expect(choose({ CYP_WAITS_DATA: 'relative' }).data).toBe(path.resolve('relative'))
})

it('gives each store its own shell folder, the same one each time', () => {
  const one = choose({ CYP_WAITS_DATA: '/one' }).shell
  expect(choose({}, ['--data-folder=/one']).shell).toBe(one)
  expect(choose({}, ['--data-folder=/one/']).shell).toBe(one)
  expect(choose({ CYP_WAITS_DATA: '/two' }).shell).not.toBe(one)
  expect(one).not.toBe(choose({}).shell)
})

it('goes by the last folder on the command line', () => {
  expect(dataFolderArgument(['--data-folder=/one', '--x', '--data-folder=/two=2'])).toBe('/two=2')
  expect(dataFolderArgument(['--data-folders=/one', 'data-folder=/two'])).toBeUndefined()
})

it('makes a folder with those above it, and says when it cannot', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'cyp-folders-'))
  try {
    const folder = path.join(root, 'one', 'two')
    expect(makeFolder(folder)).toBe(true)
    expect(existsSync(folder)).toBe(true)
    expect(makeFolder(folder)).toBe(true)
    writeFileSync(path.join(root, 'file'), '')
    expect(makeFolder(path.join(root, 'file', 'inside'))).toBe(false)
  } finally {
    rmSync(root, { recursive: true })
  }
})
