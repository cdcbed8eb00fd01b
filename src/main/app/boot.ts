import path from 'node:path'
import {
  app,
  powerMonitor,
  shell,
  utilityProcess,
  type BrowserWindow,
  type MessagePortMain,
  type UtilityProcess,
} from 'electron'
import { channels, type BackendStatus, type MenuCommand } from '../../shared/bridge.ts'
import { keepBackend, type BackendChild } from './backend-process.ts'
import type { Folders } from './folders.ts'
import { startLogging } from './logging.ts'
import { setMenu } from './menu.ts'
import { createPrinting } from './printing.ts'
import { servePages } from './protocol.ts'
import { entryOfError } from './redaction.ts'
import { answerRequests } from './requests.ts'
import { applySecurity } from './security/apply.ts'
import { createWindows } from './windows.ts'

/** How long the backend may take to finish when the app quits, in milliseconds: it may be making a backup. */
const patienceAtQuit = 60_000

/** Brings the app up once Electron is ready: security first, then the backend and the window side by side. */
export function boot(folders: Folders): void {
  const log = startLogging(folders.logs)
  process.on('uncaughtException', (error) => log(entryOfError(error)))
  process.on('unhandledRejection', (error) => log(entryOfError(error)))
  log({ level: 'info', event: 'app_started', detail: { version: app.getVersion() } })

  applySecurity({ log, openOutside: (address) => void shell.openExternal(address) })
  servePages(path.join(app.getAppPath(), 'out/renderer'))

  const windows = createWindows(folders.shell, log)
  const printing = createPrinting(log)
  const backend = keepBackend<MessagePortMain>({
    dataFolder: folders.data,
    fork: forkBackend,
    log,
    onStatus: announce,
    onPage: (page) => printing.keep(page),
    onSessionEnd: () => printing.forgetAll(),
  })
  const requests = answerRequests({ windows, backend, printing, print, log })

  function announce(status: BackendStatus): void {
    windows.send(channels.backendState, status)
    if (status.state === 'ready' || status.state === 'restarted') requests.backendIsReady()
  }

  setMenu({ openWindow: () => windows.open(), print })
  backend.start()
  windows.open()

  const lock = () => windows.send(channels.menuCommand, 'lock' satisfies MenuCommand)
  powerMonitor.on('lock-screen', lock)
  powerMonitor.on('suspend', lock)
  app.on('second-instance', () => windows.focus())
  app.on('activate', () => windows.focus())
  app.on('window-all-closed', () => app.quit())

  let hasStopped = false
  async function finish(): Promise<void> {
    await backend.stop(patienceAtQuit)
    hasStopped = true
    log({ level: 'info', event: 'app_quit' })
    // Quitting from within the event that was just held back is ignored.
    setImmediate(() => app.quit())
  }
  let finishing: Promise<void> | undefined
  app.on('will-quit', (event) => {
    if (hasStopped) return
    event.preventDefault()
    finishing ??= finish()
  })
}

function forkBackend(): BackendChild<MessagePortMain> {
  const child: UtilityProcess = utilityProcess.fork(path.join(app.getAppPath(), 'out/main/backend.js'), [], {
    serviceName: 'CYP Waits data',
    // What a crashing process prints can quote what a person typed.
    stdio: 'ignore',
    env: environmentOfBackend(),
  })
  return child
}

/** Only what Node and the operating system need: no variable that could change how Node starts. */
function environmentOfBackend(): Record<string, string> {
  const wanted =
    /^(path|home|lang|lc_.*|tz|tmp|temp|tmpdir|systemroot|windir|localappdata|appdata|userprofile|onedrive.*|xdg_data_home)$/i
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => {
      return wanted.test(entry[0]) && entry[1] !== undefined
    }),
  )
}

function print(window: BrowserWindow): void {
  window.webContents.print({ printBackground: true })
}
