import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SaveExampleDialog } from '../../../src/renderer/features/rules/index.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { choking, registerPlain } from '../../support/triage.ts'
import { accessibilityFaults, fakeSource, renderWithProviders } from '../support.tsx'
import { openRules } from './open-rules.tsx'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

it('runs the shipped cases and says which rule each fires', async () => {
  const { user } = await openRules(test, { path: '/rules/part/examples', roles: ['manager'] })
  expect(await screen.findByText(/^All \d+ cases pass against the rules in use$/)).toBeTruthy()
  await user.type(screen.getByRole('textbox', { name: 'Search in the worked cases' }), 'dysphagia choking')
  const list = screen.getByRole('list', { name: 'Worked cases' })
  await waitFor(() => expect(within(list).getAllByText(/fires S01/)).toHaveLength(1))
  await user.click(within(list).getByText('Dysphagia with choking'))
  expect(within(list).getByText(/S01 \(v1\): .*choking/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Retire…' })).toBeNull()
  expect(await accessibilityFaults()).toEqual([])
})

it('keeps a referral as a case, changes what must fire, and retires it with a reason', async () => {
  const { referralId } = await registerPlain(test, choking)
  const onClose = vi.fn<() => void>()
  const dialog = renderWithProviders(<SaveExampleDialog referralId={referralId} onClose={onClose} />, {
    source: fakeSource(test.client),
  })
  const saver = userEvent.setup()
  await saver.type(await screen.findByRole('textbox', { name: 'Name of the case' }), 'Chokes on fluids')
  await saver.click(screen.getByRole('button', { name: /^Save the case/ }))
  await waitFor(() => expect(onClose).toHaveBeenCalled())
  dialog.unmount()

  const { user } = await openRules(test, { path: '/rules/part/examples' })
  await user.click(await screen.findByText('Chokes on fluids'))
  const card = screen.getByText('Chokes on fluids').closest('details')!
  await user.click(within(card).getByRole('button', { name: 'Change what must fire…' }))
  const change = await screen.findByRole('dialog', { name: 'What must fire' })
  await user.click(within(change).getByRole('combobox', { name: 'Rules that must fire, and no others' }))
  await user.click(await screen.findByRole('option', { name: /^S05/ }))
  await user.click(within(change).getByRole('button', { name: /^Save the case/ }))
  expect(await screen.findByText(/^1 of \d+ cases fails against the rules in use$/)).toBeTruthy()
  expect(screen.getAllByText(/S05 did not fire\./).length).toBeGreaterThan(0)

  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const failing = screen.getByText('Chokes on fluids').closest('details')!
  await user.click(within(failing).getByRole('button', { name: 'Retire…' }))
  const retire = await screen.findByRole('dialog', { name: 'Retire this worked case?' })
  await user.type(within(retire).getByRole('textbox', { name: 'Reason' }), 'Was a slip')
  await user.click(within(retire).getByRole('button', { name: /^Retire the case/ }))
  expect(await screen.findByText(/^All \d+ cases pass/)).toBeTruthy()
})

it('titles each chart with its finding, and gives its figures as a table by one key', async () => {
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
  const { user } = await openRules(test, { path: '/rules/part/figures' })
  const title = 'S01 is departed from most: 2 of 5 decisions (40 %)'
  const overrides = (await screen.findByRole('heading', { name: title })).closest('section')!
  expect(
    screen.getByRole('heading', { name: /^Half of the decisions of Mar 2026 came within 7 days of receipt/ }),
  ).toBeTruthy()
  expect(within(overrides).getByRole('img', { name: new RegExp('^S01 is departed from most') })).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
  await user.keyboard('{Alt>}t{/Alt}')
  const table = await screen.findByRole('table', { name: title })
  expect(within(table).getByRole('row', { name: /^S01 .* 5 2 40 %$/ })).toBeTruthy()
})

it('says what to do while there is nothing to show', async () => {
  await openRules(test, { path: '/rules/part/figures' })
  expect(await screen.findByText('Nothing to show yet')).toBeTruthy()
})
