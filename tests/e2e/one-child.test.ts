import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { addDays } from '../../src/main/domain/clocks/days.ts'
import { localToday } from '../../src/main/services/host.ts'
import { importInto, makeStore, founder, verifyStore, withBackend } from './support/made-store.ts'
import { expect, test } from './support/app.ts'
import { findChild, record, settled, signIn, timelineEntries } from './support/journey.ts'

const today = localToday()
const daysAgo = (days: number) => addDays(today, -days)
/** As people type dates. */
const typed = (days: number) => daysAgo(days).split('-').toReversed().join('/')

/** Opens one of the steps that stand under More. */
async function recordFromMore(page: Page, action: string, fields: Record<string, string>): Promise<void> {
  await page.getByRole('button', { name: /^More/ }).first().click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: action })
  for (const [label, value] of Object.entries(fields)) {
    const box = dialog.getByLabel(label, { exact: false }).first()
    await box.fill(value)
    await box.blur()
  }
  await dialog.getByRole('button', { name: /^Save/ }).click()
  await expect(dialog).toBeHidden()
}

test('one child, missed twice, moved, offered help and opted in late, has one clear timeline and right clocks', async ({
  folders,
  launch,
}, testInfo) => {
  test.slow()
  await makeStore(folders, {
    async prepare(client) {
      await client.support.saveOption({ name: 'Parents’ workshop', kind: 'workshop' })
    },
  })
  const extract = path.join(folders.root, 'extract.csv')
  const columns = {
    local_patient_id: 'L1',
    family_name: 'Quillfeather',
    given_name: 'Sam',
    date_of_birth: daysAgo(365 * 5 + 40),
    service: 'neurodevelopment',
    referral_received_date: daysAgo(300),
    pathway: 'autism',
    school: 'First School',
    cp_plan: 'yes',
    contact_name: 'Jo Parent',
    contact_phone: '0191 496 0000',
    priority: 'routine',
    triage_outcome: 'accepted',
    triage_date: daysAgo(290),
  }
  writeFileSync(extract, `${Object.keys(columns).join(',')}\n${Object.values(columns).join(',')}\n`)
  await withBackend(folders, async (client, grantFile) => {
    await client.session.signIn(founder)
    await importInto(client, grantFile(extract))
  })

  const { app, page } = await launch()
  await signIn(page, founder)
  await findChild(page, 'quillfeather')
  const book = async (bookedDaysAgo: number, forDaysAgo: number) =>
    record(page, {
      action: 'Book appointment',
      fields: { 'Date of the appointment': typed(forDaysAgo), 'Booked on': typed(bookedDaysAgo) },
    })
  const missed = async (ago: number) =>
    record(page, { action: 'Was not brought', fields: { 'Date of the appointment': typed(ago) } })

  await book(250, 200)
  await missed(200)
  await book(190, 150)
  await missed(150)
  const tasks = page.getByRole('region', { name: /^Tasks/ })
  await expect(tasks.getByRole('button', { name: /^Safeguarding review/ })).toHaveCount(2)

  await page.getByRole('tab', { name: 'While waiting' }).click()
  await page.getByRole('button', { name: /^Offer support/ }).click()
  const offer = page.getByRole('dialog', { name: 'Offer support while waiting' })
  await offer.getByRole('combobox', { name: /^What is offered/ }).click()
  await page.getByRole('option', { name: /^Parents’ workshop/ }).click()
  await offer.getByLabel('Offered on').fill(typed(100))
  await offer.getByLabel('Offered on').blur()
  await offer.getByRole('button', { name: /^Record the offer/ }).click()
  await expect(offer).toBeHidden()

  await recordFromMore(page, 'Opt-in sent', { 'Sent on': typed(90), 'Reply by': typed(70) })
  await record(page, { action: 'Opted in', fields: { 'Replied on': typed(60) } })

  await page.getByRole('button', { name: 'Edit details' }).click()
  const details = page.getByRole('dialog', { name: 'Edit details' })
  await details.getByLabel(/^School or setting/).fill('Second School')
  await details.getByRole('button', { name: /^Save/ }).click()
  await expect(details).toBeHidden()

  await book(50, 10)
  await record(page, { action: 'Attended', fields: { 'Attended on': typed(10) } })

  await page.getByRole('tab', { name: /^Timeline/ }).click()
  const lines = timelineEntries(page)
  await expect(lines.filter({ hasText: 'Attended' })).toHaveCount(1)
  const story = (await lines.locator('strong').allInnerTexts()).toReversed().join('\n')
  const inOrder = [
    /Referral received/,
    /Accepted as routine/,
    /Appointment booked/,
    /Was not brought/,
    /Appointment booked/,
    /Was not brought/,
    /Offered while waiting: Parents’ workshop/,
    /Opt-in sent/,
    /Opted in/,
    /Appointment booked/,
    /Attended/,
    /Moved school: First School → Second School/,
  ]
  expect(story).toMatch(new RegExp(inOrder.map((line) => line.source).join('[\\s\\S]*')))

  // The wait ran from receipt to the day the child was seen: nothing on the way stopped it or set it back.
  await page.getByRole('tab', { name: 'Clocks' }).click()
  const clocks = page.getByRole('tabpanel', { name: 'Clocks' })
  const community = clocks.getByRole('listitem').filter({ hasText: 'Community' }).first()
  await expect(community).toContainText('290 days')
  await settled(page)
  const pictures = path.join(testInfo.outputDir, 'pictures')
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: path.join(pictures, 'clocks.png') })
  await page.getByRole('tab', { name: /^Timeline/ }).click()
  await settled(page)
  await page.screenshot({ path: path.join(pictures, 'timeline.png'), fullPage: true })

  await app.close()
  expect(await verifyStore(folders)).toMatchObject({ ok: true, problems: [] })
})
