import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FUSES, flipFuses } from '../../scripts/flip-fuses.mjs'
import { findElectron } from '../../scripts/setup/electron.mjs'

const required = [
  ['RunAsNode', false],
  ['EnableCookieEncryption', true],
  ['EnableNodeOptionsEnvironmentVariable', false],
  ['EnableNodeCliInspectArguments', false],
  ['EnableEmbeddedAsarIntegrityValidation', true],
  ['OnlyLoadAppFromAsar', true],
  ['GrantFileProtocolExtraPrivileges', false],
] as const

/** A packaged app cannot be driven by Playwright once these are set, so the settings are read back from the binary. */
describe('fuses of the package', () => {
  let folder: string
  let binary: string

  beforeAll(async () => {
    const electron = findElectron()
    if (!electron) throw new Error('No Electron has been fetched: run the suites through npm test.')
    folder = await mkdtemp(path.join(tmpdir(), 'cyp-waits-fuses-'))
    await cp(electron.folder, folder, { recursive: true })
    binary = path.join(folder, path.relative(electron.folder, electron.binary))
    await flipFuses(binary)
  })

  afterAll(() => rm(folder, { recursive: true }))

  it.each(required)('has %s set to %s', async (name, on) => {
    const wire = await getCurrentFuseWire(binary)
    expect(wire[FuseV1Options[name]]).toBe(on ? FuseState.ENABLE : FuseState.DISABLE)
  })

  it('leaves no fuse at its default unseen', async () => {
    const wire = await getCurrentFuseWire(binary)
    const known = Object.keys(wire).filter((key) => key !== 'version')
    expect(known.map((index) => FuseV1Options[Number(index)])).toEqual(Object.keys(FUSES))
  })

  it('no longer runs as plain Node', async () => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
    const asNode = ['-p', '"ran " + "as node"']
    const original = await promisify(execFile)(findElectron()!.binary, asNode, { env })
    expect(original.stdout.trim()).toBe('ran as node')
    // What it does instead differs by platform; it must not be that.
    const flipped = await promisify(execFile)(binary, [...asNode, '--no-sandbox'], {
      env,
      timeout: 5_000,
    }).then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => error.stdout,
    )
    expect(flipped).not.toContain('ran as node')
  })

  it('is what packaging does', async () => {
    const settings = await readFile(path.join(import.meta.dirname, '../../electron-builder.yml'), 'utf8')
    expect(settings).toMatch(/^afterPack: \.\/scripts\/flip-fuses\.mjs$/m)
    const hook = (await import('../../scripts/flip-fuses.mjs')).default
    expect(hook).toBeTypeOf('function')
  })
})
