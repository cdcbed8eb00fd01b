import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { registerPlain } from '../../support/triage.ts'
import {
  aLook,
  fill,
  lookAt,
  noNumber,
  openTriage,
  pane,
  recorded,
  selected,
  valueOf,
} from './open-triage.tsx'

let store: TestStore
beforeEach(async () => {
  store = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => store.close())

test('never accepts by one key what the rules would ask about or send elsewhere', async () => {
  const away = { gpInArea: false, residentInArea: false, schoolInArea: false }
  const asked = await registerPlain(
    store,
    { receivedDate: '2026-02-02', consentStatus: null, pathways: ['language'] },
    { ...noNumber, familyName: 'Incomplete' },
  )
  const sent = await registerPlain(
    store,
    { circumstances: away, pathways: ['language'] },
    { ...noNumber, familyName: 'Elsewhere', dateOfBirth: '2020-11-30', childInCare: false },
  )
  const { user } = await openTriage(store)
  await lookAt('INCOMPLETE')
  expect(within(pane()).queryByRole('button', { name: /^Accept as/ })).toBeNull()
  expect(within(pane()).getByRole('button', { name: 'Ask for information first…' })).toBeTruthy()
  await user.keyboard('{Control>}{Enter}{Enter}{/Control}')
  const asking = await screen.findByRole('form', { name: 'Ask for information' })
  expect(valueOf(within(asking).getByRole('textbox', { name: /What to ask for/ }))).toBe('Consent')
  expect(await recorded(store, asked.referralId)).toEqual([])

  await user.keyboard('{Alt>}c{/Alt}')
  const accepting = await screen.findByRole('form', { name: 'Accept' })
  expect(within(accepting).queryByRole('radio', { name: /suggested/ })).toBeNull()
  await aLook()
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(await within(accepting).findByText('One thing needs correcting')).toBeTruthy()
  within(accepting)
    .getByRole('textbox', { name: /Reason/ })
    .focus()
  await user.keyboard('Consent given on the telephone{Control>}{Enter}{/Control}')
  await lookAt('ELSEWHERE')
  expect(await recorded(store, asked.referralId)).toMatchObject([
    { type: 'accepted', reason: 'Consent given on the telephone', detail: { asSuggested: false } },
  ])

  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(await screen.findByRole('form', { name: 'Redirect' })).toBeTruthy()
  await user.keyboard('{Alt>}c{/Alt}')
  const keeping = await screen.findByRole('form', { name: 'Accept' })
  expect(within(keeping).queryByRole('radio', { name: /suggested/ })).toBeNull()
  expect(await recorded(store, sent.referralId)).toEqual([])
})

test('says in inbox and pane that no priority is suggested, and accepts as routine', async () => {
  const { routine } = await fill(store)
  const { user } = await openTriage(store, { path: `/triage/${routine.referralId}` })
  await lookAt('ROUTINE')
  await waitFor(() => expect(selected().textContent).toMatch(/By age: 28 days since receipt(?!, )/))
  expect(within(pane()).getByRole('heading', { name: 'No priority suggested' })).toBeTruthy()
  expect(within(pane()).queryByText(/Suggested:/)).toBeNull()
  expect(
    within(pane()).getByText(
      'The rules suggest no priority; routine is the service’s own target: due by 08-Jun-2026',
    ),
  ).toBeTruthy()
  expect(within(pane()).getByRole('button', { name: 'Accept as routine' })).toBeTruthy()
  await user.keyboard('{Control>}{Enter}{/Control}')
  await lookAt('INCOMPLETE')
  expect(await recorded(store, routine.referralId)).toMatchObject([
    { type: 'accepted', reason: null, detail: { priority: 'routine', asSuggested: true, suggested: null } },
  ])
})

test('shows a due-by date that has passed in its box, says so, and does not move it', async () => {
  const routine = await registerPlain(
    store,
    { receivedDate: '2026-01-12', pathways: ['language'] },
    { familyName: 'Routine' },
  )
  const { user } = await openTriage(store, { path: `/triage/${routine.referralId}` })
  await lookAt('ROUTINE')
  await user.keyboard('{Alt>}c{/Alt}')
  const form = await screen.findByRole('form', { name: 'Accept' })
  const dueBy = () => valueOf(within(form).getByRole('textbox', { name: /Due by/ }))
  expect(dueBy()).toBe('')
  await user.click(within(form).getByRole('radio', { name: 'Urgent' }))
  expect(dueBy()).toBe('09-Feb-2026')
  expect(within(form).getByText('Already past: 09-Feb-2026.')).toBeTruthy()
  await user.click(within(form).getByRole('textbox', { name: /Reason/ }))
  await user.keyboard('Choked at nursery{Control>}{Enter}{/Control}')
  await waitFor(async () =>
    expect(await recorded(store, routine.referralId)).toMatchObject([{ detail: { priority: 'urgent' } }]),
  )
  expect((await store.client.referrals.get({ referralId: routine.referralId })).dueBy).toBe('2026-02-09')
})
