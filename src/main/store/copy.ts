import { open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { ok, refuse, type Result } from '../../shared/result.ts'
import { runFileTask } from './dialects/worker.ts'
import type { VerifiedCopy } from './store.ts'

/** Makes sure that a file's bytes are on the disk. */
export async function flush(file: string): Promise<void> {
  // Windows flushes only what is open for writing.
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes sure that a rename in a folder is on the disk. Windows needs no such step and refuses it. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Copies the store's file to `to`, encrypted with the same key. The copy takes its name only after it was opened
 * and checked, so that a file with that name is whole. Refuses (`unavailable`) when copying or the check fails.
 */
export async function copyStore(file: string, key: Uint8Array, to: string): Promise<Result<VerifiedCopy>> {
  const partial = `${to}.partial`
  await rm(partial, { force: true })
  const made = await runFileTask({ kind: 'copy', file, key, to: partial })
  if (!made.ok || made.problems.length > 0) {
    await rm(partial, { force: true })
    return refuse(
      'unavailable',
      made.ok
        ? 'The backup was made but did not pass its check, so it was not kept. Tell whoever looks after the app.'
        : 'The backup could not be made. Check that there is room on the disk, then try again.',
    )
  }
  await flush(partial)
  await rename(partial, to)
  await flushFolder(path.dirname(to))
  return ok({ file: to, sizeBytes: (await stat(to)).size })
}
