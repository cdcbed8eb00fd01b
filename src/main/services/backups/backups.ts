import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { BackupState } from '../../../shared/contract/administration.ts'
import { ok, type Result } from '../../../shared/result.ts'
import { flush } from '../../store/copy.ts'
import { backupFolder, backupName, keyringFile } from '../../store/files.ts'
import type { Store } from '../../store/store.ts'
import { copiesToRemove } from './retention.ts'

const nameOfBackup = /^cyp-waits-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})\.backup\.db$/
/** Rows of the audit trail looked at to tell whether anything was changed since the last backup. */
const rowsLookedAt = 200

/** The backups of a store, newest first. A copy has its name only when it passed its check. */
export async function backupStateOf(store: Store): Promise<BackupState> {
  const folder = backupFolder(store.folder)
  const names = await readdir(folder).catch(() => [])
  const copies = await Promise.all(
    names.map(async (name) => {
      const [, day, hours, minutes, seconds] = nameOfBackup.exec(name) ?? []
      if (!day) return []
      const { size } = await stat(path.join(folder, name))
      return [{ name, at: `${day}T${hours}:${minutes}:${seconds}.000Z`, sizeBytes: size }]
    }),
  )
  const newestFirst = copies.flat().toSorted((a, b) => b.at.localeCompare(a.at))
  return { folder, lastVerifiedAt: newestFirst[0]?.at ?? null, copies: newestFirst }
}

/** A backup opens with the keyring only, so a copy of that lies beside the backups. */
async function copyKeyring(store: Store): Promise<void> {
  const copy = keyringFile(backupFolder(store.folder))
  await copyFile(keyringFile(store.folder), `${copy}.partial`)
  await flush(`${copy}.partial`)
  await rename(`${copy}.partial`, copy)
}

/**
 * Makes one checked copy, with the keyring beside it, and removes those no longer kept. Refuses (`unavailable`)
 * when the copy fails.
 */
export async function backUp(store: Store, now: string): Promise<Result<BackupState>> {
  const folder = backupFolder(store.folder)
  await mkdir(folder, { recursive: true })
  const made = await store.copyTo(path.join(folder, backupName(now)))
  if (!made.ok) return made
  await copyKeyring(store)
  const { copies } = await backupStateOf(store)
  for (const copy of copiesToRemove(copies, now)) await rm(path.join(folder, copy.name), { force: true })
  return ok(await backupStateOf(store))
}

/** Whether anything beyond signing in and out was recorded since an instant (UTC text). */
async function changedSince(store: Store, at: string): Promise<boolean> {
  const rows = await store.read
    .selectFrom('audit')
    .select(['at', 'action'])
    .orderBy('sequence', 'desc')
    .limit(rowsLookedAt)
    .execute()
  const since = rows.filter((row) => row.at > at)
  return since.some((row) => !row.action.startsWith('session.')) || since.length === rowsLookedAt
}

/**
 * Backs up when there is no copy of today yet and something was recorded since the last one. Does nothing in the
 * demo store or in a damaged one. Returns null when nothing was due.
 */
export async function backUpIfDue(store: Store, now: string): Promise<Result<BackupState> | null> {
  if (store.kind === 'demo' || store.problem) return null
  const { lastVerifiedAt } = await backupStateOf(store)
  if (lastVerifiedAt?.slice(0, 10) === now.slice(0, 10)) return null
  return backUpIfChanged(store, now)
}

/** Backs up when something was recorded since the last copy; on quitting. Returns null when nothing was. */
export async function backUpIfChanged(store: Store, now: string): Promise<Result<BackupState> | null> {
  if (store.kind === 'demo' || store.problem) return null
  const { lastVerifiedAt } = await backupStateOf(store)
  if (lastVerifiedAt && !(await changedSince(store, lastVerifiedAt))) return null
  return backUp(store, now)
}
