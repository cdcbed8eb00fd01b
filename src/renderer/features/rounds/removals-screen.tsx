import { Button, Loader } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { IconScale } from '@tabler/icons-react'
import { useState } from 'react'
import { useParams } from 'wouter'
import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import type { RemovalProposal } from '../../../shared/contract/rounds.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { DateText } from '../../components/date-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format-count.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { DecideDialog, type Deciding } from './decide-dialog.tsx'
import { DischargeLetters } from './discharge-letters.tsx'
import { ChildLink } from './people-list.tsx'
import { RemovalCard } from './removal-card.tsx'
import { RoundsViews } from './rounds-views.tsx'
import classes from './rounds.module.css'

const pageSize = 50

/** Removals that wait for a second decision, each with what to weigh, and those decided before. */
export default function RemovalsScreen() {
  const { which } = useParams<{ which?: string }>()
  const isDecided = which === 'decided'
  return <Removals key={which ?? ''} isDecided={isDecided} />
}

function Removals({ isDecided }: { isDecided: boolean }) {
  const procedures = useProcedures()
  const [at, setAt] = useState(0)
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  const [removed, setRemoved] = useState<RemovalProposal | null>(null)
  const { data, error, isPending, refetch } = useQuery(
    procedures.rounds.removals.queryOptions({
      input: { decided: isDecided, offset: at, limit: pageSize },
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <div className={classes.screen}>
      <PageHeader
        title="Decisions to remove"
        description="A child leaves the list by two decisions of two people. Somebody proposed; another clinician weighs it and decides."
      />
      <RoundsViews current={isDecided ? 'decided' : 'removals'} />
      {error && <Problem refusal={refusalOf(error)} onRetry={() => void refetch()} />}
      {isPending && <Loader aria-label="Reading the proposals" />}
      {data?.total === 0 && (
        <EmptyState
          title={isDecided ? 'Nothing has been decided' : 'No removal waits for a decision'}
          icon={IconScale}
        >
          {isDecided
            ? 'Removals and children kept on the list are shown here, with who decided and why.'
            : 'Removals are proposed on a round, for families who said no or did not answer twice.'}
        </EmptyState>
      )}
      {data && data.total > 0 && (
        <>
          <Pages at={at} total={data.total} isDecided={isDecided} onAt={setAt} />
          {isDecided ? (
            <DecidedTable rows={data.rows} />
          ) : (
            <ul className={classes.cards} aria-label="Removals to decide">
              {data.rows.map((proposal) => (
                <li key={proposal.proposalId}>
                  <RemovalCard proposal={proposal} onDecide={setDeciding} />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      {deciding && (
        <DecideDialog
          {...deciding}
          onClose={() => setDeciding(null)}
          onDone={() => {
            if (deciding.decision === 'removed') setRemoved(deciding.proposal)
          }}
        />
      )}
      {removed && <DischargeLetters proposal={removed} onClose={() => setRemoved(null)} />}
    </div>
  )
}

function Pages({
  at,
  total,
  isDecided,
  onAt,
}: {
  at: number
  total: number
  isDecided: boolean
  onAt: (at: number) => void
}) {
  const last = Math.min(at + pageSize, total)
  return (
    <div className={classes.actions}>
      <span>
        {formatCount(at + 1)} to {formatCount(last)} of {formatCount(total)},{' '}
        {isDecided ? 'the latest first' : 'the oldest first'}
      </span>
      {total > pageSize && (
        <>
          <Button
            variant="default"
            size="xs"
            disabled={at === 0}
            onClick={() => onAt(Math.max(0, at - pageSize))}
          >
            Back
          </Button>
          <Button variant="default" size="xs" disabled={last >= total} onClick={() => onAt(at + pageSize)}>
            Next {formatCount(Math.min(pageSize, total - last))}
          </Button>
        </>
      )}
    </div>
  )
}

function DecidedTable({ rows }: { rows: readonly RemovalProposal[] }) {
  return (
    <div className={classes.room} role="region" aria-label="Decided">
      <table className={classes.decided}>
        <thead>
          <tr>
            <th scope="col">Child</th>
            <th scope="col">Decision</th>
            <th scope="col">Proposed</th>
            <th scope="col">Decided</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.proposalId}>
              <th scope="row">
                <ChildLink childId={row.childId}>{row.childName}</ChildLink>
                <div className={classes.notes}>{row.serviceName}</div>
              </th>
              <td>
                {row.decision === 'removed'
                  ? `Removed: ${closedReasonLabels[row.closedReason].toLowerCase()}`
                  : 'Kept on the list'}
              </td>
              <td>
                <DateText date={row.proposedOn} />, {row.proposedBy}: {row.reason}
              </td>
              <td>
                <DateText date={row.decidedOn} />, {row.decidedBy}: {row.decisionReason}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
