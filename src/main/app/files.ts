import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { dialog, type BrowserWindow, type FileFilter } from 'electron'
import { openPurposes, type OpenedFile, type OpenPurpose, type SaveTarget } from '../../shared/bridge.ts'
import type { FilePurpose } from '../control-messages.ts'
import { safeFileName } from './file-names.ts'

export interface Grant {
  token: string
  path: string
  name: string
  size: number
  purpose: FilePurpose
}

/** Tells the backend of a file; `false` when it cannot be told now. */
export type GrantFile = (grant: Grant) => boolean

const dialogs: Record<OpenPurpose, { title: string; filters: FileFilter[] }> = {
  import: {
    title: 'Choose a list to import',
    filters: [
      { name: 'Lists (CSV, Excel)', extensions: ['csv', 'tsv', 'txt', 'xlsx'] },
      { name: 'All files', extensions: ['*'] },
    ],
  },
  backup: {
    title: 'Choose a backup to restore',
    filters: [
      { name: 'CYP Waits backups', extensions: ['cyp-backup', 'db', 'sqlite'] },
      { name: 'All files', extensions: ['*'] },
    ],
  },
  rules: {
    title: 'Choose a rule set',
    filters: [{ name: 'Rule sets', extensions: ['json'] }],
  },
  published: {
    title: 'Choose the published workbook',
    filters: [{ name: 'Excel workbooks', extensions: ['xlsx'] }],
  },
}

function isOpenPurpose(value: unknown): value is OpenPurpose {
  return openPurposes.some((purpose) => purpose === value)
}

async function grantForReading(file: string, grantFile: GrantFile): Promise<OpenedFile | null> {
  try {
    const facts = await stat(file)
    if (!facts.isFile()) return null
    const opened = { token: randomUUID(), name: path.basename(file), size: facts.size }
    return grantFile({ ...opened, path: file, purpose: 'read' }) ? opened : null
  } catch {
    return null
  }
}

/** Asks the person for a file and lets the backend read it; `null` when none was chosen. */
export async function chooseFileToOpen(
  window: BrowserWindow,
  purpose: unknown,
  grantFile: GrantFile,
): Promise<OpenedFile | null> {
  if (!isOpenPurpose(purpose)) return null
  const { title, filters } = dialogs[purpose]
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    filters,
    properties: ['openFile', 'dontAddToRecent'],
  })
  const [file] = filePaths
  return canceled || !file ? null : await grantForReading(file, grantFile)
}

/** Lets the backend read a file that was dropped on the page; `null` when it is no plain file. */
export async function grantDroppedFile(file: unknown, grantFile: GrantFile): Promise<OpenedFile | null> {
  return typeof file === 'string' && path.isAbsolute(file) ? await grantForReading(file, grantFile) : null
}

/** Asks the person where to save and lets the backend write there; `null` when they cancelled. */
export async function chooseWhereToSave(
  window: BrowserWindow,
  suggestedName: unknown,
  grantFile: GrantFile,
): Promise<SaveTarget | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Choose where to save',
    defaultPath: safeFileName(suggestedName),
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
  })
  if (canceled || !filePath) return null
  const target = { token: randomUUID(), name: path.basename(filePath) }
  return grantFile({ ...target, path: filePath, size: 0, purpose: 'write' }) ? target : null
}
