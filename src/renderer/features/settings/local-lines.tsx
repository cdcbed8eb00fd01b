import { Button, Group, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconMapPin, IconPencil, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { LocalLine } from '../../../shared/contract/signed-returns.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { SectionHeader } from './section-header.tsx'
import classes from './settings.module.css'

function useLinesRefresh() {
  const queryClient = useQueryClient()
  const procedures = useProcedures()
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: procedures.signedReturns.key() }),
      queryClient.invalidateQueries({ queryKey: procedures.returns.key() }),
    ])
}

/** Lines of the provider’s own, beside the published ones. A service is put on one under Services. */
export function LocalLines() {
  const procedures = useProcedures()
  const client = useClient()
  const refresh = useLinesRefresh()
  const lines = useQuery(procedures.signedReturns.localLines.queryOptions())
  const [editing, setEditing] = useState<LocalLine | 'new' | null>(null)
  const switching = useMutation({
    mutationFn: ({ id, version, name, active }: LocalLine) =>
      client.signedReturns.saveLocalLine({ id, version, name, active: !active }),
    onSuccess: refresh,
    onError: (error) => showProblem(refusalOf(error), 'The line was not changed'),
  })
  return (
    <>
      <SectionHeader
        title="Lines of your own"
        actions={
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setEditing('new')}
          >
            Add a line
          </Button>
        }
      >
        Shown after the published lines and marked as local; the national tables leave them out. Put a service
        on one under Services.
      </SectionHeader>
      {lines.error && !lines.data && (
        <Problem refusal={refusalOf(lines.error)} onRetry={() => void lines.refetch()} />
      )}
      {lines.data?.length === 0 && <p className={classes.description}>There are none.</p>}
      {lines.data && lines.data.length > 0 && (
        <div className={classes.tableFrame}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">Services on it</th>
                <th scope="col">In use</th>
                <th scope="col">
                  <span className="cw-hidden">What to do</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.data.map((line) => (
                <tr key={line.id} data-closed={!line.active || undefined}>
                  <th scope="row">
                    <IconMapPin size={14} aria-hidden /> {line.name}
                  </th>
                  <td>{line.services.length === 0 ? 'None' : line.services.join(', ')}</td>
                  <td>{line.active ? 'In use' : 'Out of use'}</td>
                  <td>
                    <Group gap="xs" justify="flex-end" wrap="nowrap">
                      <Button
                        variant="default"
                        size="xs"
                        leftSection={<IconPencil size={14} aria-hidden />}
                        aria-label={`Rename ${line.name}`}
                        onClick={() => setEditing(line)}
                      >
                        Rename
                      </Button>
                      <Button
                        variant="default"
                        size="xs"
                        aria-label={`${line.active ? 'Take out of use' : 'Use again'}: ${line.name}`}
                        loading={switching.isPending && switching.variables.id === line.id}
                        onClick={() => switching.mutate(line)}
                      >
                        {line.active ? 'Take out of use' : 'Use again'}
                      </Button>
                    </Group>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editing && <LineDialog line={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

function LineDialog({ line, onClose }: { line: LocalLine | null; onClose: () => void }) {
  const client = useClient()
  const refresh = useLinesRefresh()
  const problems = useFieldProblems()
  const [name, setName] = useState(line?.name ?? '')
  const saving = useMutation({
    mutationFn: () =>
      client.signedReturns.saveLocalLine({
        id: line?.id ?? null,
        version: line?.version ?? null,
        name: name.trim(),
        active: line?.active ?? true,
      }),
    async onSuccess() {
      showDone(`The line ${name.trim()} was saved.`)
      await refresh()
      onClose()
    },
  })
  function save(): void {
    const found = name.trim().length < 3 ? [{ field: 'name', message: 'Enter the name of the line' }] : []
    if (problems.attempted(found)) saving.mutate()
  }
  return (
    <FormDialog
      title={line === null ? 'Add a line of your own' : `Rename ${line.name}`}
      saveLabel="Save the line"
      isDirty={name !== (line?.name ?? '')}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={saving.error ? refusalOf(saving.error) : null}
      onSave={save}
      onClose={onClose}
    >
      <TextInput
        id={problems.idOf('name')}
        label="Name of the line"
        description="As it should read in the return. Signed returns keep the name they were signed with."
        required
        data-autofocus
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={problems.of('name')}
      />
    </FormDialog>
  )
}
