import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LetterWanted } from '../../../src/shared/contract/letters.ts'
import {
  BatchDialog,
  ChildLetters,
  LetterStep,
  type LettersReady,
} from '../../../src/renderer/features/letters/index.ts'
import LettersScreen from '../../../src/renderer/features/letters/letters-screen.tsx'
import TemplatesScreen from '../../../src/renderer/features/letters/templates-screen.tsx'
import { registerReferral } from '../../support/register.ts'
import { createTestStore, type TestStore } from '../../support/test-store.ts'
import { accessibilityFaults } from '../support.tsx'
import { openScreen, textOf, valueOf } from '../waiting-list/open-screens.tsx'

let test: TestStore
const pages: string[] = []
beforeEach(async () => {
  test = await createTestStore({ today: '2026-03-02' })
  pages.length = 0
  test.context.handToShell = ({ html }) => {
    pages.push(html)
    return true
  }
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await test.close()
})

const ewa = {
  name: 'Ewa Testowa',
  relationship: 'Mother',
  safeToContact: true,
  parentalResponsibility: true,
} as never
const home = { address: '12 Sample Street, Example Town', postcode: 'ZZ99 3AA', contacts: [ewa] }

const register = (child: Parameters<typeof registerReferral>[2] = {}) =>
  registerReferral(
    test.client,
    { referrerName: 'Dr A. Sample', referrerRole: 'gp' },
    { familyName: 'Testowa', givenName: 'Zofia', ...home, ...child },
  )

async function written(
  wanted: LetterWanted = { purpose: 'acknowledgement', audience: 'family' },
  child = {},
) {
  const made = await register(child)
  const { letters } = await test.client.letters.create({ referralId: made.referralId, letters: [wanted] })
  return { ...made, letterId: letters[0]!.letterId }
}

const isOff = (button: HTMLElement) =>
  button.hasAttribute('disabled') || button.dataset['disabled'] === 'true'

/** The shell as the page sees it; tells what it was asked. */
function shell(outcome: 'done' | 'cancelled' = 'done') {
  const asked: string[] = []
  const answer = (what: string) => async () => {
    asked.push(what)
    return outcome
  }
  vi.stubGlobal('cypWaits', { printPage: answer('print'), savePage: answer('save') })
  return asked
}

describe('letters of a child', () => {
  it('are listed, and one is written after it was seen', async () => {
    const user = userEvent.setup()
    const { childId, referralId } = await register()
    const { referrals } = await test.client.children.get({ childId })
    await openScreen(
      test,
      '/',
      undefined,
      <ChildLetters childId={childId} childName="TESTOWA, Zofia" referrals={referrals} />,
    )
    expect(await screen.findByText('No letter has been written yet.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Write a letter' }))
    const dialog = await screen.findByRole('dialog', { name: 'Write a letter' })
    await user.click(await within(dialog).findByRole('button', { name: 'Show the letter' }))
    const sheet = await within(dialog).findByRole('region', { name: 'Answer to a parent, to the family' })
    expect(textOf(sheet)).toContain('Dear Ewa Testowa')
    await user.type(within(dialog).getByRole('textbox', { name: 'Added words' }), 'We spoke <b>today</b>.')
    await waitFor(() => expect(textOf(sheet)).toContain('We spoke <b>today</b>.'))
    expect(await accessibilityFaults(dialog)).toEqual([])
    const save = within(dialog).getByRole('button', { name: /Write the letter/ })
    await waitFor(() => expect(isOff(save)).toBe(false))
    await user.click(save)
    await waitFor(async () => expect(await test.client.letters.ofChild({ childId })).toHaveLength(1))
    const [row] = await test.client.letters.ofChild({ childId })
    expect(row).toMatchObject({ referralId, state: 'ready', purpose: 'answer' })
  })

  it('say why one cannot be made', async () => {
    const user = userEvent.setup()
    const { childId } = await register({ contacts: [{ ...(ewa as object), safeToContact: false } as never] })
    const { referrals } = await test.client.children.get({ childId })
    await openScreen(
      test,
      '/',
      undefined,
      <ChildLetters childId={childId} childName="TESTOWA, Zofia" referrals={referrals} />,
    )
    await user.click(await screen.findByRole('button', { name: 'Write a letter' }))
    const dialog = await screen.findByRole('dialog', { name: 'Write a letter' })
    expect(await within(dialog).findByText('This letter cannot be made')).toBeTruthy()
    expect(within(dialog).getByText(/not safe to contact: |not safe to contact\./)).toBeTruthy()
    expect(isOff(within(dialog).getByRole('button', { name: /Write the letter/ }))).toBe(true)
  })
})

describe('the step of a decision', () => {
  it('is ready once cautions are confirmed and what is missing was given', async () => {
    const user = userEvent.setup()
    const { referralId } = await register({
      contacts: [{ ...(ewa as object), safeToContact: null } as never],
    })
    let ready: LettersReady | null = null
    const wanted: LetterWanted[] = [
      { purpose: 'redirected', audience: 'family' },
      { purpose: 'redirected', audience: 'referrer', supplied: { 'decision.route': 'the school nurses' } },
    ]
    await openScreen(
      test,
      '/',
      undefined,
      <LetterStep referralId={referralId} wanted={wanted} onChange={(now) => (ready = now)} />,
    )
    const family = await screen.findByRole('group', { name: 'Redirected to another service, to the family' })
    await user.type(
      await within(family).findByRole('textbox', { name: /Decision: where to instead/ }),
      'the school nurses',
    )
    await user.click(within(family).getByRole('checkbox', { name: /Write it all the same/ }))
    await waitFor(() => expect(ready?.isReady).toBe(true))
    const { letters } = await test.client.letters.create({ referralId, letters: ready!.letters })
    expect(letters).toHaveLength(2)
    await user.click(screen.getByRole('checkbox', { name: 'Redirected to another service, to the referrer' }))
    await waitFor(() => expect(ready?.letters).toHaveLength(1))
    expect(await accessibilityFaults()).toEqual([])
  })
})

describe('the list of letters', () => {
  it('prints what is chosen and then asks whether it left', async () => {
    const asked = shell()
    const user = userEvent.setup()
    const { letterId } = await written()
    await openScreen(test, '/letters', undefined, <LettersScreen />)
    await user.click(await screen.findByRole('checkbox', { name: /Referral received about TESTOWA, Zofia/ }))
    expect(await accessibilityFaults()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Print in order…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Mark as sent' })
    expect(asked).toEqual(['print'])
    expect(pages[0]).toContain('Dear Ewa Testowa')
    await user.click(within(dialog).getByRole('button', { name: /Mark 1 letter as sent/ }))
    await waitFor(async () => expect((await test.client.letters.get({ letterId })).state).toBe('sent'))
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(async () => expect((await test.client.letters.get({ letterId })).state).toBe('ready'))
  })

  it('asks nothing when printing was cancelled', async () => {
    shell('cancelled')
    const user = userEvent.setup()
    await written()
    await openScreen(test, '/letters', undefined, <LettersScreen />)
    await user.click(await screen.findByRole('checkbox', { name: /Referral received about/ }))
    await user.click(screen.getByRole('button', { name: 'One PDF…' }))
    await waitFor(() => expect(pages).toHaveLength(1))
    expect(screen.queryByRole('dialog', { name: 'Mark as sent' })).toBeNull()
  })

  it('says what to do when there is nothing, and that no telephone is set', async () => {
    await openScreen(test, '/letters', undefined, <LettersScreen />)
    expect(await screen.findByText('No letters here')).toBeTruthy()
    expect(await screen.findByText('No telephone number is set')).toBeTruthy()
    expect(await accessibilityFaults()).toEqual([])
  })

  it('lets a person settle a held letter', async () => {
    const user = userEvent.setup()
    const { letterId } = await written(undefined, { language: 'Polish' })
    await openScreen(test, '/letters', undefined, <LettersScreen />)
    await user.click(await screen.findByRole('button', { name: 'Held (1)' }))
    await user.dblClick(await screen.findByText('TESTOWA, Zofia'))
    const dialog = await screen.findByRole('dialog')
    expect(await within(dialog).findByText(/language is Polish/)).toBeTruthy()
    expect(isOff(within(dialog).getByRole('button', { name: 'Print' }))).toBe(true)
    await user.type(within(dialog).getByRole('textbox', { name: /What was decided/ }), 'Reads English')
    expect(await accessibilityFaults(dialog)).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Send it as it is' }))
    await waitFor(async () => expect((await test.client.letters.get({ letterId })).state).toBe('ready'))
  })
})

describe('many at once', () => {
  it('names who is left out and takes them in once confirmed', async () => {
    const user = userEvent.setup()
    const one = await register()
    const two = await register({
      familyName: 'Unasked',
      contacts: [{ ...(ewa as object), safeToContact: null } as never],
    })
    const selection = { kind: 'ids' as const, ids: [one.referralId, two.referralId] }
    await openScreen(
      test,
      '/',
      undefined,
      <BatchDialog selection={selection} count={2} onClose={() => undefined} onDone={() => undefined} />,
    )
    const dialog = await screen.findByRole('dialog', { name: 'Write letters' })
    expect(await within(dialog).findByText(/UNASKED, Zofia: Confirm first/)).toBeTruthy()
    expect(await within(dialog).findByText('1 letter of 2 can be written.')).toBeTruthy()
    expect(await accessibilityFaults(dialog)).toEqual([])
    await user.click(within(dialog).getByRole('checkbox', { name: /nobody has recorded whether it is safe/ }))
    const save = await within(dialog).findByRole('button', { name: /Write 2 letters/ })
    await waitFor(() => expect(isOff(save)).toBe(false))
    await user.click(save)
    await waitFor(async () => expect((await test.client.letters.counts()).toSend).toBe(2))
  })
})

describe('the template editor', () => {
  it('shows problems at their place, saves a version and takes an earlier one up', async () => {
    const user = userEvent.setup()
    await openScreen(test, '/letters/templates', undefined, <TemplatesScreen />)
    await user.click(await screen.findByRole('button', { name: 'Change Accepted: family' }))
    const dialog = await screen.findByRole('dialog', { name: 'Accepted: family' })
    expect(
      textOf(await within(dialog).findByRole('region', { name: 'The letter for a made-up child' })),
    ).toContain('Dear Ewa Testowa')
    const words = within(dialog).getByRole('textbox', { name: /^Words/ })
    const shipped = valueOf(words)
    fireEvent.change(words, { target: { value: 'Dear {{addressee.name}}\n{{child.protectionPlan}}' } })
    expect(
      await within(dialog).findByText(/Line 2, column 1: “Child: protection plan or in care” is not for/),
    ).toBeTruthy()
    const save = within(dialog).getByRole('button', { name: /Save as a new version/ })
    expect(isOff(save)).toBe(true)
    expect(await accessibilityFaults(dialog)).toEqual([])
    fireEvent.change(words, { target: { value: 'Dear {{addressee.name}}, welcome' } })
    await waitFor(() => expect(isOff(save)).toBe(false))
    await user.click(save)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await user.click(await screen.findByRole('button', { name: 'Change Accepted: family' }))
    const again = await screen.findByRole('dialog', { name: 'Accepted: family' })
    await user.click(await within(again).findByRole('button', { name: 'Take the words of version 1' }))
    expect(valueOf(within(again).getByRole('textbox', { name: /^Words/ }))).toBe(shipped)
  })

  it('is for reading only without the role', async () => {
    const user = userEvent.setup()
    await openScreen(test, '/letters/templates', ['manager'], <TemplatesScreen />)
    await user.click(await screen.findByRole('button', { name: 'Read Accepted: family' }))
    const dialog = await screen.findByRole('dialog', { name: 'Accepted: family' })
    expect(within(dialog).getByRole('textbox', { name: /^Words/ })).toMatchObject({ readOnly: true })
    expect(isOff(within(dialog).getByRole('button', { name: /Save as a new version/ }))).toBe(true)
    expect(screen.queryByRole('button', { name: 'New template' })).toBeNull()
  })
})
