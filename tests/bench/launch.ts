import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { build } from 'vite'
import { displayIsMissing, startDisplay } from '../../scripts/setup/display.mjs'
import { electronEnvironment } from '../../scripts/setup/electron.mjs'
import { argumentsOf, environmentOf, projectRoot } from '../e2e/support/app.ts'
import { makeTestFolders, removeTestFolders } from '../e2e/support/folders.ts'
import { benchFolder, builtStore } from './build-store.ts'
import { atMost, type Figure, median, quantile, timed, withinTimes } from './figures.ts'

const rounds = 5

/** The built app from a click on its icon to a list, beside an Electron window that shows one button. */
export async function measureLaunch(say: (line: string) => void, referrals: number): Promise<Figure[]> {
  if (!existsSync(path.join(projectRoot, 'out', 'main', 'index.js'))) {
    say('The app is not built. Run `npm run package` or `npm start` once, then measure the launch.')
    return []
  }
  Object.assign(process.env, electronEnvironment())
  const screen = displayIsMissing() ? await startDisplay() : undefined
  if (screen) process.env['DISPLAY'] = screen.display
  const built = await builtStore(referrals, say)
  const empty = await emptyWindow()
  const times = { empty: [] as number[], signIn: [] as number[], list: [] as number[] }
  const pages: number[] = []
  let backendMegabytes = 0
  for (let round = -1; round < rounds; round += 1) {
    const bare = await launchEmpty(empty)
    const app = await launchApp(built)
    if (round >= 0) {
      times.empty.push(bare)
      times.signIn.push(app.signIn)
      times.list.push(app.list)
      pages.push(...app.pages)
      backendMegabytes = Math.max(backendMegabytes, app.backendMegabytes)
    }
  }
  screen?.stop()
  const floor = median(times.empty)
  const whole = times.signIn.map((took, at) => took + (times.list[at] ?? 0))
  const name = `${referrals.toLocaleString('en-GB')} referrals`
  return [
    withinTimes('launch', 'to the sign-in page', { floor, figure: median(times.signIn) }, 1.5),
    withinTimes('launch', `to a list, ${name}`, { floor, figure: median(whole) }, 1.5),
    atMost('launch', 'signed in to list painted', median(times.list), null),
    atMost('click', `another queue painted, p95 of ${pages.length}`, quantile(pages, 0.95), 100),
    atMost('memory', `backend of the app, ${name}`, backendMegabytes, 300, 'MB'),
  ]
}

/** Starts Electron and waits for something to be painted. */
async function started(
  launch: Parameters<typeof _electron.launch>[0],
  ready: (page: Page) => Promise<unknown>,
): Promise<{ app: ElectronApplication; page: Page; took: number }> {
  const from = performance.now()
  const app = await _electron.launch({
    chromiumSandbox: process.getuid?.() !== 0,
    timeout: 60_000,
    ...launch,
  })
  const page = await app.firstWindow()
  await ready(page)
  await painted(page)
  return { app, page, took: performance.now() - from }
}

const painted = (page: Page) =>
  page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  )

async function launchEmpty(folder: string): Promise<number> {
  const folders = makeTestFolders()
  const { app, took } = await started(
    { args: argumentsOf({ appPath: folder }), cwd: folder, env: environmentOf(folders) },
    (page) => page.getByRole('button', { name: 'Nothing' }).waitFor(),
  )
  await app.close()
  removeTestFolders(folders)
  return took
}

async function launchApp(dataFolder: string) {
  const folders = makeTestFolders()
  const { app, page, took } = await started(
    { args: argumentsOf(), cwd: projectRoot, env: environmentOf(folders, { dataFolder }) },
    (window) => window.getByRole('button', { name: 'Administrator', exact: false }).first().waitFor(),
  )
  try {
    const list = await timed(async () => {
      await page.getByRole('button', { name: 'Administrator', exact: false }).first().click()
      await page.getByRole('navigation').first().waitFor()
      await listShown(page, '/waiting-list')
    })
    const pages: number[] = []
    for (const queue of ['to_book', 'booked', 'all_waiting', 'missing_data', 'not_triaged', 'all_open']) {
      pages.push(await listShown(page, `/waiting-list/${queue}`))
    }
    const pid = await app.evaluate(
      ({ app: electronApp }) =>
        electronApp.getAppMetrics().find(({ name }) => name === 'CYP Waits data')?.pid,
    )
    return { signIn: took, list, pages, backendMegabytes: await residentMegabytes(pid) }
  } finally {
    await app.close()
    removeTestFolders(folders)
  }
}

/** Goes to a list and waits until rows of another list than before are painted. Returns milliseconds. */
function listShown(page: Page, address: string): Promise<number> {
  return page.evaluate(async (to) => {
    const grid = () => document.querySelector('[role=grid]')
    const lengthOf = () => grid()?.getAttribute('aria-rowcount') ?? null
    const before = lengthOf()
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const from = performance.now()
    location.hash = `#${to}`
    for (;;) {
      await frame()
      const shown = grid()?.querySelectorAll('[role=gridcell]').length ?? 0
      const isOther = lengthOf() !== before && lengthOf() !== '-1'
      if (isOther && shown > 0 && grid()?.getAttribute('aria-busy') !== 'true') break
      if (performance.now() - from > 20_000) throw new Error(`No other list at ${to}`)
    }
    await frame()
    return performance.now() - from
  }, address)
}

/** Memory in use by a process as Linux counts it; NaN elsewhere. */
async function residentMegabytes(pid: number | undefined): Promise<number> {
  const status = `/proc/${pid}/status`
  if (pid === undefined || !existsSync(status)) return Number.NaN
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(await readFile(status, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}

/** An Electron app of one window with one button of the same UI library, built like the app's own page. */
async function emptyWindow(): Promise<string> {
  const folder = benchFolder('empty-window')
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await symlink(path.join(projectRoot, 'node_modules'), path.join(folder, 'node_modules'), 'dir')
  const files = {
    'package.json': JSON.stringify({ name: 'empty-window', main: 'main.cjs' }),
    'index.html':
      '<!doctype html><title>Empty</title><div id="root"></div><script type="module" src="./page.jsx"></script>',
    'page.jsx': `import '@mantine/core/styles.css'
import { Button, MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
createRoot(document.getElementById('root')).render(<MantineProvider><Button>Nothing</Button></MantineProvider>)`,
    'main.cjs': `const { app, BrowserWindow } = require('electron')
const path = require('node:path')
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile(path.join(__dirname, 'dist', 'index.html')))
app.on('window-all-closed', () => app.quit())`,
  }
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text)
  await build({ root: folder, base: './', configFile: false, logLevel: 'error', plugins: [react()] })
  return folder
}
