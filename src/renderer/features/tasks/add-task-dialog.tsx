import { Select, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type Role, roleLabels } from '../../../shared/codes/roles.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { OwnerField } from './owner-field.tsx'
import { useRefreshTasks } from './use-refresh-tasks.ts'

const teams: readonly Role[] = ['administrator', 'clinician', 'clinical_lead', 'manager']

export interface AddTaskDialogProps {
  childId: string
  childName: string
  /** The child's open referrals, the first one chosen at first. */
  referrals: readonly { referralId: string; serviceName: string }[]
  onClose: () => void
}

/** Adds a task by hand: what is to be done, by when, and who does it. */
export function AddTaskDialog({ childId, childName, referrals, onClose }: AddTaskDialogProps) {
  const client = useClient()
  const { today, services, person } = useWork()
  const refresh = useRefreshTasks()
  const problems = useFieldProblems()
  const [about, setAbout] = useState<string | null>(referrals[0]?.referralId ?? services[0]?.id ?? null)
  const [why, setWhy] = useState('')
  const [dueOn, setDueOn] = useState<string | null>(null)
  const [teamRole, setTeamRole] = useState<Role>(
    teams.find((role) => person.roles.includes(role)) ?? 'administrator',
  )
  const [ownerId, setOwnerId] = useState<string | null>(person.id)
  const hasReferral = referrals.length > 0

  const saving = useMutation({
    mutationFn: ({ on, subject }: { on: string; subject: string }) =>
      client.tasks.create({
        about: hasReferral
          ? { kind: 'referral', referralId: subject }
          : { kind: 'child', childId, serviceId: subject },
        why: why.trim(),
        dueOn: on,
        teamRole,
        ownerId,
      }),
    onSuccess: async () => {
      showDone('Task added')
      onClose()
      await refresh()
    },
    onError: (error) => {
      const refusal = refusalOf(error)
      if (refusal.field) problems.attempted([{ field: refusal.field, message: refusal.message }])
    },
  })
  const refusal = saving.error ? refusalOf(saving.error) : null

  function save(): void {
    const missing = [
      ...(about === null ? [{ field: 'about', message: 'Choose what it is about' }] : []),
      ...(why.trim().length < 3 ? [{ field: 'why', message: 'Say what is to be done' }] : []),
      ...(dueOn === null ? [{ field: 'dueOn', message: 'Enter when it is due' }] : []),
    ]
    if (!problems.attempted(missing) || about === null || dueOn === null) return
    saving.mutate({ on: dueOn, subject: about })
  }

  return (
    <FormDialog
      title="Add a task"
      subject={childName}
      saveLabel="Add the task"
      isDirty={why !== ''}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={refusal?.field ? null : refusal}
      onSave={save}
      onClose={onClose}
    >
      <Select
        label={hasReferral ? 'About the referral to' : 'For the service'}
        required
        id={problems.idOf('about')}
        data={
          hasReferral
            ? referrals.map(({ referralId, serviceName }) => ({ value: referralId, label: serviceName }))
            : services.map(({ id, name }) => ({ value: id, label: name }))
        }
        value={about}
        onChange={setAbout}
        allowDeselect={false}
        error={problems.of('about')}
      />
      <Textarea
        label="What is to be done"
        required
        id={problems.idOf('why')}
        maxLength={300}
        rows={2}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        error={problems.of('why')}
        data-autofocus
      />
      <DateField
        label="Due on"
        description="Any UK form, or +7, +2w"
        required
        id={problems.idOf('dueOn')}
        today={today}
        min={{ date: today, message: 'That date has passed' }}
        value={dueOn}
        onChange={setDueOn}
        onProblem={(message) => problems.report('dueOn', message)}
        error={problems.of('dueOn')}
      />
      <Select
        label="Team"
        data={teams.map((role) => ({ value: role, label: roleLabels[role] }))}
        value={teamRole}
        onChange={(role) => setTeamRole((role ?? teamRole) as Role)}
        allowDeselect={false}
      />
      <OwnerField label="Who has it" value={ownerId} onChange={setOwnerId} teamRole={teamRole} />
    </FormDialog>
  )
}
