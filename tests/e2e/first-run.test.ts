import type { Page } from '@playwright/test'
import { expect, test } from './support/app.ts'

const password = 'three mossy kettles'

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })

/** Sets the app up for a service, as far as the recovery key. */
async function setUp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Set up for a service' }).click()
  await page.getByLabel('Your name').fill('First Person')
  await page.getByLabel('User name').fill('first')
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByLabel('Organisation code').fill('rx1')
  await page.getByRole('button', { name: 'Set up and show the recovery key' }).click()
  await expect(heading(page, 'Keep this recovery key')).toBeVisible()
}

test('sets up, keeps the recovery key, works, locks and comes back', async ({ running }) => {
  const { app, page } = running
  await expect(heading(page, 'Welcome')).toBeVisible()
  await setUp(page)
  await expect(page.getByRole('list', { name: /Recovery key/ }).getByRole('listitem')).toHaveCount(8)
  await page.getByRole('button', { name: 'Copy' }).click()
  const copied = () => app.evaluate(({ clipboard }) => clipboard.readText())
  await expect.poll(copied).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/)
  const key = await copied()
  await page.getByRole('checkbox', { name: 'I have written it down or printed it' }).check()
  await page.getByRole('button', { name: 'Start working' }).click()
  await expect(heading(page, 'Today')).toBeVisible()

  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(heading(page, 'Settings')).toBeVisible()
  await page.keyboard.press('Control+l')
  await expect(heading(page, 'Locked')).toBeVisible()
  await expect(page).toHaveTitle('Locked – CYP Waits')
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Settings')).toBeVisible()

  await page.keyboard.press('Control+l')
  await page.getByRole('button', { name: 'use the recovery key' }).click()
  await page.getByRole('textbox', { name: 'Recovery key' }).fill(key.toLowerCase())
  await page.getByLabel('Your user name').fill('first')
  await page.getByLabel('New password', { exact: true }).fill('lantern under gravel')
  await page.getByRole('button', { name: 'Set the new password and sign in' }).click()
  await expect(heading(page, 'Settings')).toBeVisible()
})

test('makes up children and signs in as a manager, under a watermark', async ({ running }) => {
  const { page } = running
  await page.getByRole('button', { name: 'Try with made-up children' }).click()
  await expect(heading(page, 'Who do you want to be?')).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Manager' }).click()
  await expect(heading(page, 'Today')).toBeVisible()
  await expect(page.getByText('Made-up children – for trying out only')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Demo manager' })).toBeVisible()
  await page.keyboard.press('Control+l')
  await expect(heading(page, 'Who do you want to be?')).toBeVisible()
  await page.getByRole('button', { name: 'Set up for a service' }).click()
  await expect(heading(page, 'Set up for a service')).toBeVisible()
})
