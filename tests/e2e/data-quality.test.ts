import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { localToday } from '../../src/main/services/host.ts'
import { registerReferral } from '../support/register.ts'
import { expect, test } from './support/app.ts'
import { goTo, gridRows, saveIntoFolder, screenTitle, signIn } from './support/journey.ts'
import { makeStore, personFor } from './support/made-store.ts'

const gap = 'Language not recorded'
const families = ['Quillfeather', 'Marshwiggle', 'Thistledown', 'Puddlecombe', 'Brackenbury', 'Ollerenshaw']
const postcode = 'QA7 3XY'

async function changeHands(page: Page, to: { userName: string; password: string }): Promise<void> {
  await page.keyboard.press('Control+l')
  await expect(screenTitle(page, 'Locked')).toBeVisible()
  await signIn(page, to)
}

/** Opens Data quality and the list of the gap from its figure, which must say this many. */
async function openList(page: Page, count: number): Promise<void> {
  await goTo(page, 'Data quality')
  const figure = page.getByRole('link', { name: `Open the list: ${gap}, ${count}`, exact: true })
  await figure.press('Enter')
  await expect(screenTitle(page, gap)).toBeVisible()
  await expect(gridRows(page, gap)).not.toHaveCount(0)
  await expect(page.getByRole('grid', { name: gap })).toHaveAttribute('aria-rowcount', String(count + 1))
}

/** The 15th of the month before last: in every month that the screens offer first. */
function someTimeAgo(): string {
  const today = new Date(`${localToday()}T00:00:00Z`)
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 2, 15)).toISOString().slice(0, 10)
}

test('a gap is put right by keyboard and leaves the figure; its list goes out without names; the data set is checked', async ({
  folders,
  launch,
}) => {
  const [manager, administrator] = [personFor('manager'), personFor('administrator')]
  await makeStore(folders, {
    roles: ['manager', 'administrator'],
    async prepare(client) {
      for (const [index, familyName] of families.entries()) {
        const child = { familyName, givenName: `Zebedee${'abcdef'.charAt(index)}`, postcode, language: null }
        await registerReferral(client, { receivedDate: someTimeAgo() }, child)
      }
    },
  })
  const { app, page } = await launch()
  await saveIntoFolder(app, folders.root)

  // The manager sees what is missing.
  await signIn(page, manager)
  await openList(page, families.length)

  // Who looks after the list puts one right, from the list and without a mouse.
  await changeHands(page, administrator)
  await openList(page, families.length)
  const first = gridRows(page, gap).first()
  const putRight = (await first.getByRole('rowheader').innerText()).trim()
  await first.getByRole('rowheader').focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: gap })
  await expect(dialog).toContainText(`1 of ${families.length}`)
  const box = dialog.getByLabel('Language the family wants to use')
  await expect(box).toBeFocused()
  await page.keyboard.type('Welsh')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText(`Saved: ${putRight}`)).toBeVisible()
  await expect(dialog).not.toContainText(putRight)
  await expect(box).toBeFocused()
  // The first Escape may only close the languages that are offered.
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden({ timeout: 2000 })
  }).toPass()
  const left = families.length - 1
  await expect(page.getByRole('grid', { name: gap })).toHaveAttribute('aria-rowcount', String(left + 1))
  await expect(gridRows(page, gap)).not.toHaveCount(0)
  await expect(page.getByRole('rowheader', { name: putRight })).toHaveCount(0)

  // The figure has fallen for the manager too, who takes the rest of the list out under pseudonyms.
  await changeHands(page, manager)
  await openList(page, left)
  await page.getByRole('button', { name: 'Export or print' }).press('Enter')
  const taking = page.getByRole('dialog', { name: 'Export or print' })
  await taking.getByRole('radio', { name: /^Pseudonyms/ }).press('Space')
  const kinds = taking.getByRole('radiogroup', { name: 'Kind of file' })
  await kinds.getByRole('radio', { name: 'Excel workbook' }).press('ArrowRight')
  await expect(kinds.getByRole('radio', { name: 'CSV' })).toBeChecked()
  await expect(taking.getByRole('button', { name: 'Save the file' })).toBeEnabled()
  await taking.getByRole('button', { name: 'Save the file' }).press('Enter')
  const name = `data-quality-pseudonyms-${localToday()}.csv`
  await expect(page.getByText(`${left} open referrals saved in ${name}`)).toBeVisible()
  const file = readFileSync(path.join(folders.root, name), 'utf8')
  expect(file).toContain(gap)
  expect(file.match(/Speech and language/g)?.length).toBeGreaterThanOrEqual(left)
  for (const word of [...families, 'Zebedee', postcode]) expect(file).not.toContain(word)

  // The data set of the month says what it holds and what is wrong with it, field by field.
  await goTo(page, 'Returns')
  await page.getByRole('link', { name: 'Community data set' }).press('Enter')
  await expect(screenTitle(page, 'Community data set')).toBeVisible()
  const rows = page.getByRole('region', { name: /^Rows from/ }).locator('dl > div')
  await expect(rows.filter({ hasText: 'CYP101' }).locator('dd')).toHaveText(String(families.length))
  const fields = page.getByRole('region', { name: 'Field by field' })
  await expect(fields).toContainText(/fields? (is|are) not right|have gaps|has gaps/)
  const language = fields.getByRole('row', { name: /LanguagePreferred/ })
  await fields.getByText('All fields').click()
  await expect(language.getByRole('cell').nth(1)).toHaveText(String(families.length - left))
  await expect(language.getByRole('cell').nth(2)).toContainText(String(left))
})
