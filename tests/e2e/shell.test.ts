import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { argumentsOf, environmentOf, expect, projectRoot, test, watchBackend } from './support/app.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Asks for a port as the page does, and says what came; `null` when nothing did. */
async function askForPort(
  page: Page,
): Promise<{ origin: string; ports: number; fromItself: boolean } | null> {
  return await page.evaluate(
    () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve(null), 10_000)
        window.addEventListener('message', ({ data, origin, ports, source }) => {
          if (data?.type !== 'cyp-waits:port') return
          clearTimeout(timer)
          resolve({ origin, ports: ports.length, fromItself: source === window })
        })
        window.cypWaits.connect()
      }),
  )
}

test.describe('the window', () => {
  test('shows the page of the app under a title that names nobody', async ({ running }) => {
    const { app, page } = running
    expect(page.url()).toMatch(/^app:\/\/local\/index\.html/)
    // The page names itself once it stands.
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.evaluate(() => (document.title = 'QUILLFEATHER, Zebedee'))
    await expect(page).toHaveTitle('QUILLFEATHER, Zebedee')
    await expect
      .poll(() =>
        app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.isVisible())),
      )
      .toEqual([true])
    const titles = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((each) => each.getTitle()),
    )
    expect(titles).toEqual(['CYP Waits'])
  })

  test('cannot be made too small to use', async ({ running }) => {
    const smallest = await running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.getMinimumSize(),
    )
    expect(smallest).toEqual([640, 480])
  })

  test('comes back where and how big it was', async ({ launch }) => {
    const first = await launch()
    const wanted = { x: 60, y: 40, width: 900, height: 650 }
    await first.app.evaluate(({ BrowserWindow }, bounds) => {
      BrowserWindow.getAllWindows()[0]!.setBounds(bounds)
    }, wanted)
    const bounds = await first.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.getNormalBounds(),
    )
    await first.close()
    const second = await launch()
    expect(
      await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getNormalBounds()),
    ).toEqual(bounds)
    expect(bounds).toMatchObject({ width: 900, height: 650 })
  })

  test('can have a second one beside it, with a port of its own', async ({ running }) => {
    const { app, page } = running
    const opened = app.waitForEvent('window')
    await page.evaluate(() => window.cypWaits.openNewWindow())
    const second = await opened
    await second.waitForLoadState('domcontentloaded')
    expect(await askForPort(second)).toEqual({ origin: 'app://local', ports: 1, fromItself: true })
    expect(await askForPort(page)).toEqual({ origin: 'app://local', ports: 1, fromItself: true })
    const titles = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((each) => each.getTitle()),
    )
    expect(titles.toSorted()).toEqual(['CYP Waits', 'CYP Waits (2)'])
  })

  test('comes to the front when the app is started again on the same store', async ({ running, folders }) => {
    const { app } = running
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide())
    const electron: string = createRequire(import.meta.url)('electron')
    const second = spawn(electron, argumentsOf(), {
      cwd: projectRoot,
      env: environmentOf(folders),
      stdio: 'ignore',
    })
    const [code] = await once(second, 'exit')
    expect(code).toBe(0)
    await expect
      .poll(() =>
        app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.isVisible())),
      )
      .toEqual([true])
  })
})

test.describe('the menu', () => {
  test('has an accelerator for what people do', async ({ running }) => {
    const entries = await running.app.evaluate(({ Menu }) =>
      Menu.getApplicationMenu()!.items.flatMap(({ submenu }) =>
        (submenu?.items ?? []).map(({ label, accelerator }) => `${label} ${accelerator ?? '-'}`),
      ),
    )
    for (const entry of [
      '&New window CmdOrCtrl+N',
      'Loc&k CmdOrCtrl+L',
      '&Quit CmdOrCtrl+Q',
      '&Print… CmdOrCtrl+P',
      '&Help F1',
    ]) {
      expect(entries).toContain(entry)
    }
  })

  test('passes Lock on to the page', async ({ running }) => {
    const { app, page } = running
    await page.evaluate(() => {
      window.cypWaits.onMenuCommand((command) => (document.documentElement.dataset.command = command))
    })
    await app.evaluate(({ BrowserWindow, Menu }) => {
      const window = BrowserWindow.getAllWindows()[0]!
      const file = Menu.getApplicationMenu()!.items.find(({ label }) => label === '&File')!
      const lock = file.submenu!.items.find(({ label }) => label === 'Loc&k')!
      lock.click(undefined, window, window.webContents)
    })
    await expect(page.locator('html')).toHaveAttribute('data-command', 'lock')
  })
})

test.describe('the backend', () => {
  test('is reached through a port that the shell hands over', async ({ running }) => {
    expect(await askForPort(running.page)).toEqual({ origin: 'app://local', ports: 1, fromItself: true })
  })

  test('comes back after a crash, and the page with it', async ({ running }) => {
    const { page, waitForBackend, killBackend, backendPid } = running
    await waitForBackend('ready')
    const before = await backendPid()
    await killBackend()
    await waitForBackend('restarted')
    expect(await backendPid()).not.toBe(before)
    expect(await askForPort(page)).toEqual({ origin: 'app://local', ports: 1, fromItself: true })
    expect(running.log()).toMatch(/backend_exited .*"exitCode":9/)
  })

  test('closes the page’s port when it dies, so that no call hangs', async ({ running }) => {
    const { page, waitForBackend, killBackend } = running
    await waitForBackend('ready')
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          window.addEventListener('message', ({ data, ports }) => {
            if (data?.type !== 'cyp-waits:port') return
            ports[0]!.addEventListener('close', () => (document.documentElement.dataset.port = 'closed'))
            ports[0]!.start()
            resolve()
          })
          window.cypWaits.connect()
        }),
    )
    await killBackend()
    await expect(page.locator('html')).toHaveAttribute('data-port', 'closed')
  })

  test('is given up after several crashes in a row and started again on demand', async ({ running }) => {
    const { page, waitForBackend, killBackend, backendPid } = running
    for (let crashes = 0; crashes < 5; crashes += 1) {
      await expect.poll(backendPid, { timeout: 15_000 }).toBeDefined()
      await killBackend()
      if (crashes < 4) await expect.poll(backendPid, { timeout: 15_000 }).toBeDefined()
    }
    expect(await waitForBackend('failed')).toEqual({ state: 'failed' })
    await page.evaluate(() => window.cypWaits.retryBackend())
    await waitForBackend('restarted')
  })

  test('is let finish when the app quits', async ({ running }) => {
    await running.waitForBackend('ready')
    await running.close()
    expect(running.log()).toContain('app_quit')
    expect(running.log()).not.toContain('backend_exited')
  })
})

test.describe('a data folder that cannot be used', () => {
  test('is refused with a reason, and nothing is written there', async ({ launch, folders }) => {
    const parent = path.join(folders.root, 'OneDrive - Example Trust')
    mkdirSync(parent)
    const { waitForBackend, page, app } = await launch({ dataFolder: path.join(parent, 'store') })
    const status = await waitForBackend('failed')
    expect(status.reason).toMatch(/OneDrive.*Choose a folder on a disk of this computer\./)
    await watchBackend(page)
    expect(await waitForBackend('failed')).toEqual(status)
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    expect(readdirSync(parent)).toEqual([])
  })
})

test.describe('files', () => {
  test('are known to the page by name, size and token, never by path', async ({ running, folders }) => {
    const { app, page, waitForBackend } = running
    await waitForBackend('ready')
    const file = path.join(folders.root, 'list.csv')
    writeFileSync(file, 'nhs_number\n')
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    }, file)
    const opened = await page.evaluate(() => window.cypWaits.chooseFileToOpen('import'))
    expect(opened).toEqual({ token: expect.stringMatching(uuid), name: 'list.csv', size: 11 })
    expect(JSON.stringify(opened)).not.toContain(folders.root)
  })

  test('are none when the dialog is cancelled or a folder is chosen', async ({ running, folders }) => {
    const { app, page, waitForBackend } = running
    await waitForBackend('ready')
    const choose = () => page.evaluate(() => window.cypWaits.chooseFileToOpen('import'))
    await app.evaluate(({ dialog }) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] })
    })
    expect(await choose()).toBeNull()
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    }, folders.root)
    expect(await choose()).toBeNull()
  })

  test('can be dropped, but not made up by the page', async ({ running, folders }) => {
    const { page, waitForBackend } = running
    await waitForBackend('ready')
    const file = path.join(folders.root, 'dropped.csv')
    writeFileSync(file, 'a,b\n')
    await page.evaluate(() => {
      const input = document.createElement('input')
      input.type = 'file'
      input.id = 'file-of-the-test'
      document.body.append(input)
    })
    await page.locator('#file-of-the-test').setInputFiles(file)
    const dropped = await page.evaluate(() => {
      const input = document.querySelector<HTMLInputElement>('#file-of-the-test')!
      return window.cypWaits.grantDroppedFile(input.files![0]!)
    })
    expect(dropped).toEqual({ token: expect.stringMatching(uuid), name: 'dropped.csv', size: 4 })
    const madeUp = await page.evaluate(() => window.cypWaits.grantDroppedFile(new File(['x'], '/etc/passwd')))
    expect(madeUp).toBeNull()
  })

  test('are saved under names that say nothing about a child', async ({ running, folders }) => {
    const { app, page, waitForBackend } = running
    await waitForBackend('ready')
    await app.evaluate(({ dialog }, folder) => {
      dialog.showSaveDialog = (...parts: unknown[]) => {
        const { defaultPath } = parts.at(-1) as { defaultPath: string }
        return Promise.resolve({ canceled: false, filePath: `${folder}/${defaultPath}` })
      }
    }, folders.root)
    const save = (name: string) => page.evaluate((each) => window.cypWaits.chooseWhereToSave(each), name)
    expect(await save('waiting-list.csv')).toEqual({
      token: expect.stringMatching(uuid),
      name: 'waiting-list.csv',
    })
    expect(await save('Zebedee Quillfeather 9990000018.pdf')).toMatchObject({ name: 'cyp-waits.pdf' })
  })
})
