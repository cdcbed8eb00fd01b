import { Checkbox, Loader, Text, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { RuleSetVersion } from '../../../shared/contract/rules.ts'
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
import { counted, dayOf } from './words.ts'

/** Publishes an older version's rules again, with a note. Says what that does before it is done. */
export function RollBackDialog({ version, onClose }: { version: RuleSetVersion; onClose: () => void }) {
  const client = useClient()
  const procedures = useProcedures()
  const refresh = useRulesRefresh()
  const problems = useFieldProblems()
  const [, navigate] = useLocation()
  const [, bench] = useBenchJob()
  const [note, setNote] = useState('')
  const [isOverridden, setIsOverridden] = useState(false)
  const of = { kind: 'version', version: version.version } as const
  const cases = useQuery(procedures.rules.examples.queryOptions({ input: { of } }))
  const failing = cases.data?.filter(({ retired, result }) => retired === null && !result.passes) ?? []
  const rolling = useMutation({
    mutationFn: () =>
      client.rules.rollBack({
        version: version.version,
        note: note.trim(),
        override: failing.length > 0 ? { reason: note.trim() } : null,
      }),
    async onSuccess(done) {
      showDone(
        `The rules of version ${version.version} are in use again, as version ${done.version}. Nobody was moved.`,
      )
      bench.forget()
      await refresh()
      onClose()
      navigate('/rules/part/bench')
    },
  })
  function save(): void {
    const found = [
      ...(note.trim().length < 3
        ? [{ field: 'note', message: 'Say why the older rules are taken back.' }]
        : []),
      ...(failing.length > 0 && !isOverridden
        ? [
            {
              field: 'override',
              message: `Confirm that ${counted(failing.length, 'worked case fails', 'worked cases fail')} with these rules.`,
            },
          ]
        : []),
    ]
    if (problems.attempted(found)) rolling.mutate()
  }
  return (
    <FormDialog
      title={`Roll back to version ${version.version}?`}
      subject={
        <>
          The rules that <strong>{version.author}</strong> published on{' '}
          <strong>{dayOf(version.publishedAt)}</strong> are published again as a new version. It moves nobody,
          and every decision keeps the version it saw.
        </>
      }
      saveLabel={`Put version ${version.version} back in use`}
      isDirty={note !== ''}
      isSaving={rolling.isPending}
      canSave={cases.data !== undefined}
      isDestructive
      problems={problems.summary}
      refusal={rolling.error ? refusalOf(rolling.error) : null}
      onSave={save}
      onClose={onClose}
    >
      {version.note !== '' && <Text size="md">Its note: {version.note}</Text>}
      {cases.error ? (
        <Problem refusal={refusalOf(cases.error)} onRetry={() => void cases.refetch()} />
      ) : cases.data === undefined ? (
        <Loader aria-label="Running the worked cases" />
      ) : (
        failing.length > 0 && (
          <Notice
            tone="warning"
            icon={IconAlertTriangle}
            title={`${counted(failing.length, 'worked case fails', 'worked cases fail')} with these rules`}
          >
            <CasesResult cases={failing} />
            <Checkbox
              id={problems.idOf('override')}
              mt="sm"
              label="Go back although they fail; the note says why"
              checked={isOverridden}
              onChange={(event) => setIsOverridden(event.currentTarget.checked)}
              error={problems.of('override')}
            />
          </Notice>
        )
      )}
      <Textarea
        id={problems.idOf('note')}
        label="Note"
        description="Why, and who agreed it"
        required
        rows={3}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        error={problems.of('note')}
      />
    </FormDialog>
  )
}
