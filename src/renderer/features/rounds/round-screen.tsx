import { Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link, useParams } from 'wouter'
import type { RoundRow } from '../../../shared/contract/rounds.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { RoundActions } from './round-actions.tsx'
import { RoundMembers } from './round-members.tsx'
import classes from './rounds.module.css'
import { byChannel, kindWords } from './words.ts'

function Facts({ round }: { round: RoundRow }) {
  return (
    <div className={classes.summary}>
      <span>
        Started {formatDate(round.startedOn)} by {round.startedBy}, {byChannel[round.channel]}
      </span>
      <span>Answers by {formatDate(round.replyBy)}</span>
      {round.closedOn !== null && <strong>Ended {formatDate(round.closedOn)}</strong>}
      <strong>{round.yield}</strong>
      {round.counts.proposed > 0 && (
        <Link href="/rounds/removals" className={classes.link}>
          {round.counts.proposed === 1
            ? '1 removal waits for a decision'
            : `${round.counts.proposed} removals wait for a decision`}
        </Link>
      )}
    </div>
  )
}

/** One round: who has answered what, and what to do about those who have not. */
export default function RoundScreen() {
  const { roundId = '' } = useParams<{ roundId: string }>()
  const procedures = useProcedures()
  const { data: round, error, refetch } = useQuery(procedures.rounds.get.queryOptions({ input: { roundId } }))
  const back = (
    <Button
      component={Link}
      href="/rounds"
      variant="default"
      leftSection={<IconArrowLeft size={16} aria-hidden />}
    >
      All rounds
    </Button>
  )
  if (!round)
    return (
      <div className={classes.screen}>
        <PageHeader title="Round" actions={back} />
        {error ? (
          <Problem refusal={refusalOf(error)} onRetry={() => void refetch()} />
        ) : (
          <Loader aria-label="Reading the round" />
        )}
      </div>
    )
  return (
    <div className={classes.screen}>
      <PageHeader
        title={`${kindWords[round.kind]} round`}
        description={<strong>{round.name}</strong>}
        actions={
          <>
            {back}
            <RoundActions round={round} />
          </>
        }
      />
      <Facts round={round} />
      <RoundMembers key={round.roundId} round={round} />
    </div>
  )
}
