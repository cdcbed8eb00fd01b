import { existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Role } from '../../../src/shared/codes/roles.ts'
import { createBackendHost, createInProcessClient, localToday } from '../../../src/main/services/host.ts'
import type { InProcessClient } from '../../../src/main/services/router.ts'
import { databaseFile, keyringFile } from '../../../src/main/store/files.ts'
import { cheapPasswords } from '../../support/test-store.ts'
import { writeExtract, type ExtractOptions } from './extract.ts'
import type { TestFolders } from './folders.ts'

export interface MadePerson {
  userName: string
  displayName: string
  password: string
}

/** The first person of every made store, who has all roles. */
export const founder: MadePerson = {
  userName: 'founder',
  displayName: 'Test Founder',
  password: 'seven copper kettles boil',
}

/** One person for a role, as `makeStore` adds them. */
export function personFor(role: Role): MadePerson {
  return {
    userName: `test.${role}`,
    displayName: `Test ${role.replaceAll('_', ' ')}`,
    password: 'eleven paper boats afloat',
  }
}

/** The database and the keyring of the store for real data. */
export function liveFiles({ data }: TestFolders): { folder: string; database: string; keyring: string } {
  const folder = path.join(data, 'live')
  return { folder, database: databaseFile(folder), keyring: keyringFile(folder) }
}

/** Works on a test's data folder through the app's own services, then closes the store as the app would. */
export async function withBackend<T>(
  { data }: TestFolders,
  work: (client: InProcessClient, grantFile: (file: string) => string) => Promise<T>,
): Promise<T> {
  const host = await createBackendHost({ dataFolder: data, passwordCost: cheapPasswords })
  let granted = 0
  try {
    return await work(createInProcessClient(host), (file) => {
      granted += 1
      const token = `granted-${granted}`
      host.grantFile(token, { path: file, name: path.basename(file), size: statSync(file).size }, 'read')
      return token
    })
  } finally {
    await host.shutdown()
  }
}

/** Imports a file as the import screen does, every good row of it. */
export async function importInto(client: InProcessClient, file: string): Promise<void> {
  const { mapping } = await client.imports.inspect({ file })
  let draftId: string | undefined
  for await (const news of await client.imports.preview({ file, source: 'Made up', mapping })) {
    if (news.kind === 'preview') draftId = news.draftId
  }
  if (!draftId) throw new Error('The extract gave no preview')
  let committed = false
  for await (const news of await client.imports.commit({ draftId })) committed ||= news.kind === 'committed'
  if (!committed) throw new Error('The extract was not saved')
}

export interface MadeStoreOptions {
  /** People beside the founder, one for each role. */
  roles?: readonly Role[]
  /** Made-up children on the list; none when left out. */
  extract?: Omit<ExtractOptions, 'file' | 'asAt'>
  /** Anything else, done as the founder. */
  prepare?(client: InProcessClient): Promise<void>
}

/** Makes the store of a test before the app opens it: cheap passwords, the people asked for, children on the list. */
export async function makeStore(folders: TestFolders, options: MadeStoreOptions = {}): Promise<void> {
  if (!existsSync(folders.data)) mkdirSync(folders.data)
  await withBackend(folders, async (client, grantFile) => {
    await client.session.createStore({ ...founder, providerCode: 'RX1', providerName: 'Test NHS Trust' })
    for (const role of options.roles ?? [])
      await client.accounts.create({ ...personFor(role), roles: [role] })
    if (options.extract) {
      const file = path.join(folders.root, 'extract.csv')
      writeExtract({ file, asAt: localToday(), ...options.extract })
      await importInto(client, grantFile(file))
    }
    await options.prepare?.(client)
  })
}

/** Opens the store after the app has gone and asks whether everything in it fits together. */
export async function verifyStore(folders: TestFolders) {
  return await withBackend(folders, async (client) => {
    await client.session.signIn(founder)
    return await client.store.verify()
  })
}
