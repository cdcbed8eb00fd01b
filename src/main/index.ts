import { homedir } from 'node:os'
import { app, crashReporter } from 'electron'
import { chooseFolders } from './app/folders.ts'
import { declareScheme } from './app/protocol.ts'
import { applyOfflineSwitches } from './app/security/switches.ts'

const folders = chooseFolders(
  { platform: process.platform, env: process.env, homeFolder: homedir() },
  process.argv.slice(1),
)
app.setPath('userData', folders.shell)
app.setPath('sessionData', folders.shell)
app.setPath('crashDumps', folders.crashDumps)
app.setAppLogsPath(folders.logs)
crashReporter.start({ uploadToServer: false })
// Root cannot run Chromium's sandbox, so tests on a bare machine may leave it off; a packaged app never does.
if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
applyOfflineSwitches()
declareScheme()

if (app.requestSingleInstanceLock()) {
  // Awaiting this at the top level would hang for ever.
  void app
    .whenReady()
    .then(() => import('./app/boot.ts'))
    .then(({ boot }) => boot(folders))
} else {
  app.quit()
}
