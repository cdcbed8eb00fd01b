import { Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { taskKindLabels } from '../../../shared/codes/task-kinds.ts'
import type { TaskRow } from '../../../shared/contract/tasks.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { endWords } from './columns.tsx'
import { OwnerField } from './owner-field.tsx'
import { TaskFacts } from './task-facts.tsx'
import { useRefreshTasks } from './use-refresh-tasks.ts'

interface ChangeProps {
  task: TaskRow
  onClose: () => void
  onDone: () => void
}

/** Saves one change of a task and says so; a refusal stays in the dialog, beside its field. */
function useChange(words: string, onDone: () => void) {
  const refresh = useRefreshTasks()
  const problems = useFieldProblems()
  const saving = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: async () => {
      showDone(words)
      onDone()
      await refresh()
    },
    onError: async (error) => {
      const refusal = refusalOf(error)
      if (refusal.field) problems.attempted([{ field: refusal.field, message: refusal.message }])
      if (refusal.kind === 'conflict') await refresh()
    },
  })
  const refusal = saving.error ? refusalOf(saving.error) : null
  return { problems, saving, refusal: refusal?.field ? null : refusal }
}

const subjectOf = (task: TaskRow) => `${displayName(task)}, ${task.serviceName}`

/** Gives a task to a person, or back to its team. */
export function AssignDialog({ task, onClose, onDone }: ChangeProps) {
  const client = useClient()
  const { person } = useWork()
  const [ownerId, setOwnerId] = useState<string | null>(task.owner?.id ?? person.id)
  const { problems, saving, refusal } = useChange(`Given: ${taskKindLabels[task.kind].toLowerCase()}`, onDone)
  return (
    <FormDialog
      title={`Give “${taskKindLabels[task.kind]}” to somebody`}
      subject={subjectOf(task)}
      saveLabel="Save"
      isDirty={false}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={refusal}
      onSave={() => saving.mutate(() => client.tasks.assign({ id: task.id, version: task.version, ownerId }))}
      onClose={onClose}
    >
      <OwnerField
        label="Who has it"
        value={ownerId}
        onChange={setOwnerId}
        teamRole={task.teamRole}
        takesFocus
      />
    </FormDialog>
  )
}

/** Moves the due date of a task, with the reason. */
export function DueDialog({ task, onClose, onDone }: ChangeProps) {
  const client = useClient()
  const { today } = useWork()
  const [dueOn, setDueOn] = useState<string | null>(task.dueOn < today ? null : task.dueOn)
  const [reason, setReason] = useState('')
  const { problems, saving, refusal } = useChange('Due date changed', onDone)
  function save(): void {
    const missing = [
      ...(dueOn === null ? [{ field: 'dueOn', message: 'Enter the new due date' }] : []),
      ...(reason.trim().length < 3
        ? [{ field: 'reason', message: 'Give a reason of at least 3 characters' }]
        : []),
    ]
    if (!problems.attempted(missing) || dueOn === null) return
    saving.mutate(() =>
      client.tasks.changeDue({ id: task.id, version: task.version, dueOn, reason: reason.trim() }),
    )
  }
  return (
    <FormDialog
      title="Change the due date"
      subject={`${taskKindLabels[task.kind]}, due ${formatDate(task.dueOn)}. ${subjectOf(task)}`}
      saveLabel="Save"
      isDirty={reason !== ''}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={refusal}
      onSave={save}
      onClose={onClose}
    >
      <DateField
        label="Due on"
        required
        id={problems.idOf('dueOn')}
        today={today}
        min={{ date: today, message: 'That date has passed' }}
        value={dueOn}
        onChange={setDueOn}
        onProblem={(message) => problems.report('dueOn', message)}
        error={problems.of('dueOn')}
        data-autofocus
      />
      <ReasonField value={reason} onChange={setReason} problems={problems} />
    </FormDialog>
  )
}

/** Shows how a task ended, and opens it again with the reason. */
export function ReopenDialog({ task, onClose, onDone }: ChangeProps) {
  const client = useClient()
  const [reason, setReason] = useState('')
  const { problems, saving, refusal } = useChange(
    `Open again: ${taskKindLabels[task.kind].toLowerCase()}`,
    onDone,
  )
  function save(): void {
    const isShort = reason.trim().length < 3
    const missing = isShort ? [{ field: 'reason', message: 'Give a reason of at least 3 characters' }] : []
    if (!problems.attempted(missing)) return
    saving.mutate(() => client.tasks.reopen({ id: task.id, version: task.version, reason: reason.trim() }))
  }
  const on = task.closedOn === null ? '' : ` on ${formatDate(task.closedOn)}`
  return (
    <FormDialog
      title={taskKindLabels[task.kind]}
      subject={`Closed${on}${task.closedBy === null ? ' by the app' : ` by ${task.closedBy}`}. ${endWords(task)}`}
      saveLabel="Open it again"
      isDirty={reason !== ''}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={refusal}
      onSave={save}
      onClose={onClose}
    >
      <TaskFacts task={task} />
      <ReasonField value={reason} onChange={setReason} problems={problems} label="Why it is opened again" />
    </FormDialog>
  )
}

function ReasonField({
  value,
  onChange,
  problems,
  label = 'Reason',
}: {
  value: string
  onChange: (reason: string) => void
  problems: ReturnType<typeof useFieldProblems>
  label?: string
}) {
  return (
    <Textarea
      label={label}
      required
      id={problems.idOf('reason')}
      maxLength={2000}
      rows={2}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={problems.of('reason')}
    />
  )
}
