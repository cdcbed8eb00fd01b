import { Autocomplete, Button, List, Radio, Group, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconTextPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { type BulkDetail, bulkDetailLabels } from '../../../shared/codes/data-quality-details.ts'
import {
  bulkChange,
  type BulkChange,
  type QualityBulk,
  type QualityException,
  type QualityFilter,
} from '../../../shared/contract/data-quality.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { showDone, showProblem, showUndo } from '../../components/undo-toast.tsx'
import { commonLanguages, useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { useRefreshQuality } from './use-quality.ts'
import { childCount, referralCount } from './words.ts'

export interface BulkFillProps {
  filter: QualityFilter
  selection: QualityBulk['selection']
  count: number
  detail: BulkDetail
  onDone: () => void
}

const verbs: Record<BulkDetail, string> = {
  gp_practice: 'Fill in the GP practice…',
  language: 'Fill in the language…',
  interpreter: 'Record if an interpreter is needed…',
}

/** Fills one detail in for every selected child, after saying for how many and for whom not. */
export function BulkFill(props: BulkFillProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconTextPlus size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {verbs[props.detail]}
      </Button>
      {isOpen && <BulkFillDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

function BulkFillDialog({
  filter,
  selection,
  count,
  detail,
  onDone,
  onClose,
}: BulkFillProps & { onClose: () => void }) {
  const client = useClient()
  const procedures = useProcedures()
  const refresh = useRefreshQuality()
  const problems = useFieldProblems()
  const [value, setValue] = useState('')
  const reading = bulkChange.safeParse({ detail, value })
  const change: BulkChange | null = reading.success ? reading.data : null
  const preview = useQuery({
    ...procedures.dataQuality.bulkPreview.queryOptions({
      input: { filter, selection, change: change ?? { detail: 'interpreter', value: 'no' } },
    }),
    enabled: change !== null,
    gcTime: 0,
    // What it would do depends on the detail and the rows, not on the value: asking once is enough.
    queryKey: ['data-quality-bulk', filter, selection, detail],
  })
  const saving = useMutation({
    mutationFn: (wanted: BulkChange) => client.dataQuality.bulkApply({ filter, selection, change: wanted }),
    onSuccess: async ({ batchId, children }) => {
      onClose()
      onDone()
      await refresh()
      showUndo({
        message: `${bulkDetailLabels[detail]} filled in for ${childCount(children)}`,
        onUndo: async () => {
          try {
            const { undone, exceptions } = await client.dataQuality.bulkUndo({ batchId })
            const kept =
              exceptions.length === 0 ? '' : `; ${childCount(exceptions.length)} changed since and kept`
            showDone(`Taken back for ${childCount(undone)}${kept}`)
          } catch (error) {
            showProblem(refusalOf(error), 'It could not be taken back')
          }
          await refresh()
          onDone()
        },
      })
    },
  })
  const error = saving.error ?? preview.error
  function save(): void {
    const found = reading.success
      ? []
      : [
          {
            field: 'value',
            message: value === '' ? 'Say what to fill in' : (reading.error.issues[0]?.message ?? ''),
          },
        ]
    if (!problems.attempted(found) || change === null) return
    saving.mutate(change)
  }
  const field = {
    id: problems.idOf('value'),
    error: problems.of('value'),
    required: true,
    value,
    'data-autofocus': true,
  }
  return (
    <FormDialog
      title={`${bulkDetailLabels[detail]} of ${referralCount(count)}`}
      subject="Only what is missing is filled in. What somebody recorded is never replaced, and you can take all of it back."
      saveLabel={preview.data ? `Fill in for ${childCount(preview.data.children)}` : 'Fill in'}
      isDirty={value !== ''}
      isSaving={saving.isPending}
      canSave={preview.data === undefined || preview.data.children > 0}
      problems={problems.summary}
      refusal={error ? refusalOf(error) : null}
      onSave={save}
      onClose={onClose}
    >
      {detail === 'gp_practice' && (
        <TextInput
          {...field}
          label="GP practice code"
          description="A letter and five digits; V81997 when the child is registered nowhere"
          maxLength={6}
          onChange={(event) => setValue(event.currentTarget.value.toUpperCase())}
        />
      )}
      {detail === 'language' && (
        <Autocomplete
          {...field}
          label="Language the family wants to use"
          description="As each family said. It is never guessed from a name."
          data={commonLanguages}
          maxLength={100}
          onChange={setValue}
        />
      )}
      {detail === 'interpreter' && (
        <Radio.Group
          label="Is an interpreter needed?"
          description="As each family said."
          id={field.id}
          error={field.error}
          required
          value={value}
          onChange={setValue}
        >
          <Group mt={6}>
            <Radio value="yes" label="Yes" data-autofocus />
            <Radio value="no" label="No" />
          </Group>
        </Radio.Group>
      )}
      {preview.data && <Exceptions exceptions={preview.data.exceptions} />}
    </FormDialog>
  )
}

const mostNamed = 20

function Exceptions({ exceptions }: { exceptions: readonly QualityException[] }) {
  if (exceptions.length === 0) return null
  return (
    <div role="status">
      <Text fw={700}>{referralCount(exceptions.length)} left as they are</Text>
      <List>
        {exceptions.slice(0, mostNamed).map(({ referralId, childName, why }) => (
          <List.Item key={referralId}>
            {childName}: {why}
          </List.Item>
        ))}
      </List>
      {exceptions.length > mostNamed && <Text>and {exceptions.length - mostNamed} more.</Text>}
    </div>
  )
}
