import { execFile } from 'node:child_process'
import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { ok, refuse, type Result } from '../../shared/result.ts'

/** The folder under local app data that holds everything of the app on this computer. */
export const appFolderName = 'CYP Waits'

export interface Surroundings {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  homeFolder: string
}

function pathsOf(platform: NodeJS.Platform): path.PlatformPath {
  return platform === 'win32' ? path.win32 : path.posix
}

/**
 * The app's folder for this person on this computer: local app data, never the roaming profile.
 * Windows `%LOCALAPPDATA%`, macOS Application Support, Linux `$XDG_DATA_HOME` or `~/.local/share`.
 */
export function appFolder({ platform, env, homeFolder }: Surroundings): string {
  const paths = pathsOf(platform)
  if (platform === 'win32') {
    return paths.join(env.LOCALAPPDATA || paths.join(homeFolder, 'AppData', 'Local'), appFolderName)
  }
  if (platform === 'darwin') {
    return paths.join(homeFolder, 'Library', 'Application Support', appFolderName)
  }
  const given = env.XDG_DATA_HOME
  const shared = given && paths.isAbsolute(given) ? given : paths.join(homeFolder, '.local', 'share')
  return paths.join(shared, appFolderName)
}

/** The folder of the store when none is named: `store` in the app's folder. */
export function defaultDataFolder(surroundings: Surroundings): string {
  return pathsOf(surroundings.platform).join(appFolder(surroundings), 'store')
}

/** One mounted file system: where, and of which type (`ext4`, `nfs4`, `smbfs`, ...). */
export interface Mount {
  at: string
  type: string
}

/** What must be known of a folder to tell whether a store may be kept there. */
export interface FolderFacts {
  platform: NodeJS.Platform
  /** The folder as it was named. */
  folder: string
  /** The same with links and mapped drives followed. */
  realFolder: string
  mounts: readonly Mount[]
  /** Folders that OneDrive says it keeps in step. */
  syncedFolders: readonly string[]
  /** The roaming part of a Windows profile, when there is one. */
  roamingFolder?: string
}

const networkTypes = new Set([
  'afpfs',
  'afs',
  'ceph',
  'cifs',
  'davfs',
  'fuse.davfs2',
  'fuse.gvfsd-fuse',
  'fuse.rclone',
  'fuse.s3fs',
  'fuse.sshfs',
  'glusterfs',
  'fuse.glusterfs',
  'lustre',
  'ncpfs',
  'nfs',
  'nfs4',
  'smb',
  'smb2',
  'smb3',
  'smbfs',
  'webdav',
])

const synced: readonly { part: RegExp; name: string }[] = [
  { part: /^onedrive( -.*)?$/i, name: 'OneDrive' },
  { part: /^dropbox( \(.*\))?$/i, name: 'Dropbox' },
  { part: /^(google ?drive( file stream)?|my drive)$/i, name: 'Google Drive' },
  { part: /^(icloud ?drive|mobile documents|com~apple~clouddocs)$/i, name: 'iCloud' },
  { part: /^cloudstorage$/i, name: 'a cloud service' },
  { part: /^box( sync)?$/i, name: 'Box' },
  { part: /^(nextcloud|owncloud|synology ?drive|pclouddrive|megasync)$/i, name: 'a cloud service' },
]

function isInside(folder: string, parent: string, platform: NodeJS.Platform): boolean {
  const inside = pathsOf(platform).relative(parent, folder)
  return inside === '' || (!inside.startsWith('..') && !pathsOf(platform).isAbsolute(inside))
}

function isNetworkAddress(folder: string): boolean {
  return /^(\\\\|\/\/)(?![.?][\\/])/.test(folder) || /^[\\/]{2}[.?][\\/]unc[\\/]/i.test(folder)
}

function typeOfMount(folder: string, mounts: readonly Mount[], platform: NodeJS.Platform): string {
  let nearest: Mount | undefined
  for (const mount of mounts) {
    if (!isInside(folder, mount.at, platform)) continue
    // A later mount at the same place hides the one before it.
    if (!nearest || mount.at.length >= nearest.at.length) nearest = mount
  }
  return nearest?.type ?? ''
}

/**
 * The folder itself when a store may be kept there, otherwise why not. SQLite's write-ahead log needs shared
 * memory, which no network file system gives (https://sqlite.org/wal.html), and a sync client copies a
 * database between two of its writes; both lose data without a word.
 */
export function checkDataFolder(facts: FolderFacts): Result<string> {
  const { platform, folder, realFolder } = facts
  const paths = pathsOf(platform)
  const advice = 'Choose a folder on a disk of this computer.'

  if (!paths.isAbsolute(folder)) {
    return refuse('invalid', 'The data folder has to be named in full, from the disk down.')
  }
  if (folder.includes('\0')) return refuse('invalid', 'The data folder has a character no folder can have.')
  if (paths.parse(paths.resolve(folder)).root === paths.resolve(folder)) {
    return refuse('invalid', `The data folder cannot be the whole disk. ${advice}`)
  }
  for (const place of [folder, realFolder]) {
    if (isNetworkAddress(place)) {
      return refuse('invalid', `The data folder is on a network drive, where data can be lost. ${advice}`)
    }
    if (networkTypes.has(typeOfMount(place, facts.mounts, platform).toLowerCase())) {
      return refuse('invalid', `The data folder is on a network drive, where data can be lost. ${advice}`)
    }
    const parts = place.split(platform === 'win32' ? /[\\/]/ : '/')
    const service = synced.find(({ part }) => parts.some((name) => part.test(name)))
    if (service) {
      return refuse(
        'invalid',
        `The data folder is copied by ${service.name}, which can damage the data and takes it off this ` +
          `computer. ${advice}`,
      )
    }
    if (facts.syncedFolders.some((parent) => isInside(place, parent, platform))) {
      return refuse(
        'invalid',
        `The data folder is copied by OneDrive, which can damage the data and takes it off this ` +
          `computer. ${advice}`,
      )
    }
    if (facts.roamingFolder && isInside(place, facts.roamingFolder, platform)) {
      return refuse(
        'invalid',
        `The data folder is in the roaming profile, which is copied at each sign-in. ${advice}`,
      )
    }
  }
  return ok(folder)
}

/** The mounts listed in the text of `/proc/mounts` (Linux). */
export function mountsFromProc(text: string): Mount[] {
  return text
    .split('\n')
    .map((line) => line.split(' '))
    .filter((fields) => fields.length >= 3)
    .map(([, at = '', type = '']) => ({ at: at.replace(/\\([0-7]{3})/g, octal), type }))
}

function octal(_match: string, digits: string): string {
  return String.fromCharCode(Number.parseInt(digits, 8))
}

/** The mounts listed by the `mount` command of macOS. */
export function mountsFromCommand(text: string): Mount[] {
  return text
    .split('\n')
    .map((line) => /^.+? on (\/.*) \(([^,)]+)/.exec(line))
    .filter((match) => match !== null)
    .map(([, at = '', type = '']) => ({ at, type }))
}

async function readMounts(platform: NodeJS.Platform): Promise<Mount[]> {
  try {
    if (platform === 'linux') return mountsFromProc(await readFile('/proc/mounts', 'utf8'))
    if (platform === 'darwin') {
      const { stdout } = await promisify(execFile)('/sbin/mount', [], { timeout: 5000 })
      return mountsFromCommand(stdout)
    }
  } catch {
    return []
  }
  return []
}

/** On Windows a mapped drive comes back as its network address. */
async function realFolderOf(folder: string): Promise<string> {
  const missing: string[] = []
  let present = path.resolve(folder)
  for (;;) {
    try {
      return path.join(await realpath(present), ...missing)
    } catch {
      const parent = path.dirname(present)
      if (parent === present) return folder
      missing.unshift(path.basename(present))
      present = parent
    }
  }
}

/** Reads what `checkDataFolder` needs from this computer. The folder itself need not exist yet. */
export async function readFolderFacts(folder: string): Promise<FolderFacts> {
  const { platform, env } = process
  return {
    platform,
    folder,
    realFolder: await realFolderOf(folder),
    mounts: await readMounts(platform),
    syncedFolders: [env.OneDrive, env.OneDriveCommercial, env.OneDriveConsumer].filter(
      (value): value is string => Boolean(value),
    ),
    roamingFolder: platform === 'win32' ? env.APPDATA : undefined,
  }
}
