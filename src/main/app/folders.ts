import { createHash } from 'node:crypto'
import { accessSync, constants, mkdirSync } from 'node:fs'
import path from 'node:path'
import { appFolder, defaultDataFolder, type Surroundings } from '../store/data-folder.ts'

export interface Folders {
  /** The store: database, keyring, backups. Owned by the backend. */
  data: string
  /** Chromium's own files and the window's place. No patient data. */
  shell: string
  logs: string
  crashDumps: string
}

/** The folder named by `--data-folder=`, when there is one. */
export function dataFolderArgument(argv: readonly string[]): string | undefined {
  const prefix = '--data-folder='
  const given = argv.findLast((argument) => argument.startsWith(prefix))
  return given?.slice(prefix.length) || undefined
}

/**
 * Where everything goes. `--data-folder=` wins over `CYP_WAITS_DATA`, which wins over the usual place. Each
 * store has its own shell folder, so that two stores can be open at once and one store only once.
 */
export function chooseFolders(surroundings: Surroundings, argv: readonly string[]): Folders {
  const root = appFolder(surroundings)
  const usual = defaultDataFolder(surroundings)
  const data = path.resolve(dataFolderArgument(argv) ?? (surroundings.env.CYP_WAITS_DATA || usual))
  const shell =
    data === usual ? 'shell' : `shell-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`
  return {
    data,
    shell: path.join(root, shell),
    logs: path.join(root, shell, 'logs'),
    crashDumps: path.join(root, shell, 'crash-dumps'),
  }
}

/** Makes a folder unless it is there; whether files can be made in it. */
export function makeFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
