import { Button, Group, Modal, Portal } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconDeviceFloppy, IconFileExport, IconPrinter } from '@tabler/icons-react'
import { useState } from 'react'
import { access, mayCall } from '../../../shared/contract/access.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import classes from './waiting-care.module.css'

interface Part {
  heading: string
  lines: string[]
}

function Parts({ parts }: { parts: readonly Part[] }) {
  return parts.map(({ heading, lines }) => (
    <section key={heading} className={classes.summaryPart}>
      <h3>{heading}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  ))
}

function SummaryDialog({ referralId, onClose }: { referralId: string; onClose: () => void }) {
  const { today, person } = useWork()
  const client = useClient()
  const procedures = useProcedures()
  const summary = useQuery(procedures.referrals.transferSummary.queryOptions({ input: { referralId } }))
  const saving = useMutation({
    async mutationFn() {
      const target = await window.cypWaits.chooseWhereToSave('transfer-summary.txt')
      if (target === null) return null
      await client.referrals.saveTransferSummary({ referralId, file: target.token })
      return target.name
    },
    onSuccess: (name) => name !== null && showDone(`Saved ${name}. It names a child: keep it safe.`),
    onError: (error) => showProblem(refusalOf(error), 'The summary was not saved'),
  })
  const maySave = mayCall(access.referrals.saveTransferSummary, person.roles)
  return (
    <Modal
      opened
      onClose={onClose}
      title="Transfer summary"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {summary.error && <Problem refusal={refusalOf(summary.error)} onRetry={() => void summary.refetch()} />}
      {summary.data && (
        <>
          <Group justify="flex-end" mb="sm">
            <Button
              variant="default"
              leftSection={<IconPrinter size={16} aria-hidden />}
              onClick={() => window.cypWaits.print()}
            >
              Print
            </Button>
            {maySave && (
              <Button
                leftSection={<IconDeviceFloppy size={16} aria-hidden />}
                loading={saving.isPending}
                onClick={() => saving.mutate()}
              >
                Save as a file
              </Button>
            )}
          </Group>
          <Parts parts={summary.data} />
          <Portal>
            <article className={`${classes.sheet} cw-sheet`} aria-hidden>
              <h1>Transfer summary</h1>
              <Parts parts={summary.data} />
              <footer>
                As at {formatLongDate(today)}. Printed by {person.displayName}. Official: sensitive. Names a
                child.
              </footer>
            </article>
          </Portal>
        </>
      )}
    </Modal>
  )
}

/** Opens what a provider that takes the child over needs to keep the wait, to print or to save. */
export function TransferSummary({ referralId }: { referralId: string }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFileExport size={16} aria-hidden />}
        onClick={() => setIsOpen(true)}
      >
        Transfer summary
      </Button>
      {isOpen && <SummaryDialog referralId={referralId} onClose={() => setIsOpen(false)} />}
    </>
  )
}
