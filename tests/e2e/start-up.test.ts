import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { openConnection } from '../../src/main/store/dialects/connection.ts'
import { unwrap } from '../../src/main/store/keyring/keyring.ts'
import { expect, test } from './support/app.ts'
import { damageFile, type TestFolders } from './support/folders.ts'
import { screenTitle } from './support/journey.ts'
import { founder, liveFiles, makeStore, withBackend } from './support/made-store.ts'
import { launchAsOrdinaryUser } from './support/ordinary-user.ts'

/** Types the founder's name and password, whatever comes of it. */
async function trySigningIn(page: Page): Promise<void> {
  await page.getByLabel('User name').fill(founder.userName)
  await page.getByLabel('Password', { exact: true }).fill(founder.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Says that nothing is lost and what to do, and offers no way to begin with an empty store. */
async function expectProblem(page: Page, reason: RegExp): Promise<void> {
  await expect(screenTitle(page, 'The data cannot be opened')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('alert')).toHaveText(reason)
  await expect(page.getByRole('heading', { name: /Nothing (was|you saved is) lost/ })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'What to do' })).toBeVisible()
  await expect(page.getByRole('button', { name: /start fresh|set up|new store|delete/i })).toHaveCount(0)
}

async function databaseKey(folders: TestFolders): Promise<Buffer> {
  const { folder } = liveFiles(folders)
  const key = await unwrap(folder, founder.userName, founder.password, { now: new Date().toISOString() })
  if (!key.ok) throw new Error(key.refusal.message)
  return key.value
}

test('a database that is damaged from its start names the backup, and is left as it is', async ({
  folders,
  launch,
}) => {
  await makeStore(folders)
  const { database } = liveFiles(folders)
  damageFile(database)
  const damaged = readFileSync(database)
  const { page, close } = await launch()
  await trySigningIn(page)
  await expectProblem(page, /either they belong to another keyring or the start of the file is damaged/)
  await page.getByRole('button', { name: 'Back to signing in' }).click()
  await expect(page.getByLabel('User name')).toBeVisible()
  await close()
  expect(readFileSync(database).equals(damaged)).toBe(true)
})

test('a database that is damaged inside is found after an unclean stop, and not written to', async ({
  folders,
  launch,
}) => {
  await makeStore(folders, {
    extract: { waiting: { audiology: 10, slt: 20, neurodevelopment: 30 }, historyDays: 60 },
  })
  const { folder, database } = liveFiles(folders)
  damageFile(database, Math.floor(statSync(database).size / 2 / 4096) * 4096, 4096 * 8)
  // What a crash leaves behind: the lock of a process that is gone.
  writeFileSync(path.join(folder, 'store.lock'), '{"pid":')
  const damaged = readFileSync(database)
  const { page, close } = await launch()
  await trySigningIn(page)
  await expect(page.getByText(/The file that holds the data is damaged\. Nothing can be saved/)).toBeVisible({
    timeout: 20_000,
  })
  await expect(page.getByText(/Restore the latest good backup: cyp-waits-.*\.backup\.db/)).toBeVisible()
  await expect(page.getByRole('button', { name: /start fresh|set up/i })).toHaveCount(0)
  await close()
  expect(readFileSync(database).equals(damaged)).toBe(true)
})

test('a keyring that is gone is said to be gone; the data are not set up anew', async ({
  folders,
  launch,
}) => {
  await makeStore(folders)
  const { keyring, database } = liveFiles(folders)
  rmSync(keyring)
  const before = readFileSync(database)
  const { page, close } = await launch()
  await trySigningIn(page)
  await expect(page.getByText(/keyring/)).toBeVisible()
  await expect(page.getByRole('button', { name: /start fresh|set up/i })).toHaveCount(0)
  await close()
  expect(readFileSync(database).equals(before)).toBe(true)
})

test('data of a newer version are not touched by this one', async ({ folders, launch }) => {
  await makeStore(folders)
  const { database } = liveFiles(folders)
  const connection = openConnection(database, await databaseKey(folders))
  connection.pragma('user_version = 999990')
  connection.close()
  const { page } = await launch()
  await trySigningIn(page)
  await expectProblem(page, /newer version of the app\. Install the newer version; nothing was changed/)
})

test('a folder that a cloud service copies is refused before anybody signs in', async ({
  launch,
  folders,
}) => {
  const parent = path.join(folders.root, 'OneDrive - Example Trust')
  mkdirSync(parent)
  const { page } = await launch({ dataFolder: path.join(parent, 'store') })
  const failed = page.getByRole('dialog', { name: 'The data cannot be opened' })
  await expectProblem(page, /copied by OneDrive.*Choose a folder on a disk of this computer/)
  await failed.getByRole('button', { name: 'Start the data service again' }).click()
  await expect(failed.getByRole('button', { name: 'Start the data service again' })).toBeEnabled()
  await expect(failed).toBeVisible()
  expect(readdirSync(parent)).toEqual([])
})

test('data that another program has open are left to it', async ({ folders, launch }) => {
  await makeStore(folders)
  await withBackend(folders, async (client) => {
    await client.session.signIn(founder)
    const { page, close } = await launch()
    await trySigningIn(page)
    await expectProblem(page, /already open with these data/)
    await close()
  })
})

test('a folder that may not be written to is said so', async ({ folders, launch }) => {
  await makeStore(folders)
  const { options, cleanUp } = await launchAsOrdinaryUser(folders)
  const { folder, database, keyring } = liveFiles(folders)
  try {
    const { uid, gid } = statSync(folders.root)
    for (const each of [folders.data, folder, database, keyring]) chownSync(each, uid, gid)
    for (const each of [folder, folders.data]) chmodSync(each, 0o500)
    const { page, close } = await launch(options)
    await trySigningIn(page)
    await expectProblem(page, /The data folder cannot be written to\. Ask whoever looks after this computer/)
    await close()
  } finally {
    for (const each of [folders.data, folder]) chmodSync(each, 0o700)
    cleanUp()
  }
})
