import { Checkbox, Radio, Select, Stack, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type Priority, priorities, priorityLabels } from '../../../shared/codes/priorities.ts'
import {
  type HarmKind,
  harmKindLabels,
  harmKinds,
  type HarmLevel,
  harmLevelLabels,
  harmLevels,
  type NeedChange,
  needChangeLabels,
  needChanges,
} from '../../../shared/codes/waiting-care.ts'
import type { ReferralDetail } from '../../../shared/contract/referrals.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone, showProblem, showUndo } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog, useRefresh } from '../referral-actions/index.ts'
import classes from './waiting-care.module.css'

export interface LongWaitDialogProps {
  detail: Pick<ReferralDetail, 'referralId' | 'version' | 'priority' | 'serviceName'>
  childName: string
  /** The threshold the review is due at. */
  weeks: number
  onClose: () => void
  /** Told at which threshold it was recorded. */
  onDone: (weeks: number) => void
}

interface Draft {
  change: NeedChange | null
  level: HarmLevel | null
  harm: HarmKind[]
  action: string
  priority: Priority | null
  reason: string
  familyTold: 'yes' | 'no' | null
}

const empty: Draft = {
  change: null,
  level: null,
  harm: [],
  action: '',
  priority: null,
  reason: '',
  familyTold: null,
}

/** Harm of no level and of an unknown one has no kind. */
function hasKinds(level: HarmLevel | null): boolean {
  return level !== null && level !== 'none' && level !== 'not_known'
}

function problemsOf(draft: Draft, changesPriority: boolean): { field: string; message: string }[] {
  const { change, level, harm, action, reason, familyTold } = draft
  return [
    ...(change === null ? [{ field: 'change', message: 'Choose how the need has changed' }] : []),
    ...(level === null
      ? [{ field: 'level', message: 'Choose how far harm has gone; not known is an answer' }]
      : []),
    ...(hasKinds(level) && harm.length === 0
      ? [{ field: 'harm', message: 'Tick what kind of harm, or choose “No harm found”' }]
      : []),
    ...(action.trim().length < 3
      ? [{ field: 'action', message: 'Say what is done meanwhile, or that nothing more is needed' }]
      : []),
    ...(changesPriority && reason.trim().length < 3
      ? [{ field: 'reason', message: 'Give a reason for the new priority' }]
      : []),
    ...(familyTold === null ? [{ field: 'familyTold', message: 'Say whether the family was told' }] : []),
  ]
}

/** The short form of a long-wait review, answered in order by keyboard. */
export function LongWaitDialog({ detail, childName, weeks, onClose, onDone }: LongWaitDialogProps) {
  const client = useClient()
  const refresh = useRefresh()
  const problems = useFieldProblems()
  const [draft, setDraft] = useState(empty)
  const changesPriority = draft.priority !== null && draft.priority !== detail.priority
  const { referralId } = detail
  function set(part: Partial<Draft>): void {
    for (const field of Object.keys(part)) problems.report(field, null)
    setDraft({ ...draft, ...part })
  }
  async function takeBack(version: number, eventIds: readonly string[]): Promise<void> {
    try {
      let now = version
      for (const eventId of eventIds) {
        const reason = 'Taken back straight after it was recorded'
        now = (await client.referrals.voidEvent({ referralId, version: now, eventId, reason })).version
      }
      showDone('The long-wait review was taken back')
    } catch (error) {
      showProblem(refusalOf(error), 'It could not be taken back')
    }
    await refresh()
  }
  const saving = useMutation({
    mutationFn: (ready: { change: NeedChange; level: HarmLevel }) =>
      client.reviews.record({
        referralId,
        version: detail.version,
        form: {
          ...ready,
          harm: hasKinds(ready.level) ? draft.harm : [],
          action: draft.action,
          priority: changesPriority ? draft.priority : null,
          familyTold: draft.familyTold === 'yes',
        },
        reason: changesPriority ? draft.reason : null,
      }),
    onSuccess: async (done) => {
      onClose()
      onDone(done.weeks)
      await refresh()
      showUndo({
        message: `Long-wait review at ${done.weeks} weeks recorded`,
        // The priority was changed after the review, so it is taken back before it.
        onUndo: () =>
          takeBack(
            done.version,
            [done.priorityEventId, done.eventId].filter((id) => id !== null),
          ),
      })
    },
    onError: async (error) => {
      const refusal = refusalOf(error)
      if (refusal.field)
        problems.attempted([{ field: refusal.field.replace(/^form\./, ''), message: refusal.message }])
      if (refusal.kind === 'conflict') await refresh()
    },
  })
  const refusal = saving.error ? refusalOf(saving.error) : null
  function save(): void {
    const { change, level } = draft
    if (!problems.attempted(problemsOf(draft, changesPriority)) || change === null || level === null) return
    saving.mutate({ change, level })
  }
  return (
    <FormDialog
      title={`Long-wait review: ${weeks} weeks`}
      subject={`${childName}. ${detail.serviceName}.`}
      saveLabel="Record the review"
      isDirty={JSON.stringify(draft) !== JSON.stringify(empty)}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={refusal?.field ? null : refusal}
      onSave={save}
      onClose={onClose}
    >
      <Radio.Group
        label="How has the need changed while waiting?"
        required
        value={draft.change}
        error={problems.of('change')}
        onChange={(change) => set({ change: change as NeedChange })}
      >
        <div className={classes.choices}>
          {needChanges.map((value, index) => (
            <Radio
              key={value}
              value={value}
              label={needChangeLabels[value]}
              {...(index === 0 && { id: problems.idOf('change'), 'data-autofocus': true })}
            />
          ))}
        </div>
      </Radio.Group>
      <Radio.Group
        label="Has harm come from waiting?"
        required
        value={draft.level}
        error={problems.of('level')}
        onChange={(level) => set({ level: level as HarmLevel })}
      >
        <div className={classes.choices}>
          {harmLevels.map((value, index) => (
            <Radio
              key={value}
              value={value}
              label={harmLevelLabels[value]}
              {...(index === 0 && { id: problems.idOf('level') })}
            />
          ))}
        </div>
      </Radio.Group>
      {hasKinds(draft.level) && (
        <Checkbox.Group
          label="What kind of harm?"
          description="Tick all that apply"
          required
          value={draft.harm}
          error={problems.of('harm')}
          onChange={(harm) => set({ harm: harm as HarmKind[] })}
        >
          <div className={classes.ticks}>
            {harmKinds.map((value, index) => (
              <Checkbox
                key={value}
                value={value}
                label={harmKindLabels[value]}
                {...(index === 0 && { id: problems.idOf('harm') })}
              />
            ))}
          </div>
        </Checkbox.Group>
      )}
      <Textarea
        id={problems.idOf('action')}
        label="What is done meanwhile"
        description="Such as support offered, advice given, school told; or that nothing more is needed"
        required
        autosize
        minRows={2}
        maxLength={2000}
        value={draft.action}
        error={problems.of('action')}
        onChange={(event) => set({ action: event.currentTarget.value })}
      />
      <Stack gap="xs">
        <Select
          label="Priority"
          description={`Now ${detail.priority === null ? 'not decided' : priorityLabels[detail.priority].toLowerCase()}. The wait start stays.`}
          placeholder="Leave it as it is"
          clearable
          data={priorities
            .filter((value) => value !== detail.priority)
            .map((value) => ({ value, label: priorityLabels[value] }))}
          value={draft.priority}
          onChange={(priority) => set({ priority: priority as Priority | null })}
        />
        {changesPriority && (
          <Textarea
            id={problems.idOf('reason')}
            label="Reason for the new priority"
            required
            autosize
            minRows={2}
            maxLength={2000}
            value={draft.reason}
            error={problems.of('reason')}
            onChange={(event) => set({ reason: event.currentTarget.value })}
          />
        )}
      </Stack>
      <Radio.Group
        label="Was the family told of the outcome?"
        required
        value={draft.familyTold}
        error={problems.of('familyTold')}
        onChange={(familyTold) => set({ familyTold: familyTold as 'yes' | 'no' })}
      >
        <div className={classes.inline}>
          <Radio id={problems.idOf('familyTold')} value="yes" label="Yes" />
          <Radio value="no" label="Not yet" />
        </div>
      </Radio.Group>
    </FormDialog>
  )
}
