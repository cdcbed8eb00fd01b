import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { LetterWanted } from '../../../shared/contract/letters.ts'
import type { RemovalProposal } from '../../../shared/contract/rounds.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { LetterStep, type LettersReady } from '../letters/index.ts'
import { FormDialog } from '../referral-actions/index.ts'
import { useReadRounds } from './use-rounds.ts'

const wanted: readonly LetterWanted[] = [
  { purpose: 'discharge', audience: 'family' },
  { purpose: 'discharge', audience: 'referrer' },
  { purpose: 'discharge', audience: 'gp' },
]

/** Offers the letters that tell the family, the referrer and the GP that a child has left the list. */
export function DischargeLetters({ proposal, onClose }: { proposal: RemovalProposal; onClose: () => void }) {
  const client = useClient()
  const read = useReadRounds()
  const [ready, setReady] = useState<LettersReady>({
    letters: [],
    isReady: false,
    why: null,
    isPending: true,
  })
  const saving = useMutation({
    mutationFn: () => client.letters.create({ referralId: proposal.referralId, letters: ready.letters }),
    onSuccess: async ({ letters }) => {
      onClose()
      showDone(
        letters.length === 1
          ? '1 letter written: it is under Letters'
          : `${letters.length} letters written: they are under Letters`,
      )
      await read()
    },
  })
  const count = ready.letters.length
  return (
    <FormDialog
      title="Tell those who should know"
      subject={proposal.childName}
      saveLabel={count === 1 ? 'Write 1 letter' : `Write ${count} letters`}
      size="52rem"
      isDirty={ready.letters.some(({ addedWords }) => addedWords)}
      isSaving={saving.isPending}
      canSave={ready.isReady && count > 0}
      refusal={saving.error ? refusalOf(saving.error) : null}
      onSave={() => saving.mutate()}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>
        The child has left the list. These letters say so, and how to come back. Leave out any that is not
        wanted; Cancel writes none.
      </p>
      {ready.why !== null && <p style={{ margin: 0 }}>{ready.why}</p>}
      <LetterStep referralId={proposal.referralId} wanted={wanted} onChange={setReady} />
    </FormDialog>
  )
}
