import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Route, Switch } from 'wouter'
import type { CypWaitsBridge } from '../../../src/shared/bridge.ts'
import type { Role } from '../../../src/shared/codes/roles.ts'
import { roundsRoutes } from '../../../src/renderer/features/rounds/routes.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { accessibilityFaults } from '../support.tsx'
import { acceptedReferral, openScreen, textOf } from '../waiting-list/open-screens.tsx'

let test: TestStore
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await test.close()
})

/** A child who has waited over a year, with somebody to ring. */
async function waiting(familyName: string, contact: object = {}, child: object = {}) {
  const parent = { name: `Jo ${familyName}`, relationship: 'Mother', phone: '0191 496 0000', ...contact }
  return acceptedReferral(
    test,
    {
      familyName,
      givenName: 'Sam',
      language: 'Polish',
      interpreterNeeded: true,
      address: '12 Sample Street, Example Town',
      postcode: 'ZZ99 3AA',
      contacts: [parent as never],
      ...child,
    },
    { receivedDate: '2025-02-03' },
  )
}

async function open(path: string, roles?: readonly Role[]) {
  const rounds = (
    <Suspense fallback={<p>Opening</p>}>
      <Switch>
        {roundsRoutes.map(({ path: at, component: Screen }) => (
          <Route key={at} path={at}>
            <Screen />
          </Route>
        ))}
      </Switch>
    </Suspense>
  )
  const opened = await openScreen(test, path, roles, rounds)
  return { ...opened, user: userEvent.setup() }
}

async function started(channel: 'phone' | 'letter' = 'phone'): Promise<string> {
  const { roundId } = await test.client.rounds.start({
    kind: 'validation',
    cohort: { kind: 'criteria', waitedWeeks: 52 },
    channel,
    replyBy: '2026-03-23',
    name: 'March round',
  })
  return roundId
}

/** Presses the button that starts the round, once the list beside it is settled. */
async function pressStart(user: ReturnType<typeof userEvent.setup>, name: string): Promise<void> {
  await waitFor(() => expect(isOff(screen.getByRole('button', { name }))).toBe(false))
  await user.click(screen.getByRole('button', { name }))
}

const isOff = (button: HTMLElement) =>
  button.hasAttribute('disabled') || button.dataset['disabled'] === 'true'

const members = async (roundId: string) => (await test.client.rounds.members({ roundId })).rows
const families = () => within(screen.getByRole('grid', { name: 'Families' }))

describe('rounds', () => {
  it('say what a round is while there is none', async () => {
    await open('/rounds')
    expect(await screen.findByText('No round has been started')).toBeTruthy()
    expect(screen.getByText(/Silence is not a no/)).toBeTruthy()
    expect(await accessibilityFaults()).toEqual([])
  })

  it('are listed with what came of them, and opened from the list', async () => {
    await waiting('Alder')
    const roundId = await started()
    const { user, history } = await open('/rounds')
    const cell = await screen.findByRole('rowheader', { name: 'March round' })
    expect(textOf(cell.closest('[role=row]'))).toContain('0 of 1 answered')
    await user.click(within(cell).getByText('March round'))
    expect(history.at(-1)).toBe(`/rounds/${roundId}`)
    expect(await screen.findByRole('heading', { level: 1, name: 'Validation round' })).toBeTruthy()
  })

  it('show a manager everything and offer nothing to start or record', async () => {
    await waiting('Alder')
    const roundId = await started()
    await open(`/rounds/${roundId}`, ['manager'])
    await screen.findByText('ALDER, Sam')
    expect(screen.queryByRole('button', { name: /End the round|Save call list|Add minutes/ })).toBeNull()
    expect(screen.queryByRole('checkbox')).toBeNull()
  })
})

describe('a new round', () => {
  it('says who it asks and who it leaves out, and asks all but those unticked', async () => {
    await waiting('Alder')
    await waiting('Birch')
    await waiting('Hidden', { safeToContact: false })
    const { user } = await open('/rounds/new')
    expect(await screen.findByText('Asks 2 families of 3')).toBeTruthy()
    const left = screen.getByRole('list', { name: 'Left out' })
    expect(textOf(left)).toContain('HIDDEN, SamEvery contact is marked as not safe')
    expect(within(left).getByRole('link', { name: 'HIDDEN, Sam' }).getAttribute('href')).toMatch(
      /^\/children\/[\da-f-]{36}$/,
    )
    expect(textOf(screen.getByRole('region', { name: 'Languages at home' }))).toContain('Polish: 2')
    expect(await accessibilityFaults()).toEqual([])
    await user.click(screen.getByRole('checkbox', { name: 'Ask the family of BIRCH, Sam' }))
    await pressStart(user, 'Start: ask 1 family…')
    const dialog = await screen.findByRole('dialog', { name: 'Ask 1 family by phone?' })
    expect(textOf(dialog)).toContain(
      '“Validation, all services, 52 weeks, Mar 2026” records on each referral',
    )
    expect(textOf(dialog)).toContain('to answer by 23-Mar-2026')
    await user.click(within(dialog).getByRole('button', { name: 'Ask 1 family' }))
    expect(await screen.findByText('The round has started: 1 family asked')).toBeTruthy()
    const [round] = await test.client.rounds.list()
    expect(round?.name).toBe('Validation, all services, 52 weeks, Mar 2026')
    expect((await members(round?.roundId ?? '')).map(({ childName }) => childName)).toEqual(['ALDER, Sam'])
  })

  it('by letter shows what cannot be written, then links to the letters it made', async () => {
    await waiting('Alder', { safeToContact: true }, { language: null, interpreterNeeded: null })
    await waiting('Unsure', {}, { language: null, interpreterNeeded: null })
    const { user } = await open('/rounds/new')
    await screen.findByText('Asks 2 families')
    await user.click(screen.getByRole('combobox', { name: 'How they are asked' }))
    await user.click(await screen.findByRole('option', { name: 'Letter' }))
    expect(await screen.findByText('Asks 1 family of 2')).toBeTruthy()
    expect(textOf(screen.getByRole('list', { name: 'Left out' }))).toContain('No letter can be written')
    expect(await accessibilityFaults()).toEqual([])
    await user.click(await screen.findByRole('checkbox', { name: /^Write also where nobody has recorded/ }))
    await screen.findByText('Asks 2 families')
    await pressStart(user, 'Start: ask 2 families…')
    await user.click(await screen.findByRole('button', { name: 'Ask 2 families' }))
    const link = await screen.findByRole('link', { name: 'Open its letters' })
    const batchId = link.getAttribute('href')?.split('/').at(-1) ?? ''
    expect((await test.client.letters.page({ filter: { batchId } })).total).toBe(2)
  })

  it('takes what was chosen on the waiting list', async () => {
    await waiting('Alder')
    await waiting('Birch')
    const { user, history } = await open('/waiting-list/to_book')
    await user.click(await screen.findByRole('checkbox', { name: /ALDER/ }))
    await user.click(await screen.findByRole('button', { name: 'Ask in a round…' }))
    expect(history.at(-1)).toBe('/rounds/new/chosen')
    expect(await screen.findByText('1 referral chosen on the waiting list.')).toBeTruthy()
    expect(await screen.findByText('Asks 1 family')).toBeTruthy()
  })

  it('starts nothing while nobody fits', async () => {
    await open('/rounds/new')
    expect(await screen.findByText(/^Nobody fits/)).toBeTruthy()
    expect(isOff(screen.getByRole('button', { name: 'Start: ask 0 families…' }))).toBe(true)
  })
})

describe('the families of a round', () => {
  it('show whom to ring, and no number that must not be rung', async () => {
    const { childId } = await waiting('Alder')
    const roundId = await started()
    const { version, contacts, ...child } = (await test.client.children.get({ childId })).child
    await test.client.children.update({
      childId,
      version,
      child: { ...child, contacts: contacts.map((each) => ({ ...each, safeToContact: false })) } as never,
    })
    await open(`/rounds/${roundId}`)
    await screen.findByText('ALDER, Sam')
    const row = families().getAllByRole('row')[1]
    expect(textOf(row)).toContain('Marked as not safe to contact: do not ring.')
    expect(textOf(row)).not.toContain('0191 496 0000')
    expect(textOf(row)).toContain('Polish, interpreter needed')
    expect(await accessibilityFaults()).toEqual([])
  })

  it('are answered for with Alt+Y and Ctrl+Enter, and taken back with Undo', async () => {
    await waiting('Alder')
    const roundId = await started()
    const { user } = await open(`/rounds/${roundId}`)
    await user.click(await screen.findByRole('checkbox', { name: /ALDER/ }))
    await user.keyboard('{Alt>}y{/Alt}')
    const dialog = await screen.findByRole('dialog', { name: 'Yes, still needed' })
    expect(await accessibilityFaults(dialog)).toEqual([])
    await user.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(async () => expect((await members(roundId))[0]?.state).toBe('yes'))
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(async () => expect((await members(roundId))[0]?.state).toBe('asked'))
  })

  it('who are silent are asked again by letter, all at once, and those who get none are named', async () => {
    await waiting('Alder', { safeToContact: true }, { language: null, interpreterNeeded: null })
    await waiting('Birch', { safeToContact: true }, { language: null, address: null, postcode: null })
    const roundId = await started()
    test.setToday('2026-03-24')
    const { user } = await open(`/rounds/${roundId}`)
    await user.click(await screen.findByRole('button', { name: /^No reply: try another channel 2/ }))
    await user.click(await screen.findByRole('checkbox', { name: /ALDER/ }))
    await user.click(screen.getByRole('checkbox', { name: /BIRCH/ }))
    await user.keyboard('{Alt>}a{/Alt}')
    const dialog = await screen.findByRole('dialog', { name: 'Ask again by another channel' })
    expect(await within(dialog).findByText(/^1 of 2 can be written/)).toBeTruthy()
    expect(await accessibilityFaults(dialog)).toEqual([])
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await within(dialog).findByText('Left as they were: 1 family')).toBeTruthy()
    expect(textOf(dialog)).toContain('BIRCH, Sam: No letter can be written.')
    expect((await members(roundId)).map(({ state, askedAgainBy }) => [state, askedAgainBy])).toEqual([
      ['asked_again', 'letter'],
      ['overdue', null],
    ])
    expect((await test.client.letters.page({ filter: { purposes: ['validation_second'] } })).total).toBe(1)
  })

  it('have a call list, saved where the person says', async () => {
    await waiting('Alder')
    const roundId = await started()
    test.grant('token-for-calls', {
      path: `${test.folder}/calls.xlsx`,
      name: 'calls.xlsx',
      size: 0,
      purpose: 'write',
    })
    const choose = vi.fn<CypWaitsBridge['chooseWhereToSave']>(async () => ({
      token: 'token-for-calls',
      name: 'calls.xlsx',
    }))
    vi.stubGlobal('cypWaits', { chooseWhereToSave: choose })
    const { user } = await open(`/rounds/${roundId}`)
    await screen.findByText('ALDER, Sam')
    await user.click(screen.getByRole('button', { name: 'Save call list…' }))
    expect(await screen.findByText('Saved calls.xlsx: 1 family')).toBeTruthy()
    expect(choose).toHaveBeenCalledWith('call-list-2026-03-02.xlsx')
  })

  it('stay on the list when the round ends, and its minutes are kept', async () => {
    await waiting('Alder')
    const roundId = await started()
    const { user } = await open(`/rounds/${roundId}`)
    await user.click(await screen.findByRole('button', { name: 'Add minutes…' }))
    await user.type(await screen.findByRole('textbox', { name: /^Minutes spent/ }), '45')
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText(/45 minutes spent/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'End the round…' }))
    const dialog = await screen.findByRole('dialog', { name: 'End this round?' })
    expect(textOf(dialog)).toContain('1 family has not answered')
    await user.click(within(dialog).getByRole('button', { name: 'End the round' }))
    expect(await screen.findByText('Ended 02-Mar-2026')).toBeTruthy()
    expect((await test.client.waitingList.counts({})).counts.all_waiting).toBe(1)
  })
})

describe('decisions to remove', () => {
  async function proposed() {
    const made = await waiting('Alder', { safeToContact: true }, { cpPlan: true, language: null })
    const roundId = await started()
    await test.client.rounds.proposeRemoval({
      referralIds: [made.referralId],
      roundId,
      closedReason: 'declined',
      reason: 'Mother says no longer needed',
    })
    return made
  }

  it('are proposed from the round with Alt+R', async () => {
    await waiting('Alder')
    const roundId = await started()
    const { user } = await open(`/rounds/${roundId}`)
    await user.click(await screen.findByRole('checkbox', { name: /ALDER/ }))
    await user.keyboard('{Alt>}r{/Alt}')
    const dialog = await screen.findByRole('dialog', { name: 'Propose removal from the list' })
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect((await within(dialog).findAllByText('Choose why they would leave')).length).toBeGreaterThan(0)
    await user.click(within(dialog).getByRole('combobox', { name: /^Why they would leave/ }))
    await user.click(await screen.findByRole('option', { name: 'Moved away' }))
    await user.type(within(dialog).getByRole('textbox', { name: /^Reason/ }), 'School says they left')
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText('1 removal waits for a decision')).toBeTruthy()
    expect((await test.client.rounds.removals({})).rows[0]).toMatchObject({ closedReason: 'moved_away' })
  })

  it('cannot be taken by whoever proposed, and say why', async () => {
    await proposed()
    await open('/rounds/removals')
    const card = await screen.findByRole('article', { name: 'ALDER, Sam' })
    expect(textOf(card)).toContain('On a child protection plan')
    expect(textOf(card)).toContain('You proposed this, so another clinician decides it.')
    for (const button of within(card).getAllByRole('button'))
      expect(button.hasAttribute('disabled')).toBe(true)
    expect(await accessibilityFaults()).toEqual([])
  })

  it('remove with a reason and the risk, then offer the letters', async () => {
    const { referralId } = await proposed()
    const { user } = await open('/rounds/removals', ['clinician'])
    await user.click(await screen.findByRole('button', { name: 'Remove from the list: ALDER, Sam' }))
    const dialog = await screen.findByRole('dialog', { name: 'Remove from the list' })
    expect(await accessibilityFaults(dialog)).toEqual([])
    await user.type(within(dialog).getByRole('textbox', { name: /^Reason/ }), 'Spoke to mother')
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect((await within(dialog).findAllByText(/^Say what could go wrong/)).length).toBeGreaterThan(0)
    await user.type(
      within(dialog).getByRole('textbox', { name: /^Risk/ }),
      'The school knows how to refer again',
    )
    await user.keyboard('{Control>}{Enter}{/Control}')
    const letters = await screen.findByRole('dialog', { name: 'Tell those who should know' })
    expect(await within(letters).findByRole('group', { name: 'Discharge, to the family' })).toBeTruthy()
    expect(await test.client.referrals.get({ referralId })).toMatchObject({ status: 'closed' })
  })

  it('keep a child on the list, and show it among those decided', async () => {
    const { referralId } = await proposed()
    const { user } = await open('/rounds/removals', ['clinician'])
    await user.click(await screen.findByRole('button', { name: 'Keep on the list: ALDER, Sam' }))
    const dialog = await screen.findByRole('dialog', { name: 'Keep on the list' })
    await user.type(within(dialog).getByRole('textbox', { name: /^Reason/ }), 'The plan needs us')
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText('No removal waits for a decision')).toBeTruthy()
    expect((await test.client.referrals.get({ referralId })).status).toBe('waiting')
    await user.click(screen.getByRole('link', { name: 'Decided' }))
    expect(await screen.findByText('Kept on the list')).toBeTruthy()
    expect(await accessibilityFaults()).toEqual([])
  })
})
