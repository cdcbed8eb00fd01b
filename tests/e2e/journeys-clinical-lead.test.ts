import type { Locator, Page } from '@playwright/test'
import { contactInput } from '../../src/shared/contract/children.ts'
import { localToday } from '../../src/main/services/host.ts'
import { formatDate, shiftDays } from '../../src/shared/format/dates.ts'
import { expect, test } from './support/app.ts'
import { screenTitle, signIn } from './support/journey.ts'
import { makeStore, personFor } from './support/made-store.ts'
import { choking, plainLetter } from '../support/triage.ts'

const child = {
  nhsNumberStatus: '01',
  postcode: 'ZZ99 3AA',
  gpPracticeCode: 'A99999',
  interpreterNeeded: false,
  informationFormat: 'none',
  contacts: [contactInput.parse({ name: 'Contact', phone: '0100 000000' })],
}

/** A key accepts only what has been on the screen this long, in milliseconds. */
const lookFirst = 400

/** Presses keys and counts each chord as one. */
function keyboardOf(page: Page) {
  let pressed = 0
  return {
    async press(keys: string) {
      pressed += 1
      await page.keyboard.press(keys)
    },
    count: () => pressed,
  }
}

/** Words in the entries of the inbox that reach past its edge or under its scroll bar. */
function cutWords(inbox: Locator): Promise<string[]> {
  return inbox.getByRole('listbox').evaluate((list) => {
    const edge = list.getBoundingClientRect().left + list.clientWidth
    return [...list.querySelectorAll('[role="option"] > *')]
      .filter((line) => line.scrollWidth > line.clientWidth || line.getBoundingClientRect().right > edge)
      .map((line) => line.textContent)
  })
}

test('a clinical lead triages three referrals by keyboard alone', async ({ folders, launch }) => {
  const lead = personFor('clinical_lead')
  await makeStore(folders, {
    roles: ['clinical_lead'],
    async prepare(client) {
      const receivedDate = localToday()
      const letters = [
        {
          who: { familyName: 'Brambling', givenName: 'Alex', dateOfBirth: '2022-09-30' },
          referral: { receivedDate, reasonText: null },
        },
        {
          who: { familyName: 'Ashgrove', givenName: 'Robin', dateOfBirth: '2020-01-08' },
          referral: {
            ...plainLetter,
            receivedDate: shiftDays(receivedDate, -101),
            reason: 'The letter was found late',
          },
        },
        {
          who: { familyName: 'Quillfeather', givenName: 'Sam', dateOfBirth: '2021-05-17' },
          referral: { ...plainLetter, ...choking, receivedDate },
        },
      ]
      for (const { who, referral } of letters) {
        await client.referrals.register({
          child: { kind: 'new', child: { ...child, ...who } },
          referral: { ...referral, serviceId: 'slt' },
        })
      }
    },
  })
  const { app, page } = await launch()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1366, 768))
  await signIn(page, lead)
  const keyboard = keyboardOf(page)
  const inbox = page.getByRole('region', { name: 'Inbox' })
  const shown = (name: string) =>
    page.getByRole('region', { name: 'Referral as received' }).getByText(name, { exact: true }).first()

  const entry = page.getByRole('navigation', { name: 'Main' }).getByRole('link')
  const names = await entry.allInnerTexts()
  await keyboard.press(`Alt+${names.findIndex((name) => name.startsWith('Triage')) + 1}`)
  await expect(screenTitle(page, 'Triage')).toBeVisible()

  await expect(inbox).toContainText('Triage 87 days overdue')
  expect(await cutWords(inbox), 'words of the inbox that do not fit on a small screen').toEqual([])
  const asAt = inbox.getByText(formatDate(localToday()), { exact: true })
  expect(await asAt.evaluate((date) => date.getClientRects().length), 'lines of the date').toBe(1)

  // The one with the red flag stands first, before older ones.
  await expect(shown('QUILLFEATHER, Sam')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Accept as suggested: urgent/ })).toBeVisible()
  await page.waitForTimeout(lookFirst)
  await keyboard.press('Control+Enter')
  await expect(page.getByText('Accepted as urgent: QUILLFEATHER, Sam')).toBeVisible()

  await expect(shown('ASHGROVE, Robin')).toBeVisible()
  await page.waitForTimeout(lookFirst)
  await keyboard.press('Control+Enter')
  await expect(page.getByText('Accepted as routine: ASHGROVE, Robin')).toBeVisible()

  // What the rules would ask about first, the same key asks about; it accepts nothing.
  await expect(shown('BRAMBLING, Alex')).toBeVisible()
  await page.waitForTimeout(lookFirst)
  await keyboard.press('Control+Enter')
  await expect(page.getByRole('textbox', { name: /ask/i })).toBeVisible()
  await page.waitForTimeout(lookFirst)
  await keyboard.press('Control+Enter')
  await expect(page.getByText(/^Information asked for.*: BRAMBLING, Alex/)).toBeVisible()

  await expect(inbox).toContainText('Nothing to triage')
  // One chord to the screen, one for each acceptance, two for the question.
  expect(keyboard.count()).toBe(5)
})
