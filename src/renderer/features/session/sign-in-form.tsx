import { Button, Stack, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import type { SessionState } from '../../../shared/contract/session.ts'
import { useClient } from '../../app/rpc.tsx'
import { Problem } from '../../components/problem.tsx'
import { fieldMessages, useFocusRefused } from './field-messages.ts'
import { PasswordField } from './password-field.tsx'
import { retryTime } from './retry-time.ts'
import { useCall } from './use-call.ts'

export interface SignInFormProps {
  /** Who was signed in before the lock; empty at the start. */
  userName?: string
  onSignedIn: (state: SessionState) => void
}

/** User name and password, with the reason of a refusal beside the password. */
export function SignInForm({ userName: remembered = '', onSignedIn }: SignInFormProps) {
  const client = useClient()
  const [userName, setUserName] = useState(remembered)
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState<{ userName?: string; password?: string } | null>(null)
  const signIn = useCall(client.session.signIn)
  const refused = fieldMessages(signIn.refusal, ['userName', 'password'])
  const [refusedAt, setRefusedAt] = useState(0)
  const message = refused.of.password
  const again = message === undefined ? null : retryTime(message, refusedAt)
  const form = useFocusRefused(missing ?? signIn.refusal)

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (signIn.busy) return
    signIn.clear()
    const empty = {
      ...(userName.trim() === '' ? { userName: 'Enter your user name' } : {}),
      ...(password === '' ? { password: 'Enter your password' } : {}),
    }
    const isWhole = Object.keys(empty).length === 0
    setMissing(isWhole ? null : empty)
    if (!isWhole) return
    const state = await signIn.run({ userName, password })
    if (state) onSignedIn(state)
    else {
      setRefusedAt(Date.now())
      setPassword('')
    }
  }

  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate aria-label="Sign in">
      <Stack gap="lg">
        {refused.other && <Problem refusal={refused.other} />}
        <TextInput
          label="User name"
          name="username"
          size="md"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          data-first={remembered === '' || undefined}
          value={userName}
          onChange={(event) => setUserName(event.currentTarget.value)}
          error={missing?.userName ?? refused.of.userName}
        />
        <PasswordField
          label="Password"
          name="password"
          isFirst={remembered !== ''}
          value={password}
          onChange={setPassword}
          error={missing?.password ?? (again ? `${message} Try again at ${again}.` : message)}
        />
        <Button type="submit" size="md" loading={signIn.busy} fullWidth>
          Sign in
        </Button>
      </Stack>
    </form>
  )
}
