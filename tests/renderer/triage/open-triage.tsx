import { configure, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Route, Router, Switch } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { Role } from '../../../src/shared/codes/roles.ts'
import { ShortcutsProvider } from '../../../src/renderer/app/shortcuts.tsx'
import { WorkProvider } from '../../../src/renderer/app/work-context.tsx'
import RulesScreen from '../../../src/renderer/features/rules/rules-screen.tsx'
import TriageFiguresScreen from '../../../src/renderer/features/triage/figures-screen.tsx'
import TriageScreen from '../../../src/renderer/features/triage/triage-screen.tsx'
import type { TestStore } from '../../support/test-store.ts'
import { choking, registerPlain } from '../../support/triage.ts'
import { changeFeed, fakeSource, renderWithProviders } from '../support.tsx'
import { workOf } from '../work.ts'

// A whole screen on a real store takes its time on a busy machine.
configure({ asyncUtilTimeout: 20_000 })

/** Longer than a referral must have been on the screen before a key accepts it. */
export const aLook = () => new Promise((resolve) => setTimeout(resolve, 500))

/** Opens triage or the rules on a real store, as the signed-in person or as somebody with these roles. */
export async function openTriage(
  test: TestStore,
  {
    path = '/triage',
    roles,
    serviceId = null,
  }: { path?: string; roles?: readonly Role[]; serviceId?: string | null } = {},
) {
  const client = roles ? await test.clientAs(roles) : test.client
  const location = memoryLocation({ path, record: true })
  const { counts } = await test.client.waitingList.counts({})
  const work = workOf(test, { roles, services: await test.client.services.list(), serviceId, counts })
  const feed = changeFeed()
  const rendered = renderWithProviders(
    <Router hook={location.hook}>
      <ShortcutsProvider>
        <WorkProvider work={work}>
          <Switch>
            <Route path="/triage/part/figures">
              <TriageFiguresScreen />
            </Route>
            <Route path="/triage/:referralId?">
              <TriageScreen />
            </Route>
            <Route path="/rules/:ruleId?">
              <RulesScreen />
            </Route>
          </Switch>
        </WorkProvider>
      </ShortcutsProvider>
    </Router>,
    { source: fakeSource(client), watch: feed.watch },
  )
  return { ...rendered, user: userEvent.setup(), feed, history: location.history }
}

/** A child whose NHS number nobody knows yet. */
export const noNumber = { nhsNumber: null }

/** An old routine letter, a newer one with a red flag, and one that lacks consent. */
export async function fill(test: TestStore) {
  const routine = await registerPlain(
    test,
    { receivedDate: '2026-02-02', pathways: ['language'] },
    { ...noNumber, familyName: 'Routine', givenName: 'Rhian' },
  )
  const urgent = await registerPlain(
    test,
    { ...choking, reasonText: 'Chokes on thin fluids.' },
    { familyName: 'Urgent', givenName: 'Una', dateOfBirth: '2024-05-17' },
  )
  const incomplete = await registerPlain(
    test,
    { receivedDate: '2026-02-16', consentStatus: null, pathways: ['language'] },
    { ...noNumber, familyName: 'Incomplete', givenName: 'Idris', dateOfBirth: '2020-11-30' },
  )
  return { routine, urgent, incomplete }
}

/** Kinds and details of what was recorded for a referral, after its receipt. */
export async function recorded(test: TestStore, referralId: string) {
  const rows = await test.store.read
    .selectFrom('referral_event')
    .select(['type', 'detail', 'reason'])
    .where('referral_id', '=', referralId)
    .where('type', '!=', 'received')
    .orderBy('sequence')
    .execute()
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as Record<string, unknown> }))
}

export const inbox = () => screen.getByRole('listbox', { name: 'Referrals to triage' })
export const entries = () => within(inbox()).getAllByRole('option')
export const selected = () => within(inbox()).getByRole('option', { selected: true })
export const letter = () => screen.getByRole('region', { name: 'Referral as received' })
export const pane = () => screen.getByRole('region', { name: 'Suggestion and decision' })

/** Waits until a child's referral is on the screen, and a moment longer. */
export async function lookAt(name: string): Promise<void> {
  await waitFor(() => within(letter()).getByRole('heading', { level: 2, name: new RegExp(name) }))
  await aLook()
}

/** What stands in a box. */
export function valueOf(box: HTMLElement): string {
  return box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement ? box.value : ''
}

/** Whether a round or square box is ticked. */
export function isChecked(box: HTMLElement): boolean {
  return box instanceof HTMLInputElement && box.checked
}
