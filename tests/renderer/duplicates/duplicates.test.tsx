import { screen, waitFor, within } from '@testing-library/react'
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
    { ...child, familyName: other, school: 'Made-up Primary' },
  )
  return { left, right }
}

it('shows what agrees and what differs in words, and merges by keyboard with a reason', async () => {
  const user = userEvent.setup()
  const { left, right } = await pair('Fernside', 'Fernsyde')
  await pair('Meadowcroft')
  showScreens(test, { at: '/duplicates' })
  expect(await screen.findByText('Pair 1 of 2')).toBeTruthy()
  const rowOf = async (name: string) =>
    (await screen.findByRole('rowheader', { name })).closest('tr')!.textContent
  expect(await rowOf('Family name')).toMatch(/FernsideFernsyde.*Close|FernsydeFernside.*Close/)
  expect(await rowOf('Given name')).toContain('SamSam Same')
  expect(await rowOf('NHS number')).toContain('Cannot be compared')
  expect(await rowOf('School or setting')).toContain('On one record only')
  expect(await rowOf('Referrals')).toContain('Audiology')
  expect(await accessibilityFaults()).toEqual([])

  await user.keyboard('{Alt>}m{/Alt}')
  const dialog = await screen.findByRole('dialog', { name: 'Merge into one record' })
  const family = within(dialog).getByRole('radiogroup', { name: 'Family name' })
  await user.click(within(family).getByRole('radio', { name: 'Fernside' }))
  await user.click(within(dialog).getByRole('button', { name: 'Merge the records' }))
  expect(within(dialog).getByText('Give a reason of at least 3 characters')).toBeTruthy()
  expect(await accessibilityFaults(dialog)).toEqual([])
  await user.type(
    within(dialog).getByRole('textbox', { name: /Why are these one child/ }),
    'The same child, two letters',
  )
  await user.click(within(dialog).getByRole('button', { name: 'Merge the records' }))

  expect(await screen.findByText('Pair 1 of 1')).toBeTruthy()
  const page = await test.client.children.get({ childId: left.childId })
  expect(page.child).toMatchObject({ familyName: 'Fernside', school: 'Made-up Primary' })
  expect(page.referrals).toHaveLength(2)
  expect((await test.client.children.get({ childId: right.childId })).child.id).toBe(page.child.id)

  await user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(await screen.findByText('Pair 1 of 2')).toBeTruthy()
  expect((await test.client.children.get({ childId: right.childId })).referrals).toHaveLength(1)
})

it('goes to the next pair without deciding, by key and from the list, and notes twins and siblings', async () => {
  const user = userEvent.setup()
  const { left, right } = await pair('Fernside')
  const other = await pair('Meadowcroft')
  showScreens(test, { at: '/duplicates' })
  await screen.findByText('Pair 1 of 2')
  await user.keyboard('{Alt>}j{/Alt}')
  expect(await screen.findByText('Pair 2 of 2')).toBeTruthy()
  await user.keyboard('{Alt>}k{/Alt}')
  await screen.findByText('Pair 1 of 2')
  const list = screen.getByRole('navigation', { name: /Pairs 1 to 2 of 2/ })
  const [first, second] = within(list).getAllByRole('button')
  first!.focus()
  await user.keyboard('{ArrowDown}{Enter}')
  expect(await screen.findByText('Pair 2 of 2')).toBeTruthy()
  expect(second!.getAttribute('aria-current')).toBe('true')
  await user.click(within(list).getByRole('button', { name: /FERNSIDE/ }))
  await waitFor(() => expect(screen.getAllByRole('columnheader', { name: /FERNSIDE/ })).toHaveLength(2))
  await user.click(screen.getByRole('button', { name: /^Siblings/ }))
  expect(await screen.findByText('Pair 1 of 1')).toBeTruthy()
  const page = await test.client.children.get({ childId: left.childId })
  expect(page.links).toMatchObject([{ childId: right.childId, kind: 'sibling' }])
  await screen.findAllByRole('columnheader', { name: /MEADOWCROFT/ })
  await user.keyboard('{Alt>}w{/Alt}')
  expect(await screen.findByText('No pairs to review')).toBeTruthy()
  const twins = await test.client.children.get({ childId: other.left.childId })
  expect(twins.links).toMatchObject([{ childId: other.right.childId, kind: 'twin' }])
  expect(await accessibilityFaults()).toEqual([])
})

it('lists merges and decisions, and takes both back with a reason', async () => {
  const user = userEvent.setup()
  const { left, right } = await pair('Fernside')
  const other = await pair('Meadowcroft')
  await test.client.people.link({
    leftId: other.left.childId,
    rightId: other.right.childId,
    kind: 'not_same',
  })
  await test.client.people.merge({
    survivorId: left.childId,
    survivorVersion: 1,
    mergedId: right.childId,
    mergedVersion: 1,
    take: [],
    reason: 'The same child',
  })
  showScreens(test, { at: '/duplicates' })
  await screen.findByText('No pairs to review')
  await user.click(screen.getByRole('tab', { name: 'Merged records' }))
  expect(await screen.findByText('The same child')).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
  await user.click(screen.getByRole('button', { name: /Undo the merge of FERNSIDE/ }))
  await user.type(await screen.findByRole('textbox', { name: /Reason/ }), 'Two children after all')
  await user.click(screen.getByRole('button', { name: 'Undo the merge' }))
  expect(await screen.findByText(/by Test Person 1: Two children after all/)).toBeTruthy()
  const page = await test.client.children.get({ childId: right.childId })
  expect(page.child.id).toBe(right.childId)
  expect(page.links).toMatchObject([{ kind: 'not_same' }])

  await user.click(screen.getByRole('tab', { name: 'Twins, siblings and others' }))
  const row = (await screen.findAllByText(/MEADOWCROFT/))[0]!.closest('tr')!
  await user.click(within(row).getByRole('button', { name: /Take back/ }))
  await user.type(await screen.findByRole('textbox', { name: /Reason/ }), 'Looked again')
  await user.click(screen.getByRole('button', { name: 'Take it back' }))
  await waitFor(() => expect(screen.queryByText(/MEADOWCROFT/)).toBeNull())
  expect((await test.client.children.duplicates({})).total).toBe(1)
})

it('says why two records cannot be merged', async () => {
  const { left, right } = await pair('Fernside')
  await test.store.write(async (tx) => {
    for (const [id, number] of [
      [left.childId, '9990000018'],
      [right.childId, '9990000026'],
    ] as const)
      await tx.updateTable('child').set({ nhs_number: number }).where('id', '=', id).execute()
  })
  showScreens(test, { at: '/duplicates' })
  expect(await screen.findByText(/different NHS numbers/)).toBeTruthy()
  expect(screen.getByRole('button', { name: /^Merge/ })).toHaveProperty('disabled', true)
})

it('lets a manager look and not decide', async () => {
  await pair('Fernside')
  showScreens(test, { at: '/duplicates', roles: ['manager'], client: await test.clientAs(['manager']) })
  expect(await screen.findByText('Administrators and clinicians decide.')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Merge/ })).toBeNull()
})
