import {
  BrowserWindow,
  ipcMain,
  MessageChannelMain,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type MessagePortMain,
} from 'electron'
import { channels } from '../../shared/bridge.ts'
import type { LogEntry } from '../../shared/log-entry.ts'
import type { BackendProcess } from './backend-process.ts'
import { chooseFileToOpen, chooseWhereToSave, grantDroppedFile } from './files.ts'
import type { Printing } from './printing.ts'
import { isTrustedSender } from './security/policies.ts'
import type { Windows } from './windows.ts'

export interface RequestOptions {
  windows: Windows
  backend: BackendProcess<MessagePortMain>
  printing: Pick<Printing, 'print' | 'savePdf'>
  print(window: BrowserWindow): void
  log(entry: LogEntry): void
}

export interface Requests {
  /** Serves the windows that asked for a port while the backend was not ready. */
  backendIsReady(): void
}

/** Answers what pages ask of the shell. Every message is checked for its sender first. */
export function answerRequests({ windows, backend, printing, print, log }: RequestOptions): Requests {
  const windowsWaiting = new Set<BrowserWindow>()

  function windowOf(event: IpcMainEvent | IpcMainInvokeEvent): BrowserWindow | null {
    const { sender, senderFrame } = event
    const trusted = isTrustedSender(
      {
        contentsId: sender.id,
        frameAddress: senderFrame?.url ?? null,
        isTopFrame: senderFrame !== null && senderFrame.parent === null,
      },
      windows.contents,
    )
    const window = trusted ? BrowserWindow.fromWebContents(sender) : null
    if (!window) log({ level: 'warn', event: 'ipc_refused' })
    return window
  }

  function on(channel: string, listener: (window: BrowserWindow) => void): void {
    ipcMain.on(channel, (event) => {
      const window = windowOf(event)
      if (window) listener(window)
    })
  }

  function handle(channel: string, listener: (window: BrowserWindow, value: unknown) => unknown): void {
    ipcMain.handle(channel, (event, value: unknown) => {
      const window = windowOf(event)
      return window ? listener(window, value) : null
    })
  }

  handle(channels.readBackendState, () => backend.status)
  handle(channels.chooseFileToOpen, (window, purpose) => chooseFileToOpen(window, purpose, backend.grantFile))
  handle(channels.chooseWhereToSave, (window, name) => chooseWhereToSave(window, name, backend.grantFile))
  handle(channels.grantDroppedFile, (_window, file) => grantDroppedFile(file, backend.grantFile))
  handle(channels.printPage, (window, ticket) => printing.print(window, ticket))
  handle(channels.savePage, (window, ticket) => printing.savePdf(window, ticket))
  on(channels.print, print)
  on(channels.openNewWindow, () => void windows.open())
  on(channels.retryBackend, () => backend.retry())
  on(channels.connect, (window) => givePort(window))

  function givePort(window: BrowserWindow): void {
    const { port1, port2 } = new MessageChannelMain()
    if (backend.connect(port1)) {
      window.webContents.postMessage(channels.port, null, [port2])
    } else {
      port1.close()
      windowsWaiting.add(window)
    }
  }

  return {
    backendIsReady() {
      const waiting = [...windowsWaiting]
      windowsWaiting.clear()
      for (const window of waiting) if (!window.isDestroyed()) givePort(window)
    },
  }
}
