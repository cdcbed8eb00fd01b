import { Button, Loader, Stack } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconArchive, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { access, mayCall } from '../../../shared/contract/access.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { instantText } from '../child/instant.ts'
import { Facts } from './facts.tsx'
import { SectionHeader } from './section-header.tsx'
import classes from './settings.module.css'
import { sizeText } from './size-text.ts'

/** Where the backups are, which there are, and making one now. */
export function BackupsSection() {
  const procedures = useProcedures()
  const queryClient = useQueryClient()
  const { person, store } = useWork()
  const state = useQuery(procedures.backups.state.queryOptions())
  const backUp = useMutation(
    procedures.backups.backUpNow.mutationOptions({
      onSuccess: (after) => queryClient.setQueryData(procedures.backups.state.queryKey(), after),
    }),
  )
  const copies = state.data?.copies ?? []
  return (
    <Stack gap="xl">
      <SectionHeader
        title="Backups"
        actions={
          mayCall(access.backups.backUpNow, person.roles) && (
            <Button
              leftSection={<IconArchive size={16} aria-hidden />}
              loading={backUp.isPending}
              onClick={() => backUp.mutate(undefined)}
            >
              Back up now
            </Button>
          )
        }
      >
        Made daily and on closing when something changed. Each copy is encrypted, and opened and checked
        before it counts.
      </SectionHeader>
      {backUp.error && <Problem refusal={refusalOf(backUp.error)} onRetry={() => backUp.mutate(undefined)} />}
      {backUp.data && (
        <Notice tone="success" icon={IconCircleCheck} title="Backed up and checked" role="status">
          <span>
            The copy opens with the same key and passed its check
            {backUp.data.lastVerifiedAt && ` (${instantText(backUp.data.lastVerifiedAt)})`}.
          </span>
        </Notice>
      )}
      {store.kind === 'demo' && (
        <Notice tone="info" icon={IconInfoCircle} title="Made-up children are not backed up by themselves" />
      )}
      {state.isPending && <Loader role="status" aria-label="Looking at the backups" />}
      {state.error && !state.data && (
        <Problem refusal={refusalOf(state.error)} onRetry={() => void state.refetch()} />
      )}
      {state.data && (
        <>
          <Facts
            facts={[
              [
                'Last good backup',
                state.data.lastVerifiedAt ? instantText(state.data.lastVerifiedAt) : 'None yet',
              ],
              ['Folder', state.data.folder],
            ]}
          />
          {copies.length > 0 && (
            <div className={classes.tableFrame}>
              <table className={classes.table}>
                <caption className="cw-hidden">Backups, newest first</caption>
                <thead>
                  <tr>
                    <th scope="col">Made</th>
                    <th scope="col">File</th>
                    <th scope="col" data-end>
                      Size
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {copies.map((copy) => (
                    <tr key={copy.name}>
                      <th scope="row">{instantText(copy.at)}</th>
                      <td className={classes.path}>{copy.name}</td>
                      <td data-end>{sizeText(copy.sizeBytes)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
    </Stack>
  )
}
