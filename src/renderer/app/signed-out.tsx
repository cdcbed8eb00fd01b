import { IconLock } from '@tabler/icons-react'
import type { SessionState } from '../../shared/contract/session.ts'
import { EmptyState } from '../components/empty-state.tsx'

/** Shown where no sign-in screen is registered: says so, and what stands in the way if anything does. */
export function SignedOut({ state }: { state: SessionState }) {
  return (
    <main>
      <EmptyState title="Nobody is signed in" icon={IconLock}>
        {state.problem}
      </EmptyState>
    </main>
  )
}
