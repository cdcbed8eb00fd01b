import { configure, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ReturnsSection } from '../../../src/renderer/features/settings/returns-section.tsx'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { accessibilityFaults, fakeSource, renderWithProviders } from '../support.tsx'

// A real store answers behind this screen; a busy computer may take its time.
configure({ asyncUtilTimeout: 15_000 })

let test: TestStore

beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

it('saves the thresholds of the checks and how many sign', async () => {
  renderWithProviders(<ReturnsSection />, { source: fakeSource(test.client) })
  const user = userEvent.setup()
  const form = within(await screen.findByRole('form', { name: 'Settings of the return' }))
  const save = form.getByRole<HTMLButtonElement>('button', { name: 'Save the settings' })
  expect(save.disabled).toBe(true)
  const share = form.getByLabelText('More than this share')
  await user.clear(share)
  await user.type(share, '35')
  await user.click(form.getByRole('checkbox', { name: 'Two managers have to sign a month off' }))
  expect(await accessibilityFaults()).toEqual([])
  await user.click(save)
  expect(await screen.findByText('The settings of the return were saved.')).toBeTruthy()
  await waitFor(async () =>
    expect((await test.client.signedReturns.settings()).settings).toMatchObject({
      largeChangePercent: 35,
      twoPeople: true,
    }),
  )
  expect(await screen.findByText(/^Version 1, saved by /)).toBeTruthy()
})

it('says beside the field what is not a threshold', async () => {
  renderWithProviders(<ReturnsSection />, { source: fakeSource(test.client) })
  const user = userEvent.setup()
  const form = within(await screen.findByRole('form', { name: 'Settings of the return' }))
  const share = form.getByLabelText('More than this share')
  await user.clear(share)
  await user.type(share, '0')
  await user.click(form.getByRole('button', { name: 'Save the settings' }))
  await waitFor(() => expect(share.getAttribute('aria-invalid')).toBe('true'))
  expect((await test.client.signedReturns.settings()).version).toBe(0)
})

it('adds a line of the provider’s own, renames it and takes it out of use', async () => {
  renderWithProviders(<ReturnsSection />, { source: fakeSource(test.client) })
  const user = userEvent.setup()
  expect(await screen.findByText('There are none.')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Add a line' }))
  const dialog = await screen.findByRole('dialog', { name: 'Add a line of your own' })
  await user.click(within(dialog).getByRole('button', { name: /^Save the line/ }))
  expect(within(dialog).getAllByText('Enter the name of the line').length).toBeGreaterThan(0)
  expect(await accessibilityFaults(dialog)).toEqual([])
  await user.type(within(dialog).getByLabelText(/^Name of the line/), 'Sleep clinic')
  await user.click(within(dialog).getByRole('button', { name: /^Save the line/ }))
  const row = await screen.findByRole('row', { name: /Sleep clinic/ })
  expect(row.textContent).toContain('In use')
  await user.click(within(row).getByRole('button', { name: 'Take out of use: Sleep clinic' }))
  await waitFor(() =>
    expect(screen.getByRole('row', { name: /Sleep clinic/ }).textContent).toContain('Out of use'),
  )
  expect(await test.client.signedReturns.localLines()).toMatchObject([
    { name: 'Sleep clinic', active: false },
  ])
})
