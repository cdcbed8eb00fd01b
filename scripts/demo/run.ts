/**
 * `npm run demo`: what the app is for, from an empty computer to the month's return, on made-up children and with
 * nobody at the keyboard. Leaves the return and a screenshot of each step in demo-output/.
 * `--readme-image` also saves the waiting list as docs/images/waiting-list.png.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from 'playwright'
import { localToday } from '../../src/main/services/host.ts'
import { writeExtract } from '../../tests/e2e/support/extract.ts'
import * as journey from '../../tests/e2e/support/journey.ts'
import { electronEnvironment } from '../setup/electron.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const output = path.join(root, 'demo-output')
const wantsReadmeImage = process.argv.includes('--readme-image')
const window = { width: 1366, height: 768 }

Object.assign(process.env, electronEnvironment())

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Starts the built app on folders of its own. Root cannot run Chromium's sandbox. */
async function launch(folder: string): Promise<ElectronApplication> {
  const asRoot = process.getuid?.() === 0
  const env = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  return await _electron.launch({
    args: [...(asRoot ? ['--no-sandbox'] : []), root],
    chromiumSandbox: !asRoot,
    cwd: root,
    env: {
      ...Object.fromEntries(env),
      CYP_WAITS_DATA: path.join(folder, 'store'),
      XDG_DATA_HOME: folder,
      LOCALAPPDATA: folder,
    },
    timeout: 60_000,
  })
}

/** Saves numbered screenshots: `03-import-check.png`. */
function camera(page: Page) {
  let taken = 0
  return async (name: string, words: string): Promise<void> => {
    taken += 1
    await journey.settled(page)
    const file = `${String(taken).padStart(2, '0')}-${name}.png`
    await page.screenshot({ path: path.join(output, file), animations: 'disabled' })
    say(`  ${file}  ${words}`)
  }
}

async function demonstrate(folder: string): Promise<void> {
  const extract = path.join(folder, 'extract.csv')
  const children = writeExtract({ file: extract, asAt: localToday(), seed: 'demo' })
  const waiting = children.find(
    ({ service, events }) => service === 'slt' && events.at(-1)?.type === 'accepted',
  )
  if (!waiting) throw new Error('The extract has nobody to book')
  say(`Made up ${children.length.toLocaleString('en-GB')} referrals.`)

  const app = await launch(folder)
  try {
    const page = await app.firstWindow()
    await journey.resizeWindow(app, window.width, window.height)
    await page.emulateMedia({ colorScheme: 'light' })
    const shoot = camera(page)

    await journey.screenTitle(page, 'Welcome').waitFor()
    await shoot('welcome', 'The first start on an empty computer')
    await journey.setUpService(page, {
      displayName: 'Office Account',
      userName: 'office',
      password: 'seven copper kettles boil',
      providerCode: 'RX1',
      providerName: 'Made-up NHS Trust',
    })
    await shoot('set-up', 'Set up: an encrypted store and its first account')

    await journey.chooseThisFile(app, extract)
    await journey.importChosenFile(page, {
      source: 'Record system',
      beforeSaving: () => shoot('import-check', 'The extract checked, before anything is saved'),
    })
    await shoot('import-done', 'Imported: all of it, or nothing')

    await journey.goTo(page, 'Today')
    await shoot('today', 'What needs doing')
    await journey.goTo(page, 'Waiting list')
    await shoot('waiting-list', 'Every child waiting, in queue order')
    if (wantsReadmeImage) await saveReadmeImage(app, page)

    await journey.goTo(page, 'Triage')
    await shoot('triage', 'A referral as received, and what the rules suggest')
    await journey.followSuggestions(page, 3)
    await shoot('triage-decided', 'Three referrals triaged by keyboard')

    await journey.findChild(page, `${waiting.child.givenName} ${waiting.child.familyName}`)
    await shoot('child', 'A child found by name')
    await journey.record(page, { action: 'Book appointment', fields: { 'Date of the appointment': 't' } })
    await journey.record(page, { action: 'Attended', fields: { Outcome: 'Assessment begun' } })
    await shoot('child-attended', 'Booked and attended: the wait has ended')

    await journey.saveIntoFolder(app, output)
    await journey.goTo(page, 'Returns')
    await journey.openStep(page, 'Figures')
    await shoot('return', 'The return of the last month that ended')
    for (const format of ['XLSX', 'CSV'] as const) await journey.exportReturn(page, format)
    await shoot('return-exported', 'Exported as a workbook and as CSV')
  } finally {
    await app.close()
  }
}

/** Wide enough for every column that explains a place in the queue. */
async function saveReadmeImage(app: ElectronApplication, page: Page): Promise<void> {
  const folder = path.join(root, 'docs', 'images')
  mkdirSync(folder, { recursive: true })
  await page.getByRole('button', { name: 'Show icons only in the navigation' }).click()
  await journey.resizeWindow(app, 1880, 760)
  await page.waitForTimeout(500)
  await journey.settled(page)
  await page.screenshot({ path: path.join(folder, 'waiting-list.png'), animations: 'disabled' })
  await page.getByRole('button', { name: 'Show the names in the navigation' }).click()
  await journey.resizeWindow(app, window.width, window.height)
  say('  docs/images/waiting-list.png  The image in the README')
}

const folder = mkdtempSync(path.join(tmpdir(), 'cyp-waits-demo-'))
const started = performance.now()
try {
  rmSync(output, { recursive: true, force: true })
  mkdirSync(output)
  await demonstrate(folder)
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}
const files = readdirSync(output)
const returns = files.filter((name) => !name.endsWith('.png'))
say(`\nLeft in demo-output/: ${files.length - returns.length} screenshots and`)
for (const name of returns) {
  const size = Math.max(1, Math.round(statSync(path.join(output, name)).size / 1024))
  say(`  ${name} (${size.toLocaleString('en-GB')} KB)`)
}
say(`Done in ${Math.round((performance.now() - started) / 1000)} s. The made-up store is gone again.`)
