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

it('makes windows in two places only: those people see, and the hidden sheet of paper', () => {
  const files = globSync('src/**/*.ts').filter((file) =>
    /new BrowserWindow\(/.test(readFileSync(file, 'utf8')),
  )
  expect(files.map((file) => file.replaceAll('\\', '/')).toSorted()).toEqual([
    'src/main/app/printing.ts',
    'src/main/app/windows.ts',
  ])
})

it.each([
  ['windows.ts', ['...pagePreferences', 'preload', 'additionalArguments']],
  // The paper runs no scripts, has no bridge and keeps nothing.
  ['printing.ts', ['...pagePreferences', 'javascript', 'images', 'webgl', 'session']],
])('takes nothing back of these preferences in %s', (file, named) => {
  const source = readFileSync(`src/main/app/${file}`, 'utf8')
  const preferences = /webPreferences: \{([^}]*)\}/.exec(source)?.[1] ?? ''
  expect([...preferences.matchAll(/(?:^|,)\s*(\.\.\.\w+|\w+(?=:))/g)].map(([, name]) => name)).toEqual(named)
})
