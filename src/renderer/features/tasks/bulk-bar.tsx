import { Button, List, Radio, Stack, Text, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconCheck, IconUserShare } from '@tabler/icons-react'
import { useState } from 'react'
import {
  outcomesOf,
  outcomesWithNote,
  type TaskKind,
  type TaskOutcome,
  taskOutcomeLabels,
} from '../../../shared/codes/task-kinds.ts'
import type { TaskBulkResult, TaskSelection } from '../../../shared/contract/tasks.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { OwnerField } from './owner-field.tsx'
import { useRefreshTasks } from './use-refresh-tasks.ts'
import { taskCount } from './words.ts'

export interface TaskBulkBarProps {
  selection: TaskSelection
  count: number
  /** The kind of every selected task, when they are of one kind: only those can be closed together. */
  kind: TaskKind | null
  onDone: () => void
}

/** What can be done to every selected task at once. */
export function TaskBulkBar({ selection, count, kind, onDone }: TaskBulkBarProps) {
  const [doing, setDoing] = useState<'assign' | 'close' | null>(null)
  const close = () => setDoing(null)
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconUserShare size={14} aria-hidden />}
        onClick={() => setDoing('assign')}
      >
        Give to…
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconCheck size={14} aria-hidden />}
        disabled={kind === null}
        title={kind === null ? 'Only tasks of one kind are closed together: filter by kind first' : undefined}
        onClick={() => setDoing('close')}
      >
        Close…
      </Button>
      {doing === 'assign' && <AssignMany {...{ selection, count, onDone }} onClose={close} />}
      {doing === 'close' && kind !== null && (
        <CloseMany {...{ selection, count, kind, onDone }} onClose={close} />
      )}
    </>
  )
}

type DialogProps = Pick<TaskBulkBarProps, 'selection' | 'count' | 'onDone'> & { onClose: () => void }

/** Saves and, where some were left out, stays to name them. */
function useBulk(words: string, { onClose, onDone }: Pick<DialogProps, 'onClose' | 'onDone'>) {
  const refresh = useRefreshTasks()
  const problems = useFieldProblems()
  const [result, setResult] = useState<TaskBulkResult | null>(null)
  const saving = useMutation({
    mutationFn: (work: () => Promise<TaskBulkResult>) => work(),
    onSuccess: async (done) => {
      showDone(`${taskCount(done.done)} ${words}`)
      if (done.exceptions.length === 0) {
        onClose()
        onDone()
      } else setResult(done)
      await refresh()
    },
  })
  const leave = () => {
    onClose()
    if (result !== null) onDone()
  }
  return { problems, saving, result, leave, refusal: saving.error ? refusalOf(saving.error) : null }
}

function Exceptions({ result }: { result: TaskBulkResult | null }) {
  if (result === null) return null
  return (
    <div role="status">
      <Text fw={700}>{taskCount(result.exceptions.length)} left as they were</Text>
      <List>
        {result.exceptions.slice(0, 50).map(({ id, childName, why }) => (
          <List.Item key={id}>
            {childName}: {why}
          </List.Item>
        ))}
      </List>
      {result.exceptions.length > 50 && <Text>and {result.exceptions.length - 50} more.</Text>}
    </div>
  )
}

function AssignMany({ selection, count, onDone, onClose }: DialogProps) {
  const client = useClient()
  const { person } = useWork()
  const [ownerId, setOwnerId] = useState<string | null>(person.id)
  const { saving, result, leave, refusal } = useBulk('given', { onClose, onDone })
  return (
    <FormDialog
      title={`Give ${taskCount(count)} to somebody`}
      saveLabel={`Give ${taskCount(count)}`}
      isDirty={false}
      isSaving={saving.isPending}
      canSave={result === null}
      refusal={refusal}
      onSave={() => saving.mutate(() => client.tasks.assignMany({ selection, ownerId }))}
      onClose={leave}
    >
      <OwnerField label="Who has them" value={ownerId} onChange={setOwnerId} takesFocus />
      <Exceptions result={result} />
    </FormDialog>
  )
}

function CloseMany({ selection, count, kind, onDone, onClose }: DialogProps & { kind: TaskKind }) {
  const client = useClient()
  const [outcome, setOutcome] = useState<TaskOutcome | null>(null)
  const [note, setNote] = useState('')
  const { problems, saving, result, leave, refusal } = useBulk('closed', { onClose, onDone })
  const isNoteNeeded = outcome !== null && outcomesWithNote.has(outcome)
  function save(): void {
    const missing = [
      ...(outcome === null ? [{ field: 'outcome', message: 'Choose how they ended' }] : []),
      ...(isNoteNeeded && note.trim().length < 3
        ? [{ field: 'note', message: 'Write a note of at least 3 characters' }]
        : []),
    ]
    if (!problems.attempted(missing) || outcome === null) return
    saving.mutate(() =>
      client.tasks.closeMany({ selection, outcome, note: note.trim() === '' ? null : note.trim() }),
    )
  }
  return (
    <FormDialog
      title={`Close ${taskCount(count)}`}
      saveLabel={`Close ${taskCount(count)}`}
      isDirty={note !== ''}
      isSaving={saving.isPending}
      canSave={result === null}
      problems={problems.summary}
      refusal={refusal}
      onSave={save}
      onClose={leave}
    >
      <Radio.Group
        label="How they ended"
        required
        id={problems.idOf('outcome')}
        value={outcome ?? ''}
        onChange={(value) => setOutcome(value as TaskOutcome)}
        error={problems.of('outcome')}
      >
        <Stack gap={6} mt={4}>
          {outcomesOf[kind].map((value, index) => (
            <Radio
              key={value}
              value={value}
              label={taskOutcomeLabels[value]}
              {...(index === 0 ? { 'data-autofocus': true } : {})}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label="Note"
        id={problems.idOf('note')}
        required={isNoteNeeded}
        maxLength={2000}
        rows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={problems.of('note')}
      />
      <Exceptions result={result} />
    </FormDialog>
  )
}
