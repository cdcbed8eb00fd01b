import { Loader, Text } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Selection } from '../../../shared/contract/list-query.ts'
import type { BulkPreview, RecordableEvent, RecordableEventType } from '../../../shared/contract/referrals.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone, showProblem, showUndo } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { type ActionDraft, isDirty, newDraft, readDraft } from './action-draft.ts'
import { ActionFields } from './action-fields.tsx'
import { actionOf } from './actions.ts'
import classes from './form-dialog.module.css'
import { FormDialog } from './form-dialog.tsx'
import { useRefresh } from './use-refresh.ts'

export interface BulkDialogProps {
  type: RecordableEventType
  selection: Selection
  /** How many are selected. */
  count: number
  /** With names off: what to call a referral instead of the child’s name. */
  nameOf?: (referralId: string) => string
  onClose: () => void
  /** Told once the fact is recorded, or taken back again. */
  onDone: () => void
}

function counted(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'referral' : 'referrals'}`
}

/** What the preview is asked about: free text does not change which referrals a fact fits. */
function probeOf(draft: ActionDraft): { event: RecordableEvent; happenedOn: string } | null {
  const reading = readDraft({ ...draft, text: draft.type === 'note' ? 'note' : draft.text }, false)
  return reading.ok ? { event: reading.event, happenedOn: reading.happenedOn } : null
}

/** A longer list of exceptions is cut here: nobody reads further, and the count says how many there are. */
const mostListed = 200

type Exceptions = BulkPreview['exceptions']

function ExceptionList({
  exceptions,
  nameOf,
}: {
  exceptions: Exceptions
  nameOf: BulkDialogProps['nameOf']
}) {
  return (
    <section className={classes.exceptions} aria-label="Exceptions">
      <table>
        <thead>
          <tr>
            <th scope="col">Left as it is</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {exceptions.slice(0, mostListed).map((exception) => (
            <tr key={exception.referralId}>
              <td>{nameOf ? nameOf(exception.referralId) : exception.childName}</td>
              <td>{exception.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {exceptions.length > mostListed && (
        <Text p="sm">And {(exceptions.length - mostListed).toLocaleString('en-GB')} more.</Text>
      )}
    </section>
  )
}

/** Records one fact for many referrals: first how many it fits and who it does not fit, then done, then undo. */
export function BulkDialog({ type, selection, count, nameOf, onClose, onDone }: BulkDialogProps) {
  const { today } = useWork()
  const client = useClient()
  const procedures = useProcedures()
  const refresh = useRefresh()
  const action = actionOf(type)
  const needsReason = action?.needsReason ?? false
  const [start] = useState(() => newDraft(type, today))
  const [draft, setDraft] = useState(start)
  const problems = useFieldProblems()
  const probe = probeOf(draft)
  const preview = useQuery(
    procedures.referrals.bulkPreview.queryOptions({
      input: {
        selection,
        event: probe?.event ?? { type: 'note', detail: { text: 'note' } },
        happenedOn: probe?.happenedOn ?? today,
        reason: null,
      },
      enabled: probe !== null,
      placeholderData: keepPreviousData,
      staleTime: 0,
    }),
  )
  const applying = useMutation({
    mutationFn: (input: { event: RecordableEvent; happenedOn: string; reason: string | null }) =>
      client.referrals.bulkApply({ selection, ...input }),
    onSuccess: async (done) => {
      onClose()
      await refresh()
      onDone()
      showUndo({
        message: `${action?.label ?? 'Recorded'}: ${counted(done.applied)}`,
        onUndo: async () => {
          try {
            const undone = await client.referrals.bulkUndo({ batchId: done.batchId })
            showDone(
              undone.exceptions.length === 0
                ? `Taken back for ${counted(undone.undone)}`
                : `Taken back for ${counted(undone.undone)}; ${undone.exceptions.length} have later entries that depend on it`,
            )
          } catch (error) {
            showProblem(refusalOf(error), 'It could not be taken back')
          }
          await refresh()
          onDone()
        },
      })
    },
  })
  function save(): void {
    const reading = readDraft(draft, needsReason)
    if (!problems.attempted(reading.ok ? [] : reading.problems) || !reading.ok) return
    applying.mutate({ event: reading.event, happenedOn: reading.happenedOn, reason: reading.reason })
  }
  const found = probe === null ? undefined : preview.data
  const applies = found?.applies
  return (
    <FormDialog
      title={`${action?.label ?? 'Record'} for ${counted(count)}`}
      saveLabel={applies === undefined ? 'Record' : `Record for ${counted(applies)}`}
      isDirty={isDirty(draft, start)}
      isSaving={applying.isPending}
      canSave={applies !== 0 && preview.error === null}
      isDestructive={action?.takesAway ?? false}
      problems={problems.summary}
      refusal={applying.error ? refusalOf(applying.error) : null}
      onSave={save}
      onClose={onClose}
      size="xl"
    >
      <ActionFields
        draft={draft}
        onChange={setDraft}
        problems={problems}
        today={today}
        needsReason={needsReason}
        takesFocus={!action?.takesAway}
      />
      <div aria-live="polite">
        {preview.error && probe !== null ? (
          <Problem refusal={refusalOf(preview.error)} />
        ) : found === undefined ? (
          probe === null ? (
            <Text c="dimmed">Fill in the form to see which of the {counted(count)} it fits.</Text>
          ) : (
            <Loader aria-label="Working out what it would do" />
          )
        ) : (
          <div className={classes.counts}>
            <strong>
              {found.applies.toLocaleString('en-GB')} of {found.total.toLocaleString('en-GB')} apply
            </strong>
            {found.exceptions.length > 0 && (
              <span>{counted(found.exceptions.length)} left as they are, for these reasons:</span>
            )}
          </div>
        )}
      </div>
      {found !== undefined && found.exceptions.length > 0 && (
        <ExceptionList exceptions={found.exceptions} nameOf={nameOf} />
      )}
    </FormDialog>
  )
}
