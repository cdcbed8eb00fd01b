import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { RecordableEvent } from '../../../src/shared/contract/referrals.ts'
import { registerReferral } from '../../support/register.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { accessibilityFaults } from '../support.tsx'
import {
  acceptedReferral,
  descriptionOf,
  openScreen,
  textOf,
  valueOf,
} from '../waiting-list/open-screens.tsx'

let test: TestStore

beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const amber = {
  familyName: 'Ashworth',
  givenName: 'Amber',
  preferredName: 'Amy',
  dateOfBirth: '2019-05-17',
  nhsNumber: '9990000018',
  cpPlan: true,
  contacts: [
    {
      name: 'Jo Ashworth',
      relationship: 'Mother',
      phone: '01632 960001',
      email: null,
      parentalResponsibility: true,
      safeToContact: false,
    },
  ],
}

const detailOf = (referralId: string) => test.client.referrals.get({ referralId })

async function record(referralId: string, event: RecordableEvent, happenedOn: string) {
  const { version } = await detailOf(referralId)
  return test.client.referrals.record({ referralId, version, event, happenedOn, reason: 'For a test' })
}

/** A child accepted in November 2024 whose appointment was on 27 February 2026. */
async function booked() {
  test.setToday('2026-02-02')
  const made = await acceptedReferral(test, amber, { receivedDate: '2024-11-04' })
  await record(
    made.referralId,
    { type: 'appointment_booked', detail: { appointmentOn: '2026-02-27', kind: 'first', place: null } },
    '2026-02-02',
  )
  test.setToday('2026-03-02')
  return made
}

async function open(childId: string) {
  const opened = await openScreen(test, `/children/${childId}`)
  await screen.findByRole('list', { name: /^Timeline/ })
  return opened
}
const timeline = () => screen.getByRole('list', { name: /^Timeline/ })

it('shows who it is about, what to look out for, and each wait in words', async () => {
  const { childId } = await booked()
  await open(childId)
  const banner = screen.getByRole('region', { name: 'Child' })
  expect(within(banner).getByRole('heading', { name: 'ASHWORTH, Amber (Amy)' })).toBeTruthy()
  expect(textOf(banner)).toContain('999 000 0018')
  expect(textOf(banner)).toContain('Child protection plan')
  expect(screen.getByText('69 weeks (483 days)')).toBeTruthy()
  expect(screen.getByText('>52-104 weeks')).toBeTruthy()
  expect(screen.getByText(/Next: See on 27-Feb-2026 and record what happened/)).toBeTruthy()
  expect(screen.getByText('Not safe to contact')).toBeTruthy()
  expect(document.title).not.toMatch(/ashworth/i)
})

it('has no accessibility fault axe can find, on any tab', async () => {
  const { childId } = await booked()
  await open(childId)
  const user = userEvent.setup()
  expect(await accessibilityFaults()).toEqual([])
  for (const tab of ['While waiting', 'What the letter says', 'Triage', 'Answer a parent']) {
    await user.click(screen.getByRole('tab', { name: tab }))
    expect(await accessibilityFaults()).toEqual([])
  }
})

it('records was not brought by keyboard alone, and the wait goes on', async () => {
  const { childId, referralId } = await booked()
  await open(childId)
  const user = userEvent.setup()
  screen.getByRole('button', { name: 'Was not brought' }).focus()
  await user.keyboard('{Enter}')
  const dialog = await screen.findByRole('dialog', { name: 'Was not brought' })
  const date = within(dialog).getByRole('textbox', { name: /Date of the appointment/ })
  await waitFor(() => expect(document.activeElement).toBe(date))
  expect(valueOf(date)).toBe('27-Feb-2026')
  expect(await accessibilityFaults(dialog)).toEqual([])
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(() => expect(textOf(timeline())).toContain('Was not brought'))
  const after = await detailOf(referralId)
  expect(after.status).toBe('to_rebook')
  expect(after.daysWaited).toBe(483)
  expect(after.timeline[0]).toMatchObject({ type: 'was_not_brought', happenedOn: '2026-02-27' })
})

it('warns when the appointment has not come yet', async () => {
  const { childId } = await booked()
  test.setToday('2026-02-20')
  await open(childId)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Was not brought' }))
  const dialog = await screen.findByRole('dialog', { name: 'Was not brought' })
  expect(textOf(dialog)).toContain('The appointment is on 27-Feb-2026, which has not come yet')
})

it('reads a date typed in the box when Ctrl+Enter saves from within it', async () => {
  const { childId, referralId } = await booked()
  await open(childId)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Attended' }))
  const dialog = await screen.findByRole('dialog', { name: 'Attended' })
  const date = within(dialog).getByRole('textbox', { name: /Attended on/ })
  await user.clear(date)
  await user.type(date, '28/2/2026')
  await user.keyboard('{Control>}{Enter}{/Control}')
  await waitFor(async () => {
    const after = await detailOf(referralId)
    expect(after.timeline[0]).toMatchObject({ type: 'attended', happenedOn: '2026-02-28' })
  })
})

it('offers to take back what was just recorded, which voids the entry', async () => {
  const { childId, referralId } = await booked()
  await open(childId)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Was not brought' }))
  await user.keyboard('{Control>}{Enter}{/Control}')
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(async () => expect((await detailOf(referralId)).status).toBe('booked'))
  await waitFor(() => expect(textOf(timeline())).toMatch(/Taken back: Taken back straight after/))
})

it('refuses a date in the future beside the box and saves nothing', async () => {
  const { childId, referralId } = await booked()
  await open(childId)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Attended' }))
  const dialog = await screen.findByRole('dialog')
  const date = within(dialog).getByRole('textbox', { name: /Attended on/ })
  await user.clear(date)
  await user.type(date, '1/4/2026')
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect((await within(dialog).findAllByText('That date is in the future')).length).toBeGreaterThan(0)
  expect((await detailOf(referralId)).status).toBe('booked')
})

it('shows the refusal of the state rules beside its cause', async () => {
  const { childId, referralId } = await booked()
  await open(childId)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Attended' }))
  const dialog = await screen.findByRole('dialog')
  const date = within(dialog).getByRole('textbox', { name: /Attended on/ })
  await user.clear(date)
  await user.type(date, '1/10/2024')
  await user.keyboard('{Control>}{Enter}{/Control}')
  expect(
    (await within(dialog).findAllByText('That date is before the referral was received.')).length,
  ).toBeGreaterThan(0)
  expect(descriptionOf(date)).toMatch(/before the referral was received/)
  expect((await detailOf(referralId)).status).toBe('booked')
})

it('asks before typed words are lost', async () => {
  const { childId } = await booked()
  await open(childId)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Was not brought' }))
  const dialog = await screen.findByRole('dialog')
  await user.type(within(dialog).getByRole('textbox', { name: 'Remark' }), 'No answer')
  await user.keyboard('{Escape}')
  const question = await within(dialog).findByRole('alertdialog', { name: 'Leave without saving?' })
  expect(document.activeElement).toBe(within(question).getByRole('button', { name: 'Keep typing' }))
  await user.keyboard('{Enter}')
  expect(valueOf(within(dialog).getByRole('textbox', { name: 'Remark' }))).toBe('No answer')
})

it('voids an entry only with a reason, and keeps it struck through with who and why', async () => {
  const { childId, referralId } = await booked()
  await open(childId)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: /Void this entry: Appointment booked/ }))
  const dialog = await screen.findByRole('dialog', { name: 'Void this entry?' })
  await waitFor(() =>
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: /Cancel/ })),
  )
  expect(await accessibilityFaults(dialog)).toEqual([])
  await user.click(within(dialog).getByRole('button', { name: /Void the entry/ }))
  expect(within(dialog).getAllByText('Give a reason of at least 3 characters').length).toBeGreaterThan(0)
  expect((await detailOf(referralId)).status).toBe('booked')
  await user.type(within(dialog).getByRole('textbox', { name: /Reason/ }), 'Booked for another child')
  await user.click(within(dialog).getByRole('button', { name: /Void the entry/ }))
  await waitFor(() => expect(textOf(timeline())).toContain('Booked for another child'))
  const struck = within(timeline()).getByText(/Appointment booked for 27-Feb-2026/)
  expect(struck.tagName).toBe('S')
  expect(textOf(timeline())).toMatch(/Booked for another child \(Test Person 1/)
  expect((await detailOf(referralId)).status).toBe('waiting')
})

it('shows what somebody else recorded meanwhile, loses nothing typed and saves on the second try', async () => {
  const { childId, referralId } = await booked()
  await open(childId)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'More' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Note' }))
  const dialog = await screen.findByRole('dialog', { name: 'Note' })
  await user.type(within(dialog).getByRole('textbox', { name: /Note/ }), 'Mine')
  await record(referralId, { type: 'note', detail: { text: 'Theirs' } }, '2026-03-02')
  await user.click(within(dialog).getByRole('button', { name: /Save/ }))
  expect(await within(dialog).findByText('Somebody else changed this first')).toBeTruthy()
  expect(await within(dialog).findByText(/Note: Theirs/)).toBeTruthy()
  expect(valueOf(within(dialog).getByRole('textbox', { name: /Note/ }))).toBe('Mine')
  await user.click(within(dialog).getByRole('button', { name: /Save/ }))
  await waitFor(async () => {
    const sentences = (await detailOf(referralId)).timeline.map((entry) => entry.sentence)
    expect(sentences).toEqual(expect.arrayContaining(['Note: Mine', 'Note: Theirs']))
  })
})

it('lists what cannot be recorded now with the reason in words', async () => {
  const { childId } = await booked()
  await open(childId)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'More' }))
  const refused = await screen.findByRole('menuitem', { name: /^Re-open/ })
  expect(refused.getAttribute('aria-disabled')).toBe('true')
  expect(textOf(refused)).toContain('This referral is open already.')
  expect(await accessibilityFaults(screen.getByRole('menu'))).toEqual([])
})

it('answers a parent in plain words without a queue number, on screen and in print', async () => {
  const { childId } = await booked()
  const print = vi.fn<() => void>()
  vi.stubGlobal('cypWaits', { print })
  await open(childId)
  const user = userEvent.setup()
  await user.click(screen.getByRole('tab', { name: 'Answer a parent' }))
  const sheet = screen.getByTestId('answer-sheet')
  expect(textOf(sheet)).toContain('received the referral on 4 November 2024')
  expect(textOf(sheet)).toContain('As at 2 March 2026. Printed by Test Person 1.')
  expect(sheet.textContent).not.toMatch(/\bnumber \d|place \d|\d+(st|nd|rd|th) in/i)
  await user.click(screen.getByRole('button', { name: 'Print these words' }))
  expect(print).toHaveBeenCalledOnce()
})

it('keeps not asked, no and yes apart when the letter is edited', async () => {
  const { childId, referralId } = await registerReferral(test.client, { receivedDate: '2026-02-02' }, amber)
  await open(childId)
  const user = userEvent.setup()
  await user.click(screen.getByRole('tab', { name: 'What the letter says' }))
  expect(textOf(screen.getByText('Red flags').nextElementSibling)).toContain('Not asked')
  await user.click(screen.getByRole('button', { name: 'Edit what the letter says' }))
  const dialog = await screen.findByRole('dialog', { name: 'What the letter says' })
  const asked = within(dialog).getByRole('radiogroup', { name: /red-flag questions asked/ })
  await user.click(within(asked).getByRole('radio', { name: 'Yes' }))
  await user.click(within(dialog).getByLabelText('Choking'))
  expect(await accessibilityFaults(dialog)).toEqual([])
  await user.click(within(dialog).getByRole('button', { name: /^Save/ }))
  await waitFor(async () => {
    const { facts } = await detailOf(referralId)
    expect(facts).toMatchObject({ redFlagsAsked: true, redFlags: ['choking'] })
  })
  expect(await screen.findByText('Choking')).toBeTruthy()
})

it('edits details, and shows the present values when somebody else was first', async () => {
  const { childId } = await booked()
  await open(childId)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Edit details' }))
  const dialog = await screen.findByRole('dialog', { name: 'Edit details' })
  await user.type(within(dialog).getByRole('textbox', { name: 'Postcode' }), 'ZZ99 3VZ')
  const { child } = await test.client.children.get({ childId })
  const { id: _id, version, diedOn: _diedOn, ...held } = child
  await test.client.children.update({ childId, version, child: { ...held, gpPracticeCode: 'Y00001' } })
  await user.click(within(dialog).getByRole('button', { name: /^Save/ }))
  const changed = await within(dialog).findByRole('row', { name: /GP practice/ })
  expect(textOf(changed)).toContain('Y00001')
  expect(valueOf(within(dialog).getByRole('textbox', { name: 'Postcode' }))).toBe('ZZ99 3VZ')
  await user.click(within(dialog).getByRole('button', { name: /Take what is there now/ }))
  await user.click(within(dialog).getByRole('button', { name: /^Save/ }))
  await waitFor(async () => {
    const after = await test.client.children.get({ childId })
    expect(after.child).toMatchObject({ postcode: 'ZZ99 3VZ', gpPracticeCode: 'Y00001' })
  })
})

it('names the missing fields at the top of the form and links to them', async () => {
  const { childId } = await booked()
  await open(childId)
  const user = userEvent.setup()
  await user.click(screen.getByRole('button', { name: 'Edit details' }))
  const dialog = await screen.findByRole('dialog', { name: 'Edit details' })
  await user.clear(within(dialog).getByRole('textbox', { name: /Family name/ }))
  await user.click(within(dialog).getByRole('button', { name: /^Save/ }))
  await user.click(await within(dialog).findByRole('link', { name: 'Enter the family name' }))
  expect(document.activeElement).toBe(within(dialog).getByRole('textbox', { name: /Family name/ }))
  expect(await accessibilityFaults(dialog)).toEqual([])
})

it('leads to a possible duplicate side by side, names a twin, and takes the decision back with a reason', async () => {
  const { childId } = await booked()
  const alike = { familyName: 'Ashworth', givenName: 'Amber', dateOfBirth: '2019-05-17' }
  const other = await registerReferral(test.client, { receivedDate: '2026-02-02' }, alike)
  await open(childId)
  const compare = screen.getByRole('link', { name: 'Compare and decide' })
  expect(compare.getAttribute('href')).toBe(`/duplicates/${childId}/${other.childId}`)
  await test.client.people.link({ leftId: childId, rightId: other.childId, kind: 'twin' })
  cleanup()
  await open(childId)
  const people = screen.getByRole('list', { name: 'Twins, siblings and merged records' })
  expect(textOf(people)).toContain('Twin of ASHWORTH, Amber')
  expect(await accessibilityFaults()).toEqual([])
  const user = userEvent.setup()
  await user.click(within(people).getByRole('button', { name: /Take back/ }))
  await user.type(await screen.findByRole('textbox', { name: /Reason/ }), 'The family says otherwise')
  await user.click(screen.getByRole('button', { name: 'Take it back' }))
  await waitFor(async () => {
    const after = await test.client.children.get({ childId })
    expect(after.links).toEqual([])
    expect(after.similar).toHaveLength(1)
  })
})

it('opens the surviving record for a merged one, says so, and offers the way back', async () => {
  const { childId } = await booked()
  const alike = { familyName: 'Ashworth', givenName: 'Amber', dateOfBirth: '2019-05-17' }
  const other = await registerReferral(test.client, { receivedDate: '2026-02-02' }, alike)
  const { child } = await test.client.children.get({ childId })
  await test.client.people.merge({
    survivorId: childId,
    survivorVersion: child.version,
    mergedId: other.childId,
    mergedVersion: 1,
    take: [],
    reason: 'One child in two letters',
  })
  const { history } = await openScreen(test, `/children/${other.childId}`)
  const [said] = await screen.findAllByText(/The record you opened, ASHWORTH, Amber, is merged into this one/)
  expect(textOf(said!.parentElement!)).toMatch(/by Test Person 1: One child in two letters/)
  // The address is now that of the record that stands for it, and Back does not lead into a circle.
  await waitFor(() => expect(history).toEqual([`/children/${childId}`]))
  expect(screen.getByText(/The record you opened, ASHWORTH, Amber, is merged/)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Undo the merge of ASHWORTH, Amber' })).toBeTruthy()
  expect(await accessibilityFaults()).toEqual([])
})

it('says so when the child is not there', async () => {
  await openScreen(test, '/children/00000000-0000-4000-8000-000000000000')
  expect(await screen.findByText('That child is not in this store.')).toBeTruthy()
})

it('lets a manager read and record nothing', async () => {
  const { childId } = await booked()
  await openScreen(test, `/children/${childId}`, ['manager'])
  await screen.findByRole('list', { name: /^Timeline/ })
  expect(screen.queryByRole('button', { name: 'Was not brought' })).toBeNull()
  expect(screen.queryByRole('button', { name: 'Edit details' })).toBeNull()
  expect(screen.queryByRole('button', { name: /Void this entry/ })).toBeNull()
})

/** The buttons of the next step, the filled one first named. */
const filled = () =>
  screen
    .getAllByRole('button')
    .concat(screen.queryAllByRole('link'))
    .filter((button) => button.dataset['variant'] === 'filled')
    .map((button) => button.textContent)

it('leads with the follow-up or the discharge once a child was seen', async () => {
  const { childId, referralId } = await booked()
  await record(referralId, { type: 'attended', detail: { treatment: false, outcome: null } }, '2026-02-27')
  await open(childId)
  expect(screen.getByText('Next: Decide the next stage or discharge')).toBeTruthy()
  expect(filled()).toEqual(['Book appointment'])
  expect(screen.getByRole('button', { name: 'Close' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Attended' })).toBeNull()
})

it('leads with attendance while a follow-up is booked', async () => {
  const { childId, referralId } = await booked()
  await record(referralId, { type: 'attended', detail: { treatment: false, outcome: null } }, '2026-02-27')
  await record(
    referralId,
    { type: 'appointment_booked', detail: { appointmentOn: '2026-03-20', kind: 'follow_up', place: null } },
    '2026-03-02',
  )
  await open(childId)
  expect(screen.getByText('Next: See on 20-Mar-2026 and record what happened')).toBeTruthy()
  expect(filled()).toEqual(['Attended'])
})

it('leads to triage while nobody has decided', async () => {
  const { childId } = await registerReferral(test.client, {}, amber)
  await open(childId)
  expect(filled()).toEqual(['Open in triage'])
})
