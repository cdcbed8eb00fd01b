import { Button, Group, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconHeartHandshake, IconMessageReport } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import { isOpenStatus } from '../../../shared/codes/referral-statuses.ts'
import {
  harmKindLabels,
  harmLevelLabels,
  needChangeLabels,
  supportHelpedLabels,
  supportKindLabels,
} from '../../../shared/codes/waiting-care.ts'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { ReferralDetail } from '../../../shared/contract/referrals.ts'
import type { LongWaitReview } from '../../../shared/contract/reviews.ts'
import type { SupportOffer } from '../../../shared/contract/support.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Problem } from '../../components/problem.tsx'
import { OfferDialog } from './offer-dialog.tsx'
import { OutcomeDialog } from './outcome-dialog.tsx'
import classes from './waiting-care.module.css'
import { WorseDialog } from './worse-dialog.tsx'

export interface CareSectionProps {
  detail: ReferralDetail
  childName: string
}

type Open = { kind: 'worse' | 'offer' } | { kind: 'outcome'; offer: SupportOffer } | null

function offerWords({ takenUp, helped, answeredOn, language }: SupportOffer): string {
  const inLanguage = language === null ? '' : `In ${language}. `
  if (takenUp === null) return `${inLanguage}Not known yet whether it was taken up.`
  const when = answeredOn === null ? '' : ` (${formatDate(answeredOn)})`
  if (!takenUp) return `${inLanguage}Not taken up${when}.`
  const words =
    helped === null || helped === 'not_known'
      ? 'whether it helped is not known'
      : supportHelpedLabels[helped].toLowerCase()
  return `${inLanguage}Taken up: ${words}${when}.`
}

function ReviewLine({ review }: { review: LongWaitReview }) {
  const kinds = review.harm.map((kind) => harmKindLabels[kind].toLowerCase()).join('; ')
  return (
    <li className={classes.line}>
      <div>
        <strong>
          {review.weeks} weeks. {harmLevelLabels[review.level]}
        </strong>
        {kinds !== '' && <div>Kinds: {kinds}</div>}
        <div>Need: {needChangeLabels[review.change].toLowerCase()}</div>
        <div>Meanwhile: {review.action}</div>
        <div className={classes.quiet}>
          {review.familyTold ? 'The family was told.' : 'The family was not told yet.'} Reviewed{' '}
          {formatDate(review.reviewedOn)} by {review.reviewedBy}.
        </div>
      </div>
    </li>
  )
}

function Part({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <Group justify="space-between">
        <h3>{title}</h3>
        {actions}
      </Group>
      {children}
    </section>
  )
}

/** How a child fares while waiting: reports of getting worse, help that was offered, and long-wait reviews. */
export function CareSection({ detail, childName }: CareSectionProps) {
  const { person } = useWork()
  const procedures = useProcedures()
  const { referralId } = detail
  const reviews = useQuery(procedures.reviews.ofReferral.queryOptions({ input: { referralId } }))
  const offers = useQuery(procedures.support.ofReferral.queryOptions({ input: { referralId } }))
  const [open, setOpen] = useState<Open>(null)
  const error = reviews.error ?? offers.error
  if (error)
    return (
      <Problem
        refusal={refusalOf(error)}
        onRetry={() => {
          void reviews.refetch()
          void offers.refetch()
        }}
      />
    )
  if (!reviews.data || !offers.data) return <Loader aria-label="Reading what was done while waiting" />
  const mayRecord = mayCall(access.support.offer, person.roles) && isOpenStatus(detail.status)
  const reports = detail.timeline.filter(
    ({ type, voidedBy }) => type === 'deterioration_reported' && voidedBy === null,
  )
  const close = () => setOpen(null)
  return (
    <div className={classes.section}>
      <Part
        title="Getting worse"
        actions={
          mayRecord && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconMessageReport size={16} aria-hidden />}
              onClick={() => setOpen({ kind: 'worse' })}
            >
              Report that it is getting worse
            </Button>
          )
        }
      >
        {reports.length === 0 ? (
          <p className={classes.quiet}>Nobody has reported that it is getting worse.</p>
        ) : (
          <ul className={classes.lines}>
            {reports.map((report) => (
              <li key={report.eventId} className={classes.line}>
                <div>
                  <strong>{formatDate(report.happenedOn)}</strong>
                  <div>{report.sentence}</div>
                  <div className={classes.quiet}>Recorded by {report.recordedBy}.</div>
                </div>
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part
        title="Support while waiting"
        actions={
          <Group gap="sm">
            <Link href="/support" className={classes.link}>
              What there is
            </Link>
            {mayRecord && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconHeartHandshake size={16} aria-hidden />}
                onClick={() => setOpen({ kind: 'offer' })}
              >
                Offer support
              </Button>
            )}
          </Group>
        }
      >
        {offers.data.length === 0 ? (
          <p className={classes.quiet}>Nothing has been offered yet.</p>
        ) : (
          <ul className={classes.lines}>
            {offers.data.map((offer) => (
              <li key={offer.offerId} className={classes.line}>
                <div>
                  <strong>{offer.optionName}</strong>
                  <div className={classes.quiet}>
                    {supportKindLabels[offer.kind]}, offered {formatDate(offer.offeredOn)}
                  </div>
                  <div>{offerWords(offer)}</div>
                  {offer.note && <div className={classes.note}>{offer.note}</div>}
                </div>
                {mayRecord && (
                  <Button
                    size="xs"
                    variant={offer.takenUp === null ? 'filled' : 'default'}
                    aria-label={`Record what came of ${offer.optionName}, offered ${formatDate(offer.offeredOn)}`}
                    onClick={() => setOpen({ kind: 'outcome', offer })}
                  >
                    {offer.takenUp === null ? 'What came of it' : 'Change'}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part title="Long-wait reviews">
        {reviews.data.reviews.length === 0 ? (
          <p className={classes.quiet}>None made. A review falls due past 52, 65, 78 and 104 weeks.</p>
        ) : (
          <ul className={classes.lines}>
            {reviews.data.reviews.map((review) => (
              <ReviewLine key={review.eventId} review={review} />
            ))}
          </ul>
        )}
      </Part>
      {open?.kind === 'worse' && <WorseDialog detail={detail} childName={childName} onClose={close} />}
      {open?.kind === 'offer' && (
        <OfferDialog
          to={{ kind: 'ids', ids: [referralId] }}
          count={1}
          subject={`${childName}. ${detail.serviceName}.`}
          serviceId={detail.serviceId}
          onClose={close}
          onDone={() => undefined}
        />
      )}
      {open?.kind === 'outcome' && <OutcomeDialog offer={open.offer} childName={childName} onClose={close} />}
    </div>
  )
}
