import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { registerPlain } from '../../support/triage.ts'
import { accessibilityFaults } from '../support.tsx'
import { openRules } from './open-rules.tsx'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

/** Switches selective mutism from local policy to redirect in the draft. */
async function redirectMutism(): Promise<void> {
  const draft = await test.client.rules.draft()
  const rule = draft.rules.find(({ id }) => id === 'S06')!
  await test.client.rules.saveRule({
    draftVersion: draft.draftVersion,
    rule: { ...rule, outcome: { suggest: 'redirect', route: 'education and CAMHS' } },
    replaces: 'S06',
  })
}

const registerMutism = () => registerPlain(test, { pathways: ['selective_mutism'] })
const stepOf = async (referralId: string) => (await test.client.triage.get({ referralId })).suggestion.step

it('says in words what the draft changes, and discards it after asking', async () => {
  await redirectMutism()
  const { user } = await openRules(test)
  await user.click(await screen.findByRole('button', { name: 'What differs' }))
  const change = await screen.findByRole('article', { name: /^Changed: S06/ })
  await waitFor(() => expect(change.textContent).toMatch(/redirect/))
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByText('What the draft changes')).toBeNull())
  await user.click(screen.getByRole('button', { name: 'Discard…' }))
  await user.click(await screen.findByRole('button', { name: 'Discard the draft' }))
  await waitFor(() => expect(screen.queryByText(/^Draft:/)).toBeNull())
  expect((await test.client.rules.draft()).changes.changed).toBe(0)
})

it('publishes with a note and moves nobody; applying is a decision of its own', async () => {
  const { referralId } = await registerMutism()
  expect(await stepOf(referralId)).toBe('accept')
  await redirectMutism()
  const { user, location } = await openRules(test)
  await user.click(await screen.findByRole('button', { name: 'Publish…' }))
  const publish = await screen.findByRole('dialog')
  await within(publish).findByText(/worked cases pass/)
  await user.click(within(publish).getByRole('button', { name: /^Publish, moving nobody/ }))
  expect(
    await within(publish).findByRole('link', { name: 'Say in the note what this version changes.' }),
  ).toBeTruthy()
  await user.type(within(publish).getByRole('textbox', { name: 'Note' }), 'CAMHS see it here')
  await user.click(within(publish).getByRole('button', { name: /^Publish, moving nobody/ }))
  await waitFor(() => expect(location.history.at(-1)).toBe('/rules/part/bench'))
  expect(await stepOf(referralId)).toBe('accept')

  await waitFor(() => expect(screen.getByDisplayValue('In use: version 2')).toBeTruthy())
  await user.click(screen.getByRole('button', { name: 'Try the rules' }))
  const byService = await screen.findByRole('table', { name: 'By service' })
  expect(within(byService).getByRole('row', { name: 'Speech and language therapy 1 1' })).toBeTruthy()
  await user.click(await screen.findByText(/^TEST|^[A-Z-]+, /, { selector: '[data-opens] *, [data-opens]' }))
  const why = await screen.findByRole('dialog')
  await within(why).findByText(/redirect suggested, route: education and CAMHS/)
  expect(await accessibilityFaults()).toEqual([])
  await user.keyboard('{Escape}')

  await user.click(await screen.findByRole('button', { name: 'Apply to 1 not triaged…' }))
  const apply = await screen.findByRole('dialog', { name: 'Apply version 2 to all 1?' })
  await user.type(within(apply).getByRole('textbox', { name: 'Reason' }), 'Agreed by the leads')
  await user.click(within(apply).getByRole('button', { name: /^Apply to all 1/ }))
  await waitFor(async () => expect(await stepOf(referralId)).toBe('redirect'))
})

it('is blocked by a failing worked case unless a reason is given', async () => {
  const draft = await test.client.rules.draft()
  const rule = draft.rules.find(({ id }) => id === 'S01')!
  await test.client.rules.saveRule({
    draftVersion: draft.draftVersion,
    rule: { ...rule, enabled: false },
    replaces: 'S01',
  })
  const { user, location } = await openRules(test)
  await user.click(await screen.findByRole('button', { name: 'Publish…' }))
  const publish = await screen.findByRole('dialog')
  expect(await within(publish).findByText(/worked cases? fails?$/)).toBeTruthy()
  expect(within(publish).getByText(/S01 did not fire\./)).toBeTruthy()
  await user.type(within(publish).getByRole('textbox', { name: 'Note' }), 'Without feeding')
  await user.click(within(publish).getByRole('button', { name: /^Publish, moving nobody/ }))
  await within(publish).findByRole('link', { name: /failing case/ })
  expect(await test.client.rules.versions()).toHaveLength(1)
  await user.click(within(publish).getByRole('checkbox', { name: 'Publish although they fail' }))
  await user.type(within(publish).getByRole('textbox', { name: 'Reason' }), 'Feeding moved to another trust')
  await user.click(within(publish).getByRole('button', { name: /^Publish, moving nobody/ }))
  await waitFor(() => expect(location.history.at(-1)).toBe('/rules/part/bench'))
  const [newest] = await test.client.rules.versions()
  expect(newest?.overridden?.reason).toBe('Feeding moved to another trust')
})

it('lists versions, compares two in words and rolls back', async () => {
  await redirectMutism()
  const { draftVersion } = await test.client.rules.draft()
  await test.client.rules.publish({ draftVersion, note: 'Redirect selective mutism' })
  const { user } = await openRules(test, { path: '/rules/part/versions' })
  const table = await screen.findByRole('table', { name: 'Versions' })
  expect(within(table).getAllByRole('row')).toHaveLength(3)
  expect(await screen.findByRole('article', { name: /^Changed: S06/ })).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Roll back to version 1' }))
  const dialog = await screen.findByRole('dialog', { name: 'Roll back to version 1?' })
  await user.type(within(dialog).getByRole('textbox', { name: 'Note' }), 'Back to local policy')
  await waitFor(() =>
    expect(
      within(dialog).getByRole<HTMLButtonElement>('button', { name: /^Put version 1 back/ }).disabled,
    ).toBe(false),
  )
  await user.click(within(dialog).getByRole('button', { name: /^Put version 1 back/ }))
  await waitFor(async () => expect((await test.client.rules.versions())[0]?.origin).toBe('rolled_back'))
})

it('shows a clinician everything and lets them change nothing', async () => {
  await redirectMutism()
  await openRules(test, { path: '/rules/part/bench', roles: ['clinician'] })
  expect(await screen.findByText('Draft: 1 rule changed')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Publish…' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Discard…' })).toBeNull()
})
