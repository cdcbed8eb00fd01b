import { configure } from '@testing-library/dom'
import { userEvent } from '@testing-library/user-event'
import { type ComponentType, Suspense } from 'react'
import { Route, Router, Switch } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import type { Role } from '../../../src/shared/codes/roles.ts'
import { ShortcutsProvider } from '../../../src/renderer/app/shortcuts.tsx'
import { WorkProvider } from '../../../src/renderer/app/work-context.tsx'
import { rulesRoutes } from '../../../src/renderer/features/rules/routes.ts'
import type { TestStore } from '../../support/test-store.ts'
import { changeFeed, fakeSource, renderWithProviders } from '../support.tsx'
import { workOf } from '../work.ts'

// Whole screens on a real store: a busy computer takes its time.
configure({ asyncUtilTimeout: 20_000 })

interface Opening {
  path?: string
  roles?: readonly Role[]
  serviceId?: string | null
}

/** Opens the Rules screen on a real store, as the signed-in person or as somebody with these roles. */
export async function openRules(test: TestStore, { path = '/rules', roles, serviceId = null }: Opening = {}) {
  const client = roles ? await test.clientAs(roles) : test.client
  const location = memoryLocation({ path, record: true })
  const work = workOf(test, { roles, services: await test.client.services.list(), serviceId })
  const rendered = renderWithProviders(
    <Router hook={location.hook}>
      <ShortcutsProvider>
        <WorkProvider work={work}>
          <Suspense>
            <Switch>
              {rulesRoutes.map(({ path: at, component }) => {
                const Screen: ComponentType = component
                return (
                  <Route key={at} path={at}>
                    <Screen />
                  </Route>
                )
              })}
            </Switch>
          </Suspense>
        </WorkProvider>
      </ShortcutsProvider>
    </Router>,
    { source: fakeSource(client), watch: changeFeed().watch },
  )
  return { ...rendered, client, user: userEvent.setup(), location }
}
