import { configure } from '@testing-library/react'
import { Route, Router, Switch } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { Role } from '../../../src/shared/codes/roles.ts'
import { roles as allRoles } from '../../../src/shared/codes/roles.ts'
import { startingServices } from '../../../src/shared/codes/services.ts'
import { ShortcutsProvider } from '../../../src/renderer/app/shortcuts.tsx'
import { WorkProvider } from '../../../src/renderer/app/work-context.tsx'
import DuplicatesScreen from '../../../src/renderer/features/duplicates/duplicates-screen.tsx'
import ImportScreen from '../../../src/renderer/features/import/import-screen.tsx'
import ReferralsScreen from '../../../src/renderer/features/referrals/referrals-screen.tsx'
import RegisterScreen from '../../../src/renderer/features/register/register-screen.tsx'
import type { TestStore } from '../../support/test-store.ts'
import { fakeSource, renderWithProviders } from '../support.tsx'
import { workOf } from '../work.ts'

// Whole screens on a real store: on a busy machine an answer may take longer than one second.
configure({ asyncUtilTimeout: 15_000 })

export interface ShowOptions {
  at: string
  today?: string
  roles?: readonly Role[]
  client?: object
  serviceId?: string | null
}

/** Opens the referrals screens on a real store, at one address; other addresses show a blank page. */
export function showScreens(test: TestStore, options: ShowOptions) {
  const { at, today = '2026-03-02', roles = allRoles, client = test.client, serviceId = null } = options
  const location = memoryLocation({ path: at, record: true })
  const work = workOf(test, {
    roles,
    today,
    services: startingServices.map(({ id, name }) => ({ id, name })),
    serviceId,
  })
  const rendered = renderWithProviders(
    <Router hook={location.hook}>
      <ShortcutsProvider>
        <WorkProvider work={work}>
          <Switch>
            <Route path="/referrals" component={ReferralsScreen} />
            <Route path="/register/:childId?" component={RegisterScreen} />
            <Route path="/import" component={ImportScreen} />
            <Route path="/duplicates" component={DuplicatesScreen} />
          </Switch>
        </WorkProvider>
      </ShortcutsProvider>
    </Router>,
    { source: fakeSource(client) },
  )
  return { ...rendered, location }
}
