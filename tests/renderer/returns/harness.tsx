import { Route, Router, Switch } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { screen, within } from '@testing-library/react'
import { Suspense } from 'react'
import type { Role } from '../../../src/shared/codes/roles.ts'
import { ShortcutsProvider } from '../../../src/renderer/app/shortcuts.tsx'
import { WorkProvider } from '../../../src/renderer/app/work-context.tsx'
import { returnsRoutes } from '../../../src/renderer/features/returns/routes.ts'
import { fact, received, type Stored, storeHistories } from '../../store/returns/histories.ts'
import type { TestStore } from '../../support/test-store.ts'
import { fakeSource, renderWithProviders } from '../support.tsx'
import { workOf } from '../work.ts'

export const slt = '(CYP) Therapy interventions: Speech and language'

/** Six histories around February 2026: four children wait at its end, three of them for speech and language. */
export async function fillFebruary(test: TestStore): Promise<Stored[]> {
  return await storeHistories(test, [
    { facts: [received('2024-11-04')] },
    { facts: [received('2026-01-12')] },
    { facts: [received('2026-02-23')] },
    { service: 'audiology', facts: [received('2026-02-10')] },
    { facts: [received('2025-12-01'), fact('attended', '2026-02-16', {})] },
    { facts: [received('2025-12-08'), fact('closed', '2026-02-17', { reason: 'declined' })] },
  ])
}

export interface Shown {
  roles?: Role[]
  client?: object
  at?: string
  personId?: string
}

/** Shows the screens of Returns on a store, at an address. Returns where they go. */
export function showReturns(
  test: TestStore,
  { roles = ['manager'], client = test.client, at = '/returns', personId }: Shown = {},
) {
  const location = memoryLocation({ path: at, record: true })
  const work = workOf(test, { roles, personId })
  const rendered = renderWithProviders(
    <Router hook={location.hook}>
      <ShortcutsProvider>
        <WorkProvider work={work}>
          <Suspense>
            <Switch>
              {returnsRoutes.map(({ path, component: Screen }) => (
                <Route key={path} path={path}>
                  <Screen />
                </Route>
              ))}
            </Switch>
          </Suspense>
        </WorkProvider>
      </ShortcutsProvider>
    </Router>,
    { source: fakeSource(client) },
  )
  return { ...rendered, location }
}

/** What stands in a named panel. */
export function panel(name: string | RegExp) {
  return within(screen.getByRole('region', { name }))
}

/** The texts of the cells of a row. */
export function cellsOf(row: HTMLElement): (string | null)[] {
  return within(row)
    .getAllByRole('cell')
    .map((cell) => cell.textContent)
}

/** The step of the path by its name. */
export function step(name: string | RegExp) {
  const nav = within(screen.getByRole('navigation', { name: 'Steps to the return' }))
  return nav.getByRole('link', { name: typeof name === 'string' ? new RegExp(`\\d\\. ${name}`) : name })
}
