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

/** What a file is to hold: in one, or long text in the pieces it was made in. */
export type FileContent = Uint8Array | string | readonly string[]

/** Bytes that are hashed and written in one go, before other calls are answered. */
const pieceBytes = 1 << 20

function* piecesOf(content: FileContent): Generator<Uint8Array> {
  for (const part of typeof content === 'string' || content instanceof Uint8Array ? [content] : content) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
  }
}

/** Writes a file under a passing name, down to the disk, so that nothing half-written ever has the real name. */
export async function prepareFile(target: string, content: FileContent): Promise<PreparedFile> {
  // Not after the file: a name as long as the disk allows would leave no room.
  const passing = path.join(path.dirname(target), `.${uuidv7()}.part`)
  const hash = createHash('sha256')
  try {
    const file = await open(passing, 'wx', 0o600)
    try {
      for (const piece of piecesOf(content)) {
        hash.update(piece)
        await file.writeFile(piece)
      }
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    await rm(passing, { force: true })
    throw error
  }
  return {
    sha256: hash.digest('hex'),
    finish: () => rename(passing, target),
    discard: () => rm(passing, { force: true }),
  }
}

/** Why a file could not be written, when it is for a reason outside the app; otherwise the error is thrown on. */
export function cannotWrite(error: unknown): Result<never> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return refuse(
      'unavailable',
      'The disk is full, so the file was not written. Make room or choose another place.',
    )
  if (code === 'EBUSY')
    return refuse('unavailable', 'That file is open in another program. Close it there, then try again.')
  if (code === 'ENAMETOOLONG')
    return refuse('invalid', 'That file name is too long. Choose a shorter one.', { field: 'file' })
  if (code === 'EFBIG')
    return refuse('unavailable', 'The file is too large for that place. Choose another place.')
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
  content: FileContent,
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
