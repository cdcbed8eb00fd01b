import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { registerPlain } from '../../support/triage.ts'
import { accessibilityFaults } from '../support.tsx'
import {
  isChecked,
  valueOf,
  entries,
  fill,
  inbox,
  letter,
  lookAt,
  noNumber,
  openTriage,
  pane,
  recorded,
  selected,
} from './open-triage.tsx'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

describe('what is shown', () => {
  it('starts at the red flag, then the oldest, with why, until when and what is missing', async () => {
    await fill(test)
    await openTriage(test)
    await lookAt('URGENT, Una')
    expect(entries().map((entry) => entry.textContent)).toEqual([
      expect.stringMatching(/URGENT, Una.*Red flag: choking.*7 days ago.*Triage due in 7 days/),
      expect.stringMatching(/ROUTINE, Rhian.*By age: 28 days since receipt.*Triage 14 days overdue/),
      expect.stringMatching(/INCOMPLETE, Idris.*By age: 14 days since receipt.*Triage due today/),
    ])
    expect(selected().getAttribute('aria-posinset')).toBe('1')
    const suggestion = within(pane())
    expect(suggestion.getByRole('heading', { name: 'Suggested: Urgent' })).toBeTruthy()
    expect(suggestion.getByText('Within 5 working days: due by 02-Mar-2026')).toBeTruthy()
    expect(suggestion.getByText(/feeding referral, choking recorded → urgent, 5 working days/)).toBeTruthy()
    expect(suggestion.getByText(/A suggestion, never a decision.*not clinically approved/)).toBeTruthy()
    expect(within(letter()).getByText('Chokes on thin fluids.')).toBeTruthy()
    expect(within(letter()).getByText('Choking')).toBeTruthy()
  })

  it('says “Not asked” where nobody asked, and nothing else', async () => {
    await registerPlain(test, { redFlagsAsked: null, redFlags: null }, { familyName: 'Blank' })
    await openTriage(test)
    await lookAt('BLANK')
    expect(within(letter()).getByText('Not asked')).toBeTruthy()
    expect(within(letter()).getByText(/Not asked: child in care, child protection plan/)).toBeTruthy()
    expect(within(letter()).queryByText(/Not a child in care/)).toBeNull()
  })

  it('has no accessibility fault axe can find, with a form open and with nothing to do', async () => {
    await fill(test)
    const { user, unmount } = await openTriage(test)
    await lookAt('URGENT')
    expect(await accessibilityFaults()).toEqual([])
    await user.keyboard('{Alt>}r{/Alt}')
    await screen.findByRole('form', { name: 'Redirect' })
    expect(await accessibilityFaults()).toEqual([])
    unmount()
    await openTriage(test, { serviceId: 'audiology' })
    expect(await screen.findByText('Nothing to triage')).toBeTruthy()
    expect(await accessibilityFaults()).toEqual([])
  })

  it('narrows to what is older than two weeks, and to what waits on information', async () => {
    const { routine } = await fill(test)
    await test.client.triage.decide({
      referralId: routine.referralId,
      version: 1,
      decision: { kind: 'ask', items: ['Observed feed'], chaseOn: '2026-03-09' },
    })
    const { user } = await openTriage(test)
    await lookAt('URGENT')
    expect(entries()).toHaveLength(2)
    await user.click(screen.getByRole('radio', { name: /Awaiting information/ }))
    await lookAt('ROUTINE')
    expect(entries()).toHaveLength(1)
    expect(within(letter()).getByText('Observed feed; chase on 09-Mar-2026')).toBeTruthy()
    await user.click(screen.getByRole('radio', { name: /To decide/ }))
    await user.click(
      screen.getByRole('checkbox', { name: 'Only referrals received more than 14 days ago: 0' }),
    )
    expect(await screen.findByText('No referral here was received more than two weeks ago.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Show all of them' }))
    await lookAt('URGENT')
  })
})

describe('by keyboard alone', () => {
  it('decides three referrals, each with its own kind of decision, without a mouse', async () => {
    const { routine, urgent, incomplete } = await fill(test)
    const { user } = await openTriage(test)
    await lookAt('URGENT')

    await user.keyboard('{Control>}{Enter}{/Control}')
    await lookAt('ROUTINE')
    expect(await recorded(test, urgent.referralId)).toMatchObject([
      { type: 'accepted', detail: { priority: 'urgent', dueBy: '2026-03-02', asSuggested: true } },
    ])
    expect(screen.getByText(/Accepted as urgent, 1 letter made\. Next: Rhian Routine/)).toBeTruthy()

    await user.keyboard('{Alt>}c{/Alt}')
    const form = await screen.findByRole('form', { name: 'Accept' })
    expect(document.activeElement).toBe(within(form).getByRole('radio', { name: 'Routine' }))
    await user.keyboard('{ArrowUp}')
    expect(isChecked(within(form).getByRole('radio', { name: 'Soon' }))).toBe(true)
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await within(form).findByText('One thing needs correcting')).toBeTruthy()
    expect(
      within(form)
        .getByRole('textbox', { name: /Reason/ })
        .getAttribute('aria-invalid'),
    ).toBe('true')
    within(form)
      .getByRole('textbox', { name: /Reason/ })
      .focus()
    await user.keyboard('Starts school in April')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await lookAt('INCOMPLETE')
    expect(await recorded(test, routine.referralId)).toMatchObject([
      {
        type: 'accepted',
        reason: 'Starts school in April',
        detail: { priority: 'soon', asSuggested: false, suggested: null },
      },
    ])

    expect(within(pane()).getByRole('heading', { name: 'Suggested: Ask for information first' })).toBeTruthy()
    await user.keyboard('{Alt>}i{/Alt}')
    const asking = await screen.findByRole('form', { name: 'Ask for information' })
    expect(valueOf(within(asking).getByRole('textbox', { name: /What to ask for/ }))).toBe('Consent')
    expect(valueOf(within(asking).getByRole('textbox', { name: /Chase on/ }))).toBe('12-Mar-2026')
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText('Nothing to triage')).toBeTruthy()
    expect(await recorded(test, incomplete.referralId)).toMatchObject([
      {
        type: 'information_requested',
        detail: { items: ['Consent'], chaseOn: '2026-03-12', asSuggested: true },
      },
    ])
  })

  it('redirects and declines with a reason, a ground and advice', async () => {
    const { urgent, routine } = await fill(test)
    const { user } = await openTriage(test)
    await lookAt('URGENT')
    await user.keyboard('{Alt>}r{/Alt}')
    const form = await screen.findByRole('form', { name: 'Redirect' })
    expect(document.activeElement).toBe(within(form).getByRole('combobox', { name: /Where to/ }))
    await user.keyboard('Acute paediatrics')
    within(form)
      .getByRole('textbox', { name: /Reason/ })
      .focus()
    await user.keyboard('Needs admission today{Control>}{Enter}{/Control}')
    await lookAt('ROUTINE')
    expect(await recorded(test, urgent.referralId)).toMatchObject([
      {
        type: 'redirected',
        reason: 'Needs admission today',
        detail: { route: 'Acute paediatrics', asSuggested: false },
      },
    ])
    await user.keyboard('{Alt>}n{/Alt}')
    const declining = await screen.findByRole('form', { name: 'Not accept' })
    const ground = within(declining).getByRole('combobox', { name: 'Ground' })
    expect(document.activeElement).toBe(ground)
    await user.selectOptions(ground, 'UNIVERSAL_OFFER_FIRST')
    within(declining)
      .getByRole('textbox', { name: /Advice/ })
      .focus()
    await user.keyboard('Drop-in on Tuesdays')
    within(declining)
      .getByRole('textbox', { name: /Reason/ })
      .focus()
    await user.keyboard('In line with development{Control>}{Enter}{/Control}')
    await lookAt('INCOMPLETE')
    expect(await recorded(test, routine.referralId)).toMatchObject([
      {
        type: 'not_accepted',
        reason: 'In line with development',
        detail: { advice: 'Drop-in on Tuesdays', asSuggested: false },
      },
    ])
  })

  it('moves in the inbox by arrows, and between the panes by F6', async () => {
    await fill(test)
    const { user } = await openTriage(test)
    await lookAt('URGENT')
    inbox().focus()
    await user.keyboard('{ArrowDown}')
    await lookAt('ROUTINE')
    await user.keyboard('{End}')
    await lookAt('INCOMPLETE')
    expect(inbox().getAttribute('aria-activedescendant')).toBe(selected().id)
    await user.keyboard('{F6}')
    expect(document.activeElement).toBe(letter())
    await user.keyboard('{F6}')
    expect(document.activeElement).toBe(pane())
    await user.keyboard('{F6}')
    expect(document.activeElement).toBe(inbox())
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(letter())
  })

  it('takes the last decision back and returns to that child', async () => {
    const { urgent } = await fill(test)
    const { user } = await openTriage(test)
    await lookAt('URGENT')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await lookAt('ROUTINE')
    expect(screen.getByText('Accepted as urgent, 1 letter made:', { exact: false })).toBeTruthy()
    await user.keyboard('{Alt>}z{/Alt}')
    await lookAt('URGENT')
    expect(await recorded(test, urgent.referralId)).toMatchObject([
      { type: 'accepted' },
      { type: 'voided', reason: 'Taken back at triage' },
    ])
    await waitFor(() => expect(entries()).toHaveLength(3))
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  it('decides nothing by a key that is held down, a bare letter or a second press at once', async () => {
    const { urgent, routine } = await fill(test)
    const { user } = await openTriage(test)
    await lookAt('URGENT')
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true, repeat: true })
    await user.keyboard('cirn')
    expect(screen.queryByRole('form')).toBeNull()
    await user.keyboard('{Control>}{Enter}{Enter}{/Control}')
    await lookAt('ROUTINE')
    expect(await recorded(test, urgent.referralId)).toHaveLength(1)
    expect(await recorded(test, routine.referralId)).toHaveLength(0)
  })

  it('asks why a same-day suggestion is left undecided, keeps the answer and shows it the next time', async () => {
    const { referralId } = await registerPlain(
      test,
      { serviceId: 'neurodevelopment', redFlags: ['immediate_self_harm_risk'] },
      { familyName: 'Sameday', givenName: 'Sam' },
    )
    await registerPlain(test, {}, { ...noNumber, familyName: 'Later', dateOfBirth: '2021-01-01' })
    const { user } = await openTriage(test)
    await lookAt('SAMEDAY')
    await user.keyboard('{Alt>}j{/Alt}')
    const question = await screen.findByRole('dialog', { name: 'Leave SAMEDAY, Sam undecided?' })
    const why = within(question).getByRole('textbox', { name: /Why it is left open/ })
    await waitFor(() => expect(document.activeElement).toBe(why))
    expect(await accessibilityFaults()).toEqual([])
    await user.keyboard('{Enter}')
    expect(within(question).getByText('Say why, in at least 3 characters')).toBeTruthy()
    expect(await recorded(test, referralId)).toEqual([])
    await user.keyboard('On the telephone to the duty team{Enter}')
    await lookAt('LATER')
    expect(await recorded(test, referralId)).toMatchObject([
      { type: 'note', detail: { text: 'On the telephone to the duty team', leftOpen: true } },
    ])
    await user.keyboard('{Alt>}k{/Alt}')
    await lookAt('SAMEDAY')
    expect(
      await within(pane()).findByText(
        /^Left open by .+ on 02-Mar-2026 because: On the telephone to the duty team$/,
      ),
    ).toBeTruthy()
    // Another referral chosen in the list is as much a way of leaving it.
    await user.click(entries()[1]!)
    const again = await screen.findByRole('dialog', { name: 'Leave SAMEDAY, Sam undecided?' })
    expect(valueOf(within(again).getByRole('textbox'))).toBe('On the telephone to the duty team')
    await user.click(within(again).getByRole('button', { name: /Stay and decide/ }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(selected().textContent).toContain('SAMEDAY')
  })

  it('puts a child ahead on named grounds, with who decided and a new date', async () => {
    const { routine } = await fill(test)
    const { user } = await openTriage(test, { path: `/triage/${routine.referralId}` })
    await lookAt('ROUTINE')
    await user.keyboard('{Alt>}x{/Alt}')
    const form = await screen.findByRole('form', { name: 'Expedite' })
    expect(document.activeElement).toBe(
      within(form).getByRole('checkbox', { name: 'Education placement breaking down' }),
    )
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await within(form).findByText('One thing needs correcting')).toBeTruthy()
    await user.click(within(form).getByRole('checkbox', { name: 'Contact with youth justice' }))
    const dueBy = within(form).getByRole('textbox', { name: /New due-by date/ })
    await user.clear(dueBy)
    await user.type(dueBy, '+14')
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(async () =>
      expect(await recorded(test, routine.referralId)).toMatchObject([
        {
          type: 'accepted',
          reason: expect.stringMatching(/^Put ahead: contact with youth justice\. Decided by .+\.$/),
          detail: { priority: 'urgent', dueBy: '2026-03-16', asSuggested: false },
        },
      ]),
    )
  })

  it('keeps what was typed for one child while another is looked at', async () => {
    await fill(test)
    const { user } = await openTriage(test)
    await lookAt('URGENT')
    await user.keyboard('{Alt>}n{/Alt}')
    const form = await screen.findByRole('form', { name: 'Not accept' })
    within(form)
      .getByRole('textbox', { name: /Reason/ })
      .focus()
    await user.keyboard('Half a')
    await user.keyboard('{Alt>}j{/Alt}')
    await lookAt('ROUTINE')
    expect(screen.queryByRole('form')).toBeNull()
    await user.keyboard('{Alt>}k{/Alt}')
    await lookAt('URGENT')
    expect(valueOf(screen.getByRole('textbox', { name: /Reason/ }))).toBe('Half a')
    screen.getByRole('textbox', { name: /Reason/ }).focus()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('form')).toBeNull()
  })
})

describe('other people', () => {
  it('an administrator sees it all, is told who decides, and no key decides', async () => {
    const { urgent } = await fill(test)
    const { user } = await openTriage(test, { roles: ['administrator'] })
    await lookAt('URGENT')
    expect(within(pane()).getByText(/A clinician decides/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Accept/ })).toBeNull()
    await user.keyboard('{Control>}{Enter}{/Control}{Alt>}n{/Alt}')
    expect(screen.queryByRole('form')).toBeNull()
    await user.keyboard('{Alt>}j{/Alt}')
    await lookAt('ROUTINE')
    expect(await recorded(test, urgent.referralId)).toEqual([])
    expect(await accessibilityFaults()).toEqual([])
  })

  it('says that somebody else changed the list, and refreshes when asked', async () => {
    const { routine } = await fill(test)
    const { user, feed } = await openTriage(test)
    await lookAt('URGENT')
    await test.client.triage.decide({
      referralId: routine.referralId,
      version: 1,
      decision: { kind: 'accept', priority: 'routine' },
    })
    feed.send({ noun: 'referral', ids: [routine.referralId] })
    await user.click(await screen.findByRole('button', { name: /1 changed since you looked/ }))
    await waitFor(() => expect(entries()).toHaveLength(2))
    expect(screen.queryByRole('button', { name: /changed since you looked/ })).toBeNull()
  })

  it('shows what was decided when somebody else was first, and loses nothing', async () => {
    const { urgent } = await fill(test)
    const { user } = await openTriage(test)
    await lookAt('URGENT')
    await test.client.triage.decide({
      referralId: urgent.referralId,
      version: 1,
      decision: { kind: 'accept', priority: 'urgent' },
    })
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText(/Decided already: Accepted as urgent/)).toBeTruthy()
    expect(await recorded(test, urgent.referralId)).toHaveLength(1)
  })

  it('says at once that the open referral was decided in another window', async () => {
    const { urgent } = await fill(test)
    const { user, feed } = await openTriage(test)
    await lookAt('URGENT')
    await user.keyboard('{Alt>}n{/Alt}')
    await screen.findByRole('form', { name: 'Not accept' })
    await test.client.triage.decide({
      referralId: urgent.referralId,
      version: 1,
      decision: { kind: 'accept', priority: 'urgent' },
    })
    feed.send({ noun: 'referral', ids: [urgent.referralId] })
    expect(
      await screen.findByText(
        /Changed elsewhere while you had it open: Accepted as urgent.* by .+\. Nothing of yours/,
      ),
    ).toBeTruthy()
    expect(screen.queryByRole('form')).toBeNull()
    expect(await recorded(test, urgent.referralId)).toHaveLength(1)
  })

  it('opens at the referral an address names', async () => {
    const { incomplete } = await fill(test)
    await openTriage(test, { path: `/triage/${incomplete.referralId}` })
    await lookAt('INCOMPLETE')
    await waitFor(() => expect(selected().textContent).toContain('INCOMPLETE'))
    const link = within(letter()).getByRole('link', { name: /Open the child page/ })
    expect(link.getAttribute('href')).toBe(`/children/${incomplete.childId}`)
  })
})
