import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { AnnouncerProvider } from './announcer.tsx'
import { createQueryClient } from './query-client.ts'
import { RpcProvider, type RpcProviderProps } from './rpc.tsx'
import { cssVariablesResolver, theme } from './theme.ts'

export interface ProvidersProps extends Partial<Omit<RpcProviderProps, 'children'>> {
  /** A cache of one's own, for tests. */
  queryClient?: QueryClient
  /** `test` switches transitions off. */
  env?: 'default' | 'test'
  children: ReactNode
}

/** Everything a screen expects above it: theme, cache, client, announcements, dialogs, notifications. */
export function Providers({ queryClient, env = 'default', source, watch, children }: ProvidersProps) {
  const [ownClient] = useState(() => queryClient ?? createQueryClient())
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      env={env}
    >
      <DatesProvider settings={{ locale: 'en-gb', firstDayOfWeek: 1 }}>
        <QueryClientProvider client={ownClient}>
          <AnnouncerProvider>
            <ModalsProvider>
              <Notifications position="bottom-right" limit={4} containerWidth={400} />
              {source ? (
                <RpcProvider source={source} watch={watch}>
                  {children}
                </RpcProvider>
              ) : (
                children
              )}
            </ModalsProvider>
          </AnnouncerProvider>
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  )
}
