import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { ok, refuse, type Result } from '../../../shared/result.ts'

/** A file written in full beside where it is to be, waiting to take its name. */
export interface PreparedFile {
  sha256: string
  /** Gives the file its name, in place of any file there. */
  finish(): Promise<void>
  /** Removes what `finish` has not put in place. */
  discard(): Promise<void>
}

/** Writes a file under a passing name, down to the disk, so that nothing half-written ever has the real name. */
export async function prepareFile(target: string, content: Uint8Array | string): Promise<PreparedFile> {
  const passing = path.join(path.dirname(target), `.${path.basename(target)}.${uuidv7()}.part`)
  try {
    const file = await open(passing, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    await rm(passing, { force: true })
    throw error
  }
  return {
    sha256: createHash('sha256').update(content).digest('hex'),
    finish: () => rename(passing, target),
    discard: () => rm(passing, { force: true }),
  }
}

/** Why a file could not be written, when it is for a reason outside the app; otherwise the error is thrown on. */
export function cannotWrite(error: unknown): Result<never> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC')
    return refuse(
      'unavailable',
      'The disk is full, so the file was not written. Make room or choose another place.',
    )
  if (code === 'EBUSY')
    return refuse('unavailable', 'That file is open in another program. Close it there, then try again.')
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EISDIR', 'EIO'].includes(code)) {
    return refuse(
      'unavailable',
      'The file could not be written there. If it is open in another program, close it; otherwise choose another place.',
    )
  }
  throw error
}

/** Writes a whole file so that it is either all there or not at all. Returns its SHA-256 as hex. */
export async function writeFileSafely(
  target: string,
  content: Uint8Array | string,
): Promise<Result<{ sha256: string }>> {
  let file: PreparedFile | null = null
  try {
    file = await prepareFile(target, content)
    await file.finish()
    return ok({ sha256: file.sha256 })
  } catch (error) {
    return cannotWrite(error)
  } finally {
    await file?.discard()
  }
}
