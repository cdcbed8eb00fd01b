import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { choking, registerPlain } from '../../support/triage.ts'
import { accessibilityFaults } from '../support.tsx'
import { fill, lookAt, openTriage } from './open-triage.tsx'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

/** Five decisions with S01, two of them otherwise than it suggests. */
async function decideFive(): Promise<void> {
  for (let index = 0; index < 5; index++) {
    const { referralId } = await registerPlain(test, choking, {
      nhsNumber: null,
      familyName: `Child${'abcde'.charAt(index)}`,
      dateOfBirth: `2022-0${index + 1}-11`,
    })
    await test.client.triage.decide({
      referralId,
      version: 1,
      decision: { kind: 'accept', priority: index < 2 ? 'soon' : 'urgent', reason: 'Seen last week already' },
    })
  }
}

it('is one step from the inbox, titles each chart with its finding, and opens the decisions behind a number', async () => {
  await decideFive()
  const { user } = await openTriage(test)
  await user.click(await screen.findByRole('link', { name: 'How we are doing' }))
  const departed = 'S01 is departed from most: 2 of 5 decisions (40 %)'
  expect(await screen.findByRole('heading', { name: departed })).toBeTruthy()
  expect(
    screen.getByRole('heading', { name: /^Half of the decisions of Mar 2026 came within 7 days of receipt/ }),
  ).toBeTruthy()
  expect(screen.getByRole('heading', { name: /referral returned$|^Returned most/ })).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])

  await user.keyboard('{Alt>}t{/Alt}')
  const table = await screen.findByRole('table', { name: departed })
  expect(await accessibilityFaults()).toEqual([])
  await user.click(
    within(table).getByRole('button', { name: 'Show the decisions otherwise than S01 suggests: 2' }),
  )
  const grid = await screen.findByRole('grid', { name: 'Decisions with S01' })
  await waitFor(() => expect(within(grid).getAllByRole('row')).toHaveLength(3))
  expect(within(grid).getByRole('rowheader', { name: /CHILDA/ })).toBeTruthy()

  await user.click(screen.getByRole('checkbox', { name: 'Only otherwise than suggested' }))
  await waitFor(() => expect(within(grid).getAllByRole('row')).toHaveLength(6))
})

it('says what to do while nothing has been decided, and leads back to the inbox', async () => {
  const { user } = await openTriage(test, { path: '/triage/part/figures', roles: ['manager'] })
  expect(await screen.findByText('Nothing to show yet')).toBeTruthy()
  await user.click(screen.getByRole('link', { name: 'Decide' }))
  expect(await screen.findByText('Nothing to triage')).toBeTruthy()
})

it('lets a clinical lead keep the open referral as a worked case', async () => {
  await fill(test)
  const { user } = await openTriage(test)
  await lookAt('URGENT')
  await user.click(screen.getByRole('button', { name: 'Save as worked case…' }))
  const dialog = await screen.findByRole('dialog', { name: 'Save as a worked case' })
  expect(await accessibilityFaults()).toEqual([])
  await user.type(within(dialog).getByRole('textbox', { name: 'Name of the case' }), 'Chokes on thin fluids')
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const cases = await test.client.rules.examples({ of: { kind: 'version', version: 1 } })
  expect(JSON.stringify(cases)).toContain('Chokes on thin fluids')
  // The key that saved the case decided nothing.
  const { counts } = await test.client.waitingList.counts({})
  expect(counts.not_triaged).toBe(3)
})

it('offers no worked case to a clinician', async () => {
  await fill(test)
  await openTriage(test, { roles: ['clinician'] })
  await lookAt('URGENT')
  expect(screen.queryByRole('button', { name: /worked case/ })).toBeNull()
})
