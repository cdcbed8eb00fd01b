import { notifications } from '@mantine/notifications'
import { configure } from '@testing-library/react'
import type { ReactNode } from 'react'
import { Route, Router, Switch } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { Role } from '../../../src/shared/codes/roles.ts'

import type { Client } from '../../../src/renderer/app/client.ts'
import { ShortcutsProvider } from '../../../src/renderer/app/shortcuts.tsx'
import { WorkProvider } from '../../../src/renderer/app/work-context.tsx'
import { ChildScreen } from '../../../src/renderer/features/child/child-screen.tsx'
import { WaitingListScreen } from '../../../src/renderer/features/waiting-list/waiting-list-screen.tsx'
import { registerReferral } from '../../support/register.ts'
import type { TestStore } from '../../support/test-store.ts'
import { fakeSource, renderWithProviders } from '../support.tsx'
import { workOf } from '../work.ts'

// A real store answers when it can; on a busy machine that is longer than a second.
configure({ asyncUtilTimeout: 10_000 })

/** Opens a screen on a real store, as the signed-in person; returns where the app has gone since. */
export async function openScreen(test: TestStore, path: string, roles?: readonly Role[], beside?: ReactNode) {
  notifications.clean()
  const client = roles ? await test.clientAs(roles) : test.client
  const location = memoryLocation({ path, record: true })
  const { counts } = await test.client.waitingList.counts({})
  const work = workOf(test, { roles, services: await test.client.services.list(), counts })
  const rendered = renderWithProviders(
    <Router hook={location.hook}>
      <ShortcutsProvider>
        <WorkProvider work={work}>
          {beside}
          <Switch>
            <Route path="/waiting-list/:queue?">
              <WaitingListScreen />
            </Route>
            <Route path="/children/:childId/referrals/:referralId">
              <ChildScreen />
            </Route>
            <Route path="/children/:childId">
              <ChildScreen />
            </Route>
          </Switch>
        </WorkProvider>
      </ShortcutsProvider>
    </Router>,
    { source: fakeSource(client as Client) },
  )
  return { ...rendered, history: location.history }
}

/** Registers a child by name and accepts the referral as routine, so that it waits to be booked. */
export async function acceptedReferral(
  test: TestStore,
  child: Parameters<typeof registerReferral>[2],
  referral: Parameters<typeof registerReferral>[1] = {},
) {
  const made = await registerReferral(test.client, referral, child)
  await test.client.triage.decide({
    referralId: made.referralId,
    version: 1,
    decision: { kind: 'accept', priority: 'routine', reason: 'Decided for a test' },
  })
  return made
}

/** What an element says, with runs of spaces as one. */
export function textOf(element: Element | null | undefined): string {
  return (element?.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
}

/** What stands in a box. */
export function valueOf(element: HTMLElement): string {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.value : ''
}

/** What a screen reader adds to an element’s name. */
export function descriptionOf(element: HTMLElement): string {
  const ids = (element.getAttribute('aria-describedby') ?? '').split(' ')
  return ids.map((id) => textOf(document.getElementById(id))).join(' ')
}
