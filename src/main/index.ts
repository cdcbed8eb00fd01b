import { homedir } from 'node:os'
import { app, crashReporter, dialog } from 'electron'
import { chooseFolders, makeFolder } from './app/folders.ts'
import { declareScheme } from './app/protocol.ts'
import { applyOfflineSwitches } from './app/security/switches.ts'

const folders = chooseFolders(
  { platform: process.platform, env: process.env, homeFolder: homedir() },
  process.argv.slice(1),
)
const hasFolder = makeFolder(folders.shell)
if (hasFolder) {
  app.setPath('userData', folders.shell)
  app.setPath('sessionData', folders.shell)
  app.setPath('crashDumps', folders.crashDumps)
  app.setAppLogsPath(folders.logs)
  crashReporter.start({ uploadToServer: false })
}
// Root cannot run Chromium's sandbox, so tests on a bare machine may leave it off; a packaged app never does.
if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
applyOfflineSwitches()
declareScheme()

async function open(): Promise<void> {
  await app.whenReady()
  const { boot } = await import('./app/boot.ts')
  boot(folders)
}

async function sayWhyNot(): Promise<void> {
  await app.whenReady()
  dialog.showErrorBox(
    'CYP Waits cannot start',
    `It cannot write to its folder on this computer:\n${folders.shell}\n\nNothing is lost. ` +
      'The folder has to be one that you may write to and that has room.',
  )
  app.exit(1)
}

// Awaiting either of these at the top level would hang for ever.
if (!hasFolder) void sayWhyNot()
else if (app.requestSingleInstanceLock()) void open()
else app.quit()
