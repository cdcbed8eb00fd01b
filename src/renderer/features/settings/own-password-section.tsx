import { Button, Group, Stack } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { fieldMessages, useFocusRefused } from '../session/field-messages.ts'
import { PasswordField } from '../session/password-field.tsx'
import { useCall } from '../session/use-call.ts'
import { SectionHeader } from './section-header.tsx'

const nothing = { currentPassword: '', newPassword: '' }

/** Changing one's own password. */
export function OwnPasswordSection() {
  const client = useClient()
  const { store } = useWork()
  const [entry, setEntry] = useState(nothing)
  const change = useCall(client.accounts.changeOwnPassword)
  const refused = fieldMessages(change.refusal, ['currentPassword', 'newPassword'])
  const form = useFocusRefused(change.refusal)

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (change.busy) return
    const done = await change.run(entry)
    if (!done) return
    setEntry(nothing)
    showDone('Your password was changed.')
  }

  if (store.kind === 'demo') {
    return (
      <SectionHeader title="Your password">
        The made-up people have no passwords: anybody can sign in as each role.
      </SectionHeader>
    )
  }
  return (
    <Stack gap="xl" maw="28rem">
      <SectionHeader title="Your password">
        It also unlocks the data, so nobody else should know it.
      </SectionHeader>
      <form ref={form} onSubmit={(event) => void submit(event)} noValidate aria-label="Your password">
        <Stack gap="lg">
          {refused.other && <Problem refusal={refused.other} />}
          <PasswordField
            size="sm"
            label="Present password"
            value={entry.currentPassword}
            onChange={(currentPassword) => setEntry({ ...entry, currentPassword })}
            error={refused.of.currentPassword}
          />
          <PasswordField
            size="sm"
            label="New password"
            isNew
            value={entry.newPassword}
            onChange={(newPassword) => setEntry({ ...entry, newPassword })}
            error={refused.of.newPassword}
          />
          <Group>
            <Button type="submit" loading={change.busy}>
              Change the password
            </Button>
          </Group>
        </Stack>
      </form>
    </Stack>
  )
}
