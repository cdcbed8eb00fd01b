import { configure, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { Role } from '../../../src/shared/codes/roles.ts'
import { WorkProvider } from '../../../src/renderer/app/work-context.tsx'
import CommunityDataSetScreen from '../../../src/renderer/features/community-data-set/community-data-set-screen.tsx'
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

async function fill() {
  return storeHistories(test, [
    { facts: [received('2025-11-03')] },
    { facts: [received('2026-02-10'), fact('attended', '2026-02-16', {})] },
    { facts: [received('2025-11-04'), fact('closed', '2026-02-20', { reason: 'discharged' })] },
  ])
}

async function show(roles: Role[] = ['manager']) {
  const location = memoryLocation({ path: '/returns/community-data-set', record: true })
  const work = workOf(test, { roles })
  renderWithProviders(
    <Router hook={location.hook}>
      <WorkProvider work={work}>
        <CommunityDataSetScreen />
      </WorkProvider>
    </Router>,
    { source: fakeSource((await test.clientAs(roles)) as object) },
  )
  return location
}

it('says what the month holds and what would be rejected first', async () => {
  await fill()
  await show()
  const fields = await screen.findByRole('region', { name: 'Field by field' })
  expect(within(fields).getByText(/mandatory fields are not right/)).toBeTruthy()
  const groups = within(fields)
    .getAllByRole('rowheader')
    .map((cell) => cell.textContent)
  expect(groups[0]).toContain('Records would be rejected')
  const commissioner = within(fields).getByRole('row', { name: /CYP101 OrgID_Commissioner/ })
  expect(within(commissioner).getByText('Rejected')).toBeTruthy()
  expect(within(commissioner).getByText(/Blank in all 3 rows/)).toBeTruthy()
  const holds = screen.getByRole('region', { name: 'Rows from 1 February 2026 to 28 February 2026' })
  expect(within(holds).getByText('CYP201 Care contact').parentElement!.textContent).toMatch(/1$/)
  expect(await accessibilityFaults()).toEqual([])
})

it('lists whom a gap is about, and opens one', async () => {
  const stored = await fill()
  const location = await show()
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: '3 rows of CYP001 with NHSNumber missing' }))
  const drawer = await screen.findByRole('dialog', { name: '3 rows of CYP001 with NHSNumber missing' })
  const grid = await within(drawer).findByRole('grid')
  await waitFor(() => expect(grid.getAttribute('aria-rowcount')).toBe('4'))
  expect(await accessibilityFaults(drawer)).toEqual([])
  await user.dblClick((await within(grid).findAllByText(/^TESTFAMILY\d+, Sam$/))[0]!)
  const opened = location.history.at(-1)!
  expect(stored.map((each) => `/children/${each.childId}/referrals/${each.referralId}`)).toContain(opened)
})

it('shows every field when asked, with what the app cannot hold said plainly', async () => {
  await fill()
  await show()
  const user = userEvent.setup()
  await user.click(await screen.findByRole('radio', { name: 'All fields' }))
  const mother = screen.getByRole('row', { name: /NHSNumber_Mother/ })
  expect(within(mother).getByText('The app holds nothing for it: the column is blank.')).toBeTruthy()
})

it('opens the table of codes of a gap and takes a code', async () => {
  await fill()
  await show()
  const user = userEvent.setup()
  await user.click(
    await screen.findByRole('button', { name: 'Open the code table of CYP101 SourceOfReferral' }),
  )
  expect(await screen.findByText(/the national list is not published/)).toBeTruthy()
  await user.type(await screen.findByRole('textbox', { name: 'National code for GP' }), '07')
  await user.click(screen.getByRole('button', { name: 'Save the national code for GP' }))
  await waitFor(async () => {
    const sets = await test.client.communityDataSet.codes()
    const code = sets
      .find(({ id }) => id === 'source_of_referral')!
      .codes.find(({ local }) => local === 'gp')!
    expect(code.national).toBe('07')
  })
  expect(await accessibilityFaults()).toEqual([])
})

it('refuses a code that is no organisation, beside the field', async () => {
  await fill()
  await show()
  const user = userEvent.setup()
  await user.click(
    await screen.findByRole('button', { name: 'Open the code table of CYP101 OrgID_Commissioner' }),
  )
  await user.type(await screen.findByRole('textbox', { name: 'National code for Audiology' }), 'the ICB')
  await user.click(screen.getByRole('button', { name: 'Save the national code for Audiology' }))
  expect(await screen.findByText('An organisation code has 3 to 6 letters and digits.')).toBeTruthy()
})

it('lets somebody who is no manager read the codes only', async () => {
  await fill()
  await show(['administrator'])
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: /^Priority/ }))
  expect(await screen.findByText(/A manager can change them/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Confirm the/ })).toBeNull()
  expect(screen.getAllByText('2 Urgent').length).toBe(2)
})

it('exports after saying what is in the file', async () => {
  await fill()
  await show()
  const choose = vi.fn<(name: string) => Promise<null>>(async () => null)
  vi.stubGlobal('cypWaits', { chooseWhereToSave: choose })
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Export ZIP' }))
  const asked = await screen.findByRole('dialog', { name: 'Export the data set of February 2026?' })
  expect(within(asked).getByText(/identify children/)).toBeTruthy()
  await user.click(within(asked).getByRole('button', { name: 'Choose where to save' }))
  await waitFor(() => expect(choose).toHaveBeenCalledWith('community-data-set-2026-02.zip'))
  vi.unstubAllGlobals()
})

it('says that there is nothing yet', async () => {
  await show()
  expect(await screen.findByText('No referrals yet')).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
})
