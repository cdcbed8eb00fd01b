import { expect, test } from './support/app.ts'
import { localToday } from '../../src/main/services/host.ts'
import { findChild, goTo, gridRows, record, signIn } from './support/journey.ts'
import { founder, makeStore } from './support/made-store.ts'

test('a child on a plan who was not brought asks a clinician at once, and nobody is discharged in passing', async ({
  folders,
  launch,
}) => {
  test.slow()
  const today = localToday()
  await makeStore(folders, {
    async prepare(client) {
      const { referralId } = await client.referrals.register({
        child: {
          kind: 'new',
          child: { familyName: 'Quillfeather', givenName: 'Sam', dateOfBirth: '2020-05-17', cpPlan: true },
        },
        referral: { serviceId: 'slt', receivedDate: today, reason: 'Made for a test' },
      })
      const decision = { kind: 'accept' as const, priority: 'routine' as const, reason: 'Made for a test' }
      const { version } = await client.triage.decide({ referralId, version: 1, decision })
      await client.referrals.record({
        referralId,
        version,
        event: { type: 'appointment_booked', detail: { appointmentOn: today } },
        happenedOn: today,
      })
    },
  })
  const { page } = await launch()
  await signIn(page, founder)
  await findChild(page, 'quillfeather')
  await record(page, { action: 'Was not brought' })
  const panel = page.getByRole('region', { name: /^Tasks/ })
  await expect(panel.getByRole('button', { name: /^Safeguarding review/ })).toContainText(
    'has a child protection plan',
  )

  // Missing this appointment is no way off the list by itself.
  await page.getByRole('button', { name: /^More/ }).click()
  await page.getByRole('menuitem', { name: /^Close/ }).click()
  const closing = page.getByRole('dialog')
  await closing.getByRole('combobox', { name: /^Why it leaves the list/ }).click()
  await page.getByRole('option', { name: 'Discharged', exact: true }).click()
  await closing.getByRole('textbox', { name: /^Reason/ }).fill('Missed the appointment')
  await page.keyboard.press('Control+Enter')
  await expect(closing.getByText(/^Name the clinician who decides/).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await closing.getByRole('button', { name: 'Leave without saving' }).click()

  await goTo(page, 'Today')
  await page.getByRole('link', { name: /^\d+ tasks? for my team/ }).click()
  const rows = gridRows(page, 'Tasks')
  const review = rows.filter({ hasText: 'Safeguarding review' })
  await expect(review).toHaveCount(1)
  const before = await rows.count()
  await review.getByText('QUILLFEATHER').click()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Safeguarding review' })).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Reviewed: no safeguarding concern' })).toBeFocused()
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')
  await expect(rows).toHaveCount(before - 1)
})
