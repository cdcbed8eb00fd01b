import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Where one test keeps everything: nothing of it is shared with another test or left behind. */
export interface TestFolders {
  root: string
  /** The store, which does not exist until the app makes it. */
  data: string
  /** Stands for the person's local app data: the shell's own files and logs. */
  appData: string
}

/** Makes the folders of one test. */
export function makeTestFolders(): TestFolders {
  const root = mkdtempSync(path.join(tmpdir(), 'cyp-e2e-'))
  const appData = path.join(root, 'app-data')
  mkdirSync(appData)
  return { root, data: path.join(root, 'store'), appData }
}

/** Removes the folders of one test. */
export function removeTestFolders({ root }: TestFolders): void {
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

/** Puts a file where the store's folder should be, so that the store cannot be made. */
export function blockDataFolder({ data }: TestFolders): void {
  writeFileSync(data, 'in the way')
}

/** Writes `length` bytes of nonsense into a file at `offset`, as a failing disk would. */
export function damageFile(file: string, offset = 0, length = 4096): void {
  const handle = openSync(file, 'r+')
  try {
    writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, offset)
  } finally {
    closeSync(handle)
  }
}
