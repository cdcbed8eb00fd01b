import { Checkbox, List, Loader, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { RuleDraft } from '../../../shared/contract/rules.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { useBenchJob } from './bench-job.ts'
import { CasesResult } from './cases-result.tsx'
import { useRulesRefresh } from './use-draft.ts'
import { counted, draftWords } from './words.ts'

const draftOf = { kind: 'draft' } as const

/** Publishes the draft with a note. Worked cases run first; a failing one is only overridden with a reason. */
export function PublishDialog({ draft, onClose }: { draft: RuleDraft; onClose: () => void }) {
  const client = useClient()
  const procedures = useProcedures()
  const refresh = useRulesRefresh()
  const [, navigate] = useLocation()
  const [, bench] = useBenchJob()
  const problems = useFieldProblems()
  const [note, setNote] = useState('')
  const [isOverridden, setIsOverridden] = useState(false)
  const [reason, setReason] = useState('')
  const cases = useQuery(procedures.rules.examples.queryOptions({ input: { of: draftOf } }))
  const failing = cases.data?.filter(({ retired, result }) => retired === null && !result.passes) ?? []
  const blocking = draft.problems.filter(({ blocks }) => blocks)
  const publishing = useMutation({
    mutationFn: () =>
      client.rules.publish({
        draftVersion: draft.draftVersion,
        note: note.trim(),
        override: failing.length > 0 ? { reason: reason.trim() } : null,
      }),
    async onSuccess({ version }) {
      showDone(`Version ${version} of the rules is published. Nobody was moved.`)
      bench.forget()
      await refresh()
      onClose()
      navigate('/rules/part/bench')
    },
    onError: () => void refresh(),
  })
  function save(): void {
    const found = [
      ...(note.trim().length < 3
        ? [{ field: 'note', message: 'Say in the note what this version changes.' }]
        : []),
      ...(failing.length > 0 && !isOverridden
        ? [
            {
              field: 'override',
              message: `Mend the ${counted(failing.length, 'failing case')}, or publish with a reason.`,
            },
          ]
        : []),
      ...(failing.length > 0 && isOverridden && reason.trim().length < 3
        ? [{ field: 'reason', message: 'Give the reason why it is published although cases fail.' }]
        : []),
    ]
    if (problems.attempted(found)) publishing.mutate()
  }
  return (
    <FormDialog
      title="Publish the draft"
      subject={
        <>
          <strong>{draftWords(draft)}.</strong> New referrals are put to it from now on. Publishing moves
          nobody who is on the list: applying it to them is a decision of its own.
        </>
      }
      saveLabel="Publish, moving nobody"
      size="xl"
      isDirty={note !== '' || reason !== ''}
      isSaving={publishing.isPending}
      canSave={cases.data !== undefined && blocking.length === 0}
      problems={problems.summary}
      refusal={publishing.error ? refusalOf(publishing.error) : null}
      onSave={save}
      onClose={onClose}
    >
      {blocking.length > 0 && (
        <Notice tone="danger" icon={IconAlertTriangle} title="The draft cannot be published yet" role="alert">
          <List size="md">
            {blocking.map(({ place, message, ruleId }) => (
              <List.Item key={place + message}>
                {ruleId !== null && `${ruleId}: `}
                {message}
              </List.Item>
            ))}
          </List>
        </Notice>
      )}
      {cases.error ? (
        <Problem refusal={refusalOf(cases.error)} onRetry={() => void cases.refetch()} />
      ) : cases.data === undefined ? (
        <Loader aria-label="Running the worked cases" />
      ) : failing.length === 0 ? (
        <Notice
          tone="success"
          icon={IconCircleCheck}
          title={`All ${counted(cases.data.filter(({ retired }) => retired === null).length, 'worked case')} pass`}
        />
      ) : (
        <Notice
          tone="warning"
          icon={IconAlertTriangle}
          title={`${counted(failing.length, 'worked case fails', 'worked cases fail')}`}
        >
          <CasesResult cases={failing} />
          <Checkbox
            id={problems.idOf('override')}
            mt="sm"
            label="Publish although they fail"
            checked={isOverridden}
            onChange={(event) => setIsOverridden(event.currentTarget.checked)}
            error={problems.of('override')}
          />
          {isOverridden && (
            <Textarea
              id={problems.idOf('reason')}
              label="Reason"
              description="Kept with the version"
              required
              rows={2}
              maxLength={2000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              error={problems.of('reason')}
            />
          )}
        </Notice>
      )}
      <Textarea
        id={problems.idOf('note')}
        label="Note"
        description="What changes, and who agreed it. Everybody who looks at the versions reads it."
        required
        rows={3}
        maxLength={2000}
        data-autofocus
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={problems.of('note')}
      />
      <Text size="sm" c="dimmed">
        It is published in your name, with today’s date.
      </Text>
    </FormDialog>
  )
}
