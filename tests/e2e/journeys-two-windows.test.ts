import { expect, test } from './support/app.ts'
import { findChild, goTo, gridRows, record, signIn, timelineEntries } from './support/journey.ts'
import { founder, makeStore } from './support/made-store.ts'

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
