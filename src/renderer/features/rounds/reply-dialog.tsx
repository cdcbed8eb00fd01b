import { Select, Textarea } from '@mantine/core'
import { useState } from 'react'
import {
  type RoundChannel,
  roundChannelLabels,
  roundChannels,
  type RoundReply,
  roundReplyLabels,
} from '../../../shared/codes/rounds.ts'
import type { RoundDone, RoundMemberRow, RoundRow } from '../../../shared/contract/rounds.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { showDone, showProblem, showUndo } from '../../components/undo-toast.tsx'
import { FormDialog } from '../referral-actions/index.ts'
import { LeftAsTheyWere, subjectOf, useBulk } from './use-bulk.tsx'
import { useReadRounds } from './use-rounds.ts'
import { families, replyWords } from './words.ts'

export interface MemberDialogProps {
  round: RoundRow
  rows: readonly RoundMemberRow[]
  onClose: () => void
  onDone: () => void
}

const consequence: Record<RoundReply, string> = {
  yes: 'The child stays on the list at the same place. This counts as contact with the family.',
  no: 'Nobody is removed by this. A removal is proposed next, and decided by a second person.',
  unsure: 'The child stays on the list. Somebody talks it through with the family.',
}

/** Records what families answered: Ctrl+Enter takes it as it stands, by the way they were asked, today. */
export function ReplyDialog({
  round,
  rows,
  reply,
  onClose,
  onDone,
}: MemberDialogProps & { reply: RoundReply }) {
  const { today } = useWork()
  const client = useClient()
  const read = useReadRounds()
  const [channel, setChannel] = useState<RoundChannel>(() => usualChannel(round, rows))
  const [repliedOn, setRepliedOn] = useState<string | null>(today)
  const [note, setNote] = useState('')
  const memberIds = rows.map(({ memberId }) => memberId)

  async function takeBack(): Promise<void> {
    try {
      const { done } = await client.rounds.undoReply({ memberIds })
      showDone(`Taken back for ${families(done)}`)
      await read()
      onDone()
    } catch (error) {
      showProblem(refusalOf(error))
    }
  }
  const { problems, saving, result, leave, refusal } = useBulk<RoundDone>({
    onSaved: ({ done }) => {
      if (done > 0)
        showUndo({ message: `${replyWords[reply]}: recorded for ${families(done)}`, onUndo: takeBack })
    },
    onClose,
    onDone,
  })
  function save(): void {
    const missing = repliedOn === null ? [{ field: 'on', message: 'Say when they answered' }] : []
    if (!problems.attempted(missing) || repliedOn === null) return
    saving.mutate(() =>
      client.rounds.recordReply({
        memberIds,
        reply,
        channel,
        repliedOn,
        note: note.trim() === '' ? null : note.trim(),
      }),
    )
  }
  return (
    <FormDialog
      title={roundReplyLabels[reply]}
      subject={subjectOf(rows)}
      saveLabel={`Record for ${families(rows.length)}`}
      isDirty={note !== ''}
      isSaving={saving.isPending}
      canSave={result === null}
      problems={problems.summary}
      refusal={refusal}
      onSave={save}
      onClose={leave}
    >
      <p style={{ margin: 0 }}>{consequence[reply]}</p>
      <Select
        label="How they answered"
        data={roundChannels.map((value) => ({ value, label: roundChannelLabels[value] }))}
        value={channel}
        allowDeselect={false}
        onChange={(value) => value && setChannel(value)}
      />
      <DateField
        label="On"
        required
        id={problems.idOf('on')}
        value={repliedOn}
        onChange={setRepliedOn}
        onProblem={(message) => problems.report('on', message)}
        error={problems.of('on')}
        today={today}
        min={{ date: round.startedOn, message: 'That is before the round started' }}
        max={{ date: today, message: 'That day is in the future' }}
      />
      <Textarea
        label="Note"
        description={rows.length > 1 ? 'The same for every family. Optional.' : 'Optional.'}
        rows={2}
        maxLength={2000}
        data-autofocus
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <LeftAsTheyWere exceptions={result?.exceptions ?? []} />
    </FormDialog>
  )
}

/** Families who were asked again mostly answer that way. */
function usualChannel(round: RoundRow, rows: readonly RoundMemberRow[]): RoundChannel {
  const again = new Set(rows.map(({ askedAgainBy }) => askedAgainBy))
  const [only] = again
  return again.size === 1 && only ? only : round.channel
}
