import { copyFile, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ImportCounts, ImportMapping } from '../../../src/shared/contract/imports.ts'
import { registerReferral } from '../../support/register.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { showScreens } from '../register/screens.tsx'
import { accessibilityFaults } from '../support.tsx'

const messySample = path.join(import.meta.dirname, '..', '..', '..', 'samples', 'messy-extract.csv')

let test: TestStore
let files = 0

beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(async () => {
  await test.close()
})

/** Puts a file on the disk and lets the next “Choose a file” pick it. */
async function offer(name: string, contents: string | Buffer): Promise<string> {
  const file = path.join(test.folder, name)
  await writeFile(file, contents)
  return choose(name, file)
}

function choose(name: string, file: string): string {
  files += 1
  const token = `token-${files}-of-tests`
  test.grant(token, { path: file, name, size: 1000, purpose: 'read' })
  vi.stubGlobal('cypWaits', {
    chooseFileToOpen: async () => ({ token, name, size: 1000 }),
    chooseWhereToSave: async (suggested: string) => {
      test.grant('save-token', {
        path: path.join(test.folder, suggested),
        name: suggested,
        size: 0,
        purpose: 'write',
      })
      return { token: 'save-token', name: suggested }
    },
    grantDroppedFile: async () => null,
  })
  return token
}

/** What the service itself says of the file, without the screen. */
async function countsOf(token: string): Promise<ImportCounts> {
  const { mapping } = await test.client.imports.inspect({ file: token })
  return previewOf(token, mapping)
}

async function previewOf(token: string, mapping: ImportMapping): Promise<ImportCounts> {
  for await (const news of await test.client.imports.preview({ file: token, source: 'Test', mapping })) {
    if (news.kind !== 'preview') continue
    await test.client.imports.discard({ draftId: news.draftId })
    return news.counts
  }
  throw new Error('The preview never ended')
}

const tile = (label: string) =>
  within(screen.getByLabelText('What the file would do')).getByText(label).closest('button')!

const line = (cells: string[]) => `${cells.join(',')}\r\n`
const header = ['Surname', 'First name', 'DOB', 'NHS No', 'Service', 'Received', 'Colour']
const row = (family: string, number: string, received = '02/02/2026') => [
  family,
  'Sam',
  '17/05/2019',
  number,
  'slt',
  received,
  'blue',
]

async function openColumns(user: ReturnType<typeof userEvent.setup>): Promise<void> {
  await user.click(await screen.findByRole('button', { name: 'Choose a file' }))
  await screen.findByLabelText(/Where the file comes from/)
}

async function openPreview(user: ReturnType<typeof userEvent.setup>): Promise<void> {
  await openColumns(user)
  await user.type(screen.getByLabelText(/Where the file comes from/), 'SystmOne')
  await user.click(screen.getByRole('button', { name: 'Check the file' }))
  await screen.findByLabelText('What the file would do')
}

it('takes the messy sample all the way: counts, a fix in place, the rejects, commit and undo', async () => {
  const user = userEvent.setup()
  const file = path.join(test.folder, 'messy-extract.csv')
  await copyFile(messySample, file)
  const token = choose('messy-extract.csv', file)
  const counts = await countsOf(token)
  expect(counts.rejected).toBeGreaterThan(10)

  showScreens(test, { at: '/import' })
  await openPreview(user)
  for (const [label, count] of [
    ['New', counts.created],
    ['Updated', counts.updated],
    ['Unchanged', counts.unchanged],
    ['Rejected', counts.rejected],
    ['Possible duplicates', counts.possibleDuplicates],
    ['Not in this file', counts.missingFromFile],
  ] as const)
    expect(tile(label).textContent).toContain(`${label}${count}`)
  expect(await accessibilityFaults()).toEqual([])

  const box = await screen.findByLabelText<HTMLInputElement>(/^Received date in row \d+$/, {
    selector: '[value="31/02/2025"]',
  })
  await user.clear(box)
  await user.type(box, '28/02/2025{Enter}')
  await waitFor(() => expect(tile('Rejected').textContent).toContain(`Rejected${counts.rejected - 1}`))
  await waitFor(() =>
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Received date in row 34'),
  )
  expect(tile('New').textContent).toContain(`New${counts.created + 1}`)

  await user.click(screen.getByRole('button', { name: 'Download the rejected rows' }))
  await waitFor(async () => {
    const saved = await readFile(path.join(test.folder, 'import-rejects.csv'), 'utf8')
    expect(saved).toContain('2025-13-01')
    expect(saved).not.toContain('28/02/2025')
  })

  const good = counts.rows - counts.rejected + 1
  await user.click(screen.getByRole('button', { name: `Import the ${good} good rows` }))
  expect(await screen.findByText('“messy-extract.csv” is imported', {}, { timeout: 20_000 })).toBeTruthy()
  const page = await test.client.waitingList.page({ filter: { queue: 'all_open' } })
  expect(page.total).toBeGreaterThan(20)
  expect(await accessibilityFaults()).toEqual([])

  await user.click(screen.getByRole('button', { name: 'Undo this import' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(await dialog.findByLabelText(/^Reason/), 'Wrong month')
  await user.click(dialog.getByRole('button', { name: /^Undo the import/ }))
  expect(await screen.findByText('This import was undone')).toBeTruthy()
  expect((await test.client.waitingList.page({ filter: { queue: 'all_open' } })).total).toBe(0)
  expect((await test.client.imports.batches({})).rows[0]?.undone?.reason).toBe('Wrong month')
})

it('names the needed columns that are not matched, and lets them be matched by hand', async () => {
  const user = userEvent.setup()
  const renamed = ['Surname', 'First name', 'Hatched', 'NHS No', 'Service', 'Received', 'Colour']
  await offer('list.csv', line(renamed) + line(row('Oak', '9990000018')) + line(row('Ash', '9990000026')))
  showScreens(test, { at: '/import' })
  await openColumns(user)
  expect(screen.getByText('Not matched yet: Date of birth')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Check the file' })).toHaveProperty('disabled', true)
  expect(within(screen.getByRole('row', { name: /^Surname/ })).getByText('Oak')).toBeTruthy()
  expect(screen.getByLabelText<HTMLInputElement>('Colour is read as', { selector: 'input' }).value).toBe(
    'Leave out',
  )

  await user.click(screen.getByLabelText('Hatched is read as', { selector: 'input' }))
  await user.click(await screen.findByRole('option', { name: 'Date of birth' }))
  expect(await screen.findByText('Every needed column is matched')).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
  await user.type(screen.getByLabelText(/Where the file comes from/), 'Hatchery')
  await user.click(screen.getByRole('button', { name: 'Check the file' }))
  expect(await screen.findByRole('button', { name: 'Import all 2 rows' })).toBeTruthy()
})

it('says when a file was seen before, remembers its columns and lists who is missing from the next', async () => {
  const user = userEvent.setup()
  const first = line(header) + line(row('Oak', '9990000018')) + line(row('Ash', '9990000026'))
  await offer('march.csv', first)
  const shown = showScreens(test, { at: '/import' })
  await openPreview(user)
  expect(await screen.findAllByRole('gridcell', { name: 'Speech and language therapy' })).toHaveLength(2)
  expect(screen.queryByRole('gridcell', { name: 'slt' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Import all 2 rows' }))
  await screen.findByText('“march.csv” is imported')
  await user.click(screen.getByRole('button', { name: 'Import another file' }))

  await openColumns(user)
  expect(await screen.findByText('This very file was imported before')).toBeTruthy()
  expect(screen.getByText(/On 02-Mar-2026 .* by Test Person 1\./)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Choose another file' }))

  await offer('april.csv', line(header) + line(row('Oak', '9990000018', '03/02/2026')))
  await openPreview(user)
  await user.click(tile('Not in this file'))
  expect(await screen.findByText('A list to check, never a removal')).toBeTruthy()
  expect(await screen.findByRole('rowheader', { name: /ASH, Sam/ })).toBeTruthy()
  await user.click(screen.getByText('ASH, Sam'))
  expect(shown.location.history?.at(-1)).toMatch(/^\/children\/[0-9a-f-]{36}\/referrals\/[0-9a-f-]{36}$/)
})

it('leads from the second file of a source to what changed since the first', async () => {
  const user = userEvent.setup()
  await offer('march.csv', line(header) + line(row('Oak', '9990000018')))
  showScreens(test, { at: '/import' })
  await openPreview(user)
  await user.click(screen.getByRole('button', { name: 'Import the row' }))
  await screen.findByText('“march.csv” is imported')
  expect(screen.queryByRole('link', { name: 'Compare with the file before' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Import another file' }))
  await offer('april.csv', line(header) + line(row('Oak', '9990000018', '03/02/2026')))
  await openPreview(user)
  await user.click(screen.getByRole('button', { name: 'Import the row' }))
  await screen.findByText('“april.csv” is imported')
  const [april] = (await test.client.imports.batches({})).rows
  const compare = await screen.findByRole('link', { name: 'Compare with the file before' })
  expect(compare.getAttribute('href')).toBe(`/data-quality/extracts/${april!.batchId}`)
})

it('keeps the import while somebody works elsewhere, and forgets it when they sign out', async () => {
  const user = userEvent.setup()
  await offer('list.csv', line(header) + line(row('Oak', '9990000018')))
  const { location, queryClient } = showScreens(test, { at: '/import' })
  await openPreview(user)
  location.navigate('/referrals')
  expect(await screen.findByText('A file is open: carry on')).toBeTruthy()
  location.navigate('/import')
  expect(await screen.findByRole('button', { name: 'Import the row' })).toBeTruthy()
  queryClient.setQueryData([['session', 'state'], { type: 'query' }], { person: null })
  expect(await screen.findByRole('button', { name: 'Choose a file' })).toBeTruthy()
})

it.each([
  ['empty.csv', '', /The file is empty/],
  ['headings.csv', line(header), /header row and no rows/],
  ['zip.xlsx', Buffer.from('PK\u0003\u0004 not a workbook'), /./],
  ['picture.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0]), /./],
])('explains why %s cannot be read, and stays ready for another', async (name, contents, why) => {
  const user = userEvent.setup()
  const token = await offer(name, contents)
  showScreens(test, { at: '/import' })
  await user.click(await screen.findByRole('button', { name: 'Choose a file' }))
  const title = await screen.findByText(`“${name}” could not be read`)
  const alert = title.closest('[role="alert"]')!
  const said = await test.client.imports.inspect({ file: token }).then(
    () => '',
    (error: { data: { message: string } }) => error.data.message,
  )
  expect(said).toMatch(why)
  expect(alert.textContent).toContain(said)
  expect(alert.textContent).toMatch(/[Nn]othing was (changed|imported|saved|read)/)
  expect(screen.getByRole('button', { name: 'Choose a file' })).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
})

it('takes back a past import from the landing page', async () => {
  const user = userEvent.setup()
  const token = await offer('list.csv', line(header) + line(row('Oak', '9990000018')))
  const { mapping } = await test.client.imports.inspect({ file: token })
  for await (const news of await test.client.imports.preview({ file: token, source: 'Test', mapping }))
    if (news.kind === 'preview')
      for await (const saved of await test.client.imports.commit({ draftId: news.draftId }))
        expect(saved.kind).not.toBe('preview')
  await registerReferral(test.client, {}, { familyName: 'Elm' })

  showScreens(test, { at: '/referrals' })
  expect(await screen.findByRole('link', { name: /Register a referral/ })).toBeTruthy()
  expect(await screen.findByText('None to review')).toBeTruthy()
  await user.click(await screen.findByRole('button', { name: 'Undo…' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.click(dialog.getByRole('button', { name: /^Undo the import/ }))
  expect((await dialog.findAllByText('Say why in a few words')).length).toBe(2)
  await user.type(dialog.getByLabelText(/^Reason/), 'Wrong file')
  await user.click(dialog.getByRole('button', { name: /^Undo the import/ }))
  expect(await screen.findByText(/^Undone 02-Mar-2026 .* Wrong file$/)).toBeTruthy()
  const page = await test.client.waitingList.page({ filter: { queue: 'all_open' } })
  expect(page.rows.map((each) => each.familyName)).toEqual(['Elm'])
  expect(await accessibilityFaults()).toEqual([])
})

it('lists every column it understands', async () => {
  showScreens(test, { at: '/import' })
  const table = await screen.findByRole('region', { name: 'Columns understood' })
  const nhsNumber = within(table).getByText('nhs_number').closest('tr')!
  expect(nhsNumber.textContent).toContain('One of these two')
  expect(within(table).getByText('family_name').closest('tr')!.textContent).toContain('In every row')
})
