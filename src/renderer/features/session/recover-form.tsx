import { Button, Stack, Textarea, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import type { SessionState } from '../../../shared/contract/session.ts'
import { useClient } from '../../app/rpc.tsx'
import { Problem } from '../../components/problem.tsx'
import { fieldMessages, useFocusRefused } from './field-messages.ts'
import { PasswordField } from './password-field.tsx'
import { useCall } from './use-call.ts'

/** Gives somebody who forgot their password a new one, with the recovery key. */
export function RecoverForm({ onSignedIn }: { onSignedIn: (state: SessionState) => void }) {
  const client = useClient()
  const [entry, setEntry] = useState({ recoveryKey: '', userName: '', newPassword: '' })
  const recover = useCall(client.session.recover)
  const refused = fieldMessages(recover.refusal, ['recoveryKey', 'userName', 'newPassword'])
  const form = useFocusRefused(recover.refusal)

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (recover.busy) return
    const state = await recover.run(entry)
    if (state) onSignedIn(state)
  }

  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate aria-label="Use the recovery key">
      <Stack gap="lg">
        {refused.other && <Problem refusal={refused.other} />}
        <Textarea
          label="Recovery key"
          description="8 groups of 5 letters and numbers. Small letters, spaces and dashes do not matter."
          size="md"
          rows={2}
          autoComplete="off"
          spellCheck={false}
          data-first
          value={entry.recoveryKey}
          onChange={(event) => setEntry({ ...entry, recoveryKey: event.currentTarget.value })}
          error={refused.of.recoveryKey}
        />
        <TextInput
          label="Your user name"
          size="md"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={entry.userName}
          onChange={(event) => setEntry({ ...entry, userName: event.currentTarget.value })}
          error={refused.of.userName}
        />
        <PasswordField
          label="New password"
          isNew
          value={entry.newPassword}
          onChange={(newPassword) => setEntry({ ...entry, newPassword })}
          error={refused.of.newPassword}
        />
        <Button type="submit" size="md" loading={recover.busy} fullWidth>
          Set the new password and sign in
        </Button>
      </Stack>
    </form>
  )
}
