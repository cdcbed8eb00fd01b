import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cache } from './paths.mjs'

const file = path.join(cache, 'setup.lock')

function take() {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function holderIsAlive() {
  let pid
  try {
    pid = Number(fs.readFileSync(file, 'utf8'))
  } catch {
    return false
  }
  // The holder creates the file before it has written its number.
  if (!pid) return Date.now() - fs.statSync(file).mtimeMs < 2000
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/**
 * Lets one process at a time change node_modules and the cache.
 * A lock left behind by a process that died is taken over.
 */
export async function withLock(body) {
  fs.mkdirSync(cache, { recursive: true })
  while (!take()) {
    if (holderIsAlive()) await sleep(200)
    else fs.rmSync(file, { force: true })
  }
  try {
    return await body()
  } finally {
    fs.rmSync(file, { force: true })
  }
}
