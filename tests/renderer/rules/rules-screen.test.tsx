import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { choking, registerPlain } from '../../support/triage.ts'
import { accessibilityFaults } from '../support.tsx'
import { openRules } from './open-rules.tsx'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const cards = () => screen.getAllByRole('article')

it('reads every rule as a sentence, by service and by what it leads to, and says it is a draft', async () => {
  await openRules(test, { path: '/rules', roles: ['manager'] })
  expect(await screen.findByText(/Research draft, not clinically approved/)).toBeTruthy()
  expect(cards()).toHaveLength(42)
  expect(screen.getByText('42 of 42')).toBeTruthy()
  const groups = screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)
  expect(groups).toEqual([
    'Every service',
    'Audiology',
    'Neurodevelopmental assessment',
    'Speech and language therapy',
  ])
  const feeding = screen.getByRole('article', { name: /S01/ })
  expect(feeding.textContent).toMatch(/Speech and language therapy: if .*choking.* → urgent, 5 working days/)
  expect(await accessibilityFaults()).toEqual([])
})

it('finds rules by any word, by what they lead to and by service', async () => {
  const { user, unmount } = await openRules(test, { path: '/rules' })
  await user.type(await screen.findByRole('textbox', { name: 'Search in the rules' }), 'Meningitis Implant')
  await waitFor(() => expect(cards().map((card) => card.textContent.slice(0, 3))).toEqual(['A04']))
  await user.clear(screen.getByRole('textbox', { name: 'Search in the rules' }))
  await user.type(screen.getByRole('textbox', { name: 'Search in the rules' }), 'xyzzy')
  expect(await screen.findByText('No rule fits')).toBeTruthy()
  unmount()
  await openRules(test, { path: '/rules', serviceId: 'audiology' })
  await screen.findByText(/Research draft/)
  const groups = screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)
  expect(groups).toEqual(['Every service', 'Audiology'])
})

it('opens at the rule an address names', async () => {
  await openRules(test, { path: '/rules/S01' })
  const card = await screen.findByRole('article', { name: /S01/ })
  await waitFor(() => expect(document.activeElement).toBe(card))
})

it('counts decisions by rule, and shows only those where people decided otherwise', async () => {
  const { referralId } = await registerPlain(test, choking)
  await test.client.triage.decide({
    referralId,
    version: 1,
    decision: { kind: 'accept', priority: 'soon', reason: 'Seen in clinic last week' },
  })
  const { user } = await openRules(test, { path: '/rules' })
  await user.click(await screen.findByRole('checkbox', { name: 'Only where people decided otherwise' }))
  expect(cards()).toHaveLength(1)
  expect(
    within(cards()[0]!).getByRole('button', {
      name: '1 decision with it in 12 months, 1 otherwise than suggested',
    }),
  ).toBeTruthy()
})
