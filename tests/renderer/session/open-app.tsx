import { configure } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach } from 'vitest'
import type { InProcessClient } from '../../../src/main/services/router.ts'
import {
  type BackendHost,
  type BackendHostOptions,
  createBackendHost,
  createInProcessClient,
} from '../../../src/main/services/host.ts'
import { App } from '../../../src/renderer/app/app.tsx'
import { routes as allRoutes, type ScreenRoute } from '../../../src/renderer/app/routes.tsx'
import { SessionGate } from '../../../src/renderer/features/session/session-gate.tsx'
import { cheapPasswords, temporaryFolder } from '../../support/test-store.ts'
import { renderWithProviders } from '../support.tsx'

// The backend is real: hashing a password takes longer than drawing a screen.
configure({ asyncUtilTimeout: 8_000 })

const cleanUp: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step()
})

export const password = 'three mossy kettles'
export const firstPerson = {
  displayName: 'First Person',
  userName: 'first',
  password,
  providerCode: 'RX1',
  providerName: 'Test NHS Trust',
}

export interface Backend {
  host: BackendHost
  client: InProcessClient
  folder: string
}

/** A real backend over a folder of its own, in this process. It stops after the test. */
export async function startBackend(options: Partial<BackendHostOptions> = {}): Promise<Backend> {
  const { folder, remove } = await temporaryFolder()
  cleanUp.push(remove)
  const host = await createBackendHost({
    dataFolder: folder,
    passwordCost: cheapPasswords,
    today: () => '2026-03-02',
    ...options,
  })
  cleanUp.push(() => host.shutdown())
  return { host, client: createInProcessClient(host), folder }
}

/** The whole app over a real backend, at an address within it. */
export function openApp(
  { client }: Pick<Backend, 'client'>,
  { routes = allRoutes, at = '/' }: { routes?: readonly ScreenRoute[]; at?: string } = {},
) {
  window.location.hash = at
  const user = userEvent.setup()
  const view = renderWithProviders(<App routes={routes} gate={SessionGate} />, {
    source: { client, status: () => 'connected', subscribe: () => () => undefined },
    watch: (signal?: AbortSignal) => client.changes.watch(undefined, signal ? { signal } : {}),
  })
  return { user, ...view }
}
