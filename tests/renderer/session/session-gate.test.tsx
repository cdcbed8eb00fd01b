import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { IconList } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { roleLabels, roles } from '../../../src/shared/codes/roles.ts'
import type { ScreenRoute } from '../../../src/renderer/app/routes.tsx'
import { useProcedures } from '../../../src/renderer/app/rpc.tsx'
import { PageHeader } from '../../../src/renderer/components/page-header.tsx'
import { retryTime } from '../../../src/renderer/features/session/retry-time.ts'
import { strengthWords } from '../../../src/renderer/features/session/password-field.tsx'
import { registerReferral } from '../../support/register.ts'
import { accessibilityFaults } from '../support.tsx'
import { firstPerson, openApp, password, startBackend } from './open-app.tsx'

function Names() {
  const procedures = useProcedures()
  const page = useQuery(
    procedures.waitingList.page.queryOptions({ input: { filter: { queue: 'all_open' } } }),
  )
  return (
    <>
      <PageHeader title="Names" />
      {page.data?.rows.map((row) => (
        <p key={row.referralId}>{row.familyName}</p>
      ))}
    </>
  )
}

function screenRoute(path: string, label: string, component: () => React.ReactNode): ScreenRoute {
  return {
    path,
    label,
    icon: IconList,
    roles: [...roles],
    component: lazy(async () => ({ default: component })),
    inNavigation: true,
  }
}

const plain = [
  screenRoute('/', 'Start', () => <PageHeader title="Start" />),
  screenRoute('/names', 'Names', Names),
]

const field = (label: string) => screen.getByLabelText(label, { selector: 'input, textarea' })
const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name })

afterEach(() => vi.useRealTimers())

describe('the first run', () => {
  it('offers the two ways to start and nothing else', async () => {
    openApp(await startBackend(), { routes: plain })
    await heading('Welcome')
    const ways = within(screen.getByRole('list', { name: 'Ways to start' })).getAllByRole('button')
    expect(ways.map((way) => way.textContent)).toEqual([
      expect.stringMatching(/^Try with made-up children/),
      expect.stringMatching(/^Set up for a service/),
    ])
    expect(await accessibilityFaults()).toEqual([])
  })

  it('shows each refusal beside its field, and puts the cursor into the first', async () => {
    const { user } = openApp(await startBackend(), { routes: plain })
    await user.click(await screen.findByRole('button', { name: /^Set up for a service/ }))
    await heading('Set up for a service')
    expect(document.activeElement).toBe(field('Your name'))
    await user.type(field('User name'), 'first')
    await user.type(field('Password'), 'Password1234')
    await user.click(screen.getByRole('button', { name: /^Set up and show/ }))
    expect(await screen.findByText('Enter your name')).toBeTruthy()
    expect(screen.getByText('An organisation code is 3 to 6 letters and numbers')).toBeTruthy()
    expect(document.activeElement).toBe(field('Your name'))
    await user.type(field('Your name'), 'First Person')
    await user.type(field('Organisation code'), 'rx1')
    await user.click(screen.getByRole('button', { name: /^Set up and show/ }))
    await screen.findByText(/This is a well-known password/)
    expect(field('Password').getAttribute('aria-invalid')).toBe('true')
    expect(await accessibilityFaults()).toEqual([])
  })

  it('shows the recovery key until it is said to be kept, then opens the app', async () => {
    const { client } = await startBackend()
    const { user } = openApp({ client }, { routes: plain })
    await user.click(await screen.findByRole('button', { name: /^Set up for a service/ }))
    await user.type(await screen.findByLabelText('Your name'), 'First Person')
    await user.type(field('User name'), 'first')
    await user.type(field('Password'), password)
    await user.type(field('Organisation code'), 'rx1')
    await user.click(screen.getByRole('button', { name: /^Set up and show/ }))
    await heading('Keep this recovery key')
    const groups = within(screen.getByRole('list', { name: /Recovery key/ })).getAllByRole('listitem')
    expect(groups.map((group) => group.textContent)).toEqual(
      Array.from({ length: 8 }, () => expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{5}$/)),
    )
    expect((await client.session.state()).person?.userName).toBe('first')
    expect(await accessibilityFaults()).toEqual([])

    await user.click(screen.getByRole('button', { name: 'Start working' }))
    expect(await screen.findByText(/then tick this box/)).toBeTruthy()
    expect(screen.queryByRole('navigation')).toBeNull()
    await user.click(screen.getByRole('checkbox', { name: 'I have written it down or printed it' }))
    await user.click(screen.getByRole('button', { name: 'Start working' }))
    await heading('Start')
    expect(document.body.textContent).not.toContain(groups[0]?.textContent)
  })

  it('prints and copies the key', async () => {
    const print = vi.fn<() => void>()
    vi.stubGlobal('cypWaits', { print })
    const { user } = openApp(await startBackend(), { routes: plain })
    await user.click(await screen.findByRole('button', { name: /^Set up for a service/ }))
    await user.type(await screen.findByLabelText('Your name'), 'First Person')
    await user.type(field('User name'), 'first')
    await user.type(field('Password'), password)
    await user.type(field('Organisation code'), 'rx1')
    await user.click(screen.getByRole('button', { name: /^Set up and show/ }))
    await heading('Keep this recovery key')
    const key = within(screen.getByRole('list', { name: /Recovery key/ }))
      .getAllByRole('listitem')
      .map((group) => group.textContent)
      .join('-')
    await user.click(screen.getByRole('button', { name: 'Print' }))
    expect(print).toHaveBeenCalledOnce()
    await user.click(screen.getByRole('button', { name: 'Copy' }))
    expect(await navigator.clipboard.readText()).toBe(key)
  })

  it('makes the store of made-up children and signs in as a role', async () => {
    const filled = vi.fn<() => Promise<void>>(async () => undefined)
    const { client } = await startBackend({ fillDemo: filled })
    const { user } = openApp({ client }, { routes: plain })
    await user.click(await screen.findByRole('button', { name: /^Try with made-up children/ }))
    await heading('Who do you want to be?')
    expect(filled).toHaveBeenCalledOnce()
    expect(screen.getByText('Made-up children – for trying out only')).toBeTruthy()
    const offered = within(screen.getByRole('list', { name: 'Roles' })).getAllByRole('button')
    expect(offered).toHaveLength(roles.length)
    expect(await accessibilityFaults()).toEqual([])
    await user.click(screen.getByRole('button', { name: new RegExp(`^${roleLabels.manager}`) }))
    await heading('Start')
    expect((await client.session.state()).person?.roles).toEqual(['manager'])
    expect(screen.getByText('Made-up children – for trying out only')).toBeTruthy()
  })

  it('says why the made-up children could not be made, and tries again', async () => {
    let tries = 0
    const { client } = await startBackend({
      fillDemo: async () => {
        tries += 1
        if (tries === 1) throw new Error('Sam Testfamily')
      },
    })
    const { user } = openApp({ client }, { routes: plain })
    await user.click(await screen.findByRole('button', { name: /^Try with made-up children/ }))
    const problem = await screen.findByRole('button', { name: 'Try again' })
    expect(document.body.textContent).not.toContain('Testfamily')
    await user.click(problem)
    await heading('Who do you want to be?')
  })
})

describe('signing in', () => {
  async function locked() {
    const backend = await startBackend()
    const { recoveryKey } = await backend.client.session.createStore(firstPerson)
    await backend.client.session.lock()
    return { ...backend, recoveryKey }
  }

  it('shows a wrong password at its field, empties it, and keeps the user name', async () => {
    const { user } = openApp(await locked(), { routes: plain })
    await heading('Sign in')
    expect(document.activeElement).toBe(field('User name'))
    await user.type(field('User name'), 'first')
    await user.type(field('Password'), 'not the right one{Enter}')
    await screen.findByText('The user name or password is not right.')
    expect(field('Password').getAttribute('aria-invalid')).toBe('true')
    expect((field('Password') as HTMLInputElement).value).toBe('')
    expect((field('User name') as HTMLInputElement).value).toBe('first')
    expect(await accessibilityFaults()).toEqual([])
    await user.type(field('Password'), `${password}{Enter}`)
    await heading('Start')
  })

  it('says when to try again after several wrong passwords', async () => {
    const { user } = openApp(await locked(), { routes: plain })
    await user.type(await screen.findByLabelText('User name'), 'first')
    for (let tries = 0; tries < 5; tries += 1) {
      await user.type(field('Password'), `wrong password ${tries}{Enter}`)
      await waitFor(() => expect((field('Password') as HTMLInputElement).value).toBe(''))
      await waitFor(() => expect(field('Password').getAttribute('aria-invalid')).toBe('true'))
    }
    expect(await screen.findByText(/wait 5 seconds\. Try again at \d\d:\d\d:\d\d\./)).toBeTruthy()
  })

  it('shows the password on request, and takes it from the clipboard', async () => {
    const { user } = openApp(await locked(), { routes: plain })
    await heading('Sign in')
    await user.click(field('Password'))
    await user.paste(password)
    expect((field('Password') as HTMLInputElement).value).toBe(password)
    expect(field('Password').getAttribute('type')).toBe('password')
    await user.click(screen.getByRole('button', { name: 'Show the password' }))
    expect(field('Password').getAttribute('type')).toBe('text')
  })

  it('gives a new password for the recovery key, however it is typed', async () => {
    const { client, recoveryKey } = await locked()
    const { user } = openApp({ client }, { routes: plain })
    await user.click(await screen.findByRole('button', { name: 'use the recovery key' }))
    await heading('Use the recovery key')
    expect(await accessibilityFaults()).toEqual([])
    await user.type(field('Recovery key'), 'half a key')
    await user.type(field('Your user name'), 'first')
    await user.type(field('New password'), 'lantern under gravel')
    await user.click(screen.getByRole('button', { name: /^Set the new password/ }))
    await screen.findByText(/This is not a whole recovery key/)
    await user.clear(field('Recovery key'))
    await user.type(field('Recovery key'), recoveryKey.toLowerCase().replaceAll('-', ' '))
    await user.click(screen.getByRole('button', { name: /^Set the new password/ }))
    await heading('Start')
    await client.session.lock()
    expect(
      (await client.session.signIn({ userName: 'first', password: 'lantern under gravel' })).person?.userName,
    ).toBe('first')
  })

  it('says what stands in the way, that nothing was changed, and how to go on', async () => {
    const backend = await locked()
    const state = await backend.client.session.state()
    const client = {
      ...backend.client,
      session: {
        ...backend.client.session,
        state: async () => ({ ...state, problem: 'The data were made by a newer version of the app.' }),
      },
    } as typeof backend.client
    const { user } = openApp({ client }, { routes: plain })
    await heading('The data cannot be opened')
    expect(screen.getByText('The data were made by a newer version of the app.')).toBeTruthy()
    expect(screen.getByText('Nothing was lost or changed')).toBeTruthy()
    expect(await accessibilityFaults()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Back to signing in' }))
    await heading('Sign in')
  })
})

describe('locking', () => {
  async function working() {
    const backend = await startBackend()
    await backend.client.session.createStore(firstPerson)
    await registerReferral(backend.client, {}, { familyName: 'Quillfeather' })
    return backend
  }

  it('forgets what the screens held, and comes back to the same screen', async () => {
    const { client } = await working()
    const { user, queryClient } = openApp({ client }, { routes: plain, at: '/names' })
    await screen.findByText('Quillfeather')
    const held = () =>
      JSON.stringify([
        queryClient
          .getQueryCache()
          .getAll()
          .map(({ queryKey, state }) => [queryKey, state.data]),
        queryClient
          .getMutationCache()
          .getAll()
          .map(({ state }) => [state.variables, state.data]),
      ])
    expect(held()).toContain('Quillfeather')
    await user.keyboard('{Control>}l{/Control}')
    await heading('Locked')
    await waitFor(() => expect(held()).not.toContain('Quillfeather'))
    expect(document.documentElement.outerHTML).not.toContain('Quillfeather')
    expect(document.title).toBe('Locked – CYP Waits')
    expect((field('User name') as HTMLInputElement).value).toBe('first')
    expect(document.activeElement).toBe(field('Password'))
    await user.type(field('Password'), `${password}{Enter}`)
    expect(await screen.findByText('Quillfeather')).toBeTruthy()
  })

  it('takes somebody else to the start instead', async () => {
    const { client } = await working()
    await client.accounts.create({
      userName: 'second',
      displayName: 'Second Person',
      roles: ['clinician'],
      password: 'lantern under gravel',
    })
    const { user } = openApp({ client }, { routes: plain, at: '/names' })
    await screen.findByText('Quillfeather')
    await user.keyboard('{Control>}l{/Control}')
    await heading('Locked')
    await user.clear(field('User name'))
    await user.type(field('User name'), 'second')
    await user.type(field('Password'), 'lantern under gravel{Enter}')
    await heading('Start')
    expect(window.location.hash).toBe('#/')
    expect(document.body.textContent).not.toContain('Quillfeather')
  })

  it('warns a minute before it locks, and stays when asked to', async () => {
    const { client } = await working()
    openApp({ client }, { routes: plain })
    await heading('Start')
    const start = Date.now()
    const clock = vi.spyOn(Date, 'now')
    const wait = (seconds: number) => clock.mockReturnValue(start + seconds * 1000)
    wait(14 * 60 + 5)
    const warning = await screen.findByRole('dialog', { name: 'Are you still there?' }, { timeout: 4000 })
    expect(warning.textContent).toMatch(/locks in 5\d seconds/)
    const spoken = [...document.querySelectorAll('[aria-live]')].map((region) => region.textContent).join(' ')
    expect(spoken).toMatch(/The app locks in 5\d seconds/)
    expect(await accessibilityFaults()).toEqual([])
    fireEvent.pointerMove(window)
    expect(screen.getByRole('dialog', { name: 'Are you still there?' })).toBeTruthy()
    act(() => screen.getByRole('button', { name: 'Stay signed in' }).click())
    expect(screen.queryByRole('dialog', { name: 'Are you still there?' })).toBeNull()

    wait(14 * 60 + 5 + 15 * 60)
    await heading('Locked')
    expect((await client.session.state()).person).toBeNull()
  })
})

describe('words', () => {
  it('says what a new password still needs', () => {
    expect(strengthWords('')).toMatch(/At least 12 characters/)
    expect(strengthWords('short')).toBe('7 more characters needed. Spaces count.')
    expect(strengthWords('elevenchars')).toBe('1 more character needed. Spaces count.')
    expect(strengthWords('twelve chars')).toMatch(/^Long enough\. One more word/)
  })

  it('reads from a refusal when the next try is taken', () => {
    const now = new Date(2026, 2, 2, 9, 0, 0).getTime()
    expect(retryTime('After several wrong tries, wait 40 seconds.', now)).toBe('09:00:40')
    expect(retryTime('After several wrong tries, wait 3 minutes.', now)).toBe('09:03:00')
    expect(retryTime('The user name or password is not right.', now)).toBeNull()
  })
})
