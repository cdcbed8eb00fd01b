import { Anchor, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { IconBuildingHospital, IconFlask } from '@tabler/icons-react'
import { useState } from 'react'
import type { SessionState } from '../../../shared/contract/session.ts'
import type { GateProps } from '../../app/routes.tsx'
import { useProcedures } from '../../app/rpc.tsx'
import { type Choice, ChoiceList } from './choice-list.tsx'
import { DemoPage } from './demo-page.tsx'
import { GatePage } from './gate-page.tsx'
import { ProblemPage } from './problem-page.tsx'
import { RecoverForm } from './recover-form.tsx'
import { RecoveryKey } from './recovery-key.tsx'
import classes from './session.module.css'
import { type NewlyMade, SetUpForm } from './set-up-form.tsx'
import { SignInForm } from './sign-in-form.tsx'

type View = 'choose' | 'demo' | 'set-up' | 'sign-in' | 'recover'

const ways: readonly Choice<'demo' | 'set-up'>[] = [
  {
    id: 'demo',
    title: 'Try with made-up children',
    words: 'Look round as any role. Nothing you do there touches real data.',
    icon: IconFlask,
  },
  {
    id: 'set-up',
    title: 'Set up for a service',
    words: 'Makes an encrypted store on this computer and your own account in it.',
    icon: IconBuildingHospital,
  },
]

function firstView({ stores }: SessionState, leftStore: 'live' | 'demo' | null): View {
  if (leftStore !== null && stores[leftStore]) return leftStore === 'demo' ? 'demo' : 'sign-in'
  if (stores.live) return 'sign-in'
  return stores.demo ? 'demo' : 'choose'
}

function Way({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Anchor component="button" type="button" className={classes.way ?? ''} onClick={onClick}>
      {children}
    </Anchor>
  )
}

/** Everything shown while nobody is signed in: first run, signing in, recovering, and what stands in the way. */
export function SessionGate({ state, left, hold }: GateProps) {
  const procedures = useProcedures()
  const queryClient = useQueryClient()
  const [view, setView] = useState<View>(() => firstView(state, left?.store ?? null))
  const [made, setMade] = useState<NewlyMade | null>(null)
  const [seenProblem, setSeenProblem] = useState<string | null>(null)
  const { stores } = state

  function enter(next: SessionState): void {
    queryClient.setQueryData(procedures.session.state.queryKey(), next)
  }

  if (made) {
    const { providerName = '', providerCode = '' } = made.state.store ?? {}
    return (
      <RecoveryKey
        recoveryKey={made.recoveryKey}
        provider={providerName === '' ? providerCode : `${providerName} (${providerCode})`}
        today={made.state.today}
        onPrint={() => window.cypWaits.print()}
        onKept={() => {
          enter(made.state)
          setMade(null)
          hold(false)
        }}
      />
    )
  }

  if (state.problem !== null && state.problem !== seenProblem) {
    return (
      <ProblemPage
        reason={state.problem}
        retryLabel="Back to signing in"
        onRetry={() => setSeenProblem(state.problem)}
      />
    )
  }

  const choose = { label: 'Other ways to start', onBack: () => setView('choose') }
  const toSignIn = { label: 'Back to signing in', onBack: () => setView('sign-in') }
  switch (view) {
    case 'demo':
      return (
        <DemoPage
          exists={stores.demo}
          onMade={enter}
          onSignedIn={enter}
          {...(stores.demo ? {} : { back: stores.live ? toSignIn : choose })}
          below={
            stores.live ? (
              <Way onClick={() => setView('sign-in')}>Sign in to the real data</Way>
            ) : (
              <Way onClick={() => setView('set-up')}>Set up for a service</Way>
            )
          }
        />
      )
    case 'set-up':
      return (
        <GatePage
          title="Set up for a service"
          description="Everything stays on this computer, encrypted. You can add colleagues afterwards."
          back={stores.demo ? { label: 'Made-up children', onBack: () => setView('demo') } : choose}
        >
          <SetUpForm onMaking={hold} onMade={setMade} />
        </GatePage>
      )
    case 'recover':
      return (
        <GatePage
          title="Use the recovery key"
          description="It was printed or written down when the app was set up. It gives you a new password."
          back={toSignIn}
        >
          <RecoverForm onSignedIn={enter} />
        </GatePage>
      )
    case 'sign-in': {
      const locked = left !== null && left.store === 'live'
      return (
        <GatePage
          title={locked ? 'Locked' : 'Sign in'}
          {...(locked
            ? {
                description: 'Your work is where you left it. Somebody else can sign in with their own name.',
              }
            : {})}
          below={
            <Way onClick={() => setView('demo')}>
              {stores.demo ? 'Look at the made-up children' : 'Try with made-up children'}
            </Way>
          }
        >
          <SignInForm userName={locked ? left.userName : ''} onSignedIn={enter} />
          <Text size="md" className={classes.words}>
            Forgotten password: <Way onClick={() => setView('recover')}>use the recovery key</Way>, or ask a
            system administrator for a new one.
          </Text>
        </GatePage>
      )
    }
    case 'choose':
      return (
        <GatePage title="Welcome" description="How do you want to start? You can do the other one later.">
          <ChoiceList label="Ways to start" choices={ways} onChoose={setView} />
        </GatePage>
      )
  }
}
