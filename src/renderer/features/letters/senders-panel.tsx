import { Button, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import type { LetterSender } from '../../../shared/contract/letters.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { FormDialog } from '../referral-actions/index.ts'
import classes from './letters.module.css'

function unset(serviceId: string | null): LetterSender {
  return { serviceId, version: 0, team: '', address: '', phone: '', email: '', hours: '' }
}

function SenderDialog({
  sender,
  name,
  onClose,
}: {
  sender: LetterSender
  name: string
  onClose: () => void
}) {
  const client = useClient()
  const [draft, setDraft] = useState(sender)
  const saving = useMutation({
    mutationFn: () => client.letters.saveSender(draft),
    onSuccess: () => {
      onClose()
      showDone('Saved who letters are from')
    },
  })
  const line = (
    part: 'team' | 'phone' | 'email' | 'hours',
    label: string,
    description: string,
    maxLength: number,
  ) => (
    <TextInput
      label={label}
      description={description}
      maxLength={maxLength}
      value={draft[part]}
      onChange={(event) => setDraft({ ...draft, [part]: event.currentTarget.value })}
    />
  )
  return (
    <FormDialog
      title="Who letters are from"
      subject={name}
      saveLabel="Save"
      isDirty={JSON.stringify(draft) !== JSON.stringify(sender)}
      isSaving={saving.isPending}
      refusal={saving.error ? refusalOf(saving.error) : null}
      onSave={() => saving.mutate()}
      onClose={onClose}
    >
      {line('team', 'Team name', 'At the head of the letter. Left empty: the service’s name.', 120)}
      <Textarea
        label="Address"
        description="One line for each line."
        autosize
        minRows={3}
        maxLength={300}
        value={draft.address}
        onChange={(event) => setDraft({ ...draft, address: event.currentTarget.value })}
      />
      {line('phone', 'Telephone', 'Whom families call. It stands in every letter.', 40)}
      {line('hours', 'When somebody answers', 'Monday to Friday, 9am to 4.30pm', 120)}
      {line('email', 'E-mail', 'At the head of the letter.', 200)}
    </FormDialog>
  )
}

/** Names, addresses and telephone numbers at the head of letters: one for all, and one for each service that has its own. */
export function SendersPanel({ mayEdit }: { mayEdit: boolean }) {
  const procedures = useProcedures()
  const { services } = useWork()
  const senders = useQuery(procedures.letters.senders.queryOptions())
  const [editing, setEditing] = useState<{ sender: LetterSender; name: string } | null>(null)
  const held = (serviceId: string | null) => senders.data?.find((each) => each.serviceId === serviceId)
  const entries = [{ id: null, name: 'Every service' }, ...services]
  return (
    <section className={classes.panel} aria-labelledby="senders">
      <h2 id="senders">Who letters are from</h2>
      <ul className={classes.rows}>
        {entries.map(({ id, name }) => {
          const sender = held(id)
          const words =
            sender && [sender.team, sender.phone, sender.hours].filter((each) => each !== '').join(', ')
          return (
            <li key={id ?? 'all'} className={classes.row}>
              <div className={classes.rowWords}>
                <span>{name}</span>
                <span className={classes.quiet}>
                  {words || (id === null ? 'No telephone number set' : 'As every service')}
                </span>
              </div>
              {mayEdit && senders.data && (
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconPencil size={14} aria-hidden />}
                  aria-label={`Change who letters are from: ${name}`}
                  onClick={() => setEditing({ sender: sender ?? unset(id), name })}
                >
                  Change
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {editing && <SenderDialog {...editing} onClose={() => setEditing(null)} />}
    </section>
  )
}
