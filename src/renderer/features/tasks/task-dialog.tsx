import { Button, Group, Radio, Stack, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconCalendarTime, IconHandGrab, IconUserShare } from '@tabler/icons-react'
import { useState } from 'react'
import {
  outcomesOf,
  outcomesWithNote,
  taskKindLabels,
  type TaskOutcome,
  taskOutcomeLabels,
} from '../../../shared/codes/task-kinds.ts'
import type { TaskRow } from '../../../shared/contract/tasks.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { showDone, showProblem, showUndo } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { AssignDialog, DueDialog, ReopenDialog } from './task-changes.tsx'
import { TaskFacts } from './task-facts.tsx'
import { useRefreshTasks } from './use-refresh-tasks.ts'

export interface TaskDialogProps {
  task: TaskRow
  onClose: () => void
  /** Told once something was saved, so that the list can be read again. */
  onDone: () => void
}

type Step = 'task' | 'assign' | 'due' | 'reopen'

/** One task: why it is there, and ending it with an outcome, giving it to somebody or moving its date. */
export function TaskDialog({ task, onClose, onDone }: TaskDialogProps) {
  const [step, setStep] = useState<Step>('task')
  const back = () => setStep('task')
  const done = () => {
    onDone()
    onClose()
  }
  if (step === 'assign') return <AssignDialog task={task} onClose={back} onDone={done} />
  if (step === 'due') return <DueDialog task={task} onClose={back} onDone={done} />
  if (step === 'reopen' || task.state !== 'open')
    return <ReopenDialog task={task} onClose={step === 'reopen' ? back : onClose} onDone={done} />
  return <CloseDialog task={task} onStep={setStep} onClose={onClose} onDone={done} />
}

function CloseDialog({ task, onStep, onClose, onDone }: TaskDialogProps & { onStep: (step: Step) => void }) {
  const { person } = useWork()
  const client = useClient()
  const refresh = useRefreshTasks()
  const problems = useFieldProblems()
  const [outcome, setOutcome] = useState<TaskOutcome | null>(null)
  const [note, setNote] = useState('')
  const name = taskKindLabels[task.kind]

  const closing = useMutation({
    mutationFn: (chosen: TaskOutcome) =>
      client.tasks.close({
        id: task.id,
        version: task.version,
        outcome: chosen,
        note: note.trim() === '' ? null : note.trim(),
      }),
    onSuccess: async ({ version }, chosen) => {
      onDone()
      await refresh()
      showUndo({
        message: `${name}: ${taskOutcomeLabels[chosen].toLowerCase()}`,
        onUndo: async () => {
          try {
            await client.tasks.reopen({
              id: task.id,
              version,
              reason: 'Taken back straight after it was closed',
            })
            showDone(`Open again: ${name.toLowerCase()}`)
          } catch (error) {
            showProblem(refusalOf(error), 'It could not be taken back')
          }
          await refresh()
          onDone()
        },
      })
    },
    onError: async (error) => {
      const refusal = refusalOf(error)
      if (refusal.field) problems.attempted([{ field: refusal.field, message: refusal.message }])
      if (refusal.kind === 'conflict') await refresh()
    },
  })
  const taking = useMutation({
    mutationFn: () => client.tasks.assign({ id: task.id, version: task.version, ownerId: person.id }),
    onSuccess: async () => {
      showDone(`Yours now: ${name.toLowerCase()}`)
      onDone()
      await refresh()
    },
  })
  const failed = closing.error ?? taking.error
  const refusal = failed ? refusalOf(failed) : null
  const isNoteNeeded = outcome !== null && outcomesWithNote.has(outcome)

  function save(): void {
    const missing = [
      ...(outcome === null ? [{ field: 'outcome', message: 'Choose how it ended' }] : []),
      ...(isNoteNeeded && note.trim().length < 3
        ? [{ field: 'note', message: 'Write a note of at least 3 characters' }]
        : []),
    ]
    if (!problems.attempted(missing) || outcome === null) return
    closing.mutate(outcome)
  }

  return (
    <FormDialog
      title={name}
      saveLabel="Close the task"
      isDirty={note.trim() !== ''}
      isSaving={closing.isPending}
      problems={problems.summary}
      refusal={refusal?.field ? null : refusal}
      onSave={save}
      onClose={onClose}
    >
      <TaskFacts task={task} />
      <Group gap={6}>
        {task.owner?.id !== person.id && (
          <Button
            variant="default"
            size="compact-sm"
            loading={taking.isPending}
            leftSection={<IconHandGrab size={14} aria-hidden />}
            onClick={() => taking.mutate()}
          >
            Take it
          </Button>
        )}
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconUserShare size={14} aria-hidden />}
          onClick={() => onStep('assign')}
        >
          Give to…
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconCalendarTime size={14} aria-hidden />}
          onClick={() => onStep('due')}
        >
          Change the due date…
        </Button>
      </Group>
      <Radio.Group
        label="How it ended"
        required
        id={problems.idOf('outcome')}
        value={outcome ?? ''}
        onChange={(value) => setOutcome(value as TaskOutcome)}
        error={problems.of('outcome')}
      >
        <Stack gap={6} mt={4}>
          {outcomesOf[task.kind].map((value, index) => (
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
    </FormDialog>
  )
}
