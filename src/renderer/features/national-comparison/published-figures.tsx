import { Button, Drawer, Group, Stack, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Publication } from '../../../shared/contract/national-figures.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { Problem } from '../../components/problem.tsx'
import { FormDialog } from '../referral-actions/index.ts'
import classes from './comparison.module.css'
import { ImportWorkbook } from './import-workbook.tsx'
import { instantWords, monthWords } from './words.ts'

export interface PublishedFiguresProps {
  opened: boolean
  publications: readonly Publication[]
  onClose: () => void
  onImported: (month: string) => void
}

const stateWords: Record<Publication['state'], string> = {
  current: 'In use',
  replaced: 'Kept, replaced',
  removed: 'Kept, taken out of use',
}

/** The published figures this store holds: import another month, take one out of use, use an earlier one again. */
export function PublishedFigures({ opened, publications, onClose, onImported }: PublishedFiguresProps) {
  const client = useClient()
  const [removing, setRemoving] = useState<Publication | null>(null)
  const useAgain = useMutation({
    mutationFn: ({ id, version }: Publication) => client.nationalFigures.use({ id, version }),
  })
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="xl"
      title="Published figures"
      closeButtonProps={{ 'aria-label': 'Close the published figures' }}
    >
      <Stack gap="lg">
        <ImportWorkbook onImported={onImported} />
        {useAgain.error && <Problem refusal={refusalOf(useAgain.error)} />}
        {publications.length > 0 && (
          <div className={classes.tableBox}>
            <table className={classes.table} aria-label="Published figures in this store">
              <thead>
                <tr>
                  <th scope="col">Month</th>
                  <th scope="col" data-text>
                    Where from
                  </th>
                  <th scope="col" data-text>
                    State
                  </th>
                  <th scope="col">
                    <span className="cw-hidden">What can be done</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {publications.map((each) => (
                  <tr key={each.id}>
                    <th scope="row">
                      {monthWords(each.month)}
                      <small>
                        {each.publishedOn === null ? '' : `Published ${formatDate(each.publishedOn)}`}
                        {each.revisedOn !== null && `, revised ${formatDate(each.revisedOn)}`}
                      </small>
                    </th>
                    <td data-text>
                      {each.source === 'supplied' ? 'Supplied with the app' : each.fileName}
                      <small>
                        {each.importedBy !== null &&
                          `Imported ${instantWords(each.importedAt)} by ${each.importedBy}. `}
                        {each.organisations.providers} providers
                      </small>
                    </td>
                    <td data-text>
                      {stateWords[each.state]}
                      {each.stateReason !== null && (
                        <small>
                          {each.stateReason}
                          {each.stateBy !== null && ` (${each.stateBy})`}
                        </small>
                      )}
                    </td>
                    <td>
                      {each.state === 'current' ? (
                        <Button variant="default" size="compact-sm" onClick={() => setRemoving(each)}>
                          Take out of use
                          <span className="cw-hidden">: {monthWords(each.month)}</span>
                        </Button>
                      ) : (
                        <Button
                          variant="default"
                          size="compact-sm"
                          loading={useAgain.isPending && useAgain.variables.id === each.id}
                          onClick={() => useAgain.mutate(each)}
                        >
                          Use again
                          <span className="cw-hidden">: {monthWords(each.month)}</span>
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
        <Group>
          <p className={classes.source}>
            Contains public sector information licensed under the Open Government Licence v3.0. Source: NHS
            England, Community Health Services waiting times.
          </p>
        </Group>
      </Stack>
      {removing !== null && <TakeOut publication={removing} onClose={() => setRemoving(null)} />}
    </Drawer>
  )
}

/** The shortest reason, in characters. */
const leastReason = 3

/** Asks why figures are taken out of use. */
function TakeOut({ publication, onClose }: { publication: Publication; onClose: () => void }) {
  const client = useClient()
  const [reason, setReason] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const isReady = reason.trim().length >= leastReason
  const remove = useMutation({
    mutationFn: ({ id, version }: Publication) =>
      client.nationalFigures.remove({ id, version, reason: reason.trim() }),
    onSuccess: onClose,
  })
  return (
    <FormDialog
      title={`Take the figures of ${monthWords(publication.month)} out of use?`}
      saveLabel="Take out of use"
      isDirty={reason !== ''}
      isSaving={remove.isPending}
      refusal={remove.error ? refusalOf(remove.error) : null}
      onSave={() => {
        setIsAsked(true)
        if (isReady) remove.mutate(publication)
      }}
      onClose={onClose}
    >
      <Stack gap="sm">
        <span>They are kept and can be used again. Until then nothing is compared with them.</span>
        <Textarea
          label="Reason"
          required
          data-autofocus
          value={reason}
          maxLength={2000}
          autosize
          minRows={2}
          error={isAsked && !isReady ? `Give a reason of at least ${leastReason} characters` : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Stack>
    </FormDialog>
  )
}
