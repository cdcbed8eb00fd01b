import { notifications } from '@mantine/notifications'
import { configure, createEvent, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Route, Router, Switch } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Client } from '../../../src/renderer/app/client.ts'
import { ShortcutsProvider } from '../../../src/renderer/app/shortcuts.tsx'
import { WorkProvider } from '../../../src/renderer/app/work-context.tsx'
import { AppointmentsScreen } from '../../../src/renderer/features/appointments/appointments-screen.tsx'
import { passedOverWords } from '../../../src/renderer/features/appointments/fill-panel.tsx'
import { readTime, sessionSlots } from '../../../src/renderer/features/appointments/slots-field.tsx'
import { BookingSection } from '../../../src/renderer/features/appointments/index.ts'
import { mondayOf, templateWords, weekdayOf } from '../../../src/renderer/features/appointments/words.ts'
import type { Role } from '../../../src/shared/codes/roles.ts'
import { addClinic, clinicOf, waitingChild } from '../../support/clinics.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { accessibilityFaults, fakeSource, renderWithProviders } from '../support.tsx'
import { workOf } from '../work.ts'

configure({ asyncUtilTimeout: 10_000 })

const today = '2026-03-02'
const monday = '2026-03-30'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today })
})
afterEach(() => test.close())

async function open(path: string, roles?: readonly Role[], beside?: React.ReactNode) {
  notifications.clean()
  const client = roles ? await test.clientAs(roles) : test.client
  const location = memoryLocation({ path, record: true })
  const work = workOf(test, { roles, services: await test.client.services.list() })
  const rendered = renderWithProviders(
    <Router hook={location.hook}>
      <ShortcutsProvider>
        <WorkProvider work={work}>
          {beside}
          <Switch>
            <Route path="/appointments">
              <AppointmentsScreen />
            </Route>
            <Route path="/appointments/day/:clinicId/:on">
              <AppointmentsScreen />
            </Route>
            <Route path="/appointments/:part">
              <AppointmentsScreen />
            </Route>
          </Switch>
        </WorkProvider>
      </ShortcutsProvider>
    </Router>,
    { source: fakeSource(client as Client) },
  )
  return { ...rendered, history: location.history }
}

async function bookedClinic(on = today) {
  const clinicId = await addClinic(test.client)
  const child = await waitingChild(test.client, {}, { familyName: 'Okonkwo', givenName: 'Adaeze' })
  await test.client.appointments.book({
    ...child,
    clinicId,
    on,
    at: '09:00',
    toldBy: 'letter',
    reason: 'Agreed on the phone',
  })
  return { clinicId, child }
}

describe('the week', () => {
  it('says how many places are left and goes about by the arrows', async () => {
    const { clinicId } = await bookedClinic()
    const { history } = await open('/appointments')
    const user = userEvent.setup()
    const cell = await screen.findByRole('link', {
      name: 'Monday language clinic, Mon 02-Mar-2026: 3 left, 1 of 4 booked',
    })
    await addClinic(test.client, { name: 'Second clinic' })
    await user.click(screen.getByRole('button', { name: 'The week after' }))
    await screen.findByRole('heading', { name: 'Week of 09-Mar-2026' })
    await user.click(screen.getByRole('button', { name: 'This week' }))
    const second = await screen.findByRole('link', { name: /^Second clinic/ })
    second.focus()
    await user.keyboard('{ArrowUp}')
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Monday language clinic/)
    expect(cell).toBeDefined()
    expect(await accessibilityFaults()).toEqual([])
    await user.keyboard('{Enter}')
    expect(history.at(-1)).toBe(`/appointments/day/${clinicId}/${today}`)
  })

  it('without clinics says what to do', async () => {
    await open('/appointments')
    expect(await screen.findByText('No clinics yet')).toBeDefined()
    expect(screen.getByRole('button', { name: 'Add a clinic' })).toBeDefined()
  })
})

describe('a clinic’s day', () => {
  it('records an outcome by one key, asks the next step, takes the usual by Enter and takes both back', async () => {
    const { clinicId, child } = await bookedClinic()
    await open(`/appointments/day/${clinicId}/${today}`)
    const user = userEvent.setup()
    const row = await screen.findByRole('button', { name: /^OKONKWO, Adaeze, booked/ })
    await waitFor(() => expect(document.activeElement).toBe(row))
    expect(await accessibilityFaults()).toEqual([])
    await user.keyboard('{Alt>}2{/Alt}')
    const asked = await screen.findByRole('group', { name: 'What comes next for OKONKWO, Adaeze?' })
    const usual = within(asked).getByRole('button', { name: 'Book again' })
    await waitFor(() => expect(document.activeElement).toBe(usual))
    expect(await accessibilityFaults()).toEqual([])
    await user.keyboard('{Enter}')
    expect(await screen.findByText('Next: book again')).toBeDefined()
    expect((await test.client.referrals.get({ referralId: child.referralId })).status).toBe('to_rebook')
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(await screen.findByRole('button', { name: /^OKONKWO, Adaeze, booked/ })).toBeDefined()
    expect((await test.client.referrals.get({ referralId: child.referralId })).status).toBe('booked')
  })

  it('warns while somebody has no next step', async () => {
    const { clinicId } = await bookedClinic()
    await open(`/appointments/day/${clinicId}/${today}`)
    const user = userEvent.setup()
    await waitFor(() => expect(document.activeElement?.textContent).toBe('OKONKWO, Adaeze'))
    await user.keyboard('{Alt>}1{/Alt}')
    await screen.findByRole('group', { name: /^What comes next/ })
    // The key belongs to the day while the next step is asked: it must not open another screen.
    const slip = createEvent.keyDown(document.activeElement ?? document.body, {
      altKey: true,
      code: 'Digit2',
      key: '2',
    })
    fireEvent(document.activeElement ?? document.body, slip)
    expect(slip.defaultPrevented).toBe(true)
    await user.click(screen.getByRole('button', { name: 'Later' }))
    expect(await screen.findByText('1 child has no next step yet')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Choose the next step' }))
    await user.click(await screen.findByRole('button', { name: 'Refer onward' }))
    await waitFor(() => expect(screen.queryByText('1 child has no next step yet')).toBeNull())
  })

  it('fills a slot by keyboard: who fits, the reasons, and one more question', async () => {
    const clinicId = await addClinic(test.client, { suits: { ...clinicOf().suits, interpreter: false } })
    await waitingChild(
      test.client,
      { receivedDate: '2025-01-06' },
      { familyName: 'Nowak', language: 'Polish', interpreterNeeded: true },
    )
    const fits = await waitingChild(test.client, {}, { familyName: 'Prosser', givenName: 'Cai' })
    await open(`/appointments/day/${clinicId}/${monday}`)
    const user = userEvent.setup()
    const [free] = await screen.findAllByRole('button', { name: /^Free/ })
    await waitFor(() => expect(document.activeElement).toBe(free))
    await user.keyboard('{Enter}')
    const panel = await screen.findByRole('region', { name: 'Fill 09:00' })
    expect(await within(panel).findByText('1 ahead or between do not fit: interpreter 1.')).toBeDefined()
    const first = within(panel).getByRole('button', { name: 'Book PROSSER, Cai, 1 in the queue of who fits' })
    await waitFor(() => expect(document.activeElement).toBe(first))
    expect(first.textContent).toContain('28 days’ notice')
    expect(await accessibilityFaults()).toEqual([])
    await user.keyboard('{Enter}')
    const book = await screen.findByRole('button', { name: 'Book' })
    await waitFor(() => expect(document.activeElement).toBe(book))
    await user.keyboard('{Enter}')
    expect(await screen.findByRole('button', { name: /^PROSSER, Cai, booked/ })).toBeDefined()
    expect((await test.client.referrals.get({ referralId: fits.referralId })).nextAppointmentOn).toBe(monday)
  })

  it('asks why somebody who does not fit is booked', async () => {
    const clinicId = await addClinic(test.client, { suits: { ...clinicOf().suits, ageToMonths: 24 } })
    await waitingChild(test.client, {}, { familyName: 'Prosser', givenName: 'Cai' })
    await open(`/appointments/day/${clinicId}/${monday}`)
    const user = userEvent.setup()
    await user.click((await screen.findAllByRole('button', { name: /^Free/ }))[0]!)
    await user.type(await screen.findByLabelText('Book somebody else'), 'Prosser')
    await user.click(await screen.findByRole('button', { name: /^PROSSER, Cai/ }))
    expect(await screen.findByText(/^Too old on the day: 6 years 10 months/)).toBeDefined()
    const book = screen.getByRole('button', { name: 'Book' })
    expect(book).toHaveProperty('disabled', true)
    await user.type(screen.getByLabelText(/^Reason/), 'The only room with a hearing loop')
    await user.click(book)
    expect(await screen.findByRole('button', { name: /^PROSSER, Cai, booked/ })).toBeDefined()
  })

  it('prints without names when they are off', async () => {
    const { clinicId } = await bookedClinic()
    const print = vi.fn<() => void>()
    vi.stubGlobal('cypWaits', { print })
    await open(`/appointments/day/${clinicId}/${today}`)
    const user = userEvent.setup()
    await screen.findByRole('button', { name: /^OKONKWO/ })
    const sheet = () => document.querySelector('[data-print-sheet]')?.textContent ?? ''
    expect(sheet()).toContain('OKONKWO, Adaeze')
    await user.click(screen.getByRole('switch', { name: 'Names off' }))
    expect(document.body.textContent).not.toMatch(/okonkwo/i)
    expect(sheet()).toContain('Names off.')
    await user.click(screen.getByRole('button', { name: 'Print without names' }))
    expect(print).toHaveBeenCalledOnce()
  })

  it('shows a manager the list without ways to change it', async () => {
    const { clinicId } = await bookedClinic()
    await open(`/appointments/day/${clinicId}/${today}`, ['manager'])
    expect(await screen.findByRole('button', { name: 'OKONKWO, Adaeze, booked' })).toBeDefined()
    expect(screen.queryByText('Alt + 1')).toBeNull()
  })
})

describe('the clinics', () => {
  it('are added by form, with the mistakes named', async () => {
    await open('/appointments/clinics')
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Add a clinic' }))
    const dialog = await screen.findByRole('dialog', { name: 'Add a clinic' })
    await user.click(within(dialog).getByRole('button', { name: 'Add the clinic' }))
    expect(await within(dialog).findAllByText('Enter the name')).not.toHaveLength(0)
    await user.type(within(dialog).getByLabelText(/^Name/), 'Wednesday hearing tests')
    await user.type(within(dialog).getByLabelText(/^Clinician/), 'Alex Audiologist')
    await user.type(within(dialog).getByLabelText(/^Place \*?$|^Place$/), 'Hill Road Clinic')
    await user.click(within(dialog).getByRole('checkbox', { name: 'Wednesday' }))
    expect(await accessibilityFaults(dialog)).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Add the clinic' }))
    expect(await screen.findByRole('article', { name: 'Wednesday hearing tests' })).toBeDefined()
    const [clinic] = await test.client.clinics.list({})
    expect(clinic?.templates[0]).toMatchObject({ weekdays: [1, 3], everyWeeks: 1, from: today })
  })

  it('say who is booked before a day is taken away, and re-book them for a reason', async () => {
    const { child } = await bookedClinic(monday)
    await open('/appointments/clinics')
    const user = userEvent.setup()
    await user.click(
      await screen.findByRole('button', { name: 'Day off or extra session of Monday language clinic' }),
    )
    await user.type(screen.getByLabelText(/^First day/), '30/3/2026')
    await user.click(screen.getByRole('button', { name: 'Save the day' }))
    const dialog = await screen.findByRole('dialog', { name: '1 child is booked there' })
    expect(within(dialog).getByText('OKONKWO, Adaeze')).toBeDefined()
    expect(await accessibilityFaults(dialog)).toEqual([])
    expect((await test.client.referrals.get({ referralId: child.referralId })).status).toBe('booked')
    await user.type(within(dialog).getByLabelText(/^Why does the service cancel/), 'Annual leave')
    await user.click(within(dialog).getByRole('button', { name: 'Cancel 1 appointment and re-book first' }))
    expect(await screen.findByText(/1 child is to be re-booked first/)).toBeDefined()
    expect((await test.client.referrals.get({ referralId: child.referralId })).status).toBe('to_rebook')
  })
})

describe('a referral’s appointments', () => {
  it('offer dates, say whether the offer is reasonable, and record a refusal', async () => {
    await addClinic(test.client)
    const child = await waitingChild(test.client)
    const detail = await test.client.referrals.get({ referralId: child.referralId })
    await open('/elsewhere', undefined, <BookingSection detail={detail} childName="OKONKWO, Adaeze" />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Offer dates' }))
    const offer = await screen.findByRole('dialog', { name: 'Offer dates' })
    await user.click(await within(offer).findByLabelText(/^Mon 23-Mar-2026 at 09:00/))
    expect(within(offer).getByText('Not yet a reasonable offer')).toBeDefined()
    await user.click(within(offer).getByLabelText(/^Mon 30-Mar-2026 at 09:00/))
    expect(await within(offer).findByText('A reasonable offer')).toBeDefined()
    await user.click(within(offer).getByRole('button', { name: 'Record the offer' }))
    await user.click(await screen.findByRole('button', { name: 'Record the reply' }))
    const reply = await screen.findByRole('dialog', { name: 'Reply to the offer' })
    await user.click(within(reply).getByRole('radio', { name: 'Refused' }))
    await user.type(within(reply).getByLabelText(/^Reason/), 'Exams')
    expect(await accessibilityFaults(reply)).toEqual([])
    await user.click(within(reply).getByRole('button', { name: /^Save/ }))
    expect(await screen.findByText(/a reasonable offer\); refused on 02-Mar-2026: Exams/)).toBeDefined()
  })
})

describe('the out-of-turn rate', () => {
  it('is shown by service and month', async () => {
    await bookedClinic()
    await open('/appointments/out-of-turn')
    const row = (await screen.findByText('March 2026')).closest('tr')
    expect(row?.textContent).toContain('0.0 %')
    expect(await accessibilityFaults()).toEqual([])
  })
})

describe('words and times', () => {
  it('of a week and its template', () => {
    expect(weekdayOf('2026-03-29')).toBe(7)
    expect(mondayOf('2026-03-29')).toBe('2026-03-23')
    expect(templateWords(clinicOf().templates[0]!)).toBe(
      'Every week on Monday, 09:00 to 11:00 (3 times, 4 places), from 05-Jan-2026',
    )
  })

  it('are read as people type them', () => {
    expect(['9', '930', '9:30', '09.30', '1345', '24:00', 'noon'].map(readTime)).toEqual([
      '09:00',
      '09:30',
      '09:30',
      '09:30',
      '13:45',
      null,
      null,
    ])
    expect(sessionSlots('09:00', '10:40', 45, 2).map(({ at }) => at)).toEqual(['09:00', '09:45'])
  })

  it('say why others were passed over', () => {
    expect(
      passedOverWords({
        passedOver: [{ code: 'interpreter', words: 'interpreter', count: 3 }],
        lookedAt: 4,
        candidates: [{}],
      } as unknown as Parameters<typeof passedOverWords>[0]),
    ).toBe('3 ahead or between do not fit: interpreter 3.')
  })
})
