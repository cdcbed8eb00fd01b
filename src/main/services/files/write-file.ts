import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { ok, refuse, type Result } from '../../../shared/result.ts'

/**
 * Writes a whole file so that it is either all there or not at all: to a neighbour first, flushed, then renamed.
 * Returns its SHA-256 as hex; refuses when the disk is full or the place cannot be written, with what to do.
 */
export async function writeFileSafely(
  path: string,
  content: Uint8Array | string,
): Promise<Result<{ sha256: string }>> {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  const neighbour = `${path}.part`
  try {
    const file = await open(neighbour, 'w', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(neighbour, path)
    return ok({ sha256: createHash('sha256').update(bytes).digest('hex') })
  } catch (error) {
    await rm(neighbour, { force: true })
    return refuse('unavailable', whyNotWritten(error))
  }
}

function whyNotWritten(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC') return 'The disk is full. Nothing was written. Make room or choose another folder.'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'That folder cannot be written to. Nothing was written. Choose another folder.'
  if (code === 'EBUSY') return 'That file is open in another program. Close it there, then export again.'
  return 'The file could not be written. Choose another folder and try again.'
}
