import { mkdtempSync, rmSync, symlinkSync, mkdirSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  appFolder,
  checkDataFolder,
  defaultDataFolder,
  mountsFromCommand,
  mountsFromProc,
  readFolderFacts,
  type FolderFacts,
} from '../../src/main/store/data-folder.ts'

const windows = (folder: string, more: Partial<FolderFacts> = {}): FolderFacts => ({
  platform: 'win32',
  folder,
  realFolder: folder,
  mounts: [],
  syncedFolders: [],
  roamingFolder: 'C:\\Users\\clerk\\AppData\\Roaming',
  ...more,
})
const linux = (folder: string, more: Partial<FolderFacts> = {}): FolderFacts => ({
  platform: 'linux',
  folder,
  realFolder: folder,
  mounts: [{ at: '/', type: 'ext4' }],
  syncedFolders: [],
  ...more,
})

const onLinux = (env: Record<string, string>) =>
  defaultDataFolder({ platform: 'linux', env, homeFolder: '/home/clerk' })

function why(facts: FolderFacts): string {
  const result = checkDataFolder(facts)
  return result.ok ? 'accepted' : result.refusal.message
}

describe('the usual place', () => {
  it('is local app data on Windows, never the roaming profile', () => {
    const env = {
      LOCALAPPDATA: 'C:\\Users\\clerk\\AppData\\Local',
      APPDATA: 'C:\\Users\\clerk\\AppData\\Roaming',
    }
    expect(defaultDataFolder({ platform: 'win32', env, homeFolder: 'C:\\Users\\clerk' })).toBe(
      'C:\\Users\\clerk\\AppData\\Local\\CYP Waits\\store',
    )
    expect(appFolder({ platform: 'win32', env: {}, homeFolder: 'C:\\Users\\clerk' })).toBe(
      'C:\\Users\\clerk\\AppData\\Local\\CYP Waits',
    )
  })

  it('is Application Support on macOS', () => {
    expect(defaultDataFolder({ platform: 'darwin', env: {}, homeFolder: '/Users/clerk' })).toBe(
      '/Users/clerk/Library/Application Support/CYP Waits/store',
    )
  })

  it('follows XDG_DATA_HOME on Linux unless it is relative', () => {
    expect(onLinux({ XDG_DATA_HOME: '/srv/data' })).toBe('/srv/data/CYP Waits/store')
    expect(onLinux({ XDG_DATA_HOME: 'data' })).toBe('/home/clerk/.local/share/CYP Waits/store')
    expect(onLinux({})).toBe('/home/clerk/.local/share/CYP Waits/store')
  })

  it.each(['win32', 'darwin', 'linux'] as const)('is accepted on %s', (platform) => {
    const homeFolder = platform === 'win32' ? 'C:\\Users\\clerk' : '/home/clerk'
    const folder = defaultDataFolder({ platform, env: {}, homeFolder })
    expect(checkDataFolder({ platform, folder, realFolder: folder, mounts: [], syncedFolders: [] })).toEqual({
      ok: true,
      value: folder,
    })
  })
})

describe('network drives', () => {
  it.each([
    '\\\\server\\share\\waits',
    '//server/share/waits',
    '\\\\?\\UNC\\server\\share\\waits',
    '\\\\.\\UNC\\server\\share\\waits',
  ])('refuses %s', (folder) => expect(why(windows(folder))).toMatch(/network drive/))

  it('accepts a long path of a local disk', () => expect(why(windows('\\\\?\\D:\\waits'))).toBe('accepted'))

  it('refuses a drive letter that stands for a share', () => {
    expect(why(windows('Z:\\waits', { realFolder: '\\\\server\\share\\waits' }))).toMatch(/network drive/)
  })

  it.each(['nfs', 'nfs4', 'cifs', 'smb3', 'smbfs', 'fuse.sshfs', 'CIFS'])(
    'refuses a mount of type %s',
    (type) => {
      const mounts = [
        { at: '/', type: 'ext4' },
        { at: '/mnt/shared', type },
      ]
      expect(why(linux('/mnt/shared/waits', { mounts }))).toMatch(/network drive/)
      expect(why(linux('/mnt/shared-but-local/waits', { mounts }))).toBe('accepted')
    },
  )

  it('looks at the nearest mount, and at the last one of two at the same place', () => {
    const mounts = [
      { at: '/home', type: 'nfs4' },
      { at: '/home/clerk/disk', type: 'ext4' },
      { at: '/data', type: 'ext4' },
      { at: '/data', type: 'nfs' },
    ]
    expect(why(linux('/home/clerk/disk/waits', { mounts }))).toBe('accepted')
    expect(why(linux('/home/clerk/waits', { mounts }))).toMatch(/network drive/)
    expect(why(linux('/data/waits', { mounts }))).toMatch(/network drive/)
  })

  it('follows links', () => {
    const mounts = [{ at: '/mnt/shared', type: 'nfs4' }]
    expect(why(linux('/home/clerk/waits', { realFolder: '/mnt/shared/waits', mounts }))).toMatch(
      /network drive/,
    )
  })
})

describe('folders that are copied elsewhere', () => {
  it.each([
    ['C:\\Users\\clerk\\OneDrive\\waits', 'OneDrive'],
    ['C:\\Users\\clerk\\OneDrive - Example NHS Trust\\waits', 'OneDrive'],
    ['C:\\Users\\clerk\\Dropbox (Team)\\waits', 'Dropbox'],
    ['G:\\My Drive\\waits', 'Google Drive'],
    ['C:\\Users\\clerk\\iCloudDrive\\waits', 'iCloud'],
    ['C:\\Users\\clerk\\Box Sync\\waits', 'Box'],
    ['C:\\Users\\clerk\\Nextcloud\\waits', 'a cloud service'],
  ])('refuses %s', (folder, service) => expect(why(windows(folder))).toContain(`copied by ${service},`))

  it.each([
    '/Users/clerk/Library/CloudStorage/OneDrive-Example/waits',
    '/Users/clerk/Library/Mobile Documents/com~apple~CloudDocs/waits',
  ])('refuses %s', (folder) => expect(why(linux(folder, { platform: 'darwin' }))).toMatch(/copied by/))

  it('accepts a folder whose name only contains such a name', () => {
    expect(why(windows('D:\\Sandbox\\onedrives\\waits'))).toBe('accepted')
  })

  it('refuses a folder that OneDrive took over under another name', () => {
    const facts = windows('C:\\Trust\\Clerk files\\waits', { syncedFolders: ['C:\\Trust\\Clerk files'] })
    expect(why(facts)).toMatch(/copied by OneDrive/)
  })

  it('refuses the roaming profile', () => {
    expect(why(windows('C:\\Users\\clerk\\AppData\\Roaming\\CYP Waits'))).toMatch(/roaming profile/)
  })
})

describe('names that are no folder to use', () => {
  it.each(['waits', './waits', ''])('refuses the relative %s', (folder) => {
    expect(why(linux(folder))).toMatch(/named in full/)
  })
  it('refuses a whole disk', () => {
    expect(why(linux('/'))).toMatch(/whole disk/)
    expect(why(windows('D:\\'))).toMatch(/whole disk/)
  })
  it('refuses a null character', () => expect(why(linux('/data/wa\0its'))).toMatch(/character/))
  it('says what to do instead', () => {
    expect(why(windows('\\\\server\\share'))).toMatch(/Choose a folder on a disk of this computer\.$/)
  })
})

describe('reading this computer', () => {
  it('reads mounts with spaces in their names', () => {
    expect(mountsFromProc('srv:/x /mnt/team\\040files nfs4 rw 0 0\n/dev/sda1 / ext4 rw 0 0\n')).toEqual([
      { at: '/mnt/team files', type: 'nfs4' },
      { at: '/', type: 'ext4' },
    ])
    expect(mountsFromCommand('//clerk@srv/x on /Volumes/team (files) (smbfs, nodev)\n')).toEqual([
      { at: '/Volumes/team (files)', type: 'smbfs' },
    ])
  })

  it('follows links of a folder that does not exist yet', async () => {
    const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'cyp-folder-')))
    try {
      mkdirSync(path.join(folder, 'real'))
      symlinkSync(path.join(folder, 'real'), path.join(folder, 'link'), 'junction')
      const facts = await readFolderFacts(path.join(folder, 'link', 'new', 'store'))
      expect(facts.realFolder).toBe(path.join(folder, 'real', 'new', 'store'))
      expect(checkDataFolder(facts).ok).toBe(true)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
