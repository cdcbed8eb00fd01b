import type { Page } from '@playwright/test'
import { expect, test } from './support/app.ts'
import { findChild, goTo, gridRows, record, signIn, timelineEntries } from './support/journey.ts'
import { founder, makeStore, withBackend } from './support/made-store.ts'

test('what one window records the other shows, and a lock locks both', async ({ folders, launch }) => {
  await makeStore(folders, {
    async prepare(client) {
      for (const familyName of ['Quillfeather', 'Ashgrove']) {
        await client.referrals.register({
          child: { kind: 'new', child: { familyName, givenName: 'Sam', dateOfBirth: '2020-05-17' } },
          referral: { serviceId: 'slt', receivedDate: '2026-02-02', reason: 'Made for a test' },
        })
      }
    },
  })
  const { app, page: first } = await launch()
  await signIn(first, founder)
  await findChild(first, 'quillfeather')
  await expect(timelineEntries(first)).not.toHaveCount(0)
  const before = await timelineEntries(first).count()

  const opened = app.waitForEvent('window')
  await first.evaluate(() => window.cypWaits.openNewWindow())
  const second = await opened
  await goTo(second, 'Waiting list')
  await expect(gridRows(second, 'Waiting list')).toHaveCount(2)

  await record(first, { action: 'Contact with family', fields: { Remark: 'Rang in the morning' } })
  await expect(second.getByRole('button', { name: /changed since you looked/ })).toBeVisible()
  await findChild(second, 'quillfeather')
  await expect(timelineEntries(second)).toHaveCount(before + 1)
  await record(second, { action: 'Contact with family', fields: { Remark: 'Rang in the afternoon' } })
  await expect(timelineEntries(first)).toHaveCount(before + 2)
  await expect(timelineEntries(first).first()).toContainText('Rang in the afternoon')

  await second.keyboard.press('Control+l')
  await expect(first.getByRole('heading', { level: 1, name: 'Locked' })).toBeVisible()
  await expect(first.getByText(/quillfeather/i)).toHaveCount(0)
})

test('a decision made in the other window on the open referral is said, and not overwritten', async ({
  folders,
  launch,
}) => {
  await makeStore(folders, {
    async prepare(client) {
      await client.referrals.register({
        child: {
          kind: 'new',
          child: { familyName: 'Quillfeather', givenName: 'Sam', dateOfBirth: '2020-05-17' },
        },
        referral: { serviceId: 'slt', receivedDate: '2026-02-02', reason: 'Made for a test' },
      })
    },
  })
  const { app, page: first, close } = await launch()
  await signIn(first, founder)
  await goTo(first, 'Triage')
  const referral = (page: Page) => page.getByRole('region', { name: 'Referral as received' })
  const decision = (page: Page) => page.getByRole('region', { name: 'Suggestion and decision' })
  await expect(referral(first)).toContainText('QUILLFEATHER')
  // A form is open with words in it when the other window decides.
  await first.keyboard.press('Alt+n')
  await first
    .getByRole('form', { name: 'Not accept' })
    .getByLabel(/^Advice/)
    .fill('Typed first')

  const opened = app.waitForEvent('window')
  await first.evaluate(() => window.cypWaits.openNewWindow())
  const second = await opened
  await goTo(second, 'Triage')
  await expect(referral(second)).toContainText('QUILLFEATHER')
  await second.keyboard.press('Alt+c')
  const form = second.getByRole('form', { name: 'Accept', exact: true })
  await form.getByRole('radio', { name: /^Soon/ }).check()
  await form.getByLabel(/^Reason/).fill('Seen at the clinic')
  await second.keyboard.press('Control+Enter')
  await expect(second.getByText(/^Accepted/).first()).toBeVisible()

  await expect(decision(first).getByText(/Changed elsewhere while you had it open: .*soon/i)).toBeVisible()
  await expect(decision(first).getByText(/Nothing is left to decide here/)).toBeVisible()
  await first.keyboard.press('Control+Enter')
  await close()

  await withBackend(folders, async (client) => {
    await client.session.signIn(founder)
    const { rows } = await client.waitingList.page({ filter: {} })
    expect(rows.map(({ status, priority }) => ({ status, priority }))).toEqual([
      { status: 'waiting', priority: 'soon' },
    ])
  })
})
