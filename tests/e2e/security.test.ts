import { readdirSync } from 'node:fs'
import { expect, test } from './support/app.ts'

test('gives the page nothing of Node or Electron', async ({ running }) => {
  const found = await running.page.evaluate(() => ({
    require: typeof Reflect.get(globalThis, 'require'),
    process: typeof Reflect.get(globalThis, 'process'),
    module: typeof Reflect.get(globalThis, 'module'),
    Buffer: typeof Reflect.get(globalThis, 'Buffer'),
    global: typeof Reflect.get(globalThis, 'global'),
    electron: typeof Reflect.get(globalThis, 'electron'),
  }))
  expect(new Set(Object.values(found))).toEqual(new Set(['undefined']))
})

test('gives the page the bridge and nothing more, and the page cannot change it', async ({ running }) => {
  const { page } = running
  expect(await page.evaluate(() => Object.keys(window.cypWaits).toSorted())).toEqual([
    'appVersion',
    'chooseFileToOpen',
    'chooseWhereToSave',
    'connect',
    'grantDroppedFile',
    'onBackendState',
    'onMenuCommand',
    'openNewWindow',
    'print',
    'printPage',
    'retryBackend',
    'savePage',
  ])
  const changed = await page.evaluate(() => {
    const before = window.cypWaits.connect
    Reflect.set(window.cypWaits, 'connect', () => undefined)
    Reflect.set(window, 'cypWaits', {})
    return window.cypWaits.connect !== before
  })
  expect(changed).toBe(false)
})

test('hands listeners data only, never the event with its sender', async ({ running }) => {
  const argumentsSeen = await running.page.evaluate(
    () =>
      new Promise<unknown[]>((resolve) => {
        const callback = (...received: unknown[]) => resolve(received)
        window.cypWaits.onBackendState(callback)
      }),
  )
  expect(argumentsSeen).toHaveLength(1)
  expect(Object.keys(argumentsSeen[0] as object)).toEqual(['state'])
})

test('runs with every wall up', async ({ running }) => {
  const preferences = await running.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents
    return Reflect.get(contents, 'getLastWebPreferences').call(contents)
  })
  expect(preferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
  })
})

test('refuses inline scripts, code made from text and workers', async ({ running }) => {
  const outcome = await running.page.evaluate(async () => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'document.documentElement.dataset.inline = "ran"'
    document.head.append(script)
    const button = document.createElement('button')
    button.setAttribute('onclick', 'document.documentElement.dataset.inline = "ran"')
    document.body.append(button)
    button.click()
    // Playwright lets its own call make code from text, so the attempt has to come from a later task.
    const evaluated = await new Promise<string>((resolve) => {
      setTimeout(() => {
        try {
          resolve(String(Reflect.construct(Function, ['return "ran"'])()))
        } catch {
          resolve('refused')
        }
      })
    })
    const worker = await new Promise<string>((resolve) => {
      try {
        const made = new Worker(URL.createObjectURL(new Blob(['postMessage("ran")'])))
        made.addEventListener('message', () => resolve('ran'))
        made.addEventListener('error', () => resolve('refused'))
      } catch {
        resolve('refused')
      }
    })
    return { inline: document.documentElement.dataset.inline ?? 'refused', evaluated, worker, violations }
  })
  expect(outcome).toMatchObject({ inline: 'refused', evaluated: 'refused', worker: 'refused' })
  expect(outcome.violations).toEqual(
    expect.arrayContaining(['script-src-elem', 'script-src-attr', 'script-src']),
  )
})

test('reaches no network from the page', async ({ running }) => {
  const outcome = await running.page.evaluate(async () => {
    const failed = async (attempt: () => Promise<unknown>) => {
      try {
        await attempt()
        return 'reached'
      } catch {
        return 'refused'
      }
    }
    const picture = (address: string) =>
      new Promise((resolve, reject) => {
        const image = new Image()
        image.addEventListener('load', resolve)
        image.addEventListener('error', reject)
        image.src = address
      })
    const socket = () =>
      new Promise((resolve, reject) => {
        const made = new WebSocket('ws://127.0.0.1:9/')
        made.addEventListener('open', resolve)
        made.addEventListener('error', reject)
      })
    return {
      fetch: await failed(() => fetch('http://127.0.0.1:9/')),
      outside: await failed(() => fetch('https://www.england.nhs.uk/')),
      file: await failed(() => fetch('file:///etc/hostname')),
      itself: await failed(() => fetch('app://local/index.html')),
      picture: await failed(() => picture('http://127.0.0.1:9/picture.png')),
      socket: await failed(socket),
      beacon: navigator.sendBeacon('https://www.england.nhs.uk/') ? 'queued' : 'refused',
    }
  })
  expect(outcome).toMatchObject({
    fetch: 'refused',
    outside: 'refused',
    file: 'refused',
    itself: 'refused',
    picture: 'refused',
    socket: 'refused',
  })
})

test('reaches no network from the shell’s session either', async ({ running }) => {
  const outcome = await running.app.evaluate(async ({ session }) => {
    const attempts = ['http://127.0.0.1:9/', 'https://www.england.nhs.uk/', 'file:///etc/hostname']
    return await Promise.all(
      attempts.map((address) =>
        session.defaultSession.fetch(address).then(
          () => 'reached',
          (error: Error) => error.message,
        ),
      ),
    )
  })
  for (const message of outcome) expect(message).toContain('ERR_BLOCKED_BY_CLIENT')
})

test('refuses every permission', async ({ running }) => {
  const outcome = await running.page.evaluate(async () => {
    const states: Record<string, string> = {}
    for (const name of ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi']) {
      const status = await navigator.permissions.query({ name: name as PermissionName })
      states[name] = status.state
    }
    const position = await new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve('given'),
        () => resolve('refused'),
      )
    })
    const camera = await navigator.mediaDevices?.getUserMedia({ video: true }).then(
      () => 'given',
      () => 'refused',
    )
    return {
      states: Object.values(states),
      position,
      camera,
      notification: await Notification.requestPermission(),
    }
  })
  expect(new Set(outcome.states)).toEqual(new Set(['denied']))
  expect(outcome).toMatchObject({ position: 'refused', camera: 'refused', notification: 'denied' })
})

test('opens no windows, embeds no pages and goes nowhere else', async ({ running }) => {
  const { app, page } = running
  const address = page.url()
  const opened = await page.evaluate(() =>
    ['https://evil.example/', 'about:blank', 'app://local/index.html', 'file:///etc/hostname'].map(
      (each) => window.open(each) === null,
    ),
  )
  expect(opened).toEqual([true, true, true, true])

  await page.evaluate(() => {
    for (const each of [
      'https://evil.example/',
      'file:///etc/hostname',
      'data:text/html,x',
      'app://evil/index.html',
    ]) {
      const link = document.createElement('a')
      link.href = each
      document.body.append(link)
      link.click()
      const frame = document.createElement('iframe')
      frame.src = each
      document.body.append(frame)
    }
    const form = document.createElement('form')
    form.action = 'https://evil.example/'
    form.method = 'post'
    document.body.append(form)
    form.submit()
    document.body.append(document.createElement('webview'))
  })
  await page.waitForTimeout(500)
  expect(page.url()).toBe(address)
  expect(
    await app.evaluate(({ webContents }) => webContents.getAllWebContents().map((each) => each.getType())),
  ).toEqual(['window'])
  const framesElsewhere = page.frames().filter((frame) => /evil|etc|data:/.test(frame.url()))
  expect(framesElsewhere).toEqual([])
})

test('saves nothing by itself', async ({ running, folders }) => {
  const { app, page } = running
  await app.evaluate(({ app: electronApp }, folder) => electronApp.setPath('downloads', folder), folders.root)
  const before = readdirSync(folders.root)
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'data:text/csv,a'
    link.download = 'list.csv'
    document.body.append(link)
    link.click()
  })
  await page.waitForTimeout(500)
  expect(readdirSync(folders.root)).toEqual(before)
})

test('serves only its own folder, each time with the policy', async ({ running }) => {
  const fetched = (address: string) =>
    running.app.evaluate(async ({ session }, each) => {
      const answer = await session.defaultSession.fetch(each)
      return { status: answer.status, policy: answer.headers.get('content-security-policy') }
    }, address)
  await expect(fetched('app://evil/index.html')).rejects.toThrow('ERR_BLOCKED_BY_CLIENT')
  expect(await fetched('app://local/index.html')).toMatchObject({ status: 200 })
  for (const address of [
    'app://local/%2e%2e/main/index.js',
    'app://local/..%2fmain/index.js',
    'app://local/..%5cmain%5cindex.js',
    'app://local/index.html%00.js',
    'app://local//etc/hostname',
  ]) {
    const { status, policy } = await fetched(address)
    expect([address, status]).toEqual([address, 404])
    expect(policy).toContain("default-src 'none'")
  }
})

test('answers no page but its own windows, even with our preload in it', async ({ running }) => {
  const { app } = running
  await running.waitForBackend('ready')
  const opened = app.waitForEvent('window')
  await app.evaluate(({ BrowserWindow, app: electronApp }) => {
    const foreign = new BrowserWindow({
      show: false,
      webPreferences: { preload: `${electronApp.getAppPath()}/out/preload/index.cjs`, sandbox: true },
    })
    void foreign.loadURL('app://local/index.html')
  })
  const foreign = await opened
  await foreign.waitForLoadState('domcontentloaded')
  const answers = await foreign.evaluate(async () => {
    const port = new Promise((resolve) => {
      window.addEventListener('message', ({ data }) => data?.type === 'cyp-waits:port' && resolve('given'))
      setTimeout(() => resolve('none'), 1000)
    })
    window.cypWaits.connect()
    return {
      file: await window.cypWaits.chooseFileToOpen('import'),
      save: await window.cypWaits.chooseWhereToSave('waiting-list.csv'),
      port: await port,
    }
  })
  expect(answers).toEqual({ file: null, save: null, port: 'none' })
  expect(running.log()).toContain('ipc_refused')
})
