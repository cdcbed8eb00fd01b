import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Route } from 'wouter'
import ReviewScreen from '../../../src/renderer/features/waiting-care/review-screen.tsx'
import SupportScreen from '../../../src/renderer/features/waiting-care/support-screen.tsx'
import { registerReferral } from '../../support/register.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { accessibilityFaults } from '../support.tsx'
import { acceptedReferral, openScreen, textOf } from '../waiting-list/open-screens.tsx'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(() => test.close())

const long = (familyName = 'Ashworth', receivedDate = '2024-11-04') =>
  acceptedReferral(test, { familyName, givenName: 'Amber' }, { receivedDate })
const workshop = () =>
  test.client.support.saveOption({
    name: 'Talking together workshop',
    kind: 'workshop',
    languages: ['English', 'Polish'],
    howToReach: '01632 960 111',
  })
const card = () => screen.findByRole('list', { name: /^Timeline/ })
const save = (user: ReturnType<typeof userEvent.setup>) => user.keyboard('{Control>}{Enter}{/Control}')

describe('a long-wait review', () => {
  it('is asked for on the child’s page, says at the field what is missing, and is taken back whole', async () => {
    const { childId, referralId } = await long()
    await openScreen(test, `/children/${childId}/referrals/${referralId}`)
    const user = userEvent.setup()
    expect(await screen.findByText('Long-wait review due: 65 weeks')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Review now' }))
    const dialog = await screen.findByRole('dialog', { name: 'Long-wait review: 65 weeks' })
    expect(await accessibilityFaults(dialog)).toEqual([])
    await waitFor(() =>
      expect(document.activeElement).toBe(within(dialog).getByRole('radio', { name: 'Better' })),
    )
    await save(user)
    const summary = await within(dialog).findByRole('alert')
    expect(textOf(summary)).toContain('Choose how the need has changed')
    expect(textOf(summary)).toContain('Say what is done meanwhile')
    await user.click(within(dialog).getByRole('radio', { name: 'Worse' }))
    await user.click(within(dialog).getByRole('radio', { name: /^Moderate/ }))
    await save(user)
    expect(textOf(within(dialog).getByRole('alert'))).toContain('Tick what kind of harm')
    await user.click(within(dialog).getByRole('checkbox', { name: /^Speech/ }))
    await user.type(within(dialog).getByRole('textbox', { name: /What is done meanwhile/ }), 'School told')
    await user.click(within(dialog).getByRole('combobox', { name: /Priority/ }))
    await user.click(await screen.findByRole('option', { name: 'Urgent' }))
    await user.click(within(dialog).getByRole('radio', { name: 'Yes' }))
    await save(user)
    expect(textOf(within(dialog).getByRole('alert'))).toContain('Give a reason for the new priority')
    await user.type(
      within(dialog).getByRole('textbox', { name: /Reason for the new priority/ }),
      'Losing words',
    )
    await save(user)
    expect(
      await screen.findByText('Long-wait review at 65 weeks recorded', { selector: 'strong' }),
    ).toBeTruthy()
    expect(await test.client.referrals.get({ referralId })).toMatchObject({ priority: 'urgent' })
    expect(await test.client.reviews.ofReferral({ referralId })).toMatchObject({
      dueAt: null,
      reviews: [
        { weeks: 65, level: 'moderate', harm: ['communication'], action: 'School told', familyTold: true },
      ],
    })
    await user.click(screen.getByRole('tab', { name: 'While waiting' }))
    expect(textOf(await screen.findByRole('region', { name: 'Long-wait reviews' }))).toContain('School told')
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(await screen.findByText('Long-wait review due: 65 weeks')).toBeTruthy()
    expect(await test.client.referrals.get({ referralId })).toMatchObject({ priority: 'routine' })
  })

  it('leads from the queue to the child and on to the next one due', async () => {
    const first = await long('Ashworth', '2024-10-07')
    const second = await long('Brindle', '2024-11-04')
    const opened = await openScreen(test, '/waiting-list/long_wait_review')
    const user = userEvent.setup()
    const row = await screen.findByRole('row', { name: /ASHWORTH/ })
    within(row).getAllByRole('gridcell')[0]?.focus()
    await user.keyboard('{Enter}')
    await waitFor(() =>
      expect(opened.history.at(-1)).toBe(`/children/${first.childId}/referrals/${first.referralId}`),
    )
    await user.click(await screen.findByRole('button', { name: 'Review now' }))
    const dialog = await screen.findByRole('dialog', { name: /Long-wait review/ })
    await user.click(within(dialog).getByRole('radio', { name: 'About the same' }))
    await user.click(within(dialog).getByRole('radio', { name: 'No harm found' }))
    await user.type(within(dialog).getByRole('textbox', { name: /What is done/ }), 'Nothing more is needed')
    await user.click(within(dialog).getByRole('radio', { name: 'Not yet' }))
    await save(user)
    const next = await screen.findByRole('button', { name: 'Next child due' })
    await waitFor(() => expect(document.activeElement).toBe(next))
    await user.keyboard('{Enter}')
    await waitFor(() =>
      expect(opened.history.at(-1)).toBe(`/children/${second.childId}/referrals/${second.referralId}`),
    )
  })

  it('is shown to an administrator without the button', async () => {
    const { childId, referralId } = await long()
    await openScreen(test, `/children/${childId}/referrals/${referralId}`, ['administrator'])
    expect(await screen.findByText('Long-wait review due: 65 weeks')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Review now' })).toBeNull()
  })
})

describe('while waiting', () => {
  it('logs that it is getting worse and asks a clinician', async () => {
    const { childId } = await long('Ashworth', '2026-01-05')
    await openScreen(test, `/children/${childId}`)
    const user = userEvent.setup()
    await card()
    await user.click(screen.getByRole('tab', { name: 'While waiting' }))
    await user.click(await screen.findByRole('button', { name: 'Report that it is getting worse' }))
    const dialog = await screen.findByRole('dialog', { name: 'Reported to be getting worse' })
    expect(await accessibilityFaults(dialog)).toEqual([])
    await user.click(within(dialog).getByRole('combobox', { name: /Who says so/ }))
    await user.click(await screen.findByRole('option', { name: 'School or nursery' }))
    await user.type(within(dialog).getByRole('textbox', { name: /What has changed/ }), 'Stopped eating')
    await save(user)
    const part = await screen.findByRole('region', { name: 'Getting worse' })
    await waitFor(() => expect(textOf(part)).toContain('Stopped eating'))
    const tasks = await test.client.tasks.forChild({ childId })
    expect(tasks.find(({ kind }) => kind === 'deterioration')).toMatchObject({ state: 'open' })
  })

  it('offers support to one family and records what came of it', async () => {
    await workshop()
    const { childId, referralId } = await long('Ashworth', '2026-01-05')
    await openScreen(test, `/children/${childId}`)
    const user = userEvent.setup()
    await card()
    await user.click(screen.getByRole('tab', { name: 'While waiting' }))
    await user.click(await screen.findByRole('button', { name: 'Offer support' }))
    const dialog = await screen.findByRole('dialog', { name: 'Offer support while waiting' })
    await user.click(await within(dialog).findByRole('combobox', { name: /What is offered/ }))
    await user.click(await screen.findByRole('option', { name: /Talking together/ }))
    expect(textOf(dialog)).toContain('01632 960 111. Languages: English, Polish')
    expect(await accessibilityFaults(dialog)).toEqual([])
    await user.type(within(dialog).getByRole('textbox', { name: /Language/ }), 'Polish')
    await save(user)
    await user.click(await screen.findByRole('button', { name: /^Record what came of Talking together/ }))
    const outcome = await screen.findByRole('dialog', { name: 'What came of the support' })
    await save(user)
    expect(textOf(await within(outcome).findByRole('alert'))).toContain('Choose whether it was taken up')
    await user.click(within(outcome).getByRole('radio', { name: 'Yes' }))
    await user.click(within(outcome).getByRole('radio', { name: 'It helped a little' }))
    await save(user)
    await waitFor(async () =>
      expect(await test.client.support.ofReferral({ referralId })).toMatchObject([
        { language: 'Polish', takenUp: true, helped: 'a_little' },
      ]),
    )
    expect((await test.client.referrals.get({ referralId })).daysWaited).toBe(56)
  })

  it('offers support to everybody chosen in the list, and takes it back', async () => {
    await workshop()
    const { referralId } = await long('Ashworth', '2026-01-05')
    await long('Brindle', '2026-01-06')
    await openScreen(test, '/waiting-list')
    const user = userEvent.setup()
    const row = await screen.findByRole('row', { name: /ASHWORTH/ })
    await user.click(within(row).getByRole('checkbox').parentElement!)
    await user.click(
      within(screen.getByRole('row', { name: /BRINDLE/ })).getByRole('checkbox').parentElement!,
    )
    await user.click(await screen.findByRole('button', { name: 'Support…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Offer support to 2 families' })
    await user.click(await within(dialog).findByRole('combobox', { name: /What is offered/ }))
    await user.click(await screen.findByRole('option', { name: /Talking together/ }))
    await save(user)
    expect(await screen.findByText('Talking together workshop offered to 2 families')).toBeTruthy()
    expect(await test.client.support.ofReferral({ referralId })).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    await waitFor(async () => expect(await test.client.support.ofReferral({ referralId })).toEqual([]))
  })
})

const directory = (
  <Route path="/support">
    <SupportScreen />
  </Route>
)

describe('the directory of help', () => {
  it('says what to do while it is empty, takes a first entry and ends it', async () => {
    await openScreen(test, '/support', undefined, directory)
    const user = userEvent.setup()
    expect(await screen.findByText('No help has been added yet')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Add what there is' }))
    const dialog = await screen.findByRole('dialog', { name: 'Add help while waiting' })
    expect(await accessibilityFaults(dialog)).toEqual([])
    await save(user)
    expect(textOf(await within(dialog).findByRole('alert'))).toContain('Give it a name')
    await user.type(within(dialog).getByRole('textbox', { name: /^Name/ }), 'Little Words Club')
    await user.click(within(dialog).getByRole('combobox', { name: /Kind of help/ }))
    await user.click(await screen.findByRole('option', { name: 'Voluntary group' }))
    await user.type(within(dialog).getByRole('textbox', { name: /From age/ }), '2')
    await user.type(within(dialog).getByRole('textbox', { name: /To age/ }), '1')
    await save(user)
    expect(textOf(within(dialog).getByRole('alert'))).toContain('The upper age is below the lower one')
    await user.clear(within(dialog).getByRole('textbox', { name: /To age/ }))
    await user.type(within(dialog).getByRole('textbox', { name: /To age/ }), '4.5')
    await save(user)
    const entry = await screen.findByRole('article', { name: 'Little Words Club' })
    expect(textOf(entry)).toContain('From 2 years to 4 years 6 months')
    expect(textOf(entry)).toContain('Not offered yet.')
    expect(await accessibilityFaults()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'End Little Words Club' }))
    await user.click(await screen.findByRole('button', { name: 'End it' }))
    expect(await screen.findByText('No help has been added yet')).toBeTruthy()
    await user.click(screen.getByRole('checkbox', { name: 'Show what has ended' }))
    expect(textOf(await screen.findByRole('article'))).toContain('No longer offered since 02-Mar-2026')
  })

  it('is read only for a manager', async () => {
    await workshop()
    await openScreen(test, '/support', ['manager'], directory)
    expect(await screen.findByRole('article', { name: 'Talking together workshop' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Change|End|Add/ })).toBeNull()
  })
})

const review = (
  <Route path="/review">
    <ReviewScreen />
  </Route>
)

describe('the weekly review', () => {
  it('counts who must not be missed, and each number opens its list', async () => {
    await long()
    const { childId } = await registerReferral(test.client, { receivedDate: '2026-01-05' }, { cpPlan: true })
    expect(childId).toBeTruthy()
    const opened = await openScreen(test, '/review', undefined, review)
    const user = userEvent.setup()
    const tile = await screen.findByRole('link', { name: /1\s*Long waits with a review due/ })
    expect(textOf(screen.getByRole('region', { name: 'What long-wait reviews found' }))).toContain(
      'No long-wait review was made from 03-Mar-2025 to 02-Mar-2026',
    )
    expect(await accessibilityFaults()).toEqual([])
    await user.click(tile)
    await waitFor(() => expect(opened.history.at(-1)).toBe('/waiting-list'))
    expect(await screen.findByText('Long wait, review due.')).toBeTruthy()
    expect(await screen.findByRole('row', { name: /ASHWORTH/ })).toBeTruthy()
  })

  it('says what the reviews found, as charts and as tables', async () => {
    const { referralId } = await long()
    const { version } = await test.client.referrals.get({ referralId })
    await test.client.reviews.record({
      referralId,
      version,
      form: { change: 'worse', level: 'low', harm: ['education'], action: 'School told', familyTold: true },
    })
    await openScreen(test, '/review', undefined, review)
    const user = userEvent.setup()
    expect(await screen.findByRole('heading', { name: '1 of 1 review found harm from waiting' })).toBeTruthy()
    expect(screen.getByText(/1 review\. The priority was changed after 0; 1 family was told/)).toBeTruthy()
    await user.keyboard('{Alt>}t{/Alt}')
    const table = await screen.findByRole('table', { name: '1 of 1 review found harm from waiting' })
    expect(within(table).getAllByRole('row').map(textOf)).toContain('Low: needs a little more support1')
    expect(await accessibilityFaults()).toEqual([])
  })
})

describe('transfers', () => {
  it('shows from whom a child came, and hands the wait over with a summary to print', async () => {
    const { childId, referralId } = await acceptedReferral(
      test,
      { familyName: 'Ashworth', givenName: 'Amber' },
      {
        receivedDate: '2026-02-02',
        originalReferralDate: '2025-05-12',
        transferFrom: 'Example Community NHS Trust',
      },
    )
    const { version } = await test.client.referrals.get({ referralId })
    await test.client.referrals.record({
      referralId,
      version,
      event: { type: 'closed', detail: { reason: 'transferred_out', to: 'Sample Children’s Services' } },
      happenedOn: '2026-03-02',
      reason: 'The family moved',
    })
    const print = vi.fn<() => void>()
    vi.stubGlobal('cypWaits', { print })
    try {
      await openScreen(test, `/children/${childId}`)
      const user = userEvent.setup()
      await card()
      expect(screen.getByText(/Example Community NHS Trust, first referred/)).toBeTruthy()
      await user.click(screen.getByRole('button', { name: 'Transfer summary' }))
      const dialog = await screen.findByRole('dialog', { name: 'Transfer summary' })
      expect(await within(dialog).findByText('Original referral date: 12-May-2025')).toBeTruthy()
      expect(await accessibilityFaults(dialog)).toEqual([])
      await user.click(within(dialog).getByRole('button', { name: 'Print' }))
      expect(print).toHaveBeenCalledOnce()
    } finally {
      vi.unstubAllGlobals()
      cleanup()
    }
  })
})
