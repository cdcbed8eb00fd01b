import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test'

/** What people do on the screens, once for the end-to-end tests and for `npm run demo`. */

/** Makes every dialog for opening a file answer with this one. */
export async function chooseThisFile(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, file)
}

/** Makes every dialog for saving answer with the name it suggests, in this folder. */
export async function saveIntoFolder(app: ElectronApplication, folder: string): Promise<void> {
  await app.evaluate(({ dialog }, into) => {
    dialog.showSaveDialog = (...parts: unknown[]) => {
      const { defaultPath } = parts.at(-1) as { defaultPath: string }
      return Promise.resolve({ canceled: false, filePath: `${into}/${defaultPath}` })
    }
  }, folder)
}

/** Makes the inside of the first window exactly this large. */
export async function resizeWindow(app: ElectronApplication, width: number, height: number): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]!.setContentSize(w!, h!),
    [width, height],
  )
}

/** The heading of a screen. */
export function screenTitle(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { level: 1, name })
}

export interface SetUp {
  displayName: string
  userName: string
  password: string
  providerCode: string
  providerName: string
}

/** Goes through the first run of a new computer until somebody works. Returns the recovery key. */
export async function setUpService(page: Page, entry: SetUp): Promise<string> {
  await page.getByRole('button', { name: /Set up for a service/ }).click()
  await page.getByLabel('Your name').fill(entry.displayName)
  await page.getByLabel('User name').fill(entry.userName)
  await page.getByLabel('Password', { exact: true }).fill(entry.password)
  await page.getByLabel('Organisation code').fill(entry.providerCode)
  await page.getByLabel(/^Organisation name/).fill(entry.providerName)
  await page.getByRole('button', { name: 'Set up and show the recovery key' }).click()
  await expect(screenTitle(page, 'Keep this recovery key')).toBeVisible()
  const key = await page.getByRole('list', { name: /^Recovery key/ }).innerText()
  await page.getByRole('checkbox', { name: 'I have written it down or printed it' }).check()
  await page.getByRole('button', { name: 'Start working' }).click()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  return key.replaceAll(/\s+/g, '-')
}

/** Signs in and waits for the frame. */
export async function signIn(
  page: Page,
  { userName, password }: { userName: string; password: string },
): Promise<void> {
  await page.getByLabel('User name').fill(userName)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
}

/** Opens a screen by its entry in the navigation. */
export async function goTo(page: Page, entry: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: new RegExp(`^${entry}`) })
    .click()
}

/** Opens a child by searching for something they carry. */
export async function findChild(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  const box = page.getByRole('textbox', { name: 'Search for a child or an action' })
  await box.fill(text)
  await page
    .getByText(/^Born /)
    .first()
    .waitFor()
  await box.press('Enter')
  await expect(page.getByRole('complementary', { name: 'About the child' })).toBeVisible()
}

export interface Recording {
  /** Words on the button: "Book appointment". */
  action: string
  /** What is typed into each box, by its label. */
  fields?: Record<string, string>
}

/** Records one fact on the child's page that is open, and waits until the screen says that it is saved. */
export async function record(page: Page, { action, fields = {} }: Recording): Promise<void> {
  await page.getByRole('button', { name: action, exact: true }).first().click()
  const dialog = page.getByRole('dialog', { name: action })
  await expect(dialog).toBeVisible()
  for (const [label, value] of Object.entries(fields)) {
    const box = dialog.getByLabel(label, { exact: false }).first()
    await box.fill(value)
    await box.blur()
  }
  await dialog.getByRole('button', { name: /^Save/ }).click()
  await expect(dialog).toBeHidden()
}

/** The lines of the timeline on the child's page that is open, newest first. */
export function timelineEntries(page: Page): Locator {
  return page.getByRole('list', { name: /^Timeline/ }).getByRole('listitem')
}

/** The rows of a data grid that are drawn, without its header. */
export function gridRows(page: Page, name: string | RegExp): Locator {
  return page
    .getByRole('grid', { name })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
}

export interface Importing {
  /** Where the file comes from, in the person's words. */
  source: string
  /** Done between the check and the saving. */
  beforeSaving?(): Promise<void>
  /** Done while rows are saved; the end of the saving is then not waited for. */
  whileSaving?(): Promise<void>
}

/** Imports the file that `chooseThisFile` named, through the import screen, until it says that it is saved. */
export async function importChosenFile(
  page: Page,
  { source, beforeSaving, whileSaving }: Importing,
): Promise<void> {
  await goTo(page, 'Referrals')
  await page.getByRole('link', { name: /^Import a spreadsheet/ }).click()
  await page.getByRole('button', { name: 'Choose a file', exact: true }).click()
  await page.getByLabel('Where the file comes from').fill(source)
  await page.getByRole('button', { name: 'Check the file', exact: true }).click()
  await expect(page.getByRole('group', { name: 'What the file would do' })).toBeVisible({ timeout: 60_000 })
  await beforeSaving?.()
  await page.getByRole('button', { name: /^Import (the|all)/ }).click()
  if (whileSaving) return await whileSaving()
  await expect(page.getByText(/is imported$/)).toBeVisible({ timeout: 120_000 })
}

/** Takes back a mistaken entry of the timeline that is open, with a reason. */
export async function voidEntry(page: Page, entry: RegExp, reason: string): Promise<void> {
  await timelineEntries(page)
    .filter({ has: page.locator('strong', { hasText: entry }) })
    .first()
    .getByRole('button', { name: /^Void this entry/ })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Void this entry?' })
  await dialog.getByLabel('Reason').fill(reason)
  await dialog.getByRole('button', { name: /^Void the entry/ }).click()
  await expect(dialog).toBeHidden()
}

/** Waits until nothing says that it is being read, and no message covers the screen. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await expect(page.locator('.mantine-Loader-root')).toHaveCount(0)
  await page.evaluate(() => document.fonts.ready)
}

/**
 * Decides so many referrals by keyboard as the rules suggest: accepts them or asks for what is missing. One that
 * should go elsewhere is left for a person.
 */
export async function followSuggestions(page: Page, wanted: number): Promise<void> {
  const referral = page.getByRole('region', { name: 'Referral as received' })
  const lead = page.getByRole('group', { name: 'Decision', exact: true }).locator('[data-variant="filled"]')
  const last = page.getByRole('button', { name: /^Undo/ })
  for (let decided = 0; decided < wanted;) {
    await settled(page)
    const before = await referral.innerText()
    const suggested = await lead.innerText()
    // A key accepts only what has been on the screen for a moment.
    await page.waitForTimeout(500)
    if (suggested.startsWith('Redirect')) {
      await page.keyboard.press('Alt+j')
      const leave = page.getByRole('button', { name: 'Leave it for now' })
      await expect(async () => {
        if (await leave.isVisible()) {
          await page
            .getByRole('textbox', { name: /^Why it is left open/ })
            .fill('Spoken about at the meeting')
          await leave.click()
        }
        expect(await referral.innerText()).not.toBe(before)
      }).toPass()
      continue
    }
    if (suggested.startsWith('Ask')) {
      await page.keyboard.press('Alt+i')
      await expect(page.getByRole('textbox', { name: /ask/i })).toBeVisible()
    }
    await page.keyboard.press('Control+Enter')
    await expect(async () => expect(await referral.innerText()).not.toBe(before)).toPass()
    await expect(last).toBeVisible()
    decided += 1
  }
}

/** Opens a step of the month end by its name, and waits until it is there. */
export async function openStep(page: Page, name: string): Promise<void> {
  const path = page.getByRole('navigation', { name: 'Steps to the return' })
  await path.getByRole('link', { name: new RegExp(`\\d\\. ${name}`) }).click()
  await expect(page.getByRole('heading', { level: 2, name: new RegExp(`\\d\\. ${name}`) })).toBeVisible()
}

/** Exports the return that is shown, errors in it or not, and waits until the screen says that it is saved. */
export async function exportReturn(page: Page, format: 'XLSX' | 'CSV'): Promise<string> {
  await openStep(page, 'Export')
  await page.getByRole('button', { name: `Export ${format}`, exact: true }).click()
  const anyway = page.getByRole('button', { name: /^Export with / })
  const saved = page.getByText(format === 'CSV' ? /^Saved .*\.csv$/ : /^Saved .*\.xlsx$/)
  await expect(anyway.or(saved)).toBeVisible()
  if (await anyway.isVisible()) await anyway.click()
  await expect(saved).toBeVisible()
  return (await saved.innerText()).replace('Saved ', '')
}
