import path from 'node:path'
import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import type { LogEntry } from '../../shared/log-entry.ts'
import { versionArgument } from '../../shared/bridge.ts'
import { pagePreferences, startPage } from './security/policies.ts'
import {
  clampToScreens,
  readWindowState,
  smallestWindow,
  usualBounds,
  writeWindowState,
  type Rectangle,
} from './window-state.ts'

const title = 'CYP Waits'
const stepOfNextWindow = 32
const reloadsAllowed = 3

export interface Windows {
  open(): BrowserWindow
  /** The web contents of every open window, by id. */
  readonly contents: ReadonlySet<number>
  all(): readonly BrowserWindow[]
  /** Brings the window used last to the front; opens one when there is none. */
  focus(): void
  send(channel: string, value: unknown): void
}

/** Opens and remembers the app's windows. `shellFolder` keeps their size and place. */
export function createWindows(shellFolder: string, log: (entry: LogEntry) => void): Windows {
  const windows = new Set<BrowserWindow>()
  const contents = new Set<number>()

  function placeForNext(): Rectangle {
    const areas = screen.getAllDisplays().map((display) => display.workArea)
    const main = screen.getPrimaryDisplay().workArea
    const last = BrowserWindow.getFocusedWindow() ?? [...windows].at(-1)
    if (last) {
      const { x, y, width, height } = last.getNormalBounds()
      return clampToScreens({ x: x + stepOfNextWindow, y: y + stepOfNextWindow, width, height }, [
        main,
        ...areas,
      ])
    }
    const remembered = readWindowState(shellFolder)
    return remembered ? clampToScreens(remembered.bounds, [main, ...areas]) : usualBounds(main)
  }

  function open(): BrowserWindow {
    const isFirst = windows.size === 0
    const place = placeForNext()
    const window = new BrowserWindow({
      ...place,
      minWidth: smallestWindow.width,
      minHeight: smallestWindow.height,
      show: false,
      title: isFirst ? title : `${title} (${windows.size + 1})`,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#1f1f1f' : '#ffffff',
      webPreferences: {
        ...pagePreferences,
        preload: path.join(app.getAppPath(), 'out/preload/index.cjs'),
        additionalArguments: [`${versionArgument}${app.getVersion()}`],
      },
    })
    const contentsId = window.webContents.id
    windows.add(window)
    contents.add(contentsId)

    window.once('ready-to-show', () => {
      if (isFirst && readWindowState(shellFolder)?.isMaximised) window.maximize()
      window.show()
    })
    // A page's own title could name a child; the one in the task bar never does.
    window.on('page-title-updated', (event) => event.preventDefault())
    window.on('close', () => {
      writeWindowState(shellFolder, { bounds: window.getNormalBounds(), isMaximised: window.isMaximized() })
    })
    window.on('closed', () => {
      windows.delete(window)
      contents.delete(contentsId)
    })
    reloadWhenGone(window)
    void window.loadURL(startPage)
    return window
  }

  function reloadWhenGone(window: BrowserWindow): void {
    let reloads = 0
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit') return
      log({ level: 'error', event: 'page_gone', detail: { code: reason, exitCode } })
      reloads += 1
      if (reloads <= reloadsAllowed && !window.isDestroyed()) window.webContents.reload()
    })
  }

  return {
    open,
    contents,
    all: () => [...windows],
    focus() {
      const window = BrowserWindow.getFocusedWindow() ?? [...windows].at(-1)
      if (!window) return void open()
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    send(channel, value) {
      for (const window of windows) {
        if (!window.webContents.isDestroyed()) window.webContents.send(channel, value)
      }
    },
  }
}
