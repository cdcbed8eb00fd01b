import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { localToday } from '../../src/main/services/host.ts'
import { expect, test, type RunningApp } from './support/app.ts'
import { writeExtract } from './support/extract.ts'
import {
  chooseThisFile,
  findChild,
  goTo,
  gridRows,
  importChosenFile,
  record,
  screenTitle,
  signIn,
  timelineEntries,
} from './support/journey.ts'
import { founder, makeStore, verifyStore, withBackend } from './support/made-store.ts'
import type { TestFolders } from './support/folders.ts'

const restarted = 'The data service stopped and was started again'

/** One child waiting on a list of a few, whose page the tests write on. */
async function storeWithWidget(folders: TestFolders): Promise<void> {
  await makeStore(folders, {
    async prepare(client) {
      for (const familyName of ['Quillfeather', 'Ashgrove', 'Brambling']) {
        await client.referrals.register({
          child: { kind: 'new', child: { familyName, givenName: 'Sam', dateOfBirth: '2020-05-17' } },
          referral: { serviceId: 'slt', receivedDate: '2026-02-02', reason: 'Made for a test' },
        })
      }
    },
  })
}

async function openChild(page: Page): Promise<void> {
  await findChild(page, 'quillfeather')
  await expect(timelineEntries(page).first()).toBeVisible()
}

test.describe('a backend that dies while somebody works', () => {
  test('is started again, says so quietly, and the lists carry on', async ({ folders, launch }) => {
    await storeWithWidget(folders)
    const running = await launch()
    const { page } = running
    await signIn(page, founder)
    await goTo(page, 'Waiting list')
    await expect(gridRows(page, 'Waiting list')).toHaveCount(3)

    await running.killBackend()
    await running.waitForBackend('restarted')
    await expect(page.getByText(restarted)).toBeVisible()
    await expect(page.getByText('Everything you saved is kept')).toBeVisible()
    await expect(screenTitle(page, 'Waiting list')).toBeVisible()
    await expect(gridRows(page, 'Waiting list')).toHaveCount(3)

    await openChild(page)
    await record(page, { action: 'Contact with family' })
    await expect(timelineEntries(page)).toHaveCount(2)
  })

  test('lets no call hang: what was being saved is refused with what to do', async ({ folders, launch }) => {
    await storeWithWidget(folders)
    const running = await launch()
    const { page } = running
    await signIn(page, founder)
    await openChild(page)
    await page.getByRole('button', { name: 'Contact with family' }).click()
    const dialog = page.getByRole('dialog', { name: 'Contact with family' })
    await dialog.getByLabel('Remark').fill('Typed before the stop')

    // Held still, the backend takes the call and never answers it.
    process.kill((await running.backendPid())!, 'SIGSTOP')
    await dialog.getByRole('button', { name: /^Save/ }).click()
    await expect(dialog.getByRole('button', { name: /^Save/ })).toBeDisabled()
    await running.killBackend()
    await expect(dialog.getByRole('alert')).toContainText('restarted while this was being done')
    await expect(dialog.getByRole('alert')).toContainText('Check whether this last step is there')
    await expect(dialog.getByLabel('Remark')).toHaveValue('Typed before the stop')

    await running.waitForBackend('restarted')
    await dialog.getByRole('button', { name: /^Save/ }).click()
    await expect(dialog).toBeHidden()
    await expect(timelineEntries(page)).toHaveCount(2)
  })

  test('is given up after five crashes on a page with a way on, and nothing typed is lost', async ({
    folders,
    launch,
  }) => {
    await storeWithWidget(folders)
    const running = await launch()
    const { page } = running
    await signIn(page, founder)
    await openChild(page)
    await page.getByRole('button', { name: 'Contact with family' }).click()
    await page.getByLabel('Remark').fill('Typed before the crashes')
    for (let kills = 1; kills <= 5; kills += 1) {
      await running.killBackend()
      if (kills < 5) await running.waitForBackend('restarted')
    }
    const failed = page.getByRole('dialog', { name: 'The data service keeps stopping' })
    await expect(failed).toBeVisible()
    await expect(failed).toContainText('Nothing you saved is lost')
    await page.keyboard.press('Escape')
    await expect(failed).toBeVisible()

    await failed.getByRole('button', { name: 'Start the data service again' }).click()
    await expect(failed).toBeHidden({ timeout: 20_000 })
    await expect(page.getByLabel('Remark')).toHaveValue('Typed before the crashes')
    await page.getByRole('button', { name: /^Save/ }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(timelineEntries(page)).toHaveCount(2)
  })
})

/** Records note after note on the child's page until told to stop; each counts once the screen shows it. */
async function recordNotes(page: Page, confirmed: string[], stop: AbortSignal): Promise<void> {
  for (let number = 1; !stop.aborted; number += 1) {
    const text = `Note number ${number}.`
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Note', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Note' })
    await dialog.getByRole('textbox', { name: 'Note' }).fill(text)
    await dialog.getByRole('button', { name: /^Save/ }).click()
    await expect(timelineEntries(page).filter({ hasText: text })).toHaveCount(1, { timeout: 4_000 })
    confirmed.push(text)
  }
}

/** Waits until the first one is confirmed. */
async function expectSome(confirmed: string[]): Promise<void> {
  await expect.poll(() => confirmed.length, { timeout: 20_000 }).toBeGreaterThan(0)
}

const victims: Record<string, (running: RunningApp) => Promise<unknown>> = {
  'the backend': async (running) => process.kill((await running.backendPid())!, 'SIGKILL'),
  'the whole app': async (running) => running.app.process().kill('SIGKILL'),
  'the page': (running) =>
    running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer(),
    ),
}

test.describe('whatever dies in mid-work', () => {
  for (const [name, kill] of Object.entries(victims)) {
    test(`${name}: everything confirmed on the screen is there afterwards`, async ({ folders, launch }) => {
      await storeWithWidget(folders)
      const running = await launch()
      await signIn(running.page, founder)
      await openChild(running.page)
      running.page.setDefaultTimeout(4_000)
      const confirmed: string[] = []
      const stop = new AbortController()
      const stopped = recordNotes(running.page, confirmed, stop.signal).catch((error: Error) => error)
      const early = await Promise.race([stopped, expectSome(confirmed)])
      if (early) throw early
      await pause(Math.random() * 2_000)
      const shell = running.app.process()
      await kill(running)
      // A backend that is back carries on; what is recorded then counts as well.
      await pause(1_500)
      stop.abort()
      await stopped
      shell.kill('SIGKILL')
      if (shell.exitCode === null && shell.signalCode === null) await once(shell, 'exit')

      const again = await launch()
      await signIn(again.page, founder)
      await openChild(again.page)
      const entries = await timelineEntries(again.page).allInnerTexts()
      for (const text of confirmed) {
        expect(entries.filter((entry) => entry.includes(text))).toHaveLength(1)
      }
      // The one being saved at that moment may be there or not, but whole.
      expect(entries.filter((entry) => entry.includes('Note number')).length - confirmed.length).toBeLessThan(
        2,
      )
      await again.close()
      expect(await verifyStore(folders)).toMatchObject({ ok: true, problems: [] })
    })
  }
})

test('an import killed while it saves leaves all of it or nothing', async ({ folders, launch }) => {
  await makeStore(folders)
  const file = path.join(folders.root, 'extract.csv')
  const rows = writeExtract({ file, asAt: localToday() }).length
  const { app, page, backendPid } = await launch()
  await chooseThisFile(app, file)
  await signIn(page, founder)
  await importChosenFile(page, {
    source: 'Made up',
    async whileSaving() {
      await expect(page.getByText(/^Saving: [1-9]/)).toBeVisible()
      const shell = app.process()
      // The shell last: without it nobody starts the backend again.
      const backend = await backendPid()
      shell.kill('SIGSTOP')
      process.kill(backend!, 'SIGKILL')
      shell.kill('SIGKILL')
      await once(shell, 'exit')
    },
  })

  await withBackend(folders, async (client) => {
    // Until the system has cleared the killed processes away, the store counts as open.
    await expect(async () => await client.session.signIn(founder)).toPass({ timeout: 20_000 })
    const batches = await client.imports.batches({})
    const { counts } = await client.waitingList.counts({})
    // Killed as its last row was written, it may be there, but then whole.
    if (batches.total === 0) expect(counts.all_open).toBe(0)
    else expect(counts.all_open).toBeGreaterThan(1_700)
    expect(await client.store.verify()).toMatchObject({ ok: true, problems: [] })
  })

  // The same file goes in afterwards as if nothing had been.
  const again = await launch()
  await chooseThisFile(again.app, file)
  await signIn(again.page, founder)
  await importChosenFile(again.page, { source: 'Made up' })
  await expect(
    again.page.getByText(new RegExp(`of ${rows.toLocaleString('en-GB')} rows are on the list`)),
  ).toBeVisible()
})
