import { act, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { IconList, IconScale, IconStethoscope } from '@tabler/icons-react'
import { lazy } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { SessionState } from '../../../src/shared/contract/session.ts'
import { queueIds } from '../../../src/shared/codes/queues.ts'
import { App } from '../../../src/renderer/app/app.tsx'
import type { ScreenRoute } from '../../../src/renderer/app/routes.tsx'
import { PageHeader } from '../../../src/renderer/components/page-header.tsx'
import { showUndo } from '../../../src/renderer/components/undo-toast.tsx'
import { accessibilityFaults, changeFeed, fakeSource, renderWithProviders } from '../support.tsx'

function Broken(): never {
  throw new Error('Mary Example, born 2021')
}

const routes: ScreenRoute[] = [
  {
    path: '/waiting-list',
    label: 'Waiting list',
    icon: IconList,
    roles: ['administrator', 'clinical_lead'],
    component: lazy(async () => ({ default: () => <PageHeader title="Waiting list" /> })),
    inNavigation: true,
    count: (counts) => counts.all_waiting,
  },
  {
    path: '/triage',
    label: 'Triage',
    icon: IconStethoscope,
    roles: ['administrator'],
    component: lazy(async () => ({ default: Broken })),
    inNavigation: true,
  },
  {
    path: '/rules',
    label: 'Rules',
    icon: IconScale,
    roles: ['clinical_lead'],
    component: lazy(async () => ({ default: () => <PageHeader title="Rules" /> })),
    inNavigation: true,
  },
]

const signedIn: SessionState = {
  stores: { live: false, demo: true },
  store: { kind: 'demo', providerCode: 'RXX', providerName: 'Made-up trust' },
  person: { id: 'p', userName: 'a', displayName: 'Office Account', roles: ['administrator'] },
  problem: null,
  lockAfterMinutes: 10,
  lastVerifiedBackupAt: null,
  today: '2026-11-22',
}

function open(state: SessionState = signedIn, watch?: ReturnType<typeof changeFeed>['watch']) {
  let now = state
  const counts = vi.fn<(input: { services?: string[] }) => Promise<never>>(
    async () =>
      ({
        counts: { ...Object.fromEntries(queueIds.map((id) => [id, 0])), all_waiting: 1234 },
        asAt: '2026-11-22',
      }) as never,
  )
  const lock = vi.fn<() => Promise<SessionState>>(async () => {
    now = { ...now, person: null, store: null }
    return now
  })
  const source = fakeSource({
    session: { state: (async () => now) as never, lock: lock as never },
    services: { list: (async () => [{ id: 'slt', name: 'Speech and language therapy' }]) as never },
    waitingList: { counts: counts as never },
    letters: { counts: (async () => ({ toSend: 0, held: 0, returned: 0, byPurpose: [] })) as never },
    search: {
      find: (async ({ text }: { text: string }) => ({
        hits: text.startsWith('kha')
          ? [
              {
                childId: '0190-child',
                familyName: 'Nguyễn',
                givenName: 'Khai',
                preferredName: null,
                dateOfBirth: '2021-03-04',
                nhsNumber: '9990000018',
                localPatientId: null,
                referrals: ['Audiology: booked'],
              },
            ]
          : [],
        more: false,
      })) as never,
    },
  })
  const user = userEvent.setup()
  const view = renderWithProviders(<App routes={routes} gate={() => <p>Sign in here</p>} />, {
    source,
    ...(watch ? { watch } : {}),
  })
  return { user, counts, lock, ...view }
}

beforeEach(() => {
  window.location.hash = '/'
})

describe('frame', () => {
  it('leaves an offer to undo behind with its screen, and says where it can still be done', async () => {
    const { user } = open({ ...signedIn, person: { ...signedIn.person!, roles: ['clinical_lead'] } })
    await screen.findByRole('heading', { level: 1, name: 'Waiting list' })
    act(() => showUndo({ message: 'Attended, 22-Nov-2026', onUndo: () => undefined }))
    expect(await screen.findByRole('button', { name: 'Undo' })).toBeTruthy()
    await user.click(screen.getByRole('link', { name: 'Rules' }))
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull())
    expect(await screen.findByText(/can still be taken back, from the child’s timeline/)).toBeTruthy()
  })

  it('says read only, never that all is saved, while nothing can be saved', async () => {
    open({ ...signedIn, problem: 'The store is damaged.' })
    expect(await screen.findByText('Read only')).toBeTruthy()
    expect(screen.queryByText('All saved')).toBeNull()
  })

  it('lists only what the roles open, with counts, and starts at the first', async () => {
    open()
    const navigation = await screen.findByRole('navigation', { name: 'Main' })
    expect(await screen.findByRole('heading', { level: 1, name: 'Waiting list' })).toBeTruthy()
    const links = within(navigation).getAllByRole('link')
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['#/waiting-list', '#/triage'])
    expect(links[0]?.getAttribute('aria-current')).toBe('page')
    expect(await within(navigation).findByText('1,234')).toBeTruthy()
  })

  it('has no accessibility faults, and a title without names', async () => {
    open()
    await screen.findByRole('heading', { level: 1 })
    expect(await accessibilityFaults()).toEqual([])
    expect(document.title).toBe('Waiting list – CYP Waits')
  })

  it('marks a store of made-up children on every screen', async () => {
    open()
    expect(await screen.findByText('Made-up children – for trying out only')).toBeTruthy()
  })

  it('says on every screen that nothing can be saved, and why', async () => {
    open({ ...signedIn, problem: 'The file that holds the data is damaged.' })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toBe(
      'You can look, but nothing can be saved. The file that holds the data is damaged.',
    )
  })

  it('does not mark a live store', async () => {
    open({ ...signedIn, store: { kind: 'live', providerCode: 'RXX', providerName: 'T' } })
    await screen.findByRole('heading', { level: 1 })
    expect(screen.queryByText(/Made-up children/)).toBeNull()
  })

  it('skips to the screen', async () => {
    const { user } = open()
    await user.click(await screen.findByRole('link', { name: 'Skip to the screen' }))
    expect(document.activeElement).toBe(screen.getByRole('main'))
  })

  it('narrows counts to the service chosen', async () => {
    const { user, counts } = open()
    await user.click(await screen.findByRole('combobox', { name: 'Service' }))
    await user.click(await screen.findByRole('option', { name: 'Speech and language therapy', hidden: true }))
    await waitFor(() => expect(counts.mock.lastCall?.[0]).toEqual({ services: ['slt'] }))
  })

  it('keeps a broken screen from taking the others away, and shows nothing of the error', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { user } = open()
    await screen.findByRole('heading', { level: 1 })
    await user.keyboard('{Alt>}2{/Alt}')
    const alert = await screen.findByText('“Triage” could not be shown')
    expect(alert).toBeTruthy()
    expect(document.body.textContent).not.toContain('Mary Example')
    await user.keyboard('{Alt>}1{/Alt}')
    expect(await screen.findByRole('heading', { level: 1, name: 'Waiting list' })).toBeTruthy()
  })

  it('locks by key and asks to sign in again', async () => {
    const { user, lock, queryClient } = open()
    await screen.findByRole('heading', { level: 1 })
    await user.keyboard('{Control>}l{/Control}')
    expect(await screen.findByText('Sign in here')).toBeTruthy()
    expect(lock).toHaveBeenCalledOnce()
    const kept = queryClient
      .getQueryCache()
      .getAll()
      .map((query) => JSON.stringify(query.queryKey))
    expect(kept.every((key) => key.includes('session'))).toBe(true)
  })

  it('asks to sign in when another window locked', async () => {
    const feed = changeFeed()
    const { lock } = open(signedIn, feed.watch)
    await screen.findByRole('heading', { level: 1 })
    await lock()
    feed.send({ noun: 'session', ids: [] })
    expect(await screen.findByText('Sign in here')).toBeTruthy()
  })
})

describe('search', () => {
  it('opens by Ctrl+K, finds a child and goes to the page by id alone', async () => {
    const { user } = open()
    await screen.findByRole('heading', { level: 1 })
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('textbox', { name: 'Search for a child or an action' }), 'khai')
    const hit = await screen.findByText('NGUYỄN, Khai')
    expect(screen.getByText('Born 04-Mar-2021 · NHS No. 999 000 0018')).toBeTruthy()
    expect(screen.getByRole('dialog', { name: 'Search' })).toBeTruthy()
    expect(await accessibilityFaults()).toEqual([])
    await user.click(hit)
    expect(window.location.hash).toBe('#/children/0190-child')
  })

  it('opens the first child found by Enter alone', async () => {
    const { user } = open()
    await screen.findByRole('heading', { level: 1 })
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('textbox', { name: 'Search for a child or an action' }), 'khai')
    await screen.findByText('NGUYỄN, Khai')
    await user.keyboard('{Enter}')
    await waitFor(() => expect(window.location.hash).toBe('#/children/0190-child'))
  })

  it('finds actions by name', async () => {
    const { user } = open()
    await screen.findByRole('heading', { level: 1 })
    await user.keyboard('{Control>}k{/Control}')
    await user.type(
      await screen.findByRole('textbox', { name: 'Search for a child or an action' }),
      'go to tri',
    )
    expect(await screen.findByText('Go to Triage')).toBeTruthy()
    expect(screen.queryByText('Go to Waiting list')).toBeNull()
  })
})

it('shows every key by Ctrl and slash', async () => {
  const { user } = open()
  await screen.findByRole('heading', { level: 1 })
  await user.keyboard('{Control>}/{/Control}')
  const sheet = await screen.findByRole('dialog', { name: 'Keyboard' })
  expect(await accessibilityFaults()).toEqual([])
  expect(within(sheet).getByText('Search for a child or an action')).toBeTruthy()
  expect(within(sheet).getByText('Copy as cells for Excel')).toBeTruthy()
  expect(within(sheet).getByText('Alt + 2')).toBeTruthy()
})
