import fs from 'node:fs'
import { SetupError } from './errors.mjs'
import { moduleFile, root } from './paths.mjs'
import { capture, npmCommand } from './run.mjs'

const readPackages = (file) => JSON.parse(fs.readFileSync(file, 'utf8')).packages

/**
 * Whether node_modules holds what package-lock.json asks for.
 * npm writes node_modules/.package-lock.json last, so an install that was cut short counts as missing.
 * Packages for other platforms are optional and may be absent.
 */
export function packagesAreCurrent() {
  let wanted, present
  try {
    wanted = readPackages(`${root}/package-lock.json`)
    present = readPackages(moduleFile('.package-lock.json'))
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return false
    throw error
  }
  return Object.entries(wanted).every(([place, { version, integrity, optional }]) => {
    if (place === '') return true
    const found = present[place]
    return found ? found.version === version && found.integrity === integrity : optional === true
  })
}

/**
 * Installs exactly what the lock file says, without running any package's install script.
 * Development and optional packages are asked for by name: a machine may be set to leave them out.
 */
export async function installPackages(say) {
  say('Installing packages (npm ci)…')
  const [npm, ...first] = npmCommand()
  const { code, output } = await capture(
    npm,
    [...first, 'ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'],
    { cwd: root },
  )
  if (code !== 0) {
    const lines = output.split('\n').filter((line) => !line.includes('EBADENGINE'))
    throw new SetupError(`npm ci failed:\n${lines.join('\n').trim()}`)
  }
}
