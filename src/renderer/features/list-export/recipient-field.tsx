import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ExportRecipient } from '../../../shared/contract/list-exports.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './list-export.module.css'

const onceOnly = 'once'
const newOne = 'new'

export interface RecipientFieldProps {
  recipients: readonly ExportRecipient[]
  recipientId: string | null
  mayAdd: boolean
  onChange: (recipientId: string | null) => void
  /** Reads the recipients again. */
  onAdded: () => Promise<unknown>
}

/** Whose key makes the pseudonyms: files for one recipient can be joined, files for two cannot. */
export function RecipientField({ recipients, recipientId, mayAdd, onChange, onAdded }: RecipientFieldProps) {
  const [isAdding, setIsAdding] = useState(false)
  return (
    <Stack gap="sm">
      <Select
        label="Who it is for"
        description="A child keeps one pseudonym in all files for one recipient and purpose, and has another in everybody else’s."
        allowDeselect={false}
        value={isAdding ? newOne : (recipientId ?? onceOnly)}
        data={[
          { value: onceOnly, label: 'This file only (matches no other file)' },
          ...recipients.map(({ id, name, purpose }) => ({ value: id, label: `${name}: ${purpose}` })),
          ...(mayAdd ? [{ value: newOne, label: 'Add a recipient…' }] : []),
        ]}
        onChange={(value) => {
          setIsAdding(value === newOne)
          if (value !== newOne) onChange(value === onceOnly ? null : value)
        }}
      />
      {isAdding && (
        <AddRecipient
          onAdded={async (id) => {
            await onAdded()
            setIsAdding(false)
            onChange(id)
          }}
        />
      )}
    </Stack>
  )
}

function AddRecipient({ onAdded }: { onAdded: (recipientId: string) => Promise<void> }) {
  const client = useClient()
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState('')
  const adding = useMutation({
    mutationFn: () => client.listExports.addRecipient({ name, purpose }),
    onSuccess: ({ recipientId }) => onAdded(recipientId),
  })
  return (
    <div className={classes.adding} role="group" aria-label="A new recipient">
      <TextInput
        label="Who is given the rows"
        description="An organisation or a team"
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="What for"
        description="The purpose it was agreed for"
        maxLength={300}
        value={purpose}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      {adding.error && <Problem refusal={refusalOf(adding.error)} />}
      <Group>
        <Button
          variant="default"
          loading={adding.isPending}
          disabled={name.trim().length < 2 || purpose.trim().length < 3}
          onClick={() => adding.mutate()}
        >
          Add the recipient
        </Button>
      </Group>
    </div>
  )
}
