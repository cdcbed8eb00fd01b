import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  type BaseWindow,
  type MenuItem,
  type MenuItemConstructorOptions,
} from 'electron'
import { channels, type MenuCommand } from '../../shared/bridge.ts'

export interface MenuActions {
  openWindow(): void
  print(window: BrowserWindow): void
}

/** Sets the app's own menu: every entry has an accelerator where the platform has a usual one. */
export function setMenu(actions: MenuActions): void {
  const inWindow = (act: (window: BrowserWindow) => void) => (_item: MenuItem, chosenIn?: BaseWindow) => {
    const window = chosenIn instanceof BrowserWindow ? chosenIn : BrowserWindow.getFocusedWindow()
    if (window) act(window)
  }
  const ask = (command: MenuCommand) =>
    inWindow((window) => window.webContents.send(channels.menuCommand, command))
  const file: MenuItemConstructorOptions[] = [
    { label: '&New window', accelerator: 'CmdOrCtrl+N', click: () => actions.openWindow() },
    { label: 'C&lose window', accelerator: 'CmdOrCtrl+W', role: 'close' },
    { type: 'separator' },
    {
      label: '&Print…',
      accelerator: 'CmdOrCtrl+P',
      click: inWindow(actions.print),
    },
    { type: 'separator' },
    { label: 'Loc&k', accelerator: 'CmdOrCtrl+L', click: ask('lock') },
    { label: '&Quit', accelerator: 'CmdOrCtrl+Q', click: () => app.quit() },
  ]
  const edit: MenuItemConstructorOptions[] = [
    { role: 'undo', label: '&Undo' },
    { role: 'redo', label: '&Redo' },
    { type: 'separator' },
    { role: 'cut', label: 'Cu&t' },
    { role: 'copy', label: '&Copy' },
    { role: 'paste', label: '&Paste' },
    { role: 'selectAll', label: 'Select &all' },
    { type: 'separator' },
    // The page listens for this key itself, in whatever field the cursor is.
    { label: '&Search', accelerator: 'CmdOrCtrl+K', registerAccelerator: false, click: ask('search') },
  ]
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom', label: '&Actual size' },
    { role: 'zoomIn', label: 'Zoom &in' },
    { role: 'zoomOut', label: 'Zoom &out' },
    { type: 'separator' },
    { role: 'togglefullscreen', label: '&Full screen' },
  ]
  if (!app.isPackaged) view.push({ type: 'separator' }, { role: 'toggleDevTools', label: '&Inspector' })
  const help: MenuItemConstructorOptions[] = [
    { label: '&Help', accelerator: 'F1', click: ask('help') },
    { label: '&Keyboard shortcuts', accelerator: 'CmdOrCtrl+/', click: ask('keyboard-shortcuts') },
    { type: 'separator' },
    { label: '&About CYP Waits', click: () => void showAbout() },
  ]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
      { label: '&File', submenu: file },
      { label: '&Edit', submenu: edit },
      { label: '&View', submenu: view },
      { label: '&Help', role: 'help', submenu: help },
    ]),
  )
}

async function showAbout(): Promise<void> {
  await dialog.showMessageBox({
    type: 'info',
    title: 'About CYP Waits',
    message: `CYP Waits ${app.getVersion()}`,
    detail: "Waiting lists of children's and young people's community services.",
    buttons: ['Close'],
  })
}
