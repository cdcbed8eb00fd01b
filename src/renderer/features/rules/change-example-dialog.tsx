import { Button, MultiSelect, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { RuleExample } from '../../../shared/contract/rules.ts'
import type { TriageRule } from '../../../shared/triage/rules.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { useRulesRefresh } from './use-draft.ts'

/** Rules to choose from by id and name; ids that no rule has any more stay in the list. */
export function ruleOptions(
  rules: readonly Pick<TriageRule, 'id' | 'name'>[],
  inUse: readonly string[],
): { value: string; label: string }[] {
  const known = new Set(rules.map(({ id }) => id))
  return [
    ...rules.map(({ id, name }) => ({ value: id, label: `${id} ${name}` })),
    ...inUse.filter((id) => !known.has(id)).map((id) => ({ value: id, label: `${id} (no such rule)` })),
  ]
}

export interface ChangeExampleDialogProps {
  example: RuleExample
  rules: readonly TriageRule[]
  onClose: () => void
}

/** Changes the name of a worked case and which rules must fire for it. */
export function ChangeExampleDialog({ example, rules, onClose }: ChangeExampleDialogProps) {
  const client = useClient()
  const refresh = useRulesRefresh()
  const problems = useFieldProblems()
  const [name, setName] = useState(example.name)
  const [expected, setExpected] = useState(example.expected)
  const { fired } = example.result
  const saving = useMutation({
    mutationFn: () =>
      client.rules.changeExample({
        exampleId: example.exampleId,
        version: example.version,
        name: name.trim(),
        expected,
      }),
    onSuccess() {
      showDone(`“${name.trim()}” is changed.`)
      void refresh()
      onClose()
    },
    onError: () => void refresh(),
  })
  return (
    <FormDialog
      title="What must fire"
      subject={<strong>{example.name}</strong>}
      saveLabel="Save the case"
      isDirty={name !== example.name || expected.join() !== example.expected.join()}
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
        label="Name"
        required
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={problems.of('name')}
      />
      <MultiSelect
        label="Rules that must fire, and no others"
        searchable
        data={ruleOptions(rules, expected)}
        value={expected}
        onChange={(next) => setExpected(next.toSorted())}
      />
      {fired.join() !== expected.join() && (
        <div>
          <Button variant="default" size="compact-sm" onClick={() => setExpected([...fired])}>
            Take what fires now: {fired.length === 0 ? 'nothing' : fired.join(', ')}
          </Button>
        </div>
      )}
    </FormDialog>
  )
}
