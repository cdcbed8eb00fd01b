import { QueryClient } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import axe from 'axe-core'
import type { ReactElement } from 'react'
import type { Change } from '../../src/shared/contract/administration.ts'
import type { Client } from '../../src/renderer/app/client.ts'
import { Providers } from '../../src/renderer/app/providers.tsx'
import type { RpcSource } from '../../src/renderer/app/rpc.tsx'

type Part<T> = { [Key in keyof T]?: Part<T[Key]> }

/** A backend with only the procedures a test needs. */
export function fakeSource(client: Part<Client> = {}): RpcSource {
  return { client: client as Client, status: () => 'connected', subscribe: () => () => undefined }
}

/** A change stream that a test feeds by hand. */
export function changeFeed() {
  const waiting: ((change: Change) => void)[] = []
  const early: Change[] = []
  return {
    send(change: Change) {
      const next = waiting.shift()
      if (next) next(change)
      else early.push(change)
    },
    async watch(): Promise<AsyncIterable<Change>> {
      return (async function* read() {
        for (;;) {
          const change = early.shift()
          yield change ?? (await new Promise<Change>((resolve) => waiting.push(resolve)))
        }
      })()
    },
  }
}

/** Renders under everything a screen expects above it. */
export function renderWithProviders(
  element: ReactElement,
  options: { source?: RpcSource; watch?: ReturnType<typeof changeFeed>['watch'] } = {},
) {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return {
    queryClient,
    ...render(
      <Providers
        env="test"
        queryClient={queryClient}
        source={options.source ?? fakeSource()}
        {...(options.watch ? { watch: options.watch } : {})}
      >
        {element}
      </Providers>,
    ),
  }
}

/** Accessibility faults axe finds in what is on the page, as readable lines. Colours need a real browser. */
export async function accessibilityFaults(root: Element = document.body): Promise<string[]> {
  const result = await axe.run(root, {
    rules: {
      'color-contrast': { enabled: false },
      region: { enabled: false },
      'page-has-heading-one': { enabled: false },
    },
  })
  return result.violations.flatMap((fault) =>
    fault.nodes.map((node) => `${fault.id}: ${node.html.slice(0, 200)}`),
  )
}
