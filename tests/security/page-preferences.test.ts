import { readFileSync, globSync } from 'node:fs'
import { expect, it } from 'vitest'
import { pagePreferences } from '../../src/main/app/security/policies.ts'

it('gives pages no way to Node and no weaker walls', () => {
  expect(pagePreferences).toEqual({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
  })
})

it('makes windows in one place only, with these preferences last but for preload and version', () => {
  const files = globSync('src/**/*.ts').filter((file) =>
    /new BrowserWindow\(/.test(readFileSync(file, 'utf8')),
  )
  expect(files.map((file) => file.replaceAll('\\', '/'))).toEqual(['src/main/app/windows.ts'])
  const preferences = /webPreferences: \{([^}]*)\}/.exec(readFileSync(files[0]!, 'utf8'))?.[1] ?? ''
  expect([...preferences.matchAll(/^\s*(\.\.\.\w+|\w+):?/gm)].map(([, name]) => name)).toEqual([
    '...pagePreferences',
    'preload',
    'additionalArguments',
  ])
})
