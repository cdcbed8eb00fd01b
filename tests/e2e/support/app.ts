import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { test as base, _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { BackendState, BackendStatus } from '../../../src/shared/bridge.ts'
import { makeTestFolders, removeTestFolders, type TestFolders } from './folders.ts'

/** The checkout, whose `out` folder holds the built app. */
export const projectRoot = fileURLToPath(new URL('../../..', import.meta.url))

export interface LaunchOptions {
  /** Instead of the test's own data folder. */
  dataFolder?: string
  args?: string[]
  env?: Record<string, string>
  /** Starts Electron by this program instead, which hands its arguments on. */
  executablePath?: string
  /** The checkout as that program sees it. */
  appPath?: string
  /** Whether Chromium's sandbox is on. It cannot be for root, so by default it is off for root only. */
  sandbox?: boolean
}

/** The built app, running on the folders of one test. */
export interface RunningApp {
  app: ElectronApplication
  /** Its first window. */
  page: Page
  /** Process id of the backend, or `undefined` while there is none. */
  backendPid(): Promise<number | undefined>
  /** Kills the backend as a crash would, and waits until it is gone. */
  killBackend(): Promise<void>
  /** Waits until the page has been told of this state since `watchBackend`. */
  waitForBackend(state: BackendState): Promise<BackendStatus>
  /** Everything in the shell's log so far. */
  log(): string
  close(): Promise<void>
}

interface Fixtures {
  folders: TestFolders
  launch(options?: LaunchOptions): Promise<RunningApp>
  /** The app, launched with nothing out of the ordinary. */
  running: RunningApp
}

declare global {
  interface Window {
    seenStates?: BackendStatus[]
  }
}

/** The environment of the app: this machine's, with the test's folders in place of the person's. */
export function environmentOf(folders: TestFolders, options: LaunchOptions = {}): Record<string, string> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return {
    ...Object.fromEntries(own),
    CYP_WAITS_DATA: options.dataFolder ?? folders.data,
    XDG_DATA_HOME: folders.appData,
    LOCALAPPDATA: folders.appData,
    ...options.env,
  }
}

/** The arguments of Electron: the built app and, for root, no sandbox. */
export function argumentsOf(options: LaunchOptions = {}): string[] {
  const { args = [], appPath = projectRoot } = options
  return [...(hasSandbox(options) ? [] : ['--no-sandbox']), appPath, ...args]
}

function hasSandbox({ sandbox }: LaunchOptions): boolean {
  return sandbox ?? process.getuid?.() !== 0
}

async function launchApp(folders: TestFolders, options: LaunchOptions = {}): Promise<RunningApp> {
  const app = await _electron.launch({
    args: argumentsOf(options),
    chromiumSandbox: hasSandbox(options),
    cwd: projectRoot,
    env: environmentOf(folders, options),
    ...(options.executablePath && { executablePath: options.executablePath }),
    timeout: 30_000,
  })
  const page = await app.firstWindow()
  await page.waitForLoadState('domcontentloaded')
  await watchBackend(page)

  async function backendPid(): Promise<number | undefined> {
    return await app.evaluate(
      ({ app: electronApp }) =>
        electronApp.getAppMetrics().find(({ name }) => name === 'CYP Waits data')?.pid,
    )
  }

  return {
    app,
    page,
    backendPid,
    async killBackend() {
      const pid = await backendPid()
      if (pid === undefined) throw new Error('There is no backend to kill')
      await page.evaluate(() => (window.seenStates = []))
      process.kill(pid, 'SIGKILL')
      await page.waitForFunction(() => window.seenStates!.length > 0)
    },
    async waitForBackend(state) {
      await page.waitForFunction((wanted) => window.seenStates!.at(-1)?.state === wanted, state, {
        timeout: 30_000,
      })
      return (await page.evaluate(() => window.seenStates!.at(-1)))!
    },
    log: () => readLogs(folders.appData),
    close: () => app.close(),
  }
}

/** Collects in the page every state of the backend from now on, the present one first. */
export async function watchBackend(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.seenStates = []
    window.cypWaits.onBackendState((status) => window.seenStates!.push(status))
  })
}

/** The text of every log below a folder. */
export function readLogs(folder: string): string {
  if (!existsSync(folder)) return ''
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => path.basename(name).startsWith('cyp-waits') && name.endsWith('.log'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'))
    .join('\n')
}

/** Playwright's `test`, with fresh folders and a way to launch the built app on them. */
export const test = base.extend<Fixtures>({
  folders: async ({}, use) => {
    const folders = makeTestFolders()
    await use(folders)
    removeTestFolders(folders)
  },
  launch: async ({ folders }, use) => {
    const launched: RunningApp[] = []
    await use(async (options) => {
      const running = await launchApp(folders, options)
      launched.push(running)
      return running
    })
    for (const { app } of launched) await app.close().catch(() => undefined)
  },
  running: async ({ launch }, use) => {
    await use(await launch())
  },
})

export { expect } from '@playwright/test'
