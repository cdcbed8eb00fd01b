import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { accessibilityFaults } from '../support.tsx'
import { openRules } from './open-rules.tsx'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const reading = () => screen.getByRole('complementary', { name: 'How the rule reads' })
const draftRule = async (id: string) => (await test.client.rules.draft()).rules.find((rule) => rule.id === id)

it('opens a rule as a form, with what a blank does beside each test', async () => {
  await openRules(test, { path: '/rules/edit/S01' })
  const asked = await screen.findByRole('group', { name: 'Test 2.1' })
  expect(within(asked).getByText('If nobody asked, this still fires.')).toBeTruthy()
  const pathway = screen.getByRole('group', { name: 'Test 1' })
  expect(within(pathway).getByText('If nobody asked, this does not fire.')).toBeTruthy()
  const flags = screen.getByRole('group', { name: 'Test 2.2' })
  expect(within(flags).getByText('If nobody asked, this fires only for another reason.')).toBeTruthy()
  await waitFor(() => expect(reading().textContent).toMatch(/→ urgent, 5 working days/))
  expect(await accessibilityFaults()).toEqual([])
})

it('builds a test by keyboard and reads the rule back while it is built', async () => {
  const { user, location } = await openRules(test, { path: '/rules/edit/S06' })
  await screen.findByRole('group', { name: 'Test 1' })
  await user.click(screen.getByRole('button', { name: 'Add a test' }))
  const field = screen.getByRole('combobox', { name: 'Test 2: what it asks about' })
  await waitFor(() => expect(document.activeElement).toBe(field))
  await user.keyboard('age in months{ArrowDown}{Enter}')
  const answer = await screen.findByRole('textbox', { name: 'Test 2: answer' })
  await user.type(answer, '48')
  await waitFor(() => expect(reading().textContent).toMatch(/4 years or more/))
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(location.history.at(-1)).toBe('/rules/S06'))
  expect((await draftRule('S06'))?.when).toEqual({
    all: [
      { field: 'pathway', op: 'includes', value: 'selective_mutism' },
      { field: 'ageMonths', op: 'gte', value: 48 },
    ],
  })
})

it('says what is missing only after a try to save, at its place and in a summary that leads there', async () => {
  const { user } = await openRules(test, { path: '/rules/new/rule' })
  await screen.findByRole('group', { name: 'Test 1' })
  expect(screen.queryByText('Choose what this asks about.')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Save to the draft' }))
  await screen.findByText('3 things need correcting')
  const links = ['Give the rule a name.', 'Choose what this asks about.', 'Choose what the rule leads to.']
  const [, link] = links.map((name) => screen.getByRole('link', { name }))
  await user.click(link!)
  expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Test 1: what it asks about' }))
  expect((await test.client.rules.draft()).changes).toEqual({ added: 0, removed: 0, changed: 0 })
})

it('changes what a rule leads to and saves it to the draft', async () => {
  const { user, location } = await openRules(test, { path: '/rules/edit/S06' })
  await user.click(await screen.findByRole('combobox', { name: 'Suggest' }))
  await user.click(await screen.findByRole('option', { name: 'Redirect' }))
  await user.type(screen.getByRole('textbox', { name: 'Route' }), 'education and CAMHS')
  await waitFor(() => expect(reading().textContent).toMatch(/redirect suggested, route: education and CAMHS/))
  await user.click(screen.getByRole('button', { name: 'Save to the draft' }))
  await waitFor(() => expect(location.history.at(-1)).toBe('/rules/S06'))
  expect((await draftRule('S06'))?.outcome).toMatchObject({
    suggest: 'redirect',
    route: 'education and CAMHS',
  })
  expect(await screen.findByText('Draft: 1 rule changed')).toBeTruthy()
  expect(screen.getByText('Changed in the draft')).toBeTruthy()
})

it('keeps a half-written rule over a lock and a crash', async () => {
  const first = await openRules(test, { path: '/rules/edit/S06' })
  const name = await screen.findByRole('textbox', { name: 'Name' })
  await first.user.type(name, ' here')
  await waitFor(async () => expect(await test.client.drafts.get({ form: 'rule' })).not.toBeNull())
  first.unmount()
  await openRules(test, { path: '/rules/edit/S06' })
  expect(await screen.findByText('What you had typed is back')).toBeTruthy()
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('Selective mutism here')
})

it('moves a test out of a group, and copies a rule under an id of its own', async () => {
  const { user, unmount } = await openRules(test, { path: '/rules/edit/S01' })
  await user.click(await screen.findByRole('button', { name: 'Move test 2.1 up' }))
  await waitFor(() =>
    expect(screen.getByRole('group', { name: 'Test 2' }).textContent).toMatch(/nobody asked/),
  )
  unmount()
  await openRules(test, { path: '/rules/copy/S06' })
  expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Short id' })).value).toBe('S12')
})

it('is only for clinical leads', async () => {
  const { location } = await openRules(test, { path: '/rules/edit/S06', roles: ['clinician'] })
  await waitFor(() => expect(location.history.at(-1)).toBe('/rules/S06'))
  expect(screen.queryByRole('button', { name: /^Change rule/ })).toBeNull()
})
