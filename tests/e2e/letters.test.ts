import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { contactInput } from '../../src/shared/contract/children.ts'
import { localToday } from '../../src/main/services/host.ts'
import { accessibilityFaults, inBothSchemes } from './support/accessibility.ts'
import { expect, test } from './support/app.ts'
import { findChild, goTo, saveIntoFolder, screenTitle, signIn } from './support/journey.ts'
import { makeStore, personFor } from './support/made-store.ts'
import { readPdf } from './support/pdf.ts'
import { registerReferral } from '../support/register.ts'

const home = { address: '12 Sample Street, Example Town', postcode: 'ZZ99 3AA', dateOfBirth: '2021-03-04' }

test('letters are written, saved as one PDF without leaving a trace, sent, and refused to the unsafe', async ({
  folders,
  launch,
}) => {
  const administrator = personFor('administrator')
  const contact = (name: string, safeToContact: boolean) => [contactInput.parse({ name, safeToContact })]
  await makeStore(folders, {
    roles: ['administrator'],
    async prepare(client) {
      const referral = { receivedDate: localToday() }
      await registerReferral(client, referral, {
        ...home,
        familyName: 'Testowa',
        givenName: 'Zofia',
        contacts: contact('Ewa Testowa', true),
      })
      await registerReferral(client, referral, {
        ...home,
        familyName: 'Hidden',
        givenName: 'Sam',
        contacts: contact('Pat Hidden', false),
      })
    },
  })
  const running = await launch()
  const { app, page, close } = running
  const into = path.join(folders.root, 'saved')
  mkdirSync(into)
  await signIn(page, administrator)
  await saveIntoFolder(app, into)

  await findChild(page, 'testowa zofia')
  await page.getByRole('button', { name: 'Write a letter' }).click()
  const dialog = page.getByRole('dialog', { name: 'Write a letter' })
  await dialog.getByRole('textbox', { name: 'Added words' }).fill('It was good to speak <b>today</b>.')
  await dialog.getByRole('button', { name: 'Show the letter' }).click()
  await expect(dialog.getByRole('region', { name: /Answer to a parent/ })).toContainText('<b>today</b>')
  await inBothSchemes(page, async () => expect(await accessibilityFaults(page)).toEqual([]))
  await dialog.getByRole('button', { name: /^Write the letter/ }).click()
  await expect(page.getByText('Not sent')).toBeVisible()

  await findChild(page, 'hidden sam')
  await page.getByRole('button', { name: 'Write a letter' }).click()
  await expect(
    dialog.getByText(/Pat Hidden is marked not safe|marked not safe to contact/).first(),
  ).toBeVisible()
  await expect(dialog.getByRole('button', { name: /^Write the letter/ })).toBeDisabled()
  await dialog.getByRole('button', { name: /^Cancel/ }).click()

  await goTo(page, 'Letters')
  await expect(screenTitle(page, 'Letters')).toBeVisible()
  await page
    .getByRole('checkbox', { name: /Answer to a parent about TESTOWA, Zofia/ })
    .locator('..')
    .click()
  await page.getByRole('button', { name: 'One PDF…' }).click()
  const sent = page.getByRole('dialog', { name: 'Mark as sent' })
  await expect(sent).toBeVisible()

  const names = readdirSync(into)
  expect(names).toHaveLength(1)
  expect(names[0]).toMatch(/^letters-\d{4}-\d{2}-\d{2}\.pdf$/)
  const pdf = readPdf(readFileSync(path.join(into, names[0] ?? '')))
  expect(pdf).toMatchObject({ isPdf: true, pages: 1 })
  expect(pdf.sheets[0]?.map(Math.round)).toEqual([595, 842])
  expect(pdf.words).toContain('DearEwaTestowa')
  expect(pdf.words).toContain('Itwasgoodtospeak<b>today</b>.')
  // The window that printed is gone, and neither a log nor a file beside the store says what it was about.
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(running.log()).not.toMatch(/Testowa|Zofia|request_refused|print_failed/)
  expect(filesBelow(folders.root).filter((name) => /testowa|zofia|\.part$|\.html$/i.test(name))).toEqual([])

  await sent.getByRole('button', { name: /^Mark 1 letter as sent/ }).click()
  await expect(page.getByText('No letters here')).toBeVisible()
  await findChild(page, 'testowa zofia')
  await expect(page.getByText('Letter to the family: Answer to a parent. Printed and posted')).toBeVisible()
  await close()
})

test('the page can print only what the backend handed over', async ({ running }) => {
  const { page } = running
  const asked = await page.evaluate(async () => [
    await window.cypWaits.savePage('<p>Forged</p>'),
    await window.cypWaits.printPage('00000000-0000-4000-8000-000000000000'),
  ])
  expect(asked).toEqual(['gone', 'gone'])
})

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
}
