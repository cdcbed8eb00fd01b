import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import {
  channels,
  portMessageType,
  type BackendStatus,
  type CypWaitsBridge,
  type MenuCommand,
  versionArgument,
} from '../shared/bridge.ts'

function listen<T>(channel: string, callback: (value: T) => void): () => void {
  const listener = (_event: IpcRendererEvent, value: T) => callback(value)
  ipcRenderer.on(channel, listener)
  return () => ipcRenderer.off(channel, listener)
}

ipcRenderer.on(channels.port, (event) => {
  window.postMessage({ type: portMessageType }, window.location.origin, event.ports)
})

const bridge = {
  appVersion:
    process.argv.findLast((part) => part.startsWith(versionArgument))?.slice(versionArgument.length) ?? '',
  connect: () => ipcRenderer.send(channels.connect),
  onBackendState(callback) {
    const stop = listen<BackendStatus>(channels.backendState, callback)
    let stopped = false
    const tellPresent = async () => {
      const status: BackendStatus = await ipcRenderer.invoke(channels.readBackendState)
      if (!stopped) callback(status)
    }
    void tellPresent()
    return () => {
      stopped = true
      stop()
    }
  },
  retryBackend: () => ipcRenderer.send(channels.retryBackend),
  onMenuCommand: (callback) => listen<MenuCommand>(channels.menuCommand, callback),
  chooseFileToOpen: (purpose) => ipcRenderer.invoke(channels.chooseFileToOpen, purpose),
  grantDroppedFile(file) {
    // Only a file that came from the disk has a path; the page never sees it.
    const path = webUtils.getPathForFile(file)
    return path ? ipcRenderer.invoke(channels.grantDroppedFile, path) : Promise.resolve(null)
  },
  chooseWhereToSave: (suggestedName) => ipcRenderer.invoke(channels.chooseWhereToSave, suggestedName),
  printPage: (ticket) => ipcRenderer.invoke(channels.printPage, ticket),
  savePage: (ticket) => ipcRenderer.invoke(channels.savePage, ticket),
  print: () => ipcRenderer.send(channels.print),
  openNewWindow: () => ipcRenderer.send(channels.openNewWindow),
} satisfies CypWaitsBridge

contextBridge.exposeInMainWorld('cypWaits', bridge)
