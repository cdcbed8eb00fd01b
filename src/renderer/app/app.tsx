import { Loader } from '@mantine/core'
import { modals } from '@mantine/modals'
import { notifications } from '@mantine/notifications'
import { createSpotlight } from '@mantine/spotlight'
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconLock } from '@tabler/icons-react'
import { type ComponentType, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { Redirect, Route, Router, Switch, useLocation } from 'wouter'
import { useGuardedLocation } from './leave-guard.ts'
import type { MenuCommand } from '../../shared/bridge.ts'
import { access, mayCall } from '../../shared/contract/access.ts'
import type { SessionState } from '../../shared/contract/session.ts'
import { EmptyState } from '../components/empty-state.tsx'
import { Problem } from '../components/problem.tsx'
import classes from './app.module.css'
import { ErrorBoundary } from './error-boundary.tsx'
import { Frame } from './frame.tsx'
import { type Command, GlobalSearch } from './global-search.tsx'
import { IdleLock } from './idle-lock.tsx'
import { refusalOf } from './refusal-of.ts'
import { type GateProps, type LeftBy, routesFor, type ScreenRoute } from './routes.tsx'
import { useClient, useProcedures } from './rpc.tsx'
import { ShortcutsProvider } from './shortcuts.tsx'
import { type Work, WorkProvider } from './work-context.tsx'

export interface AppProps {
  routes: readonly ScreenRoute[]
  /** What is shown while nobody is signed in: first run, sign in, unlock. */
  gate: ComponentType<GateProps>
  /** Opens the offline help. */
  onHelp?: () => void
  /** Passes on entries of the window's menu that are meant for the page. */
  onMenuCommand?: (callback: (command: MenuCommand) => void) => () => void
}

function Centre({ children }: { children: React.ReactNode }) {
  return <div className={classes.centre}>{children}</div>
}

function Screen({ route }: { route: ScreenRoute }) {
  const [location] = useLocation()
  return (
    <ErrorBoundary name={route.label} resetKey={location}>
      <Suspense fallback={<Loader role="status" aria-label={`Opening ${route.label}`} />}>
        <route.component />
      </Suspense>
    </ErrorBoundary>
  )
}

type SignedIn = SessionState & {
  person: NonNullable<SessionState['person']>
  store: NonNullable<SessionState['store']>
}

function SignedInApp({ state, routes, onHelp, onMenuCommand }: { state: SignedIn } & Omit<AppProps, 'gate'>) {
  const { person, store, today, lockAfterMinutes, problem } = state
  const client = useClient()
  const procedures = useProcedures()
  const queryClient = useQueryClient()
  const [, navigate] = useLocation()
  const [serviceId, chooseService] = useState<string | null>(null)
  const [keysOpened, setKeysOpened] = useState(false)
  const [spotlight] = useState(() => createSpotlight())
  const [searchStore, search] = spotlight

  const services = useQuery(procedures.services.list.queryOptions())
  const counts = useQuery(
    procedures.waitingList.counts.queryOptions({
      input: serviceId === null ? {} : { services: [serviceId] },
      enabled: mayCall(access.waitingList.counts, person.roles),
    }),
  )
  const letters = useQuery(
    procedures.letters.counts.queryOptions({ enabled: mayCall(access.letters.counts, person.roles) }),
  )
  const toSend = letters.data?.toSend
  const locking = useMutation({
    mutationFn: () => client.session.lock(),
    onSettled: (after) => {
      if (after) queryClient.setQueryData(procedures.session.state.queryKey(), after)
      else void queryClient.invalidateQueries({ queryKey: procedures.session.state.queryKey() })
    },
  })
  const { mutate } = locking
  const lock = useCallback(() => mutate(), [mutate])

  const open = useMemo(() => routesFor(routes, person.roles), [routes, person.roles])
  const work: Work = useMemo(
    () => ({
      person,
      store,
      today,
      services: services.data ?? [],
      serviceId,
      chooseService,
      counts: { ...counts.data?.counts, ...(toSend !== undefined && { letters: toSend }) },
      lock,
    }),
    [person, store, today, services.data, serviceId, counts.data, toSend, lock],
  )
  const commands = useMemo<Command[]>(
    () => [
      ...open
        .filter((route) => route.inNavigation)
        .map((route) => ({
          id: route.path,
          label: `Go to ${route.label}`,
          icon: route.icon,
          run: () => navigate(route.path),
        })),
      { id: 'lock', label: 'Lock', icon: IconLock, keys: 'Ctrl+L', run: lock },
    ],
    [open, navigate, lock],
  )
  useEffect(
    () =>
      onMenuCommand?.((command) => {
        if (command === 'lock') lock()
        else if (command === 'search') search.open()
        else if (command === 'help') onHelp?.()
        else if (command === 'keyboard-shortcuts') setKeysOpened(true)
      }),
    [onMenuCommand, lock, search, onHelp],
  )

  const start = open.find((route) => route.inNavigation)
  return (
    <WorkProvider work={work}>
      <IdleLock minutes={lockAfterMinutes} lock={lock} />
      <Frame
        routes={open}
        onSearch={search.open}
        keysOpened={keysOpened}
        onKeys={setKeysOpened}
        problem={problem}
        {...(onHelp ? { onHelp } : {})}
      >
        <Switch>
          {open.map((route) => (
            <Route key={route.path} path={route.path}>
              <Screen route={route} />
            </Route>
          ))}
          <Route path="/">{start && <Redirect to={start.path} replace />}</Route>
          <Route>
            <EmptyState title="There is no such screen">
              It may be one that your role does not open. Choose another from the navigation.
            </EmptyState>
          </Route>
        </Switch>
      </Frame>
      <GlobalSearch
        store={searchStore}
        commands={commands}
        onOpenChild={(childId) => navigate(`/children/${childId}`)}
        {...(mayCall(access.search.find, person.roles)
          ? {
              search: (text: string, signal: AbortSignal) =>
                client.search.find({ text, limit: 20 }, { signal }),
            }
          : {})}
      />
    </WorkProvider>
  )
}

function isSessionKey(queryKey: readonly unknown[]): boolean {
  return Array.isArray(queryKey[0]) && queryKey[0][0] === 'session'
}

/** Forgets everything that may name a child: answers, what was sent, messages and dialogs. */
function forgetWork(queryClient: QueryClient): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => !isSessionKey(queryKey) })
  queryClient.getMutationCache().clear()
  notifications.clean()
  modals.closeAll()
}

function Start(props: AppProps) {
  const procedures = useProcedures()
  const session = useQuery(procedures.session.state.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  const queryClient = useQueryClient()
  const [location] = useLocation()
  const [held, hold] = useState(false)
  const [left, setLeft] = useState<LeftBy | null>(null)
  const { person, store } = session.data ?? {}
  const signedOut = session.data?.person === null
  const isSomebodyElse = left !== null && person != null && person.id !== left.personId
  const goesToStart = isSomebodyElse && location !== '/'
  useEffect(() => {
    if (signedOut) forgetWork(queryClient)
  }, [signedOut, queryClient])
  useEffect(() => {
    if (!person || !store || goesToStart) return
    setLeft({ personId: person.id, userName: person.userName, store: store.kind })
  }, [person, store, goesToStart])
  if (session.data) {
    if (person && store && !held) {
      // The screen somebody else left open may show a child: nobody else is led there.
      if (goesToStart) return <Redirect to="/" replace />
      return <SignedInApp {...props} key={person.id} state={{ ...session.data, person, store }} />
    }
    return <props.gate state={session.data} left={left} hold={hold} />
  }
  if (session.error) {
    return (
      <Centre>
        <Problem
          title="The app could not start its work"
          refusal={refusalOf(session.error)}
          onRetry={() => void session.refetch()}
        />
      </Centre>
    )
  }
  return (
    <Centre>
      <Loader role="status" aria-label="Starting" />
    </Centre>
  )
}

/** The whole page: the gate while nobody is signed in, then the frame with the screens of the person's roles. */
export function App(props: AppProps) {
  return (
    <Router hook={useGuardedLocation}>
      <ShortcutsProvider>
        <ErrorBoundary name="CYP Waits">
          <Start {...props} />
        </ErrorBoundary>
      </ShortcutsProvider>
    </Router>
  )
}
