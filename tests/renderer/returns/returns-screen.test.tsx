import { configure, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fact, type Stored } from '../../store/returns/histories.ts'
import { addFacts } from '../../store/returns/histories.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { accessibilityFaults } from '../support.tsx'
import { cellsOf, fillFebruary, panel, showReturns, slt, step } from './harness.tsx'

// A real store answers behind this screen; a busy computer may take its time.
configure({ asyncUtilTimeout: 15_000 })

let test: TestStore
let stored: Stored[]

beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
  stored = await fillFebruary(test)
})
afterEach(() => test.close())

const figuresPanel = 'Children waiting by service line and weeks waited'
const at = (name: string, month = '2026-02') => `/returns/month/${month}/${name}`

it('proposes the last month that has ended and names all seven steps with their state in words', async () => {
  const { location } = showReturns(test)
  expect(await screen.findByRole('heading', { name: '1. Choose month' })).toBeTruthy()
  expect(location.history.at(-1)).toBe(at('month'))
  await waitFor(() => expect(step('Figures').textContent).toContain('4 waiting'))
  const names = within(screen.getByRole('navigation', { name: 'Steps to the return' }))
    .getAllByRole('link')
    .map((link) => link.textContent)
  expect(names).toEqual([
    '1. Choose monthDoneFebruary 2026',
    '2. FiguresDone4 waiting',
    '3. ChecksDoneNothing wrong',
    '4. ReconciliationDoneBalances',
    '5. DifferencesDoneNone is large',
    '6. Sign offReadyNothing in the way',
    '7. ExportNot yetDraft only so far',
  ])
  expect(step('Choose month').getAttribute('aria-current')).toBe('step')
  const row = screen.getByRole('row', { name: /^February 2026/ })
  expect(row.textContent).toContain('Proposed')
  expect(row.textContent).toContain('Not signed')
  expect(screen.getByText('Nothing blocks sign-off.')).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
})

it('goes through the steps by keyboard', async () => {
  const { location } = showReturns(test)
  const user = userEvent.setup()
  await screen.findByRole('heading', { name: '1. Choose month' })
  await waitFor(() => expect(step('Figures').textContent).toContain('Done'))
  for (const name of ['figures', 'checks', 'reconciliation', 'differences', 'sign-off', 'export']) {
    await user.keyboard('{Alt>}j{/Alt}')
    await waitFor(() => expect(location.history.at(-1)).toBe(at(name)))
  }
  await user.keyboard('{Alt>}k{/Alt}')
  await waitFor(() => expect(location.history.at(-1)).toBe(at('sign-off')))
  expect(screen.getByRole('heading', { name: '6. Sign off' })).toBeTruthy()
})

it('shows the figures in eight bands, and in the seven used before', async () => {
  showReturns(test, { at: at('figures') })
  const user = userEvent.setup()
  const row = (await screen.findAllByRole('row', { name: /^.CYP. Therapy/ }))[0]!
  expect(cellsOf(row).slice(0, 12)).toEqual([
    '1',
    '0',
    '0',
    '1',
    '0',
    '0',
    '1',
    '0',
    '3',
    '266.7 %',
    '133.3 %',
    '177.7 days',
  ])
  await user.click(screen.getByRole('radio', { name: /^7 bands/ }))
  const legacy = (await screen.findAllByRole('row', { name: /^.CYP. Therapy/ }))[0]!
  expect(cellsOf(legacy).slice(0, 8)).toEqual(['1', '0', '0', '1', '0', '0', '1', '3'])
  expect(screen.getByRole('columnheader', { name: '>52' })).toBeTruthy()
  await user.click(screen.getByRole('button', { name: `1 child waiting >52 weeks, ${slt}` }))
  const list = await screen.findByRole('dialog', { name: '1 child waiting >52 weeks' })
  await waitFor(() => expect(within(list).getByRole('grid').getAttribute('aria-rowcount')).toBe('2'))
  expect(await accessibilityFaults()).toEqual([])
})

it('lists services reported elsewhere, with how many wait, as left out', async () => {
  await test.store.write((tx) =>
    tx.updateTable('service').set({ reported_elsewhere: 1 }).where('id', '=', 'audiology').execute(),
  )
  showReturns(test, { at: at('figures') })
  const heading = await screen.findByText('Left out: 1 child counted in another data set')
  expect(heading.parentElement!.textContent).toContain('Audiology: 1 waiting')
})

it('opens a number to the children behind it, by keyboard, and a child from there', async () => {
  const { location } = showReturns(test, { at: at('figures') })
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

it('narrows the children behind a figure by what they are made up of', async () => {
  showReturns(test, { at: at('figures') })
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '4 children waiting, All lines' }))
  const list = await screen.findByRole('dialog', { name: '4 children waiting' })
  await user.click(await within(list).findByRole('button', { name: 'Month received' }))
  await user.click(await screen.findByRole('checkbox', { name: /^Feb\w* 2026, 2$/ }))
  await waitFor(() => expect(within(list).getByRole('grid').getAttribute('aria-rowcount')).toBe('3'))
  expect(within(list).getByText('2 of 4 children')).toBeTruthy()
})

it('balances line by line and in all, and gives every number of the ledger a list of its own length', async () => {
  showReturns(test, { at: at('reconciliation') })
  const user = userEvent.setup()
  const joined = await screen.findByRole('row', { name: /Received/ })
  expect(cellsOf(joined)).toEqual(['1', '0', '1', '2'])
  const ledger = panel('From January 2026 to February 2026')
  expect(ledger.getAllByText('Balances')).toHaveLength(4)
  expect(screen.getByText(/No earlier month has been signed/)).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
  await user.click(screen.getByRole('button', { name: /^1 child removed: family declined, All lines$/ }))
  const list = await screen.findByRole('dialog')
  expect(await within(list).findByText('Family declined, 17-Feb-2026')).toBeTruthy()
  expect(within(list).getByRole('grid').getAttribute('aria-rowcount')).toBe('2')
  await user.click(within(list).getByRole('button', { name: 'Close the list' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

it('shows the change from last month, line by line and band by band', async () => {
  showReturns(test, { at: at('differences') })
  const table = await screen.findByRole('region', { name: 'Change from January 2026' })
  const row = within(table).getByRole('row', { name: /^All lines/ })
  const [weekOne] = within(row).getAllByRole('cell')
  expect(weekOne!.textContent).toContain('+1')
  expect(weekOne!.textContent).toContain('0 to 1')
  expect(within(table).getByText(/marks a change of more than 20 % and more than 10 children/)).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
})

it('says loudly that the return is the same as last month’s', async () => {
  const quiet = await createTestStore({ today: '2026-03-02' })
  try {
    const { storeHistories, received } = await import('../../store/returns/histories.ts')
    await storeHistories(quiet, [{ facts: [received('2023-11-04')] }])
    showReturns(quiet, { at: at('figures') })
    const alarm = await screen.findByRole('alert')
    expect(alarm.textContent).toContain('This return is the same as last month’s')
    expect(alarm.textContent).toContain('January 2026')
    expect(step('Figures').textContent).toContain('Needs a look')
    expect(await accessibilityFaults()).toEqual([])
  } finally {
    await quiet.close()
  }
})

it('steps through the months without moving the focus, and stays on the step', async () => {
  const { location } = showReturns(test, { at: at('figures') })
  const user = userEvent.setup()
  await screen.findByRole('region', { name: figuresPanel })
  await user.click(screen.getByRole('button', { name: 'Earlier: January 2026' }))
  expect(await screen.findByText(/at the end of 31 January 2026/)).toBeTruthy()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Earlier: December 2025' }))
  expect(location.history.at(-1)).toBe(at('figures', '2026-01'))
  expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Month of the return' }).value).toBe(
    'January 2026',
  )
})

it('opens the month and step that the address names, and comes back to them', async () => {
  const { location } = showReturns(test, { at: at('checks', '2025-12'), roles: ['clinician'] })
  expect(await screen.findByText(/at the end of 31 December 2025/)).toBeTruthy()
  expect(screen.getByRole('heading', { name: '3. Checks' })).toBeTruthy()
  location.navigate('/returns')
  await waitFor(() => expect(location.history.at(-1)).toBe(at('checks', '2025-12')))
})

it('says when the figures changed while somebody was looking, until they have been looked at', async () => {
  const { queryClient } = showReturns(test, { at: at('sign-off') })
  const user = userEvent.setup()
  await screen.findByRole('checkbox', { name: /I have looked at the figures/ })
  await addFacts(test, stored[1]!.referralId, [fact('attended', '2026-02-26', { outcome: 'Assessed' })])
  await queryClient.invalidateQueries()
  const alarm = await screen.findByText('The figures changed while you were looking')
  expect(alarm).toBeTruthy()
  await user.click(screen.getByRole('link', { name: 'Look at the figures again' }))
  expect(await screen.findByRole('region', { name: figuresPanel })).toBeTruthy()
  expect(screen.queryByText('The figures changed while you were looking')).toBeNull()
})

it('offers to try again when the figures cannot be counted', async () => {
  let isBroken = true
  const chs = (...call: Parameters<typeof test.client.returns.chs>) => {
    if (isBroken) return Promise.reject(new Error('Marigold Quillfeather'))
    return test.client.returns.chs(...call)
  }
  const { returns, signedReturns } = test.client
  showReturns(test, {
    at: at('figures'),
    client: { returns: { months: () => returns.months(), chs }, signedReturns },
  })
  const problem = await screen.findByRole('alert')
  expect(problem.textContent).toContain('The return could not be counted')
  expect(document.body.textContent).not.toContain('Marigold')
  isBroken = false
  await userEvent.setup().click(within(problem).getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('region', { name: figuresPanel })).toBeTruthy()
})

it('says what to do when there are no referrals', async () => {
  const empty = await createTestStore({ today: '2026-03-02' })
  try {
    showReturns(empty)
    expect(await screen.findByText('No referrals yet')).toBeTruthy()
    expect(await accessibilityFaults()).toEqual([])
  } finally {
    await empty.close()
  }
})
