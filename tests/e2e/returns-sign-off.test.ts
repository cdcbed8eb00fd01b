import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
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

const steps = ['Choose month', 'Figures', 'Checks', 'Reconciliation', 'Differences', 'Sign off', 'Export']

async function changeHands(page: Page, to: { userName: string; password: string }): Promise<void> {
  await page.keyboard.press('Control+l')
  await expect(screenTitle(page, 'Locked')).toBeVisible()
  await signIn(page, to)
}

/** Gives a reason for every error that is left, by keyboard. */
async function overrideWhatBlocks(page: Page): Promise<void> {
  const give = page.getByRole('button', { name: /^Give a reason to sign off in spite of it/ })
  for (let left = await give.count(); left > 0; left = await give.count()) {
    await give.first().press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Sign off in spite of this error?' })
    await dialog.getByLabel('Reason').fill('Made-up children; the figure is right as it stands.')
    await page.keyboard.press('Control+Enter')
    await expect(dialog).toBeHidden()
    await expect(give).toHaveCount(left - 1)
  }
}

test('a manager signs a month off by keyboard; what is recorded later shows next month and changes nothing signed', async ({
  folders,
  launch,
}) => {
  const manager = personFor('manager')
  await makeStore(folders, {
    roles: ['manager'],
    extract: { waiting: { audiology: 20, slt: 40, neurodevelopment: 60 }, historyDays: 120 },
  })
  const { app, page } = await launch()
  await saveIntoFolder(app, folders.root)
  await signIn(page, manager)
  await goTo(page, 'Returns')

  // Through the path with one key, step by step.
  const heading = (index: number) =>
    page.getByRole('heading', { level: 2, name: `${index + 1}. ${steps[index]}`, exact: true })
  await expect(heading(0)).toBeVisible()
  for (let index = 1; index <= 2; index += 1) {
    await page.keyboard.press('Alt+j')
    await expect(heading(index)).toBeFocused()
  }
  await expect(page.getByRole('region', { name: 'What the checks found' })).toBeVisible()
  await overrideWhatBlocks(page)
  await expect(page.getByText('Nothing blocks sign-off.')).toBeVisible()
  for (let index = 3; index <= 5; index += 1) {
    await page.keyboard.press('Alt+j')
    await expect(heading(index)).toBeFocused()
  }

  // The statement, then the signature.
  const signature = page.getByRole('button', { name: /^Sign off / })
  const monthName = (await signature.innerText()).replace('Sign off ', '').trim()
  await expect(signature).toBeDisabled()
  await page.getByRole('checkbox', { name: /^I have looked at the figures/ }).press('Space')
  await signature.press('Enter')
  const signed = page.getByRole('region', { name: new RegExp(`^${monthName} is signed off by`) })
  await expect(signed).toBeVisible()
  await signed.getByRole('button', { name: 'Verify the signed copy' }).press('Enter')
  await expect(page.getByText('The signed copy is what was signed')).toBeVisible()

  // Its file comes from the signed copy.
  const first = await exportReturn(page, 'CSV')
  await expect(page.getByText(/Written from the signed copy/)).toBeVisible()
  const signedFile = readFileSync(path.join(folders.root, first), 'utf8')
  const month = first.match(/\d{4}-\d{2}/)![0]

  // A first contact in that month, recorded only now.
  await openStep(page, 'Figures')
  const total = page
    .getByRole('row', { name: /^All lines/ })
    .getByRole('button', { name: /^[\d,]+ children waiting, All lines$/ })
  const before = (await total.innerText()).trim()
  await total.click()
  const row = page.getByRole('dialog').getByRole('grid').getByRole('rowheader').first()
  const childName = (await row.innerText()).trim()
  await page.keyboard.press('Escape')
  await changeHands(page, founder)
  await findChild(page, childName.replace(',', ''))
  await page.getByRole('button', { name: 'More', exact: true }).first().click()
  await page.getByRole('menuitem', { name: 'Attended', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Attended' })
  await dialog.getByLabel('Attended on').fill(formatDate(`${month}-20`))
  await dialog.getByRole('button', { name: /^Save/ }).click()
  await expect(dialog).toBeHidden()

  // Next month says so, with the child and the fact.
  await changeHands(page, manager)
  await goTo(page, 'Returns')
  await openStep(page, 'Choose month')
  await page.getByRole('button', { name: /^Later: / }).click()
  await openStep(page, 'Reconciliation')
  const late = page.getByRole('region', { name: `Recorded after ${monthName} was signed` })
  await expect(late).toContainText(new RegExp(`1 referral recorded in .+ changed ${monthName}`))
  await expect(late.getByRole('rowheader')).toHaveText(childName)
  await expect(late).toContainText('Attended')

  // The signed copy is what it was: its figures, its children, its file.
  await page.getByRole('link', { name: 'Signed returns' }).click()
  await page.getByRole('link', { name: `${monthName}, version 1` }).click()
  const kept = page
    .getByRole('row', { name: /^All lines/ })
    .getByRole('button', { name: `${before} children waiting, All lines` })
  await kept.click()
  const children = page.getByRole('dialog').getByRole('grid')
  await expect(children).toHaveAttribute('aria-rowcount', String(Number(before.replace(',', '')) + 1))
  await expect(children.getByRole('rowheader', { name: childName }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Verify the signed copy' }).click()
  await expect(page.getByText('The signed copy is what was signed')).toBeVisible()
  rmSync(path.join(folders.root, first))
  await page.getByRole('button', { name: 'Export CSV', exact: true }).click()
  await expect(page.getByText(/Written from the signed copy/)).toBeVisible()
  expect(readFileSync(path.join(folders.root, first), 'utf8')).toBe(signedFile)
})
