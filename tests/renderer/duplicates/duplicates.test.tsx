import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { registerReferral } from '../../support/register.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { showScreens } from '../register/screens.tsx'
import { accessibilityFaults } from '../support.tsx'

let test: TestStore

beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

/** Two records of what looks like one child. */
async function pair(familyName: string, other = familyName) {
  const child =
    familyName === 'Fernside'
      ? { givenName: 'Sam', dateOfBirth: '2019-05-17', postcode: 'XA1 1AA' }
      : { givenName: 'Robin', dateOfBirth: '2021-11-03', postcode: 'XB7 4QQ' }
  const left = await registerReferral(test.client, {}, { ...child, familyName, nhsNumber: null })
  const right = await registerReferral(
    test.client,
    { serviceId: 'audiology' },
    { ...child, familyName: other },
  )
  return { left, right }
}

it('shows what agrees and what differs in words, and decides by keyboard', async () => {
  const user = userEvent.setup()
  const { left, right } = await pair('Fernside', 'Fernsyde')
  await pair('Meadowcroft')
  showScreens(test, { at: '/duplicates' })
  expect(await screen.findByText('Pair 1 of 2')).toBeTruthy()
  const rowOf = (name: string) => screen.getByRole('rowheader', { name }).closest('tr')!.textContent
  expect(rowOf('Family name')).toMatch(/FernsideFernsyde.*Close|FernsydeFernside.*Close/)
  expect(rowOf('Given name')).toContain('SamSamSame')
  expect(rowOf('NHS number')).toContain('Cannot be compared')
  expect(rowOf('Referrals')).toContain('Audiology')
  expect(screen.getByText(/Both are kept, with all their referrals/)).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])

  await user.keyboard('{Alt>}s{/Alt}')
  expect(await screen.findByText('Pair 1 of 1')).toBeTruthy()
  const page = await test.client.children.get({ childId: left.childId })
  expect(page.links).toMatchObject([{ childId: right.childId, kind: 'duplicate' }])
  expect((await test.client.children.get({ childId: right.childId })).referrals).toHaveLength(1)

  await user.keyboard('{Alt>}n{/Alt}')
  expect(await screen.findByText('No pairs to review')).toBeTruthy()
  expect((await test.client.children.duplicates({})).total).toBe(0)
  expect(await accessibilityFaults()).toEqual([])
})

it('goes to the next pair without deciding, and notes siblings', async () => {
  const user = userEvent.setup()
  const { left, right } = await pair('Fernside')
  await pair('Meadowcroft')
  showScreens(test, { at: '/duplicates' })
  await screen.findByText('Pair 1 of 2')
  const before = screen.getAllByRole('columnheader').map((cell) => cell.textContent)
  await user.keyboard('{Alt>}j{/Alt}')
  expect(await screen.findByText('Pair 2 of 2')).toBeTruthy()
  await waitFor(() =>
    expect(screen.getAllByRole('columnheader').map((cell) => cell.textContent)).not.toEqual(before),
  )
  expect((await test.client.children.duplicates({})).total).toBe(2)
  await user.keyboard('{Alt>}k{/Alt}')
  await screen.findByText('Pair 1 of 2')
  await waitFor(() =>
    expect(screen.getAllByRole('columnheader').map((cell) => cell.textContent)).toEqual(before),
  )
  const isFirst = before.some((name) => name?.includes('FERNSIDE'))
  if (!isFirst) await user.keyboard('{Alt>}j{/Alt}')
  await waitFor(() => expect(screen.getAllByText(/FERNSIDE/).length).toBeGreaterThan(0))
  await user.click(screen.getByRole('button', { name: /Siblings or twins/ }))
  await waitFor(async () => expect((await test.client.children.duplicates({})).total).toBe(1))
  const page = await test.client.children.get({ childId: left.childId })
  expect(page.links).toMatchObject([{ childId: right.childId, kind: 'sibling' }])
})

it('lets a manager look and not decide', async () => {
  await pair('Fernside')
  showScreens(test, { at: '/duplicates', roles: ['manager'], client: await test.clientAs(['manager']) })
  expect(await screen.findByText('Administrators and clinicians decide.')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /Same child/ })).toBeNull()
})
