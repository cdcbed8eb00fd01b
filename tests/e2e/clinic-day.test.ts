import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { InProcessClient } from '../../src/main/services/router.ts'
import { localToday } from '../../src/main/services/host.ts'
import { accessibilityFaults } from './support/accessibility.ts'
import { expect, test } from './support/app.ts'
import { goTo, saveIntoFolder, screenTitle, signIn } from './support/journey.ts'
import { makeStore, personFor, verifyStore } from './support/made-store.ts'

const places = 12
const clinicName = 'Short-notice clinic'

/** A clinic of 12 held today whatever day it is, and every 40th family on the list willing to come at short notice. */
async function clinicToday(client: InProcessClient): Promise<void> {
  const today = localToday()
  const saved = await client.clinics.save({
    id: null,
    version: null,
    clinic: {
      serviceId: 'slt',
      name: clinicName,
      clinician: 'Test Therapist',
      place: 'Harbour Centre',
      mode: 'in_person',
      kind: 'first',
      suits: {},
      templates: [],
    },
    rebookReason: null,
  })
  if (!saved.saved) throw new Error('The clinic was not saved')
  const slots = Array.from({ length: places }, (_each, index) => ({
    at: `${String(9 + Math.floor(index / 4)).padStart(2, '0')}:${['00', '15', '30', '45'][index % 4]}`,
    minutes: 15,
    capacity: 1,
  }))
  await client.clinics.addException({
    id: saved.id,
    version: saved.version,
    exception: { kind: 'extra', from: today, to: today, slots, note: '' },
    rebookReason: null,
  })
  for (let offset = 0; offset < places + 3; offset += 1) {
    const { rows } = await client.waitingList.page({
      filter: { queue: 'to_book', services: ['slt'], priorities: ['routine'] },
      sort: [{ column: 'queue_order', direction: 'asc' }],
      offset: offset * 40,
      limit: 1,
    })
    const [row] = rows
    if (row === undefined) throw new Error('Too few wait to be booked')
    await client.appointments.setPreference({
      referralId: row.referralId,
      version: null,
      shortNoticeOn: today,
    })
  }
}

/** Presses keys as a person would, and counts them. */
function keyboard(page: Page) {
  let pressed = 0
  return {
    get pressed() {
      return pressed
    },
    async press(keys: string): Promise<void> {
      pressed += 1
      await page.keyboard.press(keys)
    },
  }
}

test('a clinic of 12 is filled from a list of 5,000, printed, and every outcome recorded by keyboard', async ({
  folders,
  launch,
}) => {
  test.setTimeout(240_000)
  await makeStore(folders, {
    roles: ['administrator'],
    extract: { waiting: { audiology: 20, slt: 5000, neurodevelopment: 20 }, historyDays: 30 },
    prepare: clinicToday,
  })
  const { app, page } = await launch()
  await saveIntoFolder(app, folders.root)
  await signIn(page, personFor('administrator'))
  await goTo(page, 'Appointments')
  await page.getByRole('link', { name: new RegExp(`^${clinicName}, .*12 left`) }).focus()
  const keys = keyboard(page)
  const began = Date.now()

  await keys.press('Enter')
  await expect(screenTitle(page, 'Day list')).toBeVisible()
  const free = page.getByRole('button', { name: /^Free/ })
  await expect(free).toHaveCount(places)
  for (let left = places; left > 0; left -= 1) {
    await expect(free.first()).toBeFocused()
    await keys.press('Enter')
    await expect(page.getByRole('button', { name: /^Book .*, 1 in the queue/ })).toBeFocused()
    await keys.press('Enter')
    await expect(page.getByRole('button', { name: 'Book', exact: true })).toBeFocused()
    await keys.press('Enter')
    await expect(free).toHaveCount(left - 1)
  }
  await expect(page.getByText('12 of 12 booked, 0 left')).toBeVisible()
  expect(await accessibilityFaults(page)).toEqual([])

  // On paper: the list alone, with names, then without.
  const names = await page.getByRole('button', { name: /: record what happened$/ }).allInnerTexts()
  expect(names).toHaveLength(places)
  const sheet = page.locator('[data-print-sheet]')
  await page.emulateMedia({ media: 'print' })
  await expect(sheet).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden()
  for (const name of names) await expect(sheet).toContainText(name)
  const pdf = await app.evaluate(async ({ BrowserWindow }) => {
    const bytes = await BrowserWindow.getAllWindows()[0]!.webContents.printToPDF({ pageSize: 'A4' })
    return bytes.toString('base64')
  })
  writeFileSync(path.join(folders.root, 'day-list.pdf'), Buffer.from(pdf, 'base64'))
  const bytes = readFileSync(path.join(folders.root, 'day-list.pdf'))
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
  expect(bytes.length).toBeGreaterThan(5000)
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('switch', { name: 'Names off' }).click({ force: true })
  await expect(page.getByRole('button', { name: 'Print without names' })).toBeVisible()
  for (const name of names) await expect(sheet).not.toContainText(name)
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents
    contents.print = () => void Object.assign(globalThis, { printed: true })
  })
  await page.getByRole('button', { name: 'Print without names' }).click()
  await expect
    .poll(() => app.evaluate(() => (globalThis as { printed?: boolean }).printed === true))
    .toBe(true)
  await page.getByRole('switch', { name: 'Names off' }).click({ force: true })

  // The clinic's calendar says nothing of a child.
  await page.getByRole('button', { name: 'Calendar file' }).click()
  await page.getByRole('menuitem', { name: 'This day', exact: true }).click()
  const saved = page.getByText(/^1 session saved in /)
  await expect(saved).toBeVisible()
  const file = (await saved.innerText()).replace('1 session saved in ', '')
  const calendar = readFileSync(path.join(folders.root, file), 'utf8')
  expect(calendar).toContain(`SUMMARY:${clinicName}: 12 of 12 booked`)
  for (const name of names)
    expect(calendar.toLowerCase()).not.toContain(name.split(',')[0]!.trim().toLowerCase())

  // Two keys for each child: what happened, and the usual next step.
  const open = page.getByRole('button', { name: /, booked: record what happened$/ })
  await open.first().focus()
  const outcomes = [1, 1, 2, 1, 1, 3, 1, 4, 1, 1, 5, 1]
  for (const [index, outcome] of outcomes.entries()) {
    await expect(open.first()).toBeFocused()
    await keys.press(`Alt+${outcome}`)
    const usual = page.getByRole('button', { name: outcome === 1 ? 'Follow-up' : 'Book again', exact: true })
    await expect(usual).toBeFocused()
    await keys.press('Enter')
    await expect(open).toHaveCount(places - index - 1)
  }
  await expect(page.getByText(/no next step yet/)).toHaveCount(0)
  const seconds = (Date.now() - began) / 1000

  // One key to open the day, three to fill a place, two for an outcome with its next step.
  expect(keys.pressed).toBe(1 + places * 3 + places * 2)
  expect(seconds).toBeLessThan(300)
  await page.getByRole('link', { name: 'The week' }).click()
  await expect(page.getByRole('link', { name: new RegExp(`^${clinicName}, `) })).not.toContainText(
    'without an outcome',
  )
  await app.close()
  expect((await verifyStore(folders)).problems).toEqual([])
})
