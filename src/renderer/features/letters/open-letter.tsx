import { Button, Group, Loader, Modal, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  IconBan,
  IconFileTypePdf,
  IconHandStop,
  IconMailForward,
  IconMailOff,
  IconPrinter,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { HoldAnswer } from '../../../shared/codes/letter-purposes.ts'
import type { Letter } from '../../../shared/contract/letters.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { Notice } from '../../components/notice.tsx'
import { Problem } from '../../components/problem.tsx'
import { LetterSheet } from './letter-sheet.tsx'
import { SentDialog } from './sent-dialog.tsx'
import { useLetterActions } from './use-letter-actions.ts'
import { letterWords, stateWords } from './words.ts'

function Held({ letter }: { letter: Letter }) {
  const client = useClient()
  const { told } = useLetterActions()
  const [reason, setReason] = useState('')
  const release = (answer: HoldAnswer) =>
    void told(() =>
      client.letters.release({ letterId: letter.letterId, version: letter.version, answer, reason }),
    )
  return (
    <Notice tone="warning" icon={IconHandStop} title="Held until somebody decides">
      {letter.holds.map(({ hold, text }) => (
        <span key={hold}>{text}</span>
      ))}
      <TextInput
        label="What was decided, and why"
        required
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap="sm" mt="xs">
        <Button size="xs" disabled={reason.trim().length < 3} onClick={() => release('send_as_is')}>
          Send it as it is
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={reason.trim().length < 3}
          onClick={() => release('arranged_outside')}
        >
          Arranged outside this app
        </Button>
      </Group>
    </Notice>
  )
}

type Asking = 'sent' | 'cancel' | 'returned'

function Ask({ letter, what, onDone }: { letter: Letter; what: 'cancel' | 'returned'; onDone: () => void }) {
  const client = useClient()
  const { today } = useWork()
  const { cancel, told } = useLetterActions()
  const [reason, setReason] = useState('')
  const [on, setOn] = useState<string | null>(today)
  async function save(): Promise<void> {
    const done =
      what === 'cancel'
        ? await cancel([letter.letterId], reason)
        : await told(() =>
            client.letters.markReturned({
              letterId: letter.letterId,
              version: letter.version,
              returnedOn: on ?? today,
              reason,
            }),
          )
    if (done) onDone()
  }
  return (
    <Group
      align="end"
      gap="sm"
      role="group"
      aria-label={what === 'cancel' ? 'Cancel the letter' : 'The letter came back'}
    >
      {what === 'returned' && (
        <DateField label="Came back on" required value={on} onChange={setOn} today={today} />
      )}
      <TextInput
        label={what === 'cancel' ? 'Why' : 'What was written on it'}
        required
        style={{ flex: 1 }}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      <Button
        {...(what === 'cancel' && { color: 'red.9' })}
        disabled={reason.trim().length < 3 || on === null}
        onClick={() => void save()}
      >
        {what === 'cancel' ? 'Cancel the letter' : 'Record that it came back'}
      </Button>
    </Group>
  )
}

function Opened({ letter }: { letter: Letter }) {
  const { handOver } = useLetterActions()
  const [asking, setAsking] = useState<Asking | null>(null)
  const canGo = letter.state === 'ready'
  const canPrint = letter.state !== 'draft' && letter.state !== 'cancelled'
  return (
    <Stack gap="md">
      {letter.state === 'draft' ? <Held letter={letter} /> : <div>{stateWords(letter)}</div>}
      <Group gap="sm">
        <Button
          variant={canGo ? 'filled' : 'default'}
          disabled={!canPrint}
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => void handOver([letter.letterId], 'printer')}
        >
          Print
        </Button>
        <Button
          variant="default"
          disabled={!canPrint}
          leftSection={<IconFileTypePdf size={16} aria-hidden />}
          onClick={() => void handOver([letter.letterId], 'pdf')}
        >
          Save as PDF
        </Button>
        {canGo && (
          <Button
            variant="default"
            leftSection={<IconMailForward size={16} aria-hidden />}
            onClick={() => setAsking('sent')}
          >
            Mark as sent
          </Button>
        )}
        {letter.state === 'sent' && (
          <Button
            variant="default"
            leftSection={<IconMailOff size={16} aria-hidden />}
            onClick={() => setAsking('returned')}
          >
            It came back
          </Button>
        )}
        {(canGo || letter.state === 'draft') && (
          <Button
            variant="default"
            leftSection={<IconBan size={16} aria-hidden />}
            onClick={() => setAsking('cancel')}
          >
            Cancel the letter
          </Button>
        )}
      </Group>
      {asking === 'sent' && <SentDialog letterIds={[letter.letterId]} onClose={() => setAsking(null)} />}
      {(asking === 'cancel' || asking === 'returned') && (
        <Ask letter={letter} what={asking} onDone={() => setAsking(null)} />
      )}
      <LetterSheet document={letter.document} label={letterWords(letter.purpose, letter.audience)} />
    </Stack>
  )
}

/** One letter: its words as frozen, and what can still be done with it. */
export function OpenLetter({ letterId, onClose }: { letterId: string; onClose: () => void }) {
  const procedures = useProcedures()
  const letter = useQuery(procedures.letters.get.queryOptions({ input: { letterId } }))
  return (
    <Modal
      opened
      onClose={onClose}
      size="52rem"
      title={letter.data ? letterWords(letter.data.purpose, letter.data.audience) : 'Letter'}
      closeButtonProps={{ 'aria-label': 'Close the letter' }}
    >
      {letter.data && <Opened key={letter.data.version} letter={letter.data} />}
      {letter.error && !letter.data && (
        <Problem refusal={refusalOf(letter.error)} onRetry={() => void letter.refetch()} />
      )}
      {letter.isPending && <Loader role="status" aria-label="Opening the letter" />}
    </Modal>
  )
}
