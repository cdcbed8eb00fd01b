import { Button, Fieldset, Stack, TextInput } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'
import type { SessionState } from '../../../shared/contract/session.ts'
import { useClient } from '../../app/rpc.tsx'
import { Problem } from '../../components/problem.tsx'
import { fieldMessages, useFocusRefused } from './field-messages.ts'
import { PasswordField } from './password-field.tsx'
import classes from './session.module.css'
import { useCall } from './use-call.ts'

export interface NewlyMade {
  recoveryKey: string
  state: SessionState
}

export interface SetUpFormProps {
  /** Called before and after the store is made: meanwhile nothing may take this form away. */
  onMaking: (making: boolean) => void
  onMade: (made: NewlyMade) => void
}

const fields = ['displayName', 'userName', 'password', 'providerCode', 'providerName'] as const
const nothing = { displayName: '', userName: '', password: '', providerCode: '', providerName: '' }

/** Makes the encrypted store of a service, with its first person. */
export function SetUpForm({ onMaking, onMade }: SetUpFormProps) {
  const client = useClient()
  const [entry, setEntry] = useState(nothing)
  const create = useCall(client.session.createStore)
  const refused = fieldMessages(create.refusal, fields)
  const form = useFocusRefused(create.refusal)

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (create.busy) return
    onMaking(true)
    const made = await create.run(entry)
    if (made) onMade(made)
    else onMaking(false)
  }

  const text = (field: (typeof fields)[number]) => ({
    size: 'md' as const,
    value: entry[field],
    error: refused.of[field],
    onChange: (event: { currentTarget: { value: string } }) =>
      setEntry({ ...entry, [field]: event.currentTarget.value }),
  })

  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate aria-label="Set up for a service">
      <Stack gap="xl">
        {refused.other && <Problem refusal={refused.other} />}
        <Fieldset legend="You" variant="unstyled">
          <Stack gap="lg">
            <TextInput
              {...text('displayName')}
              label="Your name"
              description="As colleagues know you. It stands beside everything you record."
              autoComplete="name"
              data-first
            />
            <TextInput
              {...text('userName')}
              label="User name"
              description="Letters, numbers, dots, dashes or underscores."
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
            />
            <PasswordField
              label="Password"
              isNew
              value={entry.password}
              onChange={(password) => setEntry({ ...entry, password })}
              error={refused.of.password}
            />
          </Stack>
        </Fieldset>
        <Fieldset legend="Your organisation" variant="unstyled">
          <Stack gap="lg">
            <TextInput
              {...text('providerCode')}
              label="Organisation code"
              description="The ODS code of the provider, such as RX1. It goes on the monthly return."
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              classNames={{ wrapper: classes.short ?? '' }}
            />
            <TextInput
              {...text('providerName')}
              label="Organisation name (optional)"
              autoComplete="organization"
            />
          </Stack>
        </Fieldset>
        <Button type="submit" size="md" loading={create.busy} fullWidth>
          Set up and show the recovery key
        </Button>
      </Stack>
    </form>
  )
}
