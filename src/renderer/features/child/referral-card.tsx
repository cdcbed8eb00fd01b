import { Anchor, Button, Group, Loader, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconAlertTriangle, IconArrowRight, IconCalendarEvent, IconProgress } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { chsBands } from '../../../shared/codes/bands.ts'
import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import { pathwayLabels } from '../../../shared/codes/pathways.ts'
import { isOpenStatus, referralStatusLabels } from '../../../shared/codes/referral-statuses.ts'
import type { ReferralDetail, ReferralSummary } from '../../../shared/contract/referrals.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateText } from '../../components/date-text.tsx'
import { PriorityBadge } from '../../components/priority-badge.tsx'
import { Problem } from '../../components/problem.tsx'
import { BadgeList, ToneBadge } from '../../components/tone-badge.tsx'
import { WaitText, waitText } from '../../components/wait-text.tsx'
import { WhyPopover } from '../../components/why-popover.tsx'
import { ClocksPanel } from '../clocks/index.ts'
import { BookingSection } from '../appointments/index.ts'
import { labelOf } from '../forms/index.ts'
import { CareNotices, CareSection, TransferSummary } from '../waiting-care/index.ts'
import { AnswerPanel } from './answer-panel.tsx'
import classes from './child.module.css'
import { LetterSection } from './letter-section.tsx'
import { MonthsCounted } from './months-counted.tsx'
import { ReferralActionsBar } from './referral-actions-bar.tsx'
import { ReferralTimeline } from './referral-timeline.tsx'

function bandWords(band: string): string {
  return `${chsBands.find((entry) => entry.id === band)?.weeks ?? band} weeks`
}

function Overdue() {
  return (
    <ToneBadge tone="danger" icon={IconAlertTriangle}>
      Overdue
    </ToneBadge>
  )
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The wait as a sentence: "Waited 61 weeks (428 days) from 22-Sep-2025; band >52-104 weeks". */
export function waitSentence(wait: ReferralDetail['waits'][number]): string {
  const from = formatDate(wait.from)
  const band = `band ${bandWords(wait.band)}`
  if (wait.until === null) return `Has waited ${waitText(wait.days)} from ${from}; ${band}.`
  return `Waited ${waitText(wait.days)} from ${from} to ${formatDate(wait.until)}; ${band}. Ended by: ${wait.leftBy ?? 'not recorded'}.`
}

/** What tells one referral of a child from another, also where both are to the same service. */
function spokenTitle({
  serviceName,
  receivedDate,
}: Pick<ReferralSummary, 'serviceName' | 'receivedDate'>): string {
  return `${serviceName}, received ${formatDate(receivedDate)}`
}

interface BodyProps {
  detail: ReferralDetail
  childName: string
  spokenName: string
  mayRecord: boolean
}

function Body({ detail, childName, spokenName, mayRecord }: BodyProps) {
  const { today } = useWork()
  const isOpen = isOpenStatus(detail.status)
  const isOverdue = (date: string | null) => isOpen && date !== null && date < today
  const isToTriage = detail.status === 'received' || detail.status === 'information_requested'
  return (
    <>
      <CareNotices detail={detail} childName={childName} />
      <dl className={classes.figures}>
        <Figure label="Waited">
          {detail.daysWaited === null ? (
            detail.waits[0] && detail.waits[0].until !== null ? (
              waitText(detail.waits[0].days)
            ) : (
              'Not waiting'
            )
          ) : (
            <WaitText days={detail.daysWaited} />
          )}
          <WhyPopover
            question="Why this wait?"
            sentences={[...detail.waits.map(waitSentence), ...detail.why.wait]}
          />
        </Figure>
        {detail.band !== null && <Figure label="Band">{bandWords(detail.band)}</Figure>}
        <Figure label="Received">
          <DateText date={detail.receivedDate} />
        </Figure>
        {detail.transferredIn !== null && (
          <Figure label="Transferred in">
            {detail.transferredIn.from ?? 'From a provider not named'}
            {detail.facts.originalReferralDate !== null && (
              <>
                , first referred <DateText date={detail.facts.originalReferralDate} />
              </>
            )}
          </Figure>
        )}
        {detail.effectiveWaitStart !== detail.receivedDate && (
          <Figure label="Place kept from">
            <DateText date={detail.effectiveWaitStart} />
          </Figure>
        )}
        {isOpen && (
          <Figure label="Due by">
            <DateText date={detail.dueBy} missing="No date" />
            {detail.status !== 'seen' && isOverdue(detail.dueBy) && <Overdue />}
            <WhyPopover question="Why this priority and due-by date?" sentences={detail.why.priority} />
          </Figure>
        )}
        {detail.nextAppointmentOn !== null && (
          <Figure label="Next appointment">
            <IconCalendarEvent size={16} aria-hidden />
            <DateText date={detail.nextAppointmentOn} />
          </Figure>
        )}
        {detail.closedOn !== null && (
          <Figure label="Closed">
            <DateText date={detail.closedOn} />
            {detail.closedReason && `, ${labelOf(closedReasonLabels, detail.closedReason).toLowerCase()}`}
          </Figure>
        )}
      </dl>
      <div className={classes.next} data-overdue={isOverdue(detail.nextAction.by) || undefined}>
        <div className={classes.nextWords}>
          <IconArrowRight size={16} aria-hidden />
          <strong>Next: {detail.nextAction.text}</strong>
          {detail.nextAction.by !== null && (
            <span>
              by <DateText date={detail.nextAction.by} />
            </span>
          )}
          {isOverdue(detail.nextAction.by) && <Overdue />}
        </div>
        <Group gap={6}>
          {isToTriage && (
            <Button
              component={Link}
              href={`/triage/${detail.referralId}`}
              variant={detail.status === 'received' ? 'filled' : 'default'}
            >
              Open in triage
            </Button>
          )}
          {detail.closedReason === 'transferred_out' && <TransferSummary referralId={detail.referralId} />}
          {mayRecord && <ReferralActionsBar detail={detail} childName={childName} />}
        </Group>
      </div>
      <Tabs defaultValue="timeline" mt="md" keepMounted={false}>
        <Tabs.List aria-label={`More about the referral: ${spokenTitle(detail)}`}>
          <Tabs.Tab value="timeline">Timeline ({detail.timeline.length})</Tabs.Tab>
          <Tabs.Tab value="clocks">Clocks</Tabs.Tab>
          <Tabs.Tab value="appointments">Appointments</Tabs.Tab>
          <Tabs.Tab value="care">While waiting</Tabs.Tab>
          <Tabs.Tab value="letter">What the letter says</Tabs.Tab>
          <Tabs.Tab value="triage">Triage</Tabs.Tab>
          <Tabs.Tab value="answer">Answer a parent</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="timeline" pt="md">
          <ReferralTimeline detail={detail} mayRecord={mayRecord} />
        </Tabs.Panel>
        <Tabs.Panel value="clocks" pt="md">
          <ClocksPanel detail={detail} childName={childName} mayRecord={mayRecord} />
        </Tabs.Panel>
        <Tabs.Panel value="appointments" pt="md">
          <BookingSection detail={detail} childName={childName} />
        </Tabs.Panel>
        <Tabs.Panel value="care" pt="md">
          <CareSection detail={detail} childName={childName} />
        </Tabs.Panel>
        <Tabs.Panel value="letter" pt="md">
          <LetterSection detail={detail} mayRecord={mayRecord} />
        </Tabs.Panel>
        <Tabs.Panel value="triage" pt="md">
          <ul className={classes.sentences}>
            {detail.why.priority.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {isToTriage && (
            <Anchor component={Link} href={`/triage/${detail.referralId}`}>
              Decide on the triage screen
            </Anchor>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="answer" pt="md">
          <AnswerPanel detail={detail} childName={spokenName} />
        </Tabs.Panel>
      </Tabs>
      <MonthsCounted referralId={detail.referralId} />
    </>
  )
}

export interface ReferralCardProps {
  summary: ReferralSummary
  childName: string
  spokenName: string
  mayRecord: boolean
  /** Whether it is open on arrival: open referrals, and the one that was asked for. */
  isExpanded: boolean
}

/** One referral: where it stands, how long it has waited and why, what comes next, and everything recorded on it. */
export function ReferralCard({ summary, childName, spokenName, mayRecord, isExpanded }: ReferralCardProps) {
  const procedures = useProcedures()
  const [isShown, setIsShown] = useState(isExpanded)
  const detail = useQuery(
    procedures.referrals.get.queryOptions({ input: { referralId: summary.referralId }, enabled: isShown }),
  )
  const isOpen = isOpenStatus(summary.status)
  const title = useRef<HTMLHeadingElement>(null)
  const seenVersion = useRef(summary.version)
  // A button pressed to record something may be gone afterwards, and the focus with it: it goes to the card’s title.
  useEffect(() => {
    if (seenVersion.current === summary.version) return undefined
    seenVersion.current = summary.version
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) title.current?.focus({ preventScroll: true })
    }, 250)
    return () => clearTimeout(timer)
  }, [summary.version])
  const titleId = `referral-${summary.referralId}`
  return (
    <section
      className={`${classes.panel} ${classes.card}`}
      aria-label={spokenTitle(summary)}
      data-closed={!isOpen || undefined}
    >
      <div className={classes.cardTop}>
        <div>
          <h2 id={titleId} ref={title} tabIndex={-1}>
            {summary.serviceName}
          </h2>
          {summary.pathways.length > 0 && (
            <div className={classes.pathways}>
              {summary.pathways.map((code) => labelOf(pathwayLabels, code)).join(', ')}
            </div>
          )}
        </div>
        <BadgeList>
          <ToneBadge tone={isOpen ? 'info' : 'neutral'} icon={IconProgress}>
            {referralStatusLabels[summary.status]}
          </ToneBadge>
          {isOpen && <PriorityBadge priority={summary.priority} />}
          {isOpen && detail.data && (
            <WhyPopover
              question="Why here in the queue?"
              label="Why here?"
              sentences={detail.data.why.order}
            />
          )}
          {!isShown && (
            <>
              <span>
                Received <DateText date={summary.receivedDate} />
              </span>
              <Button variant="default" size="compact-sm" onClick={() => setIsShown(true)}>
                Show
                <span className="cw-hidden"> {spokenTitle(summary)}</span>
              </Button>
            </>
          )}
        </BadgeList>
      </div>
      {isShown &&
        (detail.data ? (
          <Body detail={detail.data} childName={childName} spokenName={spokenName} mayRecord={mayRecord} />
        ) : detail.error ? (
          <Problem refusal={refusalOf(detail.error)} onRetry={() => void detail.refetch()} />
        ) : (
          <Loader role="status" aria-label={`Reading the referral: ${spokenTitle(summary)}`} />
        ))}
    </section>
  )
}
