import { chmodSync, chownSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { findElectron } from '../../../scripts/setup/electron.mjs'
import { ordinaryUser } from '../../../scripts/setup/ordinary-user.mjs'
import { environmentOf, projectRoot, type LaunchOptions } from './app.ts'
import type { TestFolders } from './folders.ts'

export interface OrdinaryLaunch {
  options: LaunchOptions
  cleanUp(): void
}

const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`

/**
 * How to launch the app as someone who is not root, with Chromium's sandbox on. For root that is another
 * user of this machine, to whom the test's folders are given; everyone else is ordinary already.
 */
export async function launchAsOrdinaryUser(folders: TestFolders): Promise<OrdinaryLaunch> {
  if (process.getuid?.() !== 0) return { options: { sandbox: true }, cleanUp: () => undefined }

  const electron = findElectron()
  if (!electron) throw new Error('Electron has not been fetched')
  const user = await ordinaryUser(electron.binary, process.env)
  if (!user) throw new Error('No ordinary user of this machine can reach the checkout')

  const { uid, gid } = statSync(user.home)
  for (const folder of [folders.root, folders.appData]) chownSync(folder, uid, gid)
  const start = path.join(folders.root, 'electron-as-ordinary-user')
  const command = [...user.prefix, electron.binary.replace(projectRoot, `${user.seenRoot}/`)]
  writeFileSync(start, `#!/bin/sh\nexec ${command.map(quoted).join(' ')} "$@"\n`)
  chmodSync(start, 0o755)

  const { CYP_WAITS_DATA, XDG_DATA_HOME } = environmentOf(folders)
  return {
    options: {
      executablePath: start,
      appPath: user.seenRoot,
      sandbox: true,
      env: { ...user.env, CYP_WAITS_DATA: CYP_WAITS_DATA!, XDG_DATA_HOME: XDG_DATA_HOME! },
    },
    cleanUp: user.cleanUp,
  }
}
