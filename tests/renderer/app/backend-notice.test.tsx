import { act, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useQuery } from '@tanstack/react-query'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { notifications } from '@mantine/notifications'
import type { BackendState, BackendStatus } from '../../../src/shared/bridge.ts'
import { BackendNotice } from '../../../src/renderer/app/backend-notice.tsx'
import { accessibilityFaults, renderWithProviders } from '../support.tsx'

const kept = 'Everything you saved is kept; what you had not saved is still on the screen.'

beforeAll(() => {
  // The DOM of these tests has the element but not its ways of opening.
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true
  }
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false
  }
})

afterEach(() => notifications.clean())

/** The part of the shell's bridge that is used here, told what to say by the test. */
function fakeBridge() {
  let tell: (status: BackendStatus) => void = () => undefined
  const stop = vi.fn<() => void>()
  return {
    stop,
    retryBackend: vi.fn<() => void>(),
    onBackendState(callback: (status: BackendStatus) => void) {
      tell = callback
      return stop
    },
    say: (state: BackendState, reason?: string) =>
      act(async () => tell(reason === undefined ? { state } : { state, reason })),
  }
}

function open() {
  const bridge = fakeBridge()
  const read = vi.fn<() => Promise<string>>(async () => 'rows')
  function Screen() {
    const rows = useQuery({ queryKey: ['rows'], queryFn: read, staleTime: Number.POSITIVE_INFINITY })
    return (
      <main>
        <p>{rows.data}</p>
        <input aria-label="Note" />
      </main>
    )
  }
  const view = renderWithProviders(
    <BackendNotice bridge={bridge}>
      <Screen />
    </BackendNotice>,
  )
  return { bridge, read, user: userEvent.setup(), ...view }
}

describe('the notice about the backend', () => {
  it('says nothing while all is well, nor in a window opened after a restart', async () => {
    const { bridge } = open()
    await screen.findByText('rows')
    await bridge.say('restarted')
    expect(screen.queryByText(kept)).toBeNull()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('says quietly that the backend came back, keeps what was typed and reads again', async () => {
    const { bridge, read, user } = open()
    await screen.findByText('rows')
    await bridge.say('ready')
    await user.type(screen.getByRole('textbox', { name: 'Note' }), 'half a sentence')
    await bridge.say('starting')
    expect(screen.queryByText(kept)).toBeNull()
    await bridge.say('restarted')
    expect(await screen.findByText(kept)).toBeTruthy()
    expect(screen.getByText('The data service stopped and was started again').closest('[role]')?.role).toBe(
      'status',
    )
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Note' }).value).toBe('half a sentence')
    await waitFor(() => expect(read).toHaveBeenCalledTimes(2))
  })

  it('shows a page with a way on when the backend stays away, and takes it off when it is back', async () => {
    const { bridge, user } = open()
    await bridge.say('ready')
    await user.type(screen.getByRole('textbox', { name: 'Note' }), 'half')
    await bridge.say('failed')
    const page = screen.getByRole('dialog', { name: 'The data service keeps stopping' })
    expect(page.textContent).toContain('Nothing you saved is lost')
    expect(document.activeElement?.textContent).toBe('The data service keeps stopping')
    expect(await accessibilityFaults()).toEqual([])

    await user.click(screen.getByRole('button', { name: 'Start the data service again' }))
    expect(bridge.retryBackend).toHaveBeenCalledOnce()
    await bridge.say('starting')
    expect(screen.getByRole('dialog')).toBeTruthy()
    await bridge.say('restarted')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Note' }).value).toBe('half')
  })

  it('offers the button again when starting again fails too', async () => {
    const { bridge, user } = open()
    await bridge.say('failed')
    const button = () => screen.getByRole<HTMLButtonElement>('button', { name: /data service again/ })
    await user.click(button())
    expect(button().disabled).toBe(true)
    await bridge.say('starting')
    await bridge.say('failed')
    expect(button().disabled).toBe(false)
  })

  it('gives the reason when the shell knows it', async () => {
    const { bridge } = open()
    await bridge.say('failed', 'The data folder is copied by OneDrive.')
    expect(screen.getByRole('dialog', { name: 'The data cannot be opened' })).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toBe('The data folder is copied by OneDrive.')
  })
})
