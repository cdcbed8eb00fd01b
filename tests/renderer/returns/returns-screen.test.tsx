import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { configure, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Route, Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { Role } from '../../../src/shared/codes/roles.ts'
import { WorkProvider, type Work } from '../../../src/renderer/app/work-context.tsx'
import { returnsRoutes } from '../../../src/renderer/features/returns/routes.ts'
import ReturnsScreen from '../../../src/renderer/features/returns/returns-screen.tsx'
import { addFacts, fact, received, type Stored, storeHistories } from '../../store/returns/histories.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { accessibilityFaults, fakeSource, renderWithProviders } from '../support.tsx'

// A real store answers behind this screen; a busy computer may take its time.
configure({ asyncUtilTimeout: 15_000 })

let test: TestStore
let stored: Stored[]

beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

async function fill() {
  stored = await storeHistories(test, [
    { facts: [received('2024-11-04')] },
    { facts: [received('2026-01-12')] },
    { facts: [received('2026-02-23')] },
    { service: 'audiology', facts: [received('2026-02-10')] },
    { facts: [received('2025-12-01'), fact('attended', '2026-02-16', {})] },
    { facts: [received('2025-12-08'), fact('closed', '2026-02-17', { reason: 'declined' })] },
  ])
}

function show({ roles = ['manager'] as Role[], client = test.client as object, at = '/returns' } = {}) {
  const location = memoryLocation({ path: at, record: true })
  const work: Work = {
    person: { ...test.context.person, roles },
    store: { kind: 'live', providerName: 'Test NHS Trust' } as Work['store'],
    today: '2026-03-02',
    services: [],
    serviceId: null,
    chooseService: () => undefined,
    counts: {},
    lock: () => undefined,
  }
  renderWithProviders(
    <Router hook={location.hook}>
      <WorkProvider work={work}>
        <ReturnsScreen />
      </WorkProvider>
    </Router>,
    { source: fakeSource(client) },
  )
  return location
}

const slt = '(CYP) Therapy interventions: Speech and language'
const figuresOf = (name: string) => within(screen.getByRole('region', { name }))
const figures = () => figuresOf('Children waiting by service line and weeks waited')

it('shows the last month that has ended: figures, checks, reconciliation, nothing exported yet', async () => {
  await fill()
  show()
  const row = (await screen.findAllByRole('row', { name: new RegExp(`^.CYP. Therapy`) }))[0]!
  expect(
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['1', '0', '0', '1', '0', '0', '1', '0', '3', '266.7 %', '133.3 %', '177.7 days'])
  expect(screen.getByText(/children waiting at the end of 28 February 2026/)).toBeTruthy()
  const checks = figuresOf('Checks')
  expect(checks.getByText('The checks found nothing wrong.')).toBeTruthy()
  expect(checks.queryByText('Error')).toBeNull()
  const ledger = figuresOf('Reconciliation')
  const joined = ledger.getByRole('row', { name: /Received/ })
  expect(
    within(joined)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['1', '0', '1', '2'])
  expect(ledger.getByRole('row', { name: /Family declined/ })).toBeTruthy()
  expect(ledger.getAllByText('Balances')).toHaveLength(4)
  expect(figuresOf('Since the last export').getByText(/not been exported yet/)).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
})

it('opens a number to the children behind it, by keyboard, and a child from there', async () => {
  await fill()
  const location = show()
  const user = userEvent.setup()
  const figure = await screen.findByRole('button', { name: `1 child waiting >52-104 weeks, ${slt}` })
  figure.focus()
  await user.keyboard('{Enter}')
  const list = await screen.findByRole('dialog', { name: '1 child waiting >52-104 weeks' })
  const grid = await within(list).findByRole('grid', { name: 'Children waiting >52-104 weeks' })
  await waitFor(() => expect(grid.getAttribute('aria-rowcount')).toBe('2'))
  const child = await within(grid).findByText(/^TESTFAMILY\d+, Sam$/)
  expect(within(grid).getByText('68 weeks (481 days)')).toBeTruthy()
  expect(await accessibilityFaults(list)).toEqual([])
  await user.dblClick(child)
  expect(location.history.at(-1)).toBe(`/children/${stored[0]!.childId}/referrals/${stored[0]!.referralId}`)
})

it('gives every number of the ledger a list of its own length', async () => {
  await fill()
  show()
  const user = userEvent.setup()
  await user.click(
    await screen.findByRole('button', { name: /^1 child removed: family declined, All lines$/ }),
  )
  const list = await screen.findByRole('dialog')
  expect(await within(list).findByText('Family declined, 17-Feb-2026')).toBeTruthy()
  expect(within(list).getByRole('grid').getAttribute('aria-rowcount')).toBe('2')
  await user.click(within(list).getByRole('button', { name: 'Close the list' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

it('steps through the months without moving the focus', async () => {
  await fill()
  show()
  const user = userEvent.setup()
  await figuresShown()
  await user.click(screen.getByRole('button', { name: 'Earlier: January 2026' }))
  expect(await screen.findByText(/at the end of 31 January 2026/)).toBeTruthy()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Earlier: December 2025' }))
  expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Month of the return' }).value).toBe(
    'January 2026',
  )
})

it('opens the month that the address names', async () => {
  await fill()
  const location = memoryLocation({ path: '/returns/month/2025-12', record: true })
  const work = {
    person: { ...test.context.person, roles: ['clinician'] },
    serviceId: null,
  } as unknown as Work
  renderWithProviders(
    <Router hook={location.hook}>
      <WorkProvider work={work}>
        {returnsRoutes.map(({ path }) => (
          <Route key={path} path={path}>
            <ReturnsScreen />
          </Route>
        ))}
      </WorkProvider>
    </Router>,
    { source: fakeSource(test.client) },
  )
  expect(await screen.findByText(/at the end of 31 December 2025/)).toBeTruthy()
  expect(location.history.at(-1)).toBe('/returns')
  expect(screen.queryByRole('button', { name: /^Export/ })).toBeNull()
})

it('exports where somebody chooses and says what is kept', async () => {
  await fill()
  const file = path.join(test.folder, 'chs-return-2026-02.csv')
  test.grant('save-token', { path: file, name: 'chs-return-2026-02.csv', size: 0, purpose: 'write' })
  const choose = vi.fn<(name: string) => Promise<object>>(async () => ({
    token: 'save-token',
    name: 'chs-return-2026-02.csv',
  }))
  vi.stubGlobal('cypWaits', { chooseWhereToSave: choose })
  show()
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Export CSV' }))
  expect(await screen.findByText('Saved chs-return-2026-02.csv')).toBeTruthy()
  expect(choose).toHaveBeenCalledWith('chs-return-2026-02.csv')
  expect(await readFile(file, 'utf8')).toContain(slt)
})

it('does nothing when no place is chosen, and says why when it cannot write', async () => {
  await fill()
  const tokens: ({ token: string; name: string } | null)[] = [
    null,
    { token: 'unknown-token', name: 'a.json' },
  ]
  vi.stubGlobal('cypWaits', { chooseWhereToSave: async () => tokens.shift() })
  show()
  const user = userEvent.setup()
  const json = await screen.findByRole('button', { name: 'Export JSON' })
  await user.click(json)
  await waitFor(() => expect(tokens).toHaveLength(1))
  expect(screen.queryByRole('alert')).toBeNull()
  await waitFor(() => expect(json.hasAttribute('disabled')).toBe(false))
  await user.click(json)
  const problem = await screen.findByRole('alert')
  expect(problem.textContent).toContain('The return was not exported')
  expect(await test.store.read.selectFrom('kept_return').selectAll().execute()).toEqual([])
})

it('tells what changed since the export and why, child by child', async () => {
  await fill()
  const file = path.join(test.folder, 'return.csv')
  test.grant('save-token', { path: file, name: 'return.csv', size: 0, purpose: 'write' })
  await test.client.returns.export({ month: '2026-02', format: 'csv', file: 'save-token' })
  await addFacts(test, stored[1]!.referralId, [fact('attended', '2026-02-26', { outcome: 'Assessed' })])
  show()
  const since = await screen.findByRole('region', { name: 'Since the last export' })
  expect(within(since).getByText(/1 referral counts differently/)).toBeTruthy()
  const row = within(since).getByRole('row', { name: /TESTFAMILY/ })
  expect(row.textContent).toContain('Waiting 47 days')
  expect(row.textContent).toContain('Not waiting')
  expect(row.textContent).toContain('Attended: Assessed, 26-Feb-2026; recorded 02-Mar-2026')
  expect(within(row).getByRole('link').getAttribute('href')).toBe(
    `/children/${stored[1]!.childId}/referrals/${stored[1]!.referralId}`,
  )
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Later: March 2026' }))
  const corrections = await screen.findAllByRole('button', {
    name: /^Corrections −1: see what changed in Feb/,
  })
  await user.click(corrections[0]!)
  expect(await screen.findByText(/at the end of 28 February 2026/)).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
})

it('asks before exporting a return with errors', async () => {
  await fill()
  await test.store.write((tx) =>
    tx.updateTable('service').set({ chs_line: '' }).where('id', '=', 'audiology').execute(),
  )
  const choose = vi.fn<(name: string) => Promise<null>>(async () => null)
  vi.stubGlobal('cypWaits', { chooseWhereToSave: choose })
  show()
  const user = userEvent.setup()
  expect(await screen.findByText(/Audiology has no service line/)).toBeTruthy()
  expect(figuresOf('Checks').getByText('Error')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Export XLSX' }))
  const question = await screen.findByRole('dialog', { name: 'Export February 2026 with 1 error?' })
  await user.click(within(question).getByRole('button', { name: 'Look at the checks first' }))
  expect(choose).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Export XLSX' }))
  await user.click(await screen.findByRole('button', { name: 'Export with 1 error' }))
  await waitFor(() => expect(choose).toHaveBeenCalledWith('chs-return-2026-02.xlsx'))
})

it('says what to do when there are no referrals', async () => {
  show()
  expect(await screen.findByText('No referrals yet')).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
})

it('offers to try again when the figures cannot be counted', async () => {
  await fill()
  let isBroken = true
  const chs = (...call: Parameters<typeof test.client.returns.chs>) => {
    if (isBroken) return Promise.reject(new Error('Marigold Quillfeather'))
    return test.client.returns.chs(...call)
  }
  show({ client: { returns: { months: () => test.client.returns.months(), chs } } })
  const problem = await screen.findByRole('alert')
  expect(problem.textContent).toContain('The return could not be counted')
  expect(document.body.textContent).not.toContain('Marigold')
  isBroken = false
  await userEvent.setup().click(within(problem).getByRole('button', { name: 'Try again' }))
  await figuresShown()
})

async function figuresShown() {
  await screen.findByRole('region', { name: 'Children waiting by service line and weeks waited' })
  expect(figures().getByRole('row', { name: /^All lines/ })).toBeTruthy()
}
