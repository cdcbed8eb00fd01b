import { Button, Loader, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  IconAlertTriangle,
  IconCalendarStats,
  IconClock,
  IconClockExclamation,
  IconClockOff,
  IconClockPause,
  IconStethoscope,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { ReferralClock } from '../../../shared/contract/clocks.ts'
import type { ReferralDetail } from '../../../shared/contract/referrals.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { BadgeList, type IconComponent, ToneBadge } from '../../components/tone-badge.tsx'
import { waitText } from '../../components/wait-text.tsx'
import { stateMark } from './clock-words.ts'
import classes from './clocks.module.css'
import { CorrectionDialog } from './correction-dialog.tsx'

const icons: Record<ReferralClock['state'], IconComponent> = {
  running: IconClock,
  stopped: IconClockOff,
  nullified: IconClockOff,
  not_started: IconClockPause,
  date_missing: IconAlertTriangle,
  excused: IconClockPause,
}

/** How far a clock has come of its target, as a line; words beside it say the same. */
function Bar({ clock }: { clock: ReferralClock }) {
  if (clock.target === null || clock.start === null || clock.state === 'nullified') return null
  const share = Math.min(1, clock.days / Math.max(1, clock.target.days))
  return (
    <div
      className={classes.bar}
      aria-hidden
      data-over={clock.outcome === 'over' || undefined}
      data-still={clock.stop !== null || undefined}
    >
      <div style={{ inlineSize: `${Math.round(share * 100)}%` }} />
    </div>
  )
}

function ClockCard({ clock }: { clock: ReferralClock }) {
  const mark = stateMark(clock)
  const isCounted = clock.start !== null && clock.state !== 'not_started'
  return (
    <li className={classes.clock}>
      <div className={classes.clockTop}>
        <h3>{clock.name}</h3>
        <BadgeList>
          {clock.needsReview && (
            <ToneBadge tone="warning" icon={IconStethoscope}>
              Review due
            </ToneBadge>
          )}
          <ToneBadge
            tone={mark.tone}
            icon={mark.tone === 'danger' ? IconClockExclamation : icons[clock.state]}
          >
            {mark.words}
          </ToneBadge>
        </BadgeList>
      </div>
      {isCounted && (
        <p className={classes.days}>
          <strong>{waitText(clock.days)}</strong>
          {clock.dueBy !== null && (
            <span>
              due by {formatDate(clock.dueBy)}
              {clock.byLaw && ', by law'}
            </span>
          )}
        </p>
      )}
      <Bar clock={clock} />
      <ul className={classes.sentences}>
        {clock.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className={classes.source}>{clock.source}</p>
    </li>
  )
}

export interface ClocksPanelProps {
  detail: ReferralDetail
  /** The child in words, for the title of the form. */
  childName: string
  mayRecord: boolean
}

/** Why this wait: every clock the referral carries, in sentences with dates, and the way to put a mistake right. */
export function ClocksPanel({ detail, childName, mayRecord }: ClocksPanelProps) {
  const procedures = useProcedures()
  const [isCorrecting, setIsCorrecting] = useState(false)
  const explained = useQuery(
    procedures.clocks.explain.queryOptions({ input: { referralId: detail.referralId } }),
  )
  if (explained.error)
    return <Problem refusal={refusalOf(explained.error)} onRetry={() => void explained.refetch()} />
  if (!explained.data) return <Loader aria-label={`Reading the clocks of ${detail.serviceName}`} />
  const { clocks, asAt } = explained.data
  return (
    <>
      <div className={classes.head}>
        <Text c="dimmed">Each clock counts by itself. As at {formatDate(asAt)}.</Text>
        {mayRecord && (
          <Button
            variant="default"
            leftSection={<IconCalendarStats size={16} aria-hidden />}
            onClick={() => setIsCorrecting(true)}
          >
            Correct a date
          </Button>
        )}
      </div>
      {clocks.length === 0 ? (
        <EmptyState title="No clock runs">It was registered in error, so it is in no count.</EmptyState>
      ) : (
        <ul className={classes.list} aria-label={`Clocks, ${detail.serviceName}`}>
          {clocks.map((clock) => (
            <ClockCard key={clock.id} clock={clock} />
          ))}
        </ul>
      )}
      {isCorrecting && (
        <CorrectionDialog
          detail={detail}
          subject={`${childName}, ${detail.serviceName}`}
          onClose={() => setIsCorrecting(false)}
        />
      )}
    </>
  )
}
