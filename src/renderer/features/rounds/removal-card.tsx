import { Button } from '@mantine/core'
import { IconUserCheck, IconUserMinus } from '@tabler/icons-react'
import { useId } from 'react'
import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { RemovalProposal } from '../../../shared/contract/rounds.ts'
import { useWork } from '../../app/work-context.tsx'
import { BornText, DateText } from '../../components/date-text.tsx'
import { WaitText } from '../../components/wait-text.tsx'
import type { Deciding } from './decide-dialog.tsx'
import { ChildLink } from './people-list.tsx'
import classes from './rounds.module.css'

export interface RemovalCardProps {
  proposal: RemovalProposal
  onDecide: (deciding: Deciding) => void
}

/** One proposal: who, why, what to weigh, and the two ways to decide it. */
export function RemovalCard({ proposal, onDecide }: RemovalCardProps) {
  const { person, today } = useWork()
  const id = useId()
  const whyNot = proposal.isOwn
    ? 'You proposed this, so another clinician decides it.'
    : mayCall(access.rounds.decideRemoval, person.roles)
      ? null
      : 'A clinician or clinical lead decides this.'
  return (
    <article className={classes.card} aria-labelledby={`${id}-name`}>
      <div className={classes.cardHead}>
        <h2 id={`${id}-name`}>
          <ChildLink childId={proposal.childId}>{proposal.childName}</ChildLink>
        </h2>
        <span>
          Born <BornText dateOfBirth={proposal.dateOfBirth} on={today} />
        </span>
        <span>{proposal.serviceName}</span>
        <span>
          Waited <WaitText days={proposal.daysWaited} />
        </span>
      </div>
      <div>
        <h3>Proposed: {closedReasonLabels[proposal.closedReason]}</h3>
        <p>{proposal.reason}</p>
        <p className={classes.notes}>
          {proposal.proposedBy}, <DateText date={proposal.proposedOn} />
          {proposal.roundName !== null && `, ${proposal.roundName}`}
        </p>
      </div>
      <div>
        <h3>What to weigh</h3>
        {proposal.weigh.length === 0 ? (
          <p>Nothing is recorded that speaks against it. Look at the child’s page before deciding.</p>
        ) : (
          <ul className={classes.weigh}>
            {proposal.weigh.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </div>
      <div className={classes.cardFoot}>
        <Button
          size="xs"
          leftSection={<IconUserCheck size={14} aria-hidden />}
          aria-label={`Keep on the list: ${proposal.childName}`}
          aria-describedby={whyNot === null ? undefined : `${id}-why`}
          disabled={whyNot !== null}
          onClick={() => onDecide({ proposal, decision: 'kept' })}
        >
          Keep on the list…
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconUserMinus size={14} aria-hidden />}
          aria-label={`Remove from the list: ${proposal.childName}`}
          aria-describedby={whyNot === null ? undefined : `${id}-why`}
          disabled={whyNot !== null}
          onClick={() => onDecide({ proposal, decision: 'removed' })}
        >
          Remove from the list…
        </Button>
        {whyNot !== null && (
          <span id={`${id}-why`} className={classes.quiet}>
            {whyNot}
          </span>
        )}
      </div>
    </article>
  )
}
