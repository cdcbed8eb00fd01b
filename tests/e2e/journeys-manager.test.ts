import { readFileSync } from 'node:fs'
import path from 'node:path'
import { formatDate } from '../../src/shared/format/dates.ts'
import { expect, test } from './support/app.ts'
import {
  exportReturn,
  findChild,
  goTo,
  openStep,
  saveIntoFolder,
  screenTitle,
  signIn,
} from './support/journey.ts'
import { founder, makeStore, personFor } from './support/made-store.ts'

test('a manager opens the month’s figures to their children, exports, and sees what changed since', async ({
  folders,
  launch,
}) => {
  const manager = personFor('manager')
  await makeStore(folders, {
    roles: ['manager'],
    extract: { waiting: { audiology: 30, slt: 60, neurodevelopment: 90 }, historyDays: 120 },
  })
  const { app, page } = await launch()
  await saveIntoFolder(app, folders.root)
  await signIn(page, manager)
  await goTo(page, 'Returns')
  await openStep(page, 'Figures')
  const table = page.getByRole('region', { name: 'Children waiting by service line and weeks waited' })
  await expect(table).toBeVisible()

  // Every number opens as many children as it says.
  const figures = table.getByRole('row').last().getByRole('button')
  const opened = Math.min(await figures.count(), 4)
  for (let index = 0; index < opened; index += 1) {
    const figure = figures.nth(index)
    const count = (await figure.innerText()).trim()
    await figure.click()
    const drawer = page.getByRole('dialog', { name: new RegExp(`^${count} child`) })
    await expect(drawer.locator('strong', { hasText: new RegExp(`^${count} child(ren)?$`) })).toBeVisible()
    await expect(drawer.getByRole('grid')).toHaveAttribute(
      'aria-rowcount',
      String(Number(count.replace(',', '')) + 1),
    )
    await page.keyboard.press('Escape')
    await expect(drawer).toBeHidden()
  }

  const total = (await figures.filter({ hasText: /\d/ }).allInnerTexts()).map((each) => each.trim())
  const month = (await page.getByRole('combobox', { name: 'Month of the return' }).inputValue()).trim()
  const workbookName = await exportReturn(page, 'XLSX')
  const name = await exportReturn(page, 'CSV')
  const csv = readFileSync(path.join(folders.root, name), 'utf8')
  expect(csv.split('\r\n').length).toBeGreaterThan(3)
  expect(total.some((figure) => csv.includes(figure))).toBe(true)
  const workbook = readFileSync(path.join(folders.root, workbookName))
  expect(workbook.subarray(0, 2).toString()).toBe('PK')
  await openStep(page, 'Differences')
  await expect(page.getByRole('region', { name: 'Since the last export' })).toContainText(
    'Nothing recorded since changes it',
  )

  // A first contact in that month, recorded only now.
  await openStep(page, 'Figures')
  await figures.last().click()
  const row = page.getByRole('dialog').getByRole('grid').getByRole('rowheader').first()
  const childName = (await row.innerText()).trim()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+l')
  await expect(screenTitle(page, 'Locked')).toBeVisible()
  await signIn(page, founder)
  await findChild(page, childName.replace(',', ''))
  const day = `${name.match(/\d{4}-\d{2}/)?.[0]}-20`
  await page.getByRole('button', { name: 'More', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Attended', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Attended' })
  await dialog.getByLabel('Attended on').fill(formatDate(day))
  await dialog.getByRole('button', { name: /^Save/ }).click()
  await expect(dialog).toBeHidden()
  await page.keyboard.press('Control+l')
  await expect(screenTitle(page, 'Locked')).toBeVisible()
  await signIn(page, manager)
  await goTo(page, 'Returns')
  await expect(page.getByRole('combobox', { name: 'Month of the return' })).toHaveValue(month)
  await openStep(page, 'Differences')
  const since = page.getByRole('region', { name: 'Since the last export' })
  await expect(since).toContainText('1 referral counts differently')
  await expect(since.getByRole('rowheader')).toHaveText(childName)
})
