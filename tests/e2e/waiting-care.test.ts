import { localToday } from '../../src/main/services/host.ts'
import { shiftDays } from '../../src/shared/format/dates.ts'
import { registerReferral } from '../support/register.ts'
import { accessibilityFaults, inBothSchemes } from './support/accessibility.ts'
import { expect, test } from './support/app.ts'
import { goTo, screenTitle, signIn } from './support/journey.ts'
import { makeStore, personFor } from './support/made-store.ts'

test('a long wait is found in Review, reviewed by keyboard, and the next one follows', async ({
  folders,
  launch,
}) => {
  const lead = personFor('clinical_lead')
  const today = localToday()
  await makeStore(folders, {
    roles: ['clinical_lead'],
    async prepare(client) {
      for (const [familyName, days] of [
        ['Firstdue', 800],
        ['Seconddue', 500],
      ] as const)
        await registerReferral(
          client,
          { receivedDate: shiftDays(today, -days) },
          { familyName, givenName: 'Sam', dateOfBirth: shiftDays(today, -2000) },
        )
    },
  })
  const { page, close } = await launch()
  await signIn(page, lead)
  await goTo(page, 'Review')
  await expect(screenTitle(page, 'Review')).toBeVisible()
  await inBothSchemes(page, async () => expect(await accessibilityFaults(page)).toEqual([]))
  await page.getByRole('link', { name: /^2 Long waits with a review due/ }).click()
  const row = page.getByRole('row', { name: /FIRSTDUE/ })
  await row.getByRole('gridcell').nth(1).click()
  await page.keyboard.press('Enter')

  await expect(page.getByText('Long-wait review due: 104 weeks')).toBeVisible()
  await page.getByRole('button', { name: 'Review now' }).press('Enter')
  const form = page.getByRole('dialog', { name: 'Long-wait review: 104 weeks' })
  await expect(form.getByRole('radio', { name: 'Better' })).toBeFocused()
  await inBothSchemes(page, async () => expect(await accessibilityFaults(page)).toEqual([]))
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Nothing more is needed')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Control+Enter')

  const next = page.getByRole('button', { name: 'Next child due' })
  await expect(next).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'SECONDDUE, Sam' })).toBeVisible()
  await expect(page.getByText('Long-wait review due: 65 weeks')).toBeVisible()
  await close()
})
