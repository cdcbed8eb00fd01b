import path from 'node:path'
import {
  electronEnvironment,
  electronIsSettled,
  enableSandboxHelper,
  fetchElectron,
  findElectron,
} from './electron.mjs'
import { withLock } from './lock.mjs'
import { installPackages, packagesAreCurrent } from './packages.mjs'
import { moduleFile } from './paths.mjs'
import { fetchNode, findNode } from './project-node.mjs'
import { ensureLibraries } from './system-libraries.mjs'

const toStderr = (line) => process.stderr.write(`${line}\n`)

/** This process's variables with the project's Node, then its tools, first on PATH. */
function environment(node) {
  // Windows calls it Path; two spellings side by side would leave the choice to chance.
  const { PATH, Path, ...rest } = process.env
  const search = [path.dirname(node), moduleFile('.bin'), PATH ?? Path].join(path.delimiter)
  return { ...rest, [process.platform === 'win32' ? 'Path' : 'PATH']: search, ...electronEnvironment() }
}

/**
 * Makes the checkout ready to run on a bare machine: packages, the project's Node and, when asked, Electron
 * with its system libraries. Does nothing when all of it is in place.
 * Returns `{ node, env }`, and with Electron `{ electron }` as findElectron describes it.
 * Speaks on stderr only, through `say`.
 */
export async function prepare({ electron = false, say = toStderr } = {}) {
  const ready = () => packagesAreCurrent() && findNode() !== undefined && (!electron || electronIsSettled())
  if (!ready()) {
    await withLock(async () => {
      if (!packagesAreCurrent()) await installPackages(say)
      if (!findNode()) await fetchNode(say)
      if (electron && !electronIsSettled()) await fetchElectron(findNode(), say)
    })
  }
  const node = findNode()
  if (!electron) return { node, env: environment(node) }
  await ensureLibraries(say)
  const found = findElectron()
  if (process.platform === 'linux' && process.getuid() === 0) enableSandboxHelper(found.folder)
  if (found.standIn) {
    say(
      "Note: using a stand-in Electron 42 from the npm registry, because Electron's own download cannot be reached from here. It is for tests and trying out only; it is never packaged.",
    )
  }
  return { node, env: environment(node), electron: found }
}
