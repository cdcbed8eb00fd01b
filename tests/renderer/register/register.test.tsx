import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { registerReferral } from '../../support/register.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { accessibilityFaults } from '../support.tsx'
import { showScreens } from './screens.tsx'

let test: TestStore

beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const list = () => test.client.waitingList.page({ filter: { queue: 'all_open' } })

it('registers a new child by keyboard alone, without ever leaving the keys', async () => {
  const user = userEvent.setup({ delay: null })
  showScreens(test, { at: '/register' })
  const box = await screen.findByLabelText('Find the child')
  await waitFor(() => expect(document.activeElement).toBe(box))
  await user.keyboard('Nowak, Zofia 04/03/2021')
  expect(await screen.findByText(/Nobody by that/)).toBeTruthy()
  await user.keyboard('{Enter}')

  const family = await screen.findByLabelText<HTMLInputElement>(/^Family name( \*)?$/)
  await waitFor(() => expect(document.activeElement).toBe(family))
  expect(family.value).toBe('Nowak')
  expect(screen.getByLabelText<HTMLInputElement>(/^Given name( \*)?$/).value).toBe('Zofia')
  expect(screen.getByLabelText<HTMLInputElement>(/^Date of birth( \*)?$/).value).toBe('04-Mar-2021')

  const service = screen.getByRole('radio', { name: 'Speech and language therapy' })
  for (let presses = 0; presses < 80 && document.activeElement?.getAttribute('type') !== 'radio'; presses++)
    await user.tab()
  while (document.activeElement?.getAttribute('name') !== service.getAttribute('name')) await user.tab()
  await user.keyboard('{ArrowDown}')
  if (!(service as HTMLInputElement).checked) await user.keyboard('{ArrowDown}')
  expect((service as HTMLInputElement).checked).toBe(true)
  await user.tab()
  expect(document.activeElement).toBe(screen.getByLabelText(/^Received( \*)?$/))
  await user.keyboard('{Control>}a{/Control}-3{Control>}{Enter}{/Control}')

  expect(await screen.findByText('Saved: Speech and language therapy')).toBeTruthy()
  const page = await list()
  expect(page.rows).toMatchObject([
    {
      familyName: 'Nowak',
      givenName: 'Zofia',
      dateOfBirth: '2021-03-04',
      serviceId: 'slt',
      receivedDate: '2026-02-27',
    },
  ])
  const suggested = await test.client.triage.get({ referralId: page.rows[0]!.referralId })
  expect(suggested.suggestion.sentences.length).toBeGreaterThan(0)
  for (const sentence of suggested.suggestion.sentences)
    expect(screen.getByRole('region', { name: 'What the rules suggest' }).textContent).toContain(
      sentence.text,
    )
  expect(screen.getByRole('link', { name: 'Open in triage' }).getAttribute('href')).toBe(
    `/triage/${page.rows[0]!.referralId}`,
  )
  expect(await test.client.drafts.get({ form: 'register' })).toBeNull()
  expect(await accessibilityFaults()).toEqual([])
})

it('finds a child by date of birth and asks for a reason only when the service does', async () => {
  const user = userEvent.setup({ delay: null })
  const { childId } = await registerReferral(
    test.client,
    {},
    { familyName: 'Adeyemi', givenName: 'Tolu', dateOfBirth: '2020-06-09' },
  )
  showScreens(test, { at: '/register' })
  await user.type(await screen.findByLabelText('Find the child'), '9/6/2020')
  expect(await screen.findByRole('option', { name: /ADEYEMI, Tolu/ })).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
  await user.keyboard('{Enter}')
  expect((await screen.findByText('ADEYEMI, Tolu')).textContent).toBe('ADEYEMI, Tolu')
  expect(screen.queryByRole('textbox', { name: 'Reason' })).toBeNull()

  await user.click(screen.getByRole('radio', { name: 'Speech and language therapy' }))
  await user.keyboard('{Control>}{Enter}{/Control}')
  const reason = await screen.findByRole('textbox', { name: 'Reason' })
  expect(screen.getAllByText(/already has an open referral to Speech and language therapy/).length).toBe(2)
  await waitFor(() => expect(document.activeElement).toBe(reason))
  expect((await list()).total).toBe(1)

  await user.keyboard('Second concern, from school{Control>}{Enter}{/Control}')
  expect(await screen.findByText('Registered with your reason')).toBeTruthy()
  const page = await list()
  expect(page.total).toBe(2)
  expect(new Set(page.rows.map((row) => row.childId))).toEqual(new Set([childId]))
})

it('shows similar children beside a new one, and remembers who is somebody else', async () => {
  const user = userEvent.setup({ delay: null })
  const first = await registerReferral(
    test.client,
    {},
    { familyName: 'Okafor', givenName: 'Chidi', dateOfBirth: '2019-01-20', postcode: 'XA1 1AA' },
  )
  showScreens(test, { at: '/register', serviceId: 'audiology' })
  await user.type(await screen.findByLabelText('Find the child'), 'okafor chidl')
  await user.click(await screen.findByRole('option', { name: /Add a new child/ }))
  await user.clear(await screen.findByLabelText(/^Given name( \*)?$/))
  await user.type(screen.getByLabelText(/^Given name( \*)?$/), 'Chidi')
  await user.clear(screen.getByLabelText(/^Family name( \*)?$/))
  await user.type(screen.getByLabelText(/^Family name( \*)?$/), 'Okafor')
  await user.type(screen.getByLabelText(/^Date of birth( \*)?$/), '20 Jan 2019')
  await user.tab()

  const similar = within(screen.getByRole('region', { name: 'Similar children' }))
  expect(await similar.findByText('Likely the same child')).toBeTruthy()
  expect(similar.getByText('Agrees on given name, family name, date of birth.')).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])

  await user.click(similar.getByRole('button', { name: 'Not the same child: OKAFOR, Chidi' }))
  expect(await similar.findByText('Another child')).toBeTruthy()
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(await screen.findByText('Saved: Audiology')).toBeTruthy()
  const page = await list()
  expect(page.rows.filter((row) => row.childId !== first.childId)).toHaveLength(1)
  expect((await test.client.children.duplicates({})).total).toBe(0)
})

it('says that twins are two children', async () => {
  const user = userEvent.setup({ delay: null })
  await registerReferral(
    test.client,
    {},
    { familyName: 'Mirza', givenName: 'Ayaan', dateOfBirth: '2021-12-10', postcode: 'QA5 2CO' },
  )
  showScreens(test, { at: '/register' })
  await user.type(await screen.findByLabelText('Find the child'), 'Aleena Mirza 10/12/2021')
  await user.click(await screen.findByRole('option', { name: /Add a new child/ }))
  await user.type(await screen.findByLabelText(/^Postcode( \*)?$/), 'QA5 2CO')
  expect(await screen.findByText(/they may be twins/)).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Use this child: MIRZA, Ayaan' }))
  expect(await screen.findByRole('button', { name: 'Another child' })).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: 'Family name' })).toBeNull()
})

it('lists what is missing at the top and goes to the field', async () => {
  const user = userEvent.setup({ delay: null })
  showScreens(test, { at: '/register' })
  await screen.findByLabelText('Find the child')
  await user.click(screen.getByRole('button', { name: /^Save ?Ctrl/ }))
  expect(await screen.findByText('2 things need correcting')).toBeTruthy()
  await user.click(screen.getByRole('link', { name: 'Choose the service' }))
  expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Audiology' }))
  expect((await list()).total).toBe(0)
  expect(await accessibilityFaults()).toEqual([])
})

it('keeps a half-typed referral and offers it back', async () => {
  const user = userEvent.setup({ delay: null })
  const first = showScreens(test, { at: '/register' })
  await user.type(await screen.findByLabelText('Find the child'), 'Pham, An')
  await user.click(await screen.findByRole('option', { name: /Add a new child/ }))
  await user.click(await screen.findByLabelText(/^Reason in the referrer/))
  await user.paste('Does not turn to sound')
  await waitFor(async () =>
    expect((await test.client.drafts.get({ form: 'register' }))?.body).toContain('Does not turn to sound'),
  )
  first.unmount()

  showScreens(test, { at: '/register' })
  expect(await screen.findByText(/You have an unfinished referral/)).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Carry on with it' }))
  expect((await screen.findByLabelText<HTMLInputElement>(/^Family name( \*)?$/)).value).toBe('Pham')
  expect(screen.getByLabelText<HTMLTextAreaElement>(/^Reason in the referrer/).value).toBe(
    'Does not turn to sound',
  )
  await user.click(screen.getByRole('button', { name: 'Clear the form' }))
  await waitFor(async () => expect(await test.client.drafts.get({ form: 'register' })).toBeNull())
  expect(await screen.findByLabelText('Find the child')).toBeTruthy()
})

it('shows an NHS number of another child beside the number', async () => {
  const user = userEvent.setup({ delay: null })
  await registerReferral(test.client, {}, { nhsNumber: '9990000018', dateOfBirth: '2018-01-01' })
  showScreens(test, { at: '/register', serviceId: 'slt' })
  await user.type(await screen.findByLabelText('Find the child'), 'Quay, Sam 2/2/2020')
  await user.click(await screen.findByRole('option', { name: /Add a new child/ }))
  const number = await screen.findByLabelText(/^NHS number( \*)?$/)
  await user.type(number, '999 000 0018')
  await user.click(screen.getByRole('button', { name: /^Save and register another/ }))
  await waitFor(() => expect(number.getAttribute('aria-invalid')).toBe('true'))
  expect(screen.getAllByText(/Another child in this store has that NHS number/).length).toBe(2)
  await user.clear(number)
  await user.click(screen.getByRole('button', { name: /^Save and register another/ }))
  expect(await screen.findByText('The referral before is saved')).toBeTruthy()
  expect((await list()).total).toBe(2)
  expect(await screen.findByLabelText('Find the child')).toBeTruthy()
})
