import { MultiSelect, Radio, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { ruleOptions } from './change-example-dialog.tsx'
import { useRulesRefresh } from './use-draft.ts'

export interface SaveExampleDialogProps {
  referralId: string
  onClose: () => void
}

/**
 * Keeps a referral's answers, without anything that says who the child is, as a worked case that every publishing of
 * rules runs. For clinical leads; any screen that shows a referral can offer it.
 */
export function SaveExampleDialog({ referralId, onClose }: SaveExampleDialogProps) {
  const client = useClient()
  const procedures = useProcedures()
  const refresh = useRulesRefresh()
  const problems = useFieldProblems()
  const current = useQuery(procedures.rules.current.queryOptions())
  const [name, setName] = useState('')
  const [mode, setMode] = useState<'now' | 'chosen'>('now')
  const [expected, setExpected] = useState<string[]>([])
  const saving = useMutation({
    mutationFn: () =>
      client.rules.saveExample({
        referralId,
        name: name.trim(),
        expected: mode === 'now' ? null : expected.toSorted(),
      }),
    onSuccess() {
      showDone(`“${name.trim()}” is kept as a worked case.`)
      void refresh()
      onClose()
    },
  })
  return (
    <FormDialog
      title="Save as a worked case"
      subject="The answers of this referral are kept without name, number, date of birth, address or free text. Every publishing of rules runs the case."
      saveLabel="Save the case"
      isDirty={name !== '' || expected.length > 0}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={saving.error ? refusalOf(saving.error) : null}
      onSave={() => {
        const short = name.trim().length < 3
        if (
          problems.attempted(
            short ? [{ field: 'name', message: 'Name the case in at least 3 characters.' }] : [],
          )
        )
          saving.mutate()
      }}
      onClose={onClose}
    >
      <TextInput
        id={problems.idOf('name')}
        label="Name of the case"
        description="What it shows, never whose it is: “Feeding, red flags not asked”"
        required
        maxLength={200}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={problems.of('name')}
      />
      <Radio.Group
        label="What must fire"
        value={mode}
        onChange={(value) => setMode(value as 'now' | 'chosen')}
      >
        <Stack gap="xs" mt={6}>
          <Radio value="now" label="What the rules in use fire today, and nothing else" />
          <Radio value="chosen" label="Rules I choose, and no others" />
        </Stack>
      </Radio.Group>
      {mode === 'chosen' && (
        <MultiSelect
          label="Rules that must fire"
          description="Leave it empty when none must"
          searchable
          data={ruleOptions(current.data?.rules ?? [], expected)}
          value={expected}
          onChange={setExpected}
        />
      )}
    </FormDialog>
  )
}
