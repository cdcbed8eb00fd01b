import { createHash } from 'node:crypto'
import { configure, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { WorkProvider } from '../../../src/renderer/app/work-context.tsx'
import ComparisonScreen from '../../../src/renderer/features/national-comparison/comparison-screen.tsx'
import type { Role } from '../../../src/shared/codes/roles.ts'
import { readPublishedWorkbook } from '../../../src/main/domain/national-figures/read-workbook.ts'
import { inspectWorkbook } from '../../../src/main/services/national-figures/inspect.ts'
import { addPublication } from '../../../src/main/services/national-figures/publications.ts'
import { received, storeHistories } from '../../store/returns/histories.ts'
import { grantFile } from '../../support/import-file.ts'
import {
  asText,
  lookedAfter,
  publishedSheets,
  type Sheet,
  sheetOf,
  slt,
  smallEngland,
} from '../../support/published-workbook.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { accessibilityFaults, changeFeed, fakeSource, renderWithProviders } from '../support.tsx'
import { workOf } from '../work.ts'

// A real store answers behind this screen; a busy computer may take its time. What is for paper is looked at by itself.
configure({ asyncUtilTimeout: 15_000, defaultIgnore: 'script, style, [data-print-sheet] *' })

let test: TestStore
let opened: { token: string; name: string; size: number } | null
let saved: string | null

beforeEach(async () => {
  test = await createTestStore({ today: '2025-11-20', roles: ['manager'] })
  opened = null
  saved = null
  vi.stubGlobal('cypWaits', {
    chooseFileToOpen: async () => opened,
    chooseWhereToSave: async (name: string) => {
      saved = name
      test.grant('save-here-token', { path: `${test.folder}/${name}`, name, size: 0, purpose: 'write' })
      return { token: 'save-here-token', name }
    },
    print: vi.fn<() => void>(),
  })
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await test.close()
})

const plain = (month?: string) => publishedSheets({ organisations: smallEngland(), ...(month && { month }) })

/** Workbooks are read in a thread, which this imitation of a page cannot start; the reader has tests of its own. */
function readSheets(sheets: readonly Sheet[]) {
  const figures = readPublishedWorkbook(asText(sheets))
  if (!figures.ok) throw new Error(figures.refusal.message)
  const sha256 = createHash('sha256').update(JSON.stringify(sheets)).digest('hex')
  return { figures: figures.value, sha256 }
}

async function bringIn(sheets: readonly Sheet[], fileName = 'x.xlsx', replaces: string | null = null) {
  const added = await test.store.write((tx) =>
    addPublication(tx, test.context, { ...readSheets(sheets), fileName, replaces }),
  )
  if (!added.ok) throw new Error(added.refusal.message)
  test.context.changed({ noun: 'national_figures', ids: [] })
  return added.value
}

/** The real client, but for a workbook that is read already. */
function clientWith(sheets: readonly Sheet[], fileName: string, token: string): object {
  const { nationalFigures } = test.client
  const instead: Record<string, unknown> = {
    inspect: (input: { file: string }) =>
      input.file === token
        ? inspectWorkbook(test.context, fileName, readSheets(sheets))
        : nationalFigures.inspect(input),
    import: ({ replaces }: { replaces: string | null }) => bringIn(sheets, fileName, replaces),
  }
  const figures = new Proxy(nationalFigures, {
    get: (target, verb) => instead[String(verb)] ?? Reflect.get(target, verb),
  })
  return new Proxy(test.client, {
    get: (target, noun) => (noun === 'nationalFigures' ? figures : Reflect.get(target, noun)),
  })
}

async function tenWaiting(): Promise<void> {
  await storeHistories(test, [
    ...Array.from({ length: 8 }, () => ({ facts: [received('2025-10-06')] })),
    { facts: [received('2024-10-01')] },
    { facts: [received('2023-10-01')] },
  ])
}

function show(roles: Role[] = ['manager'], client: object = test.client) {
  const feed = changeFeed()
  const tell = test.context.changed
  test.context.changed = (change) => {
    tell(change)
    feed.send(change)
  }
  const location = memoryLocation({ path: '/returns/comparison', record: true })
  const work = workOf(test, { roles })
  renderWithProviders(
    <Router hook={location.hook}>
      <WorkProvider work={work}>
        <ComparisonScreen />
      </WorkProvider>
    </Router>,
    { source: fakeSource(client), watch: feed.watch },
  )
}

async function chooseLine(name: RegExp): Promise<void> {
  const user = userEvent.setup()
  await user.click(await screen.findByRole('combobox', { name: 'Service line' }))
  await user.click(await screen.findByRole('option', { name }))
}

it('says in sentences where we stand, beside the table and both charts', async () => {
  await tenWaiting()
  await bringIn(plain())
  show()
  await chooseLine(/Speech and language/)
  expect(
    await screen.findByText(
      /^At the end of October 2025, 80 in 100 of our children waiting had waited 18 weeks or less; it was 69 in England\.$/,
    ),
  ).toBeTruthy()
  const table = screen.getByRole('table', { name: 'Side by side' })
  const ours = within(table).getByRole('row', { name: /^Test NHS Trust/ })
  expect(
    within(ours)
      .getAllByRole('cell')
      .map(({ textContent }) => textContent),
  ).toEqual(['October 2025', '10', '80.0 %', '20.0 %', '10.0 %'])
  expect(
    screen.getByRole('heading', { name: '80 in 100 of our children are within 18 weeks; in England 69' }),
  ).toBeTruthy()
  expect(
    screen.getByRole('img', { name: /^We are joint 2nd of 4 providers for the share within 18 weeks/ }),
  ).toBeTruthy()
  expect(
    screen.getByText(/NHS England: October 2025, published 11 December 2025, from an imported workbook/),
  ).toBeTruthy()
  expect(screen.getByText(/management information that providers submit/)).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
})

it('shows the figures of a chart as a table, and orders providers otherwise', async () => {
  await tenWaiting()
  await bringIn(plain())
  show()
  await chooseLine(/Speech and language/)
  const user = userEvent.setup()
  await user.click(
    await screen.findByRole('button', { name: /^Show the table\s*: 80 in 100 of our children/ }),
  )
  const bands = screen.getByRole('table', { name: /^80 in 100 of our children/ })
  const england = within(bands).getByRole('row', { name: /^England/ })
  expect(within(england).getAllByRole('cell')[0]!.textContent).toBe('470')
  expect(within(england).getAllByRole('cell')[1]!.textContent).toBe('41 (9.5 %)')

  await user.click(screen.getByRole('radio', { name: 'Length of list' }))
  await user.click(
    await screen.findByRole('button', { name: /^Show the table\s*: We are 5th of 5 providers/ }),
  )
  const list = screen.getByRole('table', { name: /^We are 5th of 5 providers/ })
  expect(
    within(list)
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.textContent),
  ).toEqual([
    'Elder Community NHS Trust (RX2)1200',
    'Ash Partnership NHS Trust (RX4)280',
    'Willow Children’s NHS Foundation Trust (RX3)350',
    'Rowan Health CIC (RX5)440',
    'Test NHS Trust (our figures)510Us',
  ])
  expect(await accessibilityFaults()).toEqual([])
})

it('keeps region, ICB and peers for everybody, and shows them at once', async () => {
  await tenWaiting()
  await bringIn(plain())
  show()
  await chooseLine(/Speech and language/)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: /Change\s*with whom we compare/ }))
  await user.click(screen.getByRole('combobox', { name: 'Our ICB' }))
  await user.click(await screen.findByRole('option', { name: 'NHS Greater Exampleton ICB' }))
  await waitFor(async () =>
    expect((await test.client.nationalFigures.options({ publishedMonth: '2025-10' })).choice.icbCode).toBe(
      'QOP',
    ),
  )
  await user.click(await screen.findByRole('combobox', { name: 'Peers' }))
  await user.click(await screen.findByRole('option', { name: 'Elder Community NHS Trust' }))
  const table = await screen.findByRole('table', { name: 'Side by side' })
  expect(await within(table).findByRole('row', { name: /^Elder Community NHS Trust/ })).toBeTruthy()
  expect(await screen.findByText(/and 70 in the NHS Greater Exampleton ICB/)).toBeTruthy()
  expect((await test.client.nationalFigures.options({ publishedMonth: '2025-10' })).choice).toMatchObject({
    version: 2,
    icbCode: 'QOP',
    peers: ['RX2'],
  })
})

it('says a line is published for England only and draws no chart of it', async () => {
  await tenWaiting()
  await bringIn(plain())
  show()
  await chooseLine(/Looked after children teams/)
  expect(await screen.findByText('Published for England only')).toBeTruthy()
  expect(screen.getByText(/^None of our services reports on Looked after children teams/)).toBeTruthy()
  expect(screen.queryByRole('img')).toBeNull()
  expect(lookedAfter).toContain('Looked after')
})

it('imports a workbook after a look at it, and takes it out of use with a reason', async () => {
  await tenWaiting()
  await bringIn(plain())
  const revised = plain()
  const table = sheetOf(revised, 'Table 4').rows
  table.find((row) => row[1] === 'RX2')![table[4]!.indexOf(slt)] = 210
  show(['manager'], clientWith(revised, 'revised.xlsx', 'revised-token'))
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Published figures' }))
  const drawer = await screen.findByRole('dialog', { name: 'Published figures' })

  opened = { token: await grantFile(test, 'a,b\n1,2\n', 'bad.xlsx'), name: 'bad.xlsx', size: 8 }
  await user.click(within(drawer).getByRole('button', { name: 'Choose the workbook' }))
  const alert = await within(drawer).findByRole('alert')
  expect(alert.textContent).toMatch(
    /“bad\.xlsx” could not be used.*not an Excel workbook.*Nothing was changed/,
  )

  opened = { token: 'revised-token', name: 'revised.xlsx', size: 9000 }
  await user.click(within(drawer).getByRole('button', { name: 'Choose the workbook' }))
  const preview = await within(drawer).findByRole('region', { name: 'What “revised.xlsx” holds' })
  expect(preview.textContent).toMatch(/England, 1 region, 1 ICB and 5 providers; 3 children’s service lines/)
  expect(preview.textContent).toMatch(/1 figure differs/)
  expect(within(preview).getByRole('row', { name: /Elder Community NHS Trust.*200 210/ })).toBeTruthy()
  expect(await accessibilityFaults(drawer)).toEqual([])
  await user.click(within(preview).getByRole('button', { name: 'Replace the figures of October 2025' }))
  expect(await within(drawer).findByText('Kept, replaced')).toBeTruthy()

  await user.click(within(drawer).getByRole('button', { name: /^Take out of use\s*: October 2025/ }))
  const asking = await screen.findByRole('dialog', { name: /Take the figures of October 2025 out of use/ })
  await user.click(within(asking).getByRole('button', { name: /Take out of use/ }))
  expect(await within(asking).findByText('Give a reason of at least 3 characters')).toBeTruthy()
  await user.type(within(asking).getByRole('textbox', { name: /Reason/ }), 'The file was a draft')
  await user.click(within(asking).getByRole('button', { name: /Take out of use/ }))
  await waitFor(async () =>
    expect((await test.client.nationalFigures.publications()).map(({ state }) => state).toSorted()).toEqual([
      'removed',
      'replaced',
    ]),
  )
})

it('says what to do while there is nothing, and starts with the figures that come with the app', async () => {
  await tenWaiting()
  show()
  expect(await screen.findByText('No published figures in use')).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
  await userEvent
    .setup()
    .click(screen.getByRole('button', { name: /Use October 2025, supplied with the app/ }))
  await chooseLine(/Speech and language/)
  expect(await screen.findByText(/80 in 100 of our children.*it was 61 in England/)).toBeTruthy()
  expect(screen.getByText(/published 11 December 2025, supplied with the app/)).toBeTruthy()
})

it('saves and prints what is shown, for those who may', async () => {
  await tenWaiting()
  await bringIn(plain())
  show()
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Export XLSX' }))
  await waitFor(() => expect(saved).toBe('national-comparison-2025-10.xlsx'))
  expect((await screen.findAllByText('Saved national-comparison-2025-10.xlsx.')).length).toBeGreaterThan(0)
  await user.click(screen.getByRole('button', { name: 'Print' }))
  expect(window.cypWaits.print).toHaveBeenCalledOnce()
  expect(document.querySelector('[data-print-sheet]')?.textContent).toMatch(/Open Government Licence/)
})

it('lets a clinician look but not change', async () => {
  await tenWaiting()
  await bringIn(plain())
  show(['clinician'])
  expect(await screen.findByRole('table', { name: 'Side by side' })).toBeTruthy()
  for (const name of [/Published figures/, /Export/, /with whom we compare/]) {
    expect(screen.queryByRole('button', { name })).toBeNull()
  }
})
