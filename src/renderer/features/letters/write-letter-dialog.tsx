import { Select } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import {
  audiencesOfPurpose,
  letterAudienceLabels,
  type LetterAudience,
  letterPurposeLabels,
  type LetterPurpose,
  letterPurposes,
} from '../../../shared/codes/letter-purposes.ts'
import type { ReferralSummary } from '../../../shared/contract/referrals.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { FormDialog } from '../referral-actions/index.ts'
import { LetterStep, type LettersReady } from './letter-step.tsx'
import classes from './letters.module.css'

export interface WriteLetterDialogProps {
  referrals: readonly Pick<ReferralSummary, 'referralId' | 'serviceName'>[]
  /** Who it is about, under the title. */
  subject: string
  purpose?: LetterPurpose
  onClose: () => void
}

const nothing: LettersReady = { letters: [], isReady: false, why: null, isPending: true }

/** Writes one letter about a child: what for, to whom, and the words of one's own. */
export function WriteLetterDialog({ referrals, subject, purpose: first, onClose }: WriteLetterDialogProps) {
  const client = useClient()
  const [referralId, setReferralId] = useState(referrals[0]?.referralId ?? '')
  const [purpose, setPurpose] = useState<LetterPurpose>(first ?? 'answer')
  const [audience, setAudience] = useState<LetterAudience>('family')
  const [ready, setReady] = useState(nothing)
  const audiences = audiencesOfPurpose[purpose]
  const to = audiences.includes(audience) ? audience : (audiences[0] ?? 'family')
  const saving = useMutation({
    mutationFn: () => client.letters.create({ referralId, letters: ready.letters }),
    onSuccess: ({ letters }) => {
      onClose()
      showDone(
        letters.some(({ state }) => state === 'draft')
          ? 'Letter written and held'
          : 'Letter written: it is among the letters to send',
      )
    },
  })
  return (
    <FormDialog
      title="Write a letter"
      subject={subject}
      saveLabel="Write the letter"
      size="52rem"
      isDirty={ready.letters.some(({ addedWords }) => addedWords)}
      isSaving={saving.isPending}
      canSave={ready.isReady}
      refusal={saving.error ? refusalOf(saving.error) : null}
      onSave={() => saving.mutate()}
      onClose={onClose}
    >
      <div className={classes.fields}>
        {referrals.length > 1 && (
          <Select
            label="About the referral to"
            value={referralId}
            allowDeselect={false}
            data={referrals.map((each) => ({ value: each.referralId, label: each.serviceName }))}
            onChange={(value) => value && setReferralId(value)}
          />
        )}
        <Select
          label="What for"
          value={purpose}
          allowDeselect={false}
          searchable
          data={letterPurposes.map((value) => ({ value, label: letterPurposeLabels[value] }))}
          onChange={(value) => value && setPurpose(value)}
        />
        <Select
          label="Who to"
          value={to}
          allowDeselect={false}
          data={audiences.map((value) => ({ value, label: letterAudienceLabels[value] }))}
          onChange={(value) => value && setAudience(value)}
        />
      </div>
      <LetterStep
        key={`${referralId} ${purpose} ${to}`}
        referralId={referralId}
        wanted={[{ purpose, audience: to }]}
        isOptional={false}
        onChange={setReady}
      />
    </FormDialog>
  )
}
