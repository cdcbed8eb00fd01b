import { NumberInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { RoundRow } from '../../../shared/contract/rounds.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { FormDialog } from '../referral-actions/index.ts'
import { useReadRounds } from './use-rounds.ts'

/** Adds the minutes somebody has spent on a round. */
export function MinutesDialog({ round, onClose }: { round: RoundRow; onClose: () => void }) {
  const client = useClient()
  const read = useReadRounds()
  const [minutes, setMinutes] = useState<number | null>(null)
  const [isTried, setIsTried] = useState(false)
  const saving = useMutation({
    mutationFn: (spent: number) =>
      client.rounds.addMinutes({ roundId: round.roundId, version: round.version, minutes: spent }),
    onSuccess: async () => {
      onClose()
      showDone('Minutes added')
      await read()
    },
  })
  return (
    <FormDialog
      title="Add minutes"
      subject={round.name}
      saveLabel="Add the minutes"
      isDirty={false}
      isSaving={saving.isPending}
      refusal={saving.error ? refusalOf(saving.error) : null}
      onSave={() => (minutes === null ? setIsTried(true) : saving.mutate(minutes))}
      onClose={onClose}
      size="md"
    >
      <NumberInput
        label="Minutes spent since last noted"
        description={`${round.minutes} noted so far. They tell what a round costs and brings.`}
        required
        min={1}
        max={10_000}
        allowDecimal={false}
        allowNegative={false}
        data-autofocus
        value={minutes ?? ''}
        error={isTried && minutes === null ? 'Give the minutes, at least 1' : undefined}
        onChange={(typed) => setMinutes(typeof typed === 'number' && typed >= 1 ? typed : null)}
      />
    </FormDialog>
  )
}
