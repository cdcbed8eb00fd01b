import { contactInput } from '../../src/shared/contract/children.ts'
import { localToday } from '../../src/main/services/host.ts'
import type { InProcessClient } from '../../src/main/services/router.ts'
import { shiftDays } from '../../src/shared/format/dates.ts'
import { accessibilityFaults, inBothSchemes } from './support/accessibility.ts'
import { expect, test } from './support/app.ts'
import { goTo, gridRows, screenTitle, signIn } from './support/journey.ts'
import { makeStore, personFor } from './support/made-store.ts'
import { registerReferral } from '../support/register.ts'

/** A child on the list for over a year, with somebody to ring. */
async function longWaiting(client: InProcessClient, familyName: string): Promise<void> {
  const { referralId } = await registerReferral(
    client,
    { receivedDate: shiftDays(localToday(), -400) },
    {
      familyName,
      address: '12 Sample Street, Example Town',
      postcode: 'ZZ99 3AA',
      contacts: [
        contactInput.parse({ name: `Jo ${familyName}`, phone: '0191 496 0000', safeToContact: true }),
      ],
    },
  )
  await client.triage.decide({
    referralId,
    version: 1,
    decision: { kind: 'accept', priority: 'routine', reason: 'Made for a test' },
  })
}

test('a round by phone keeps each answer, asks the silent again, and removes a child only by two people', async ({
  folders,
  launch,
}) => {
  test.slow()
  const administrator = personFor('administrator')
  const clinician = personFor('clinician')
  await makeStore(folders, {
    roles: ['administrator', 'clinician'],
    async prepare(client) {
      for (const name of ['Alder', 'Birch', 'Cedar']) await longWaiting(client, name)
    },
  })
  const { page, close } = await launch()
  await signIn(page, administrator)

  await goTo(page, 'Rounds')
  await page.getByRole('link', { name: 'New round' }).click()
  await expect(page.getByText('Asks 3 families', { exact: true })).toBeVisible()
  await inBothSchemes(page, async () => expect(await accessibilityFaults(page)).toEqual([]))
  await page.getByRole('button', { name: 'Start: ask 3 families…' }).click()
  await page.getByRole('button', { name: 'Ask 3 families', exact: true }).click()
  await page.getByRole('link', { name: 'Open the round' }).click()
  await expect(screenTitle(page, 'Validation round')).toBeVisible()

  // The row with the focus is answered for without a selection: the key, then Ctrl+Enter.
  const rows = gridRows(page, 'Families')
  await expect(rows).toHaveCount(3)
  const answer = async (name: string, key: string, title: string) => {
    await rows.filter({ hasText: name }).getByText('Jo', { exact: false }).click()
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog', { name: title })).toBeVisible()
    await page.keyboard.press('Control+Enter')
    await expect(page.getByRole('dialog', { name: title })).toBeHidden()
  }
  await answer('ALDER', 'Alt+y', 'Yes, still needed')
  await expect(rows.filter({ hasText: 'ALDER' })).toContainText('Yes, still needed')
  await answer('BIRCH', 'Alt+n', 'No, not needed')
  await expect(rows.filter({ hasText: 'BIRCH' })).toContainText('No, not needed')
  await expect(page.getByText(/^2 of 3 answered/)).toBeVisible()

  // Cedar did not answer: asked again by letter, which is made with the question.
  await rows.filter({ hasText: 'CEDAR' }).getByText('Jo', { exact: false }).click()
  await page.keyboard.press('Alt+a')
  const again = page.getByRole('dialog', { name: 'Ask again by another channel' })
  await expect(again.getByText(/^1 of 1 can be written/)).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(rows.filter({ hasText: 'CEDAR' })).toContainText('Asked again, reply awaited')

  await rows.filter({ hasText: 'BIRCH' }).getByText('Jo', { exact: false }).click()
  await page.keyboard.press('Alt+r')
  const proposing = page.getByRole('dialog', { name: 'Propose removal from the list' })
  await proposing.getByRole('textbox', { name: /^Reason/ }).fill('Mother says it is no longer needed')
  await page.keyboard.press('Control+Enter')
  await page.getByRole('link', { name: '1 removal waits for a decision' }).click()
  await expect(page.getByText('You proposed this, so another clinician decides it.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Remove from the list: BIRCH, Sam' })).toBeDisabled()
  await close()

  const second = await launch()
  await signIn(second.page, clinician)
  await goTo(second.page, 'Rounds')
  await second.page.getByRole('link', { name: /^Decisions to remove/ }).click()
  await inBothSchemes(second.page, async () => expect(await accessibilityFaults(second.page)).toEqual([]))
  await second.page.getByRole('button', { name: 'Remove from the list: BIRCH, Sam' }).click()
  const deciding = second.page.getByRole('dialog', { name: 'Remove from the list' })
  await deciding.getByRole('textbox', { name: /^Reason/ }).fill('Spoke to the mother and the school')
  await deciding.getByRole('textbox', { name: /^Risk/ }).fill('The school knows how to refer again')
  await second.page.keyboard.press('Control+Enter')
  const letters = second.page.getByRole('dialog', { name: 'Tell those who should know' })
  await expect(letters).toBeVisible()
  await letters.getByRole('button', { name: /^Cancel/ }).click()
  await second.page.getByRole('link', { name: 'Decided' }).click()
  await expect(second.page.getByText('Removed: family declined')).toBeVisible()
  await second.close()
})
