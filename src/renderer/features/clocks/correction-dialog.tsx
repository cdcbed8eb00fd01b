import { Loader, Radio, Select, Stack, Text, Textarea } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReferralDetail } from '../../../shared/contract/referrals.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog, useRefresh } from '../referral-actions/index.ts'
import { type CorrectionDraft, missingParts, readCorrection } from './correction-draft.ts'
import { CorrectionPreviewView } from './correction-preview.tsx'

export interface CorrectionDialogProps {
  detail: Pick<ReferralDetail, 'referralId' | 'version' | 'receivedDate' | 'timeline' | 'serviceName'>
  /** The child and referral in words, under the title. */
  subject: string
  onClose: () => void
}

const start: CorrectionDraft = { what: 'received', how: null, date: null, reason: '' }

/** Puts a mistaken date or entry right: shows first what changes and in which returns, then records it with a reason. */
export function CorrectionDialog({ detail, subject, onClose }: CorrectionDialogProps) {
  const { today } = useWork()
  const client = useClient()
  const procedures = useProcedures()
  const refresh = useRefresh()
  const problems = useFieldProblems()
  const [draft, setDraft] = useState(start)
  const correction = readCorrection(draft)
  const preview = useQuery(
    procedures.clocks.previewCorrection.queryOptions({
      input: {
        referralId: detail.referralId,
        correction: correction ?? { kind: 'received_date', receivedDate: today },
      },
      enabled: correction !== null,
      placeholderData: keepPreviousData,
      retry: false,
    }),
  )
  const saving = useMutation({
    mutationFn: (made: NonNullable<typeof correction>) =>
      client.clocks.correct({
        referralId: detail.referralId,
        version: detail.version,
        correction: made,
        reason: draft.reason.trim(),
      }),
    onSuccess: async () => {
      onClose()
      await refresh()
      showDone('The correction is recorded. The clocks are counted again.')
    },
    onError: async (error) => {
      if (refusalOf(error).kind === 'conflict') await refresh()
    },
  })
  const entries = detail.timeline.filter(
    (entry) =>
      entry.voidedBy === null && entry.type !== 'received' && entry.type !== 'received_date_corrected',
  )
  const entry = entries.find((each) => each.eventId === draft.what)
  const isDateAsked = draft.what === 'received' || draft.how === 'move'

  function set(part: Partial<CorrectionDraft>): void {
    setDraft((before) => ({ ...before, ...part }))
  }
  function save(): void {
    if (problems.attempted(missingParts(draft)) && correction !== null) saving.mutate(correction)
  }
  const refused = correction !== null && preview.error ? refusalOf(preview.error) : null

  return (
    <FormDialog
      title="Correct a date"
      subject={subject}
      saveLabel="Record the correction"
      isDirty={draft.date !== null || draft.reason !== '' || draft.what !== start.what}
      isSaving={saving.isPending}
      canSave={refused === null}
      problems={problems.summary}
      refusal={saving.error ? refusalOf(saving.error) : null}
      onSave={save}
      onClose={onClose}
      size="xl"
    >
      <Select
        label="What is wrong"
        id={problems.idOf('what')}
        required
        searchable
        allowDeselect={false}
        data-autofocus
        data={[
          { value: 'received', label: `The received date, ${formatDate(detail.receivedDate)}` },
          ...entries.map((each) => ({
            value: each.eventId,
            label: `${formatDate(each.happenedOn)}: ${each.sentence}`,
          })),
        ]}
        value={draft.what}
        onChange={(what) => set({ what: what ?? '', how: null, date: null })}
        error={problems.of('what')}
      />
      {entry && (
        <Radio.Group
          label="What is wrong with it"
          required
          id={problems.idOf('how')}
          value={draft.how ?? ''}
          onChange={(how) => set({ how: how as CorrectionDraft['how'] })}
          error={problems.of('how')}
        >
          <Stack gap={6} mt={4}>
            <Radio value="move" label="It happened on another day" />
            <Radio value="void" label="It did not happen, or not to this child" />
          </Stack>
        </Radio.Group>
      )}
      {isDateAsked && (
        <DateField
          key={draft.what}
          label={draft.what === 'received' ? 'Right received date' : 'Right date'}
          description="Any UK form; t is today, -1 yesterday"
          id={problems.idOf('date')}
          required
          today={today}
          max={{ date: today, message: 'That date is in the future' }}
          value={draft.date}
          onChange={(date) => set({ date })}
          onProblem={(message) => problems.report('date', message)}
          error={problems.of('date') ?? (refused?.field === 'date' ? refused.message : undefined)}
        />
      )}
      <div aria-live="polite" aria-busy={preview.isFetching}>
        {correction === null ? (
          <Text c="dimmed">What will change is shown here before anything is recorded.</Text>
        ) : refused ? (
          refused.field !== 'date' && <Problem refusal={refused} />
        ) : preview.data ? (
          <CorrectionPreviewView preview={preview.data} />
        ) : (
          <Loader aria-label="Working out what will change" />
        )}
      </div>
      <Textarea
        label="Reason"
        description="Kept with the correction, for whoever reads it later"
        required
        id={problems.idOf('reason')}
        rows={2}
        maxLength={2000}
        value={draft.reason}
        onChange={(event) => {
          if (problems.of('reason')) problems.report('reason', null)
          set({ reason: event.currentTarget.value })
        }}
        error={problems.of('reason')}
      />
    </FormDialog>
  )
}
