import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { Link, Route, Router } from 'wouter'
import { guardLeaving, leaveTo, useGuardedLocation } from '../../../src/renderer/app/leave-guard.ts'

let stop = () => undefined as void
afterEach(() => {
  stop()
  window.location.hash = ''
})

function Pages() {
  return (
    <Router hook={useGuardedLocation}>
      <Link href="/there">Go there</Link>
      <Route path="/there">There now</Route>
    </Router>
  )
}

test('a link waits for the guard and goes on when it says so, once', async () => {
  const user = userEvent.setup()
  render(<Pages />)
  const guard = vi.fn<(goOn: () => void) => void>()
  stop = guardLeaving(guard)
  await user.click(screen.getByRole('link', { name: 'Go there' }))
  expect(guard).toHaveBeenCalledTimes(1)
  expect(screen.queryByText('There now')).toBeNull()
  act(() => guard.mock.calls[0]?.[0]())
  expect(await screen.findByText('There now')).toBeTruthy()
  expect(guard).toHaveBeenCalledTimes(1)
})

test('the way back is put back and asked about', async () => {
  window.location.hash = '#/here'
  await new Promise((resolve) => setTimeout(resolve, 20))
  const guard = vi.fn<(goOn: () => void) => void>()
  stop = guardLeaving(guard)
  window.location.hash = '#/elsewhere'
  await waitFor(() => expect(guard).toHaveBeenCalledTimes(1))
  expect(window.location.hash).toBe('#/here')
})

test('nothing is held where no guard is set, or after it was taken away', () => {
  const goOn = vi.fn<() => void>()
  leaveTo(goOn)
  const guard = vi.fn<(goOn: () => void) => void>()
  guardLeaving(guard)()
  leaveTo(goOn)
  expect(goOn).toHaveBeenCalledTimes(2)
  expect(guard).not.toHaveBeenCalled()
})
