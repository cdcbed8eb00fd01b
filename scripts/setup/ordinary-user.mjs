import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { cache, root } from './paths.mjs'
import { capture } from './run.mjs'

/** Debian's `nobody` and `nogroup`: there on every system, owning nothing. */
const NOBODY = 65534

const home = path.join(cache, 'home')

/** Variables that point into root's home. */
const ROOTS_OWN = [
  'XDG_CONFIG_HOME',
  'XDG_CACHE_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
  'XDG_RUNTIME_DIR',
  'XAUTHORITY',
]

const dropRights = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--']

/**
 * Shows the checkout at another place to one program and its children only.
 * Needed when it lies below a folder others may not enter, such as /root.
 */
const throughView = (view) => [
  'unshare',
  '--mount',
  'sh',
  '-c',
  'mount --bind "$0" "$1" && cd "$1" && shift && exec "$@"',
  root,
  view,
]

async function canRun(prefix, electronBinary, seenRoot) {
  const binary = electronBinary.replace(root, seenRoot)
  const [command, ...args] = [
    ...prefix,
    'sh',
    '-c',
    'test -r "$0/package.json" && test -x "$1"',
    seenRoot,
    binary,
  ]
  return (await capture(command, args)).code === 0
}

/** The key to the screen lies in root's home: hand over a copy. Returns whether there is one. */
function copyScreenKey(copy, env) {
  const key = env.XAUTHORITY ?? path.join(os.homedir(), '.Xauthority')
  if (!env.DISPLAY || !fs.existsSync(key)) return false
  fs.copyFileSync(key, copy)
  fs.chownSync(copy, NOBODY, NOBODY)
  fs.chmodSync(copy, 0o600)
  return true
}

function makeHome(env, seenRoot) {
  fs.mkdirSync(home, { recursive: true, mode: 0o700 })
  fs.chownSync(home, NOBODY, NOBODY)
  const seenHome = home.replace(root, seenRoot)
  const rest = Object.fromEntries(Object.entries(env).filter(([name]) => !ROOTS_OWN.includes(name)))
  const hasKey = copyScreenKey(path.join(home, '.Xauthority'), env)
  return {
    ...rest,
    HOME: seenHome,
    USER: 'nobody',
    LOGNAME: 'nobody',
    ...(hasKey && { XAUTHORITY: path.join(seenHome, '.Xauthority') }),
  }
}

/**
 * How root starts Electron as the user `nobody`, so that Chromium's sandbox stays on (it refuses to run for root).
 * Returns `{ prefix, env, seenRoot, home, cleanUp }`: put `prefix` before the command, and write every path of the
 * checkout below `seenRoot`. Returns undefined when this machine does not let that user reach the checkout.
 */
export async function ordinaryUser(electronBinary, env) {
  if (await canRun(dropRights, electronBinary, root)) {
    return { prefix: dropRights, env: makeHome(env, root), seenRoot: root, home, cleanUp: () => {} }
  }
  const view = fs.mkdtempSync(path.join(os.tmpdir(), 'cyp-waits-'))
  fs.chmodSync(view, 0o755)
  const cleanUp = () => fs.rmdirSync(view)
  const prefix = [...throughView(view), ...dropRights]
  if (await canRun(prefix, electronBinary, view)) {
    return { prefix, env: makeHome(env, view), seenRoot: view, home, cleanUp }
  }
  cleanUp()
  return undefined
}
