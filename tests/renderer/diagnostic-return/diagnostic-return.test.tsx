import { configure, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { Role } from '../../../src/shared/codes/roles.ts'
import { WorkProvider } from '../../../src/renderer/app/work-context.tsx'
import DiagnosticReturnScreen from '../../../src/renderer/features/diagnostic-return/diagnostic-return-screen.tsx'
import { fact, received, storeHistories } from '../../store/returns/histories.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { accessibilityFaults, fakeSource, renderWithProviders } from '../support.tsx'
import { workOf } from '../work.ts'

// A real store answers behind this screen; a busy computer may take its time.
configure({ asyncUtilTimeout: 15_000 })

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const fill = () =>
  storeHistories(test, [
    { service: 'audiology', facts: [received('2026-02-22')] },
    { service: 'audiology', facts: [received('2026-01-17')] },
    { service: 'audiology', facts: [received('2025-06-02')] },
    { service: 'audiology', facts: [received('2025-12-01'), fact('attended', '2026-02-05', {})] },
  ])

async function show(roles: Role[] = ['manager']) {
  const location = memoryLocation({ path: '/returns/six-weeks', record: true })
  const work = workOf(test, { roles })
  renderWithProviders(
    <Router hook={location.hook}>
      <WorkProvider work={work}>
        <DiagnosticReturnScreen />
      </WorkProvider>
    </Router>,
    { source: fakeSource((await test.clientAs(roles)) as object) },
  )
  return location
}

it('shows the weeks, the finding and what was done, and opens a number to its children', async () => {
  const stored = await fill()
  const location = await show()
  const bands = await screen.findByRole('region', { name: 'Children waiting by full weeks' })
  const cells = within(within(bands).getByRole('row', { name: /^Children/ })).getAllByRole('cell')
  expect(cells.map((cell) => cell.textContent)).toEqual([
    ...['1', '0', '0', '0', '0', '0', '1', '0', '0', '0', '0', '0', '0', '1'],
    '3',
  ])
  expect(
    screen.getByRole('heading', { name: '2 children of 3 (66.7 %) have waited six weeks or more' }),
  ).toBeTruthy()
  expect(screen.getByRole('button', { name: '1 child assessed from the waiting list' })).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])

  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: '1 child waiting 6 to <7 weeks' }))
  const drawer = await screen.findByRole('dialog', { name: '1 child waiting 6 to <7 weeks' })
  const grid = await within(drawer).findByRole('grid')
  expect(await within(grid).findByText('6 weeks (42 days)')).toBeTruthy()
  expect(within(grid).queryByRole('columnheader', { name: /Band/ })).toBeNull()
  expect(await accessibilityFaults(drawer)).toEqual([])
  await user.dblClick(await within(grid).findByText(/^TESTFAMILY\d+, Sam$/))
  expect(location.history.at(-1)).toBe(`/children/${stored[1]!.childId}/referrals/${stored[1]!.referralId}`)
})

it('goes to another month and says when it is not over', async () => {
  await fill()
  await show()
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Later: March 2026' }))
  expect(await screen.findByText(/31 March 2026, which is not over yet/)).toBeTruthy()
})

it('exports for those who may', async () => {
  await fill()
  const choose = vi.fn<(name: string) => Promise<null>>(async () => null)
  vi.stubGlobal('cypWaits', { chooseWhereToSave: choose })
  await show()
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Export XLSX' }))
  await waitFor(() => expect(choose).toHaveBeenCalledWith('audiology-six-weeks-2026-02.xlsx'))
  vi.unstubAllGlobals()
})

it('gives a clinician the figures without the export', async () => {
  await fill()
  await show(['clinician'])
  await screen.findByRole('region', { name: 'Children waiting by full weeks' })
  expect(screen.queryByRole('button', { name: /^Export/ })).toBeNull()
})

it('says so where no service does audiology', async () => {
  await fill()
  await test.store.write((tx) =>
    tx.updateTable('service').set({ chs_line: 'Another' }).where('id', '=', 'audiology').execute(),
  )
  await show()
  expect(await screen.findByText('No audiology service')).toBeTruthy()
})

it('has no chart of nobody', async () => {
  await storeHistories(test, [{ facts: [received('2026-01-05')] }])
  await show()
  await screen.findByRole('region', { name: 'Children waiting by full weeks' })
  expect(screen.queryByRole('img')).toBeNull()
  expect(screen.getAllByText('No one waits')).toHaveLength(2)
})
