import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type ImportHeader, importHeaders } from '../../src/shared/codes/import-columns.ts'
import { csvLine, importHeaderLine } from '../../src/main/generator/import-rows.ts'
import { accessibilityFaults, inBothSchemes } from './support/accessibility.ts'
import { expect, test } from './support/app.ts'
import { chooseThisFile, findChild, goTo, importChosenFile, screenTitle, signIn } from './support/journey.ts'
import { founder, importInto, makeStore, verifyStore, withBackend } from './support/made-store.ts'
import type { TestFolders } from './support/folders.ts'

type Row = Partial<Record<ImportHeader, string>>

const amber: Row = {
  local_patient_id: 'L0100',
  family_name: 'Quillfeather',
  given_name: 'Amber',
  date_of_birth: '2020-05-17',
  postcode: 'ZZ99 3AA',
  referral_id: 'R0100',
  service: 'slt',
  referral_received_date: '2026-02-02',
}
/** The same child in another system, with a family name spelt another way. */
const again: Row = {
  ...amber,
  local_patient_id: 'X7700',
  family_name: 'Quilfeather',
  referral_id: 'X7700-1',
  service: 'audiology',
}
/** Two children of one day, name and address. */
const twin: Row = {
  ...amber,
  local_patient_id: 'L0101',
  given_name: 'Basil',
  referral_id: 'R0101',
}

/** Writes rows in the layout that the app reads without being told about columns. */
function writeRows({ root }: TestFolders, name: string, rows: readonly Row[]): string {
  const file = path.join(root, name)
  const lines = rows.map((row) => csvLine(importHeaders.map((header) => row[header] ?? '')))
  writeFileSync(file, importHeaderLine() + lines.join(''))
  return file
}

test('a child imported twice is compared, merged, found by the old number and put back; twins are never offered', async ({
  folders,
  launch,
}) => {
  test.slow()
  await makeStore(folders)
  await withBackend(folders, async (client, grantFile) => {
    await client.session.signIn(founder)
    await importInto(client, grantFile(writeRows(folders, 'first.csv', [amber, twin])))
  })
  const { app, page, close } = await launch()
  await signIn(page, founder)
  await chooseThisFile(app, writeRows(folders, 'second.csv', [again]))
  await importChosenFile(page, { source: 'Second system' })

  await goTo(page, 'Referrals')
  await page.getByRole('link', { name: /^Review possible duplicates.*1 pair to review/ }).click()
  await expect(screenTitle(page, 'Possible duplicates')).toBeVisible()
  // The twin shares name, birthday and address with both, and is in no pair.
  await expect(page.getByText('Pair 1 of 1')).toBeVisible()
  await expect(page.getByText(/Basil/)).toHaveCount(0)
  await expect(page.getByRole('row', { name: /^Given name Amber Amber Same/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /^Family name .* Close/ })).toBeVisible()
  await inBothSchemes(page, async () => expect(await accessibilityFaults(page)).toEqual([]))

  await page.keyboard.press('Alt+m')
  const dialog = page.getByRole('dialog', { name: 'Merge into one record' })
  await dialog.getByRole('radio', { name: /local id L0100/ }).check()
  const names = dialog.getByRole('radiogroup', { name: 'Family name' })
  await names.getByRole('radio', { name: 'Quillfeather' }).check()
  await dialog.getByLabel(/^Why are these one child/).fill('One child in two systems')
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Merge the records' }).click()
  await expect(page.getByText('No pairs to review')).toBeVisible()

  // The number of the other system leads to the record that stands for both, with the referrals of both.
  await findChild(page, 'X7700')
  await expect(page.getByRole('region', { name: /^Child/ })).toContainText('QUILLFEATHER')
  await expect(page.getByRole('region', { name: /^Speech and language therapy, received/ })).toBeVisible()
  await expect(page.getByRole('region', { name: /^Audiology, received/ })).toBeVisible()

  await page.getByRole('button', { name: /^Undo the merge of/ }).click()
  const undo = page.getByRole('dialog', { name: /^Undo/ })
  await undo.getByLabel(/^Reason|^Why/).fill('They were two children after all')
  await undo.getByRole('button', { name: /^Undo/ }).click()
  await expect(undo).toBeHidden()
  await expect(page.getByRole('region', { name: /^Audiology, received/ })).toHaveCount(0)
  await findChild(page, 'X7700')
  await expect(page.getByRole('region', { name: /^Child/ })).toContainText('QUILFEATHER')
  await expect(page.getByRole('region', { name: /^Audiology, received/ })).toBeVisible()

  await close()
  expect((await verifyStore(folders)).problems).toEqual([])
})
