import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type ReactNode, type SubmitEvent, useState } from 'react'
import type { Role } from '../../../shared/codes/roles.ts'
import type { Account } from '../../../shared/contract/administration.ts'
import { useClient } from '../../app/rpc.tsx'
import { Problem } from '../../components/problem.tsx'
import { fieldMessages, useFocusRefused } from '../session/field-messages.ts'
import { PasswordField } from '../session/password-field.tsx'
import { type Call, useCall } from '../session/use-call.ts'
import { RoleCheckboxes } from './role-checkboxes.tsx'

interface DialogProps<Input, Output> {
  title: string
  call: Call<Input, Output>
  fields: readonly string[]
  input: Input
  action: string
  onDone: () => void
  onClose: () => void
  children: (messages: Partial<Record<string, string>>) => ReactNode
}

function PersonDialog<Input, Output>(props: DialogProps<Input, Output>) {
  const { title, call, fields, input, action, onDone, onClose, children } = props
  const refused = fieldMessages(call.refusal, fields)
  const form = useFocusRefused(call.refusal)
  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (call.busy) return
    if ((await call.run(input)) !== undefined) onDone()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close without saving' }}
    >
      <form ref={form} onSubmit={(event) => void submit(event)} noValidate aria-label={title}>
        <Stack gap="lg">
          {refused.other && <Problem refusal={refused.other} />}
          {children(refused.of)}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={call.busy}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

interface Answers {
  /** Told what was done, in words. */
  onDone: (message: string) => void
  onClose: () => void
}

const nobody = { displayName: '', userName: '', password: '', roles: [] as Role[] }

/** Adds somebody, with a first password to be told in person. */
export function AddPerson({ onDone, onClose }: Answers) {
  const client = useClient()
  const [entry, setEntry] = useState(nobody)
  const create = useCall(client.accounts.create)
  return (
    <PersonDialog
      title="Add a person"
      call={create}
      fields={['displayName', 'userName', 'password', 'roles']}
      input={entry}
      action="Add the person"
      onDone={() => onDone(`${entry.displayName} can sign in now.`)}
      onClose={onClose}
    >
      {(messages) => (
        <>
          <TextInput
            label="Name"
            data-autofocus
            autoComplete="off"
            value={entry.displayName}
            error={messages['displayName']}
            onChange={(event) => setEntry({ ...entry, displayName: event.currentTarget.value })}
          />
          <TextInput
            label="User name"
            description="Letters, numbers, dots, dashes or underscores. It cannot be changed later."
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={entry.userName}
            error={messages['userName']}
            onChange={(event) => setEntry({ ...entry, userName: event.currentTarget.value })}
          />
          <PasswordField
            label="First password"
            size="sm"
            isNew
            value={entry.password}
            error={messages['password']}
            onChange={(password) => setEntry({ ...entry, password })}
          />
          <RoleCheckboxes
            value={entry.roles}
            error={messages['roles']}
            onChange={(roles) => setEntry({ ...entry, roles })}
          />
        </>
      )}
    </PersonDialog>
  )
}

/** Changes which roles somebody has. */
export function ChangeRoles({ account, onDone, onClose }: Answers & { account: Account }) {
  const client = useClient()
  const [roles, setRoles] = useState(account.roles)
  const set = useCall(client.accounts.setRoles)
  return (
    <PersonDialog
      title={`Roles of ${account.displayName}`}
      call={set}
      fields={['roles']}
      input={{ id: account.id, version: account.version, roles }}
      action="Save the roles"
      onDone={() => onDone(`The roles of ${account.displayName} hold from now on.`)}
      onClose={onClose}
    >
      {(messages) => <RoleCheckboxes value={roles} error={messages['roles']} onChange={setRoles} />}
    </PersonDialog>
  )
}

/** Gives somebody who forgot theirs a new password. */
export function SetPassword({ account, onDone, onClose }: Answers & { account: Account }) {
  const client = useClient()
  const [password, setPassword] = useState('')
  const set = useCall(client.accounts.setPassword)
  return (
    <PersonDialog
      title={`New password for ${account.displayName}`}
      call={set}
      fields={['password']}
      input={{ id: account.id, password }}
      action="Set the password"
      onDone={() => onDone(`${account.displayName} has a new password. Ask them to change it.`)}
      onClose={onClose}
    >
      {(messages) => (
        <PasswordField
          label="New password"
          size="sm"
          isNew
          value={password}
          error={messages['password']}
          onChange={setPassword}
        />
      )}
    </PersonDialog>
  )
}
