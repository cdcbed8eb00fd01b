import { Checkbox, Select } from '@mantine/core'
import { useState } from 'react'
import type { LetterCaution } from '../../../shared/codes/letter-purposes.ts'
import {
  type RoundChannel,
  roundChannelLabels,
  roundChannels,
  usualReplyDays,
} from '../../../shared/codes/rounds.ts'
import type { RoundDone, RoundLetters } from '../../../shared/contract/rounds.ts'
import { shiftDays } from '../../../shared/format/dates.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateField } from '../../components/date-field.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { FormDialog } from '../referral-actions/index.ts'
import type { MemberDialogProps } from './reply-dialog.tsx'
import { SecondLetters } from './second-letters.tsx'
import { lettersSentence } from './started.tsx'
import { LeftAsTheyWere, subjectOf, useBulk } from './use-bulk.tsx'
import { byChannel, families } from './words.ts'

type Done = RoundDone & { letters: RoundLetters | null }

/** Asks families again who have not answered, by another channel than the first; by letter it makes the letters. */
export function AskAgainDialog({ round, rows, onClose, onDone }: MemberDialogProps) {
  const { today } = useWork()
  const client = useClient()
  const others = roundChannels.filter((each) => each !== round.channel)
  const [channel, setChannel] = useState<RoundChannel>(round.channel === 'phone' ? 'letter' : 'phone')
  const [replyBy, setReplyBy] = useState<string | null>(shiftDays(today, usualReplyDays))
  const [addressChecked, setAddressChecked] = useState(false)
  const [referrerTold, setReferrerTold] = useState(false)
  const [confirmed, setConfirmed] = useState<readonly LetterCaution[]>([])
  const { problems, saving, result, leave, refusal } = useBulk<Done>({
    onSaved: ({ done, letters }) => {
      if (done > 0)
        showDone(
          `Asked again ${byChannel[channel]}: ${families(done)}.${letters ? ` ${lettersSentence(letters)}` : ''}`,
        )
    },
    onClose,
    onDone,
  })
  function save(): void {
    const missing = replyBy === null ? [{ field: 'replyBy', message: 'Say by when to answer' }] : []
    if (!problems.attempted(missing) || replyBy === null) return
    saving.mutate(() =>
      client.rounds.askAgain({
        memberIds: rows.map(({ memberId }) => memberId),
        channel,
        replyBy,
        addressChecked,
        referrerTold,
        confirmed: channel === 'letter' ? [...confirmed] : [],
      }),
    )
  }
  return (
    <FormDialog
      title="Ask again by another channel"
      subject={subjectOf(rows)}
      saveLabel={`Ask ${families(rows.length)} again`}
      isDirty={addressChecked || referrerTold}
      isSaving={saving.isPending}
      canSave={result === null}
      problems={problems.summary}
      refusal={refusal}
      onSave={save}
      onClose={leave}
    >
      <p style={{ margin: 0 }}>
        They were first asked {byChannel[round.channel]}. Whoever stays silent stays on the list; a clinician
        then decides what to do.
      </p>
      <Select
        label="How they are asked now"
        data={others.map((value) => ({ value, label: roundChannelLabels[value] }))}
        value={channel}
        allowDeselect={false}
        onChange={(value) => value && setChannel(value)}
      />
      <DateField
        label="Answers by"
        required
        id={problems.idOf('replyBy')}
        value={replyBy}
        onChange={setReplyBy}
        onProblem={(message) => problems.report('replyBy', message)}
        error={problems.of('replyBy')}
        today={today}
        min={{ date: shiftDays(today, 1), message: 'Give the family time: choose a day after today' }}
      />
      <Checkbox
        label="Addresses and numbers were checked with the GP or the school"
        data-autofocus
        checked={addressChecked}
        onChange={(event) => setAddressChecked(event.currentTarget.checked)}
      />
      <Checkbox
        label="The referrers were told that nobody answered"
        checked={referrerTold}
        onChange={(event) => setReferrerTold(event.currentTarget.checked)}
      />
      {channel === 'letter' && replyBy !== null && result === null && (
        <SecondLetters
          kind={round.kind}
          families={rows}
          replyBy={replyBy}
          confirmed={confirmed}
          onConfirmed={setConfirmed}
        />
      )}
      <LeftAsTheyWere exceptions={result?.exceptions ?? []} />
    </FormDialog>
  )
}
