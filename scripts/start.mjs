#!/usr/bin/env node
// npm start: makes the checkout ready, builds it and opens the app. Arguments go to the app.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { build } from './build.mjs'
import { displayIsMissing, startDisplay } from './setup/display.mjs'
import { main } from './setup/errors.mjs'
import { prepare } from './setup/index.mjs'
import { ordinaryUser } from './setup/ordinary-user.mjs'
import { root } from './setup/paths.mjs'

const say = (line) => process.stderr.write(`${line}\n`)

/** How long a sandbox that cannot work takes to say so. */
const SANDBOX_FAILS_WITHIN_MS = 10_000

/** Runs the app until it closes. Returns `{ code, sandboxFailed }`. */
function open(command, args, env) {
  return new Promise((resolve, reject) => {
    const started = Date.now()
    let complaint = ''
    const app = spawn(command, args, { cwd: root, env, stdio: ['inherit', 'inherit', 'pipe'] })
    app.stderr.on('data', (chunk) => {
      process.stderr.write(chunk)
      if (complaint.length < 20_000) complaint += chunk
    })
    process.on('SIGINT', () => {})
    process.on('SIGTERM', () => app.kill('SIGTERM'))
    app.once('error', reject)
    app.once('close', (code, signal) => {
      const early = Date.now() - started < SANDBOX_FAILS_WITHIN_MS
      const asked = signal === 'SIGINT' || signal === 'SIGTERM'
      const sandboxFailed = early && code !== 0 && !asked && /sandbox/i.test(complaint)
      resolve({ code: code ?? (asked ? 0 : 1), sandboxFailed })
    })
  })
}

/** Chromium will not run for root with its sandbox on, so root hands the app to an ordinary user. */
async function openAsRoot(electron, env, args) {
  const user = await ordinaryUser(electron.binary, env)
  if (user) {
    say(`Note: you are root, so the app runs as the user nobody, with its data in ${user.home}.`)
    try {
      const binary = electron.binary.replace(root, user.seenRoot)
      const [command, ...first] = [...user.prefix, binary, user.seenRoot, ...args]
      const { code, sandboxFailed } = await open(command, first, user.env)
      if (!sandboxFailed) return code
    } finally {
      user.cleanUp()
    }
  }
  say(
    "Note: Chromium's sandbox does not work for root on this machine, so it is OFF for this run. Do not open real data.",
  )
  return (await open(electron.binary, ['--no-sandbox', root, ...args], env)).code
}

/** Some releases keep ordinary users from making namespaces; then Chromium needs its helper. */
function sayHowToAllowSandbox(folder) {
  const helper = path.join(folder, 'chrome-sandbox')
  say(
    `Chromium's sandbox does not work here yet. Run once:\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`,
  )
}

await main(async () => {
  const project = await prepare({ electron: true })
  const built = await build(project, ['ignore', 'ignore', 'inherit'])
  if (built !== 0) return built

  const env = { ...project.env }
  let screen
  if (displayIsMissing()) {
    screen = await startDisplay()
    env.DISPLAY = screen.display
    say(
      `Note: this machine has no screen, so the app opens on an invisible one (Xvfb ${screen.display}). Ctrl-C ends it.`,
    )
  }
  try {
    const args = process.argv.slice(2)
    if (process.platform === 'linux' && process.getuid() === 0)
      return await openAsRoot(project.electron, env, args)
    const { code, sandboxFailed } = await open(project.electron.binary, [root, ...args], env)
    if (sandboxFailed && process.platform === 'linux') sayHowToAllowSandbox(project.electron.folder)
    return code
  } finally {
    screen?.stop()
  }
})
