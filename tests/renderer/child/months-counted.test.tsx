import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { addFacts, fact, received, storeHistories } from '../../store/returns/histories.ts'
import { accessibilityFaults } from '../support.tsx'
import { openScreen, textOf } from '../waiting-list/open-screens.tsx'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

async function openMonths(childId: string) {
  const opened = await openScreen(test, `/children/${childId}`)
  const months = await screen.findByText('Months counted in')
  await userEvent.click(months)
  return opened
}

const rows = () =>
  within(screen.getByRole('region', { name: 'Months of the return' }))
    .getAllByRole('row')
    .slice(1)
    .map(textOf)

it('says in which months a referral was counted, what happened in each, and which were reported otherwise', async () => {
  const [stored] = await storeHistories(test, [{ facts: [received('2025-12-05')] }])
  const { childId, referralId } = stored!
  test.grant('january-file', { path: `${test.folder}/january.json`, purpose: 'write' } as never)
  await test.client.returns.export({ month: '2026-01', format: 'json', file: 'january-file' })
  await addFacts(test, referralId, [fact('attended', '2026-01-20', {})])

  const { container } = await openMonths(childId)
  await screen.findByText(/1 differs from what was signed or exported/)
  const [january, december, ...others] = rows()
  expect(others).toEqual([])
  expect(january).toMatch(/^January 2026/)
  expect(january).toContain('Not waiting')
  expect(january).toContain('First contact, 20-Jan-2026')
  expect(january).toMatch(/Different now.*Exported as 57 days/)
  expect(december).toContain('3 weeks (26 days); band >2-4 weeks')
  expect(december).toContain('Received, 05-Dec-2025')
  const link = screen.getByRole('link', { name: 'December 2025' })
  expect(link.getAttribute('href')).toContain('/returns/month/2025-12')
  expect(await accessibilityFaults(container)).toEqual([])
})

it('asks for nothing until it is opened, and says why no month counts a referral', async () => {
  const [stored] = await storeHistories(test, [{ service: 'audiology', facts: [received('2025-12-05')] }])
  await test.store.write((tx) =>
    tx.updateTable('service').set({ reported_elsewhere: 1 }).where('id', '=', 'audiology').execute(),
  )
  const opened = await openScreen(test, `/children/${stored!.childId}`)
  const summary = await screen.findByText('Months counted in')
  expect(screen.queryByText(/on no line of the return/)).toBeNull()
  await userEvent.click(summary)
  await screen.findByText(/on no line of the return today/)
  expect(screen.queryByRole('region', { name: 'Months of the return' })).toBeNull()
  expect(await accessibilityFaults(opened.container)).toEqual([])
})
