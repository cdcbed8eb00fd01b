import { List, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { eventLabels } from '../../../shared/codes/event-types.ts'
import type { RecordableEventType, ReferralDetail } from '../../../shared/contract/referrals.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Notice } from '../../components/notice.tsx'
import { showDone, showProblem, showUndo } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { type DraftReading, isDirty, newDraft, readDraft, recordedWords } from './action-draft.ts'
import { ActionFields } from './action-fields.tsx'
import { actionOf } from './actions.ts'
import { FormDialog } from './form-dialog.tsx'
import { useRefresh } from './use-refresh.ts'

export interface RecordDialogProps {
  /** The referral as it was read last; a newer reading after a conflict is used for the next try. */
  detail: Pick<
    ReferralDetail,
    'referralId' | 'version' | 'serviceName' | 'actions' | 'timeline' | 'nextAppointmentOn'
  > &
    Partial<Pick<ReferralDetail, 'pathways'>>
  type: RecordableEventType
  /** The child and referral in words, as shown under the title. */
  subject: string
  onClose: () => void
  /** What follows once it is saved; else the dialog closes. */
  onSaved?: () => void
}

const aboutAnAppointment: ReadonlySet<RecordableEventType> = new Set([
  'attended',
  'was_not_brought',
  'arrived_not_seen',
])

/** Records one fact about one referral, and offers to take it back. */
export function RecordDialog({ detail, type, subject, onClose, onSaved = onClose }: RecordDialogProps) {
  const { today } = useWork()
  const client = useClient()
  const refresh = useRefresh()
  const action = actionOf(type)
  const needsReason =
    detail.actions.find((entry) => entry.type === type)?.needsReason ?? action?.needsReason ?? false
  const [start] = useState(() => {
    const appointment = detail.nextAppointmentOn
    const isDue = aboutAnAppointment.has(type) && appointment !== null && appointment <= today
    return newDraft(type, isDue ? appointment : today)
  })
  const [draft, setDraft] = useState(start)
  const [seen] = useState(() => new Set(detail.timeline.map((entry) => entry.eventId)))
  const problems = useFieldProblems()

  const saving = useMutation({
    mutationFn: (fact: Extract<DraftReading, { ok: true }>) =>
      client.referrals.record({
        referralId: detail.referralId,
        version: detail.version,
        event: fact.event,
        happenedOn: fact.happenedOn,
        reason: fact.reason,
      }),
    onSuccess: async (done, fact) => {
      onSaved()
      await refresh()
      showUndo({
        message: recordedWords(fact.event, fact.happenedOn),
        onUndo: async () => {
          try {
            await client.referrals.voidEvent({
              referralId: detail.referralId,
              version: done.version,
              eventId: done.eventId,
              reason: 'Taken back straight after it was recorded',
            })
            showDone(`Taken back: ${eventLabels[fact.event.type].toLowerCase()}`)
          } catch (error) {
            showProblem(refusalOf(error), 'It could not be taken back')
          }
          await refresh()
        },
      })
    },
    onError: async (error) => {
      const refusal = refusalOf(error)
      if (refusal.field) problems.attempted([{ field: refusal.field, message: refusal.message }])
      if (refusal.kind === 'conflict') await refresh()
    },
  })
  const refusal = saving.error ? refusalOf(saving.error) : null
  const newer = detail.timeline.filter((entry) => !seen.has(entry.eventId))

  function save(): void {
    const reading = readDraft(draft, needsReason)
    if (!problems.attempted(reading.ok ? [] : reading.problems) || !reading.ok) return
    saving.mutate(reading)
  }

  return (
    <FormDialog
      title={action?.label ?? eventLabels[type]}
      subject={subject}
      saveLabel={action?.takesAway ? 'Close the referral' : 'Save'}
      isDirty={isDirty(draft, start)}
      isSaving={saving.isPending}
      isDestructive={action?.takesAway ?? false}
      problems={problems.summary}
      refusal={refusal?.field ? null : refusal}
      refusalDetails={
        refusal?.kind === 'conflict' && newer.length > 0 ? (
          <div>
            <Text fw={700}>Recorded since you opened it</Text>
            <List>
              {newer.map((entry) => (
                <List.Item key={entry.eventId}>
                  {formatDate(entry.happenedOn)}: {entry.sentence} ({entry.recordedBy})
                </List.Item>
              ))}
            </List>
            <Text>Save again to record yours as well.</Text>
          </div>
        ) : undefined
      }
      onSave={save}
      onClose={onClose}
    >
      {aboutAnAppointment.has(type) &&
        detail.nextAppointmentOn !== null &&
        detail.nextAppointmentOn > today && (
          <Notice
            tone="warning"
            icon={IconAlertTriangle}
            title={`The appointment is on ${formatDate(detail.nextAppointmentOn)}, which has not come yet`}
          />
        )}
      <ActionFields
        draft={draft}
        onChange={setDraft}
        problems={problems}
        today={today}
        needsReason={needsReason}
        takesFocus={!action?.takesAway}
        strands={detail.pathways ?? []}
      />
    </FormDialog>
  )
}
