import { Button, Group, Modal, Select, Stack, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { type LinkKind, linkKindLabels, linkKinds } from '../../../shared/contract/people.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { Problem } from '../../components/problem.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useReadAgain } from './use-people.ts'

interface AskReasonProps {
  title: string
  children: ReactNode
  action: string
  done: string
  onConfirm: (reason: string) => Promise<unknown>
  onClose: () => void
}

/** Asks why before a decision about people is taken back. */
function AskReason({ title, children, action, done, onConfirm, onClose }: AskReasonProps) {
  const readAgain = useReadAgain()
  const [reason, setReason] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const isReady = reason.trim().length >= 3
  const working = useMutation({
    mutationFn: () => onConfirm(reason.trim()),
    onSuccess: async () => {
      onClose()
      await readAgain()
      showDone(done)
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': 'Close and change nothing' }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setIsAsked(true)
          if (isReady && !working.isPending) working.mutate()
        }}
      >
        <Stack gap="md">
          {working.error && <Problem refusal={refusalOf(working.error)} title="Nothing was changed" />}
          {children}
          <Textarea
            label="Reason"
            required
            data-autofocus
            rows={2}
            maxLength={2000}
            value={reason}
            error={isAsked && !isReady ? 'Give a reason of at least 3 characters' : undefined}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Leave as it is
            </Button>
            <Button type="submit" loading={working.isPending}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

export interface UnmergeProps {
  merge: { mergeId: string; mergedName: string; survivorName: string }
  onClose: () => void
}

/** Asks why a merge is undone, and what the two children are to each other. */
export function Unmerge({ merge, onClose }: UnmergeProps) {
  const client = useClient()
  const [remember, setRemember] = useState<LinkKind | null>('not_same')
  return (
    <AskReason
      title="Undo the merge"
      action="Undo the merge"
      done="The two records stand for themselves again"
      onClose={onClose}
      onConfirm={(reason) => client.people.unmerge({ mergeId: merge.mergeId, reason, remember })}
    >
      <p>
        {merge.mergedName} gets back its own referrals, with everything recorded on them since.{' '}
        {merge.survivorName} gives back what came from that record; what was changed on it otherwise stays.
      </p>
      <Select
        label="What are the two?"
        data={[
          ...linkKinds.map((kind) => ({ value: kind, label: linkKindLabels[kind] })),
          { value: 'ask', label: 'Not known: ask again' },
        ]}
        allowDeselect={false}
        value={remember ?? 'ask'}
        onChange={(value) => setRemember(linkKinds.find((kind) => kind === value) ?? null)}
      />
    </AskReason>
  )
}

export interface TakeBackProps {
  link: { linkId: string; kind: LinkKind; names: string }
  onClose: () => void
}

/** Asks why a decision about two children is taken back. */
export function TakeBack({ link, onClose }: TakeBackProps) {
  const client = useClient()
  return (
    <AskReason
      title="Take the decision back"
      action="Take it back"
      done="The decision was taken back"
      onClose={onClose}
      onConfirm={(reason) => client.people.unlink({ linkId: link.linkId, reason })}
    >
      <p>
        {link.names}: “{linkKindLabels[link.kind]}” no longer holds. If the two look alike they are asked
        about again.
      </p>
    </AskReason>
  )
}
