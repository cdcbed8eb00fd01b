import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'

const folder = new URL('../../out/preload/', import.meta.url)
const code = () => readFileSync(new URL('index.cjs', folder), 'utf8')

interface Exposed {
  name: string
  bridge: Record<string, unknown>
}

/** Runs the built preload as a sandboxed page would: with nothing to require but Electron's few names. */
function runPreload(): { exposed: Exposed[]; required: string[]; sent: unknown[][] } {
  const exposed: Exposed[] = []
  const required: string[] = []
  const sent: unknown[][] = []
  const note =
    (kind: string) =>
    (...parts: unknown[]) => {
      sent.push([kind, ...parts.filter((part) => typeof part !== 'function')])
      return kind === 'invoke' ? Promise.resolve({ state: 'ready' }) : undefined
    }
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, bridge: Record<string, unknown>) => exposed.push({ name, bridge }),
    },
    ipcRenderer: { on: note('on'), off: note('off'), send: note('send'), invoke: note('invoke') },
    webUtils: { getPathForFile: (file: { path?: string }) => file.path ?? '' },
  }
  const require = (name: string) => {
    required.push(name)
    if (name !== 'electron') throw new Error(`A sandboxed preload cannot require ${name}`)
    return electron
  }
  const process = { argv: ['electron', '--cyp-waits-version=1.2.3'] }
  runInNewContext(code(), { require, process, module: { exports: {} }, exports: {} })
  return { exposed, required, sent }
}

describe('the built preload', () => {
  it('is one file', () => expect(readdirSync(folder)).toEqual(['index.cjs']))

  it('is CommonJS and requires nothing but electron', () => {
    expect(code()).not.toMatch(/^\s*(import|export)\s/m)
    expect(code()).not.toMatch(/\bimport\s*\(/)
    for (const name of builtinModules)
      expect(code()).not.toMatch(new RegExp(`require\\(["'\`](node:)?${name}["'\`]`))
    expect(new Set(runPreload().required)).toEqual(new Set(['electron']))
  })

  it('exposes one object of named functions and the version', () => {
    const { exposed } = runPreload()
    expect(exposed.map(({ name }) => name)).toEqual(['cypWaits'])
    const { bridge } = exposed[0]!
    expect(Object.keys(bridge).toSorted()).toEqual([
      'appVersion',
      'chooseFileToOpen',
      'chooseWhereToSave',
      'connect',
      'grantDroppedFile',
      'onBackendState',
      'onMenuCommand',
      'openNewWindow',
      'print',
      'printPage',
      'retryBackend',
      'savePage',
    ])
    expect(bridge.appVersion).toBe('1.2.3')
    const functions = Object.entries(bridge).filter(([name]) => name !== 'appVersion')
    expect(new Set(functions.map(([, value]) => typeof value))).toEqual(new Set(['function']))
  })

  it('sends on the channels of the contract only', () => {
    const { exposed, sent } = runPreload()
    const bridge = exposed[0]!.bridge as Record<string, (value?: unknown) => unknown>
    for (const name of ['connect', 'retryBackend', 'print', 'openNewWindow'])
      bridge[name]!('cyp-waits:anything')
    expect(sent.filter(([kind]) => kind === 'send')).toEqual([
      ['send', 'cyp-waits:connect'],
      ['send', 'cyp-waits:retry-backend'],
      ['send', 'cyp-waits:print'],
      ['send', 'cyp-waits:open-new-window'],
    ])
  })

  it('hands on the path of a file from the disk and of no other', async () => {
    const { exposed, sent } = runPreload()
    const bridge = exposed[0]!.bridge as Record<string, (value?: unknown) => unknown>
    await bridge.grantDroppedFile!({ path: '/data/list.csv' })
    expect(await bridge.grantDroppedFile!({})).toBeNull()
    expect(sent.filter(([kind]) => kind === 'invoke')).toEqual([
      ['invoke', 'cyp-waits:grant-dropped-file', '/data/list.csv'],
    ])
  })
})
