import fs from 'node:fs'
import { SetupError } from './errors.mjs'
import { withLock } from './lock.mjs'
import { capture } from './run.mjs'

/** What Electron and a screen without a monitor need on Debian and Ubuntu. */
const LIBRARIES = [
  'xvfb',
  'xauth',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libnotify4',
  'libsecret-1-0',
  'fonts-liberation',
]

const onDebian = () => process.platform === 'linux' && fs.existsSync('/usr/bin/dpkg-query')

/** Since 2024 some of these carry the suffix t64: the same library with 64-bit time. */
const bothNames = (name) => [name, `${name}t64`]

async function missingLibraries() {
  const { output } = await capture('dpkg-query', [
    '-W',
    '-f',
    '${Package} ${db:Status-Status}\n',
    ...LIBRARIES.flatMap(bothNames),
  ])
  const installed = new Set(
    output.split('\n').flatMap((line) => (line.endsWith(' installed') ? [line.split(' ')[0]] : [])),
  )
  return LIBRARIES.filter((name) => !bothNames(name).some((either) => installed.has(either)))
}

async function namesOnThisRelease(names) {
  const chosen = []
  for (const name of names) {
    const { output } = await capture('apt-cache', ['policy', name])
    chosen.push(/Candidate: (?!\(none\))/.test(output) ? name : `${name}t64`)
  }
  return chosen
}

/**
 * Installs the missing system libraries when we are root on Debian or Ubuntu.
 * Otherwise refuses with the one command to run. Elsewhere does nothing: Windows and macOS bring their own.
 */
export async function ensureLibraries(say) {
  if (!onDebian()) return
  const missing = await missingLibraries()
  if (missing.length === 0) return
  if (process.getuid() !== 0) {
    throw new SetupError(
      `Electron needs system libraries that are missing. Run:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${(await namesOnThisRelease(missing)).join(' ')}`,
    )
  }
  await withLock(() => install(missing, say))
}

async function install(missing, say) {
  say(`Installing system libraries (${missing.join(' ')})…`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const waitForOthers = ['-o', 'DPkg::Lock::Timeout=120']
  await capture('apt-get', [...waitForOthers, 'update', '-qq'], { env })
  const { code, output } = await capture(
    'apt-get',
    [...waitForOthers, 'install', '-y', '--no-install-recommends', ...(await namesOnThisRelease(missing))],
    { env },
  )
  if (code !== 0) throw new SetupError(`apt-get install failed:\n${output.trim()}`)
}
