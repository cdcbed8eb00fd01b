import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { IconClock, IconFlag } from '@tabler/icons-react'
import { useState } from 'react'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { RoundRow } from '../../../shared/contract/rounds.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Confirm } from '../../components/confirm.tsx'
import { showDone, showProblem } from '../../components/undo-toast.tsx'
import { MinutesDialog } from './minutes-dialog.tsx'
import { useReadRounds } from './use-rounds.ts'
import { families } from './words.ts'

/** What can be done to a round as a whole: minutes noted, and ending it. */
export function RoundActions({ round }: { round: RoundRow }) {
  const { person } = useWork()
  const client = useClient()
  const read = useReadRounds()
  const [asking, setAsking] = useState<'minutes' | 'end' | null>(null)
  const { states } = round.counts
  const open = states.asked + states.overdue + states.asked_again + states.overdue_again
  const ending = useMutation({
    mutationFn: () => client.rounds.close({ roundId: round.roundId, version: round.version }),
    onSuccess: async ({ stayOnList }) => {
      showDone(
        stayOnList === 0
          ? 'The round has ended'
          : `The round has ended. Without an answer, and still on the list: ${families(stayOnList)}`,
      )
      await read()
    },
    onError: (error) => showProblem(refusalOf(error)),
  })
  if (!mayCall(access.rounds.close, person.roles)) return null
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconClock size={16} aria-hidden />}
        onClick={() => setAsking('minutes')}
      >
        Add minutes…
      </Button>
      {round.closedOn === null && (
        <Button
          variant="default"
          leftSection={<IconFlag size={16} aria-hidden />}
          onClick={() => setAsking('end')}
        >
          End the round…
        </Button>
      )}
      {asking === 'minutes' && <MinutesDialog round={round} onClose={() => setAsking(null)} />}
      <Confirm
        opened={asking === 'end'}
        title="End this round?"
        action="End the round"
        cancel="Keep it open"
        onConfirm={() => ending.mutateAsync().catch(() => undefined)}
        onClose={() => setAsking(null)}
      >
        <p>
          {open === 0
            ? 'Everybody has answered or is settled.'
            : `${families(open)} ${open === 1 ? 'has' : 'have'} not answered. They stay on the list, and on the list of those who did not reply.`}{' '}
          Late answers can still be recorded here.
        </p>
      </Confirm>
    </>
  )
}
