import { useCallback } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'

/** Asked before the screen is left: it calls `goOn` at once, or when the person has answered, or never. */
export type LeaveGuard = (goOn: () => void) => void

let guard: LeaveGuard | null = null

/**
 * Has the page ask this guard before it goes to another address, by a link, a key or the way back. One at a time: a
 * screen sets it while something on it must not be left in silence. Returns how to take it away.
 */
export function guardLeaving(own: LeaveGuard): () => void {
  guard = own
  const here = window.location.hash
  // The way back cannot be held, so the address is put back and the question asked then.
  function onHashChange(event: HashChangeEvent): void {
    const wanted = window.location.hash
    if (wanted === here || guard === null) return
    event.stopImmediatePropagation()
    history.replaceState(history.state, '', here)
    leaveTo(() => {
      window.location.hash = wanted
    })
  }
  window.addEventListener('hashchange', onHashChange, { capture: true })
  return () => {
    window.removeEventListener('hashchange', onHashChange, { capture: true })
    if (guard === own) guard = null
  }
}

/** Goes on, unless a guard wants an answer first. */
export function leaveTo(goOn: () => void): void {
  const asked = guard
  if (asked === null) {
    goOn()
    return
  }
  asked(() => {
    guard = null
    goOn()
  })
}

/** The address of the page behind its `#`, which a guard may hold. */
export const useGuardedLocation = Object.assign(
  (options?: Parameters<typeof useHashLocation>[0]): ReturnType<typeof useHashLocation> => {
    const [path, navigate] = useHashLocation(options)
    const go = useCallback<typeof navigate>((to, more) => leaveTo(() => navigate(to, more)), [navigate])
    return [path, go]
  },
  { hrefs: (href: string) => `#${href}` },
)
