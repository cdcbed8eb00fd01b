import { readFileSync } from 'node:fs'
import { expect, test } from './support/app.ts'
import { launchAsOrdinaryUser } from './support/ordinary-user.ts'

test('runs as an ordinary user with Chromium’s sandbox on, and keeps Node out of the page', async ({
  folders,
  launch,
}) => {
  const { options, cleanUp } = await launchAsOrdinaryUser(folders)
  try {
    const { app, page, waitForBackend, close } = await launch(options)
    await waitForBackend('ready')

    const { uid, noSandbox, pagePid, sandboxed } = await app.evaluate(
      ({ app: electronApp, BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]!.webContents
        const pid = contents.getOSProcessId()
        return {
          uid: process.getuid?.(),
          noSandbox: electronApp.commandLine.hasSwitch('no-sandbox'),
          pagePid: pid,
          sandboxed: electronApp.getAppMetrics().find((each) => each.pid === pid)?.sandboxed,
        }
      },
    )
    expect(uid).not.toBe(0)
    expect(noSandbox).toBe(false)
    if (process.platform === 'linux') {
      // Chromium's filter on system calls (seccomp, mode 2) is what the sandbox comes down to on Linux.
      expect(readFileSync(`/proc/${pagePid}/status`, 'utf8')).toMatch(/^Seccomp:\s+2$/m)
    } else {
      expect(sandboxed).toBe(true)
    }

    const found = await page.evaluate(() => [
      typeof Reflect.get(globalThis, 'process'),
      typeof Reflect.get(globalThis, 'require'),
      typeof window.cypWaits.connect,
    ])
    expect(found).toEqual(['undefined', 'undefined', 'function'])
    await close()
  } finally {
    cleanUp()
  }
})
