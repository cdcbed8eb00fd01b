import { existsSync } from 'node:fs'
import path from 'node:path'

/** The database of the store in a folder. */
export function databaseFile(folder: string): string {
  return path.join(folder, 'store.db')
}

/** The file that holds the database key, locked once for each person. */
export function keyringFile(folder: string): string {
  return path.join(folder, 'keyring.json')
}

/** Where the copies of the store in a folder are kept. */
export function backupFolder(folder: string): string {
  return path.join(folder, 'backups')
}

/** Whether a folder holds a store. */
export function hasStore(folder: string): boolean {
  return existsSync(databaseFile(folder))
}

/** Whether a folder holds a keyring, with or without its store. */
export function hasKeyring(folder: string): boolean {
  return existsSync(keyringFile(folder))
}

/** Name of a backup made at an instant (UTC text): sorts by age and is a legal file name everywhere. */
export function backupName(at: string): string {
  return `cyp-waits-${at.slice(0, 19).replaceAll(':', '-')}.backup.db`
}
