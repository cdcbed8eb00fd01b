import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Role } from '../../../src/shared/codes/roles.ts'
import { detailWords } from '../../../src/renderer/features/settings/audit-words.ts'
import { sectionsFor } from '../../../src/renderer/features/settings/sections.ts'
import { daysText } from '../../../src/renderer/features/settings/service-words.ts'
import { sizeText } from '../../../src/renderer/features/settings/size-text.ts'
import { firstPerson, openApp, password, startBackend } from '../session/open-app.tsx'
import { accessibilityFaults } from '../support.tsx'

beforeEach(() => vi.stubGlobal('cypWaits', { appVersion: '1.2.3' }))

async function working() {
  const backend = await startBackend()
  await backend.client.session.createStore(firstPerson)
  return backend
}

const section = (name: string) => screen.findByRole('heading', { level: 2, name })
const field = (label: string) => screen.getByLabelText(label, { selector: 'input' })

describe('sections', () => {
  it('are those the roles open', () => {
    const ids = (...held: Role[]) => sectionsFor(held).map(({ id }) => id)
    expect(ids('administrator')).toEqual(['password', 'appearance', 'about'])
    expect(ids('clinician')).toEqual(['password', 'appearance', 'about'])
    expect(ids('manager')).toEqual(['services', 'returns', 'backups', 'check', 'password', 'appearance', 'about'])
    expect(ids('ig_lead')).toEqual(['backups', 'audit', 'check', 'password', 'appearance', 'about'])
    expect(ids('system_administrator')).toContain('people')
  })

  it('lead somebody to the first one of theirs, whatever the address says', async () => {
    const { client } = await startBackend()
    await client.session.createDemoStore()
    await client.session.signInDemo({ role: 'administrator' })
    openApp({ client }, { at: '/settings/people' })
    await section('Your password')
    expect(window.location.hash).toBe('#/settings/password')
    const names = within(screen.getByRole('navigation', { name: 'Settings' })).getAllByRole('link')
    expect(names.map((link) => link.textContent)).toEqual(['Your password', 'Appearance', 'About'])
  })

  it.each([
    ['services', 'Services'],
    ['people', 'People'],
    ['backups', 'Backups'],
    ['audit', 'Audit trail'],
    ['check', 'Check of the data'],
    ['password', 'Your password'],
    ['appearance', 'Appearance'],
    ['about', 'About CYP Waits'],
  ])('%s has no accessibility faults', async (id, name) => {
    openApp(await working(), { at: `/settings/${id}` })
    await section(name)
    expect(await accessibilityFaults()).toEqual([])
  })
})

describe('services', () => {
  it('changes a target', async () => {
    const { client } = await working()
    const { user } = openApp({ client }, { at: '/settings/services' })
    await user.click(await screen.findByRole('button', { name: 'Change Audiology' }))
    const triage = field('Triage within')
    await user.clear(triage)
    await user.type(triage, '7')
    expect(await accessibilityFaults()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await screen.findByText('7 days (1 week)')
    expect((await client.services.list()).find(({ id }) => id === 'audiology')?.triageTargetDays).toBe(7)
  })

  it('shows what somebody else saved meanwhile beside what was typed, and overwrites only on purpose', async () => {
    const { client } = await working()
    const { user } = openApp({ client }, { at: '/settings/services' })
    await user.click(await screen.findByRole('button', { name: 'Change Audiology' }))
    await user.clear(field('Triage within'))
    await user.type(field('Triage within'), '7')
    const before = (await client.services.list()).find(({ id }) => id === 'audiology')!
    await client.services.update({ ...before, triageTargetDays: 21 })
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await screen.findByText('Somebody else changed this service meanwhile')
    expect(screen.getByText('Now 21 days')).toBeTruthy()
    expect((field('Triage within') as HTMLInputElement).value).toBe('7 days')
    expect((await client.services.list()).find(({ id }) => id === 'audiology')?.triageTargetDays).toBe(21)
    await user.click(screen.getByRole('button', { name: 'Save mine over theirs' }))
    await waitFor(async () =>
      expect((await client.services.list()).find(({ id }) => id === 'audiology')?.triageTargetDays).toBe(7),
    )
  })
})

describe('people', () => {
  it('adds somebody, with refusals beside the fields', async () => {
    const { client } = await working()
    const { user } = openApp({ client }, { at: '/settings/people' })
    await user.click(await screen.findByRole('button', { name: 'Add a person' }))
    await user.click(screen.getByRole('button', { name: 'Add the person' }))
    await screen.findByText('Enter the name')
    expect(screen.getByText('Choose at least one role')).toBeTruthy()
    expect(await accessibilityFaults()).toEqual([])
    await user.type(field('Name'), 'Second Person')
    await user.type(field('User name'), 'first')
    await user.type(field('First password'), 'lantern under gravel')
    await user.click(screen.getByRole('checkbox', { name: 'Clinician' }))
    await user.click(screen.getByRole('button', { name: 'Add the person' }))
    await screen.findByText('This user name is taken. Choose another one.')
    await user.clear(field('User name'))
    await user.type(field('User name'), 'second')
    await user.click(screen.getByRole('button', { name: 'Add the person' }))
    expect(await screen.findByRole('row', { name: /^Second Person second Clinician Never/ })).toBeTruthy()
    await client.session.lock()
    const { person } = await client.session.signIn({ userName: 'second', password: 'lantern under gravel' })
    expect(person?.roles).toEqual(['clinician'])
  })

  it('names what closing an account does before doing it', async () => {
    const { client } = await working()
    await client.accounts.create({
      userName: 'second',
      displayName: 'Second Person',
      roles: ['clinician'],
      password: 'lantern under gravel',
    })
    const { user } = openApp({ client }, { at: '/settings/people' })
    const open = async () => {
      await user.click(await screen.findByRole('button', { name: 'What to do with Second Person' }))
      await user.click(await screen.findByRole('menuitem', { name: 'Close the account…' }))
    }
    await open()
    expect(await screen.findByText(/They cannot sign in any more/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Keep it open' }))
    expect((await client.accounts.list()).every(({ active }) => active)).toBe(true)
    await open()
    await user.click(await screen.findByRole('button', { name: 'Close the account' }))
    expect(await screen.findByRole('row', { name: /^Second Person second Account closed/ })).toBeTruthy()
  })

  it('does not offer to close one’s own account', async () => {
    const { user } = openApp(await working(), { at: '/settings/people' })
    await user.click(await screen.findByRole('button', { name: 'What to do with First Person' }))
    expect(await screen.findByRole('menuitem', { name: 'Change the roles' })).toBeTruthy()
    expect(screen.queryByRole('menuitem', { name: 'Close the account…' })).toBeNull()
  })
})

describe('one’s own password', () => {
  it('is changed only with the present one', async () => {
    const { client } = await working()
    const { user } = openApp({ client }, { at: '/settings/password' })
    await section('Your password')
    await user.type(field('Present password'), 'not the right one')
    await user.type(field('New password'), 'lantern under gravel')
    await user.click(screen.getByRole('button', { name: 'Change the password' }))
    await screen.findByText('This is not your present password.')
    await user.clear(field('Present password'))
    await user.type(field('Present password'), password)
    await user.click(screen.getByRole('button', { name: 'Change the password' }))
    await screen.findByText('Your password was changed.')
    expect((field('Present password') as HTMLInputElement).value).toBe('')
    await client.session.lock()
    expect(
      (await client.session.signIn({ userName: 'first', password: 'lantern under gravel' })).person,
    ).not.toBeNull()
  })
})

describe('looking after the data', () => {
  it('makes a backup and says that it was checked', async () => {
    const { client } = await working()
    const { user } = openApp({ client }, { at: '/settings/backups' })
    await user.click(await screen.findByRole('button', { name: 'Back up now' }))
    await screen.findByText('Backed up and checked')
    const { copies } = await client.backups.state()
    expect(await screen.findByText(copies[0]?.name ?? 'no copy')).toBeTruthy()
  })

  it('says of each check what it found', async () => {
    const { user } = openApp(await working(), { at: '/settings/check' })
    await user.click(await screen.findByRole('button', { name: 'Check now' }))
    await screen.findByText('All is well')
    expect(screen.getByText('Every open referral is in a queue. Nobody is lost.')).toBeTruthy()
  })

  it('lists the audit trail in words, filters it, and checks its chain', async () => {
    const { user } = openApp(await working(), { at: '/settings/audit' })
    const list = within(await screen.findByRole('grid', { name: 'Audit trail' }))
    expect(await list.findByText('Store created')).toBeTruthy()
    await user.click(screen.getByRole('combobox', { name: 'What' }))
    await user.click(await screen.findByRole('option', { name: 'Signed in' }))
    await waitFor(() => expect(list.queryByText('Store created')).toBeNull())
    await user.click(screen.getByRole('button', { name: 'Check that it is whole' }))
    await screen.findByText('The audit trail is whole')
  })

  it('says that the app is no medical device, and which version it is', async () => {
    openApp(await working(), { at: '/settings/about' })
    await section('About CYP Waits')
    expect(screen.getByText('1.2.3')).toBeTruthy()
    expect(screen.getByText(/It is not a medical device/)).toBeTruthy()
  })
})

describe('words', () => {
  it('say days, sizes and details as people do', () => {
    expect([0, 1, 7, 42, 45].map(daysText)).toEqual([
      'the same day',
      '1 day',
      '7 days (1 week)',
      '42 days (6 weeks)',
      '45 days',
    ])
    expect([10, 352_000, 12_400_000, 3_100_000_000].map(sizeText)).toEqual([
      '1 KB',
      '352 KB',
      '12.4 MB',
      '3.1 GB',
    ])
    expect(detailWords('{"triageTargetDays":[14,7],"ok":true}')).toBe('triageTargetDays: 14 → 7; ok: true')
    expect(detailWords('not json')).toBe('not json')
  })
})
