import path from 'node:path'
import { expect, projectRoot, test } from './support/app.ts'
import {
  chooseThisFile,
  findChild,
  goTo,
  importChosenFile,
  record,
  setUpService,
  timelineEntries,
  voidEntry,
} from './support/journey.ts'
import { verifyStore } from './support/made-store.ts'

const service = {
  displayName: 'Test Founder',
  userName: 'founder',
  password: 'seven copper kettles boil',
  providerCode: 'RX1',
  providerName: 'Test NHS Trust',
}

test('an administrator sets up, imports a messy file, and records what happens to a child', async ({
  folders,
  running,
}) => {
  const { app, page, close } = running
  const key = await setUpService(page, service)
  expect(key).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){7}[0-9A-HJKMNP-TV-Z]{5}$/)

  await chooseThisFile(app, path.join(projectRoot, 'samples', 'messy-extract.csv'))
  const tile = (name: string) =>
    page.getByRole('group', { name: 'What the file would do' }).getByRole('button', { name })
  const countOf = async (name: string) => Number((await tile(name).innerText()).match(/\d+/)?.[0])
  await importChosenFile(page, {
    source: 'Old record system',
    async beforeSaving() {
      const rejected = await countOf('Rejected')
      const created = await countOf('New')
      expect(rejected).toBeGreaterThan(5)
      // A wrong check digit, put right in its row.
      const wrong = page.getByRole('textbox', { name: /^Date of birth in row/ }).first()
      await wrong.fill('17/05/2019')
      await wrong.press('Enter')
      await expect.poll(() => countOf('Rejected')).toBe(rejected - 1)
      expect(await countOf('New')).toBe(created + 1)
    },
  })
  await expect(page.getByText(/rows are on the list\. It was saved as one/)).toBeVisible()

  await findChild(page, 'thomas tayl')
  await expect(page.getByText('TAYLOR, Thomas').first()).toBeVisible()
  await expect(timelineEntries(page)).not.toHaveCount(0)
  const before = await timelineEntries(page).count()
  await record(page, { action: 'Book appointment', fields: { 'Date of the appointment': 't' } })
  await record(page, { action: 'Was not brought' })
  await record(page, { action: 'Book appointment', fields: { 'Date of the appointment': 't' } })
  await record(page, { action: 'Attended', fields: { Outcome: 'Assessment begun' } })
  await expect(timelineEntries(page)).toHaveCount(before + 4)
  await expect(timelineEntries(page).first()).toContainText('Attended')

  await voidEntry(page, /^Attended/, 'Recorded on the wrong child')
  await expect(
    timelineEntries(page).filter({ hasText: 'Taken back: Recorded on the wrong child' }),
  ).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Attended', exact: true })).toBeVisible()

  await goTo(page, 'Today')
  await close()
  expect(await verifyStore(folders)).toMatchObject({ ok: true, problems: [] })
})
