import { Button, Group, Loader, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconCalendarPlus, IconMailForward, IconMailOpened, IconUserHeart } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import {
  appointmentStatusLabels,
  offerReplyLabels,
  type ToldBy,
  toldByLabels,
} from '../../../shared/codes/appointments.ts'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { AppointmentOffer } from '../../../shared/contract/appointments.ts'
import type { ReferralDetail } from '../../../shared/contract/referrals.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './appointments.module.css'
import { ChooseSlotDialog } from './choose-slot-dialog.tsx'
import { OfferDialog } from './offer-dialog.tsx'
import { PreferenceDialog } from './preference-dialog.tsx'
import { ReplyDialog } from './reply-dialog.tsx'
import { dayHref, dayWords } from './words.ts'

export interface BookingSectionProps {
  detail: Pick<ReferralDetail, 'referralId' | 'version' | 'serviceId' | 'actions'>
  childName: string
}

type Open = { kind: 'book' | 'offer' | 'preference' } | { kind: 'reply'; offer: AppointmentOffer } | null

function offerWords(offer: AppointmentOffer): string {
  const dates = offer.dates.map(({ on, at }) => `${dayWords(on)} ${at}`).join(' or ')
  const reply =
    offer.reply === null
      ? 'reply awaited'
      : `${offerReplyLabels[offer.reply].toLowerCase()} on ${formatDate(offer.repliedOn ?? offer.offeredOn)}${offer.reason ? `: ${offer.reason}` : ''}`
  return `${dates}, offered ${formatDate(offer.offeredOn)} (${toldByLabels[offer.toldBy as ToldBy].toLowerCase()}${offer.reasonable ? ', a reasonable offer' : ''}); ${reply}`
}

/** A referral's clinic appointments, the dates offered to the family and what it can come to. */
export function BookingSection({ detail, childName }: BookingSectionProps) {
  const { person } = useWork()
  const procedures = useProcedures()
  const [open, setOpen] = useState<Open>(null)
  const { referralId } = detail
  const booking = useQuery(procedures.appointments.ofReferral.queryOptions({ input: { referralId } }))
  if (booking.error)
    return <Problem refusal={refusalOf(booking.error)} onRetry={() => void booking.refetch()} />
  if (booking.data === undefined) return <Loader aria-label="Reading the appointments" />
  const { appointments, offers, preference } = booking.data
  const mayRecord = mayCall(access.appointments.book, person.roles)
  const canBook = detail.actions.some(({ type, allowed }) => type === 'appointment_booked' && allowed)
  const awaited = offers.find(({ reply }) => reply === null)
  const isEmpty = appointments.length === 0 && offers.length === 0 && preference === null
  return (
    <section className={classes.section} aria-label="Clinic appointments">
      <Group justify="space-between">
        <h3 className={classes.cardTitle}>Clinic appointments</h3>
        {mayRecord && (
          <Group gap="xs">
            {canBook && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconCalendarPlus size={16} aria-hidden />}
                onClick={() => setOpen({ kind: 'book' })}
              >
                Book into a clinic
              </Button>
            )}
            {canBook && awaited === undefined && (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconMailForward size={16} aria-hidden />}
                onClick={() => setOpen({ kind: 'offer' })}
              >
                Offer dates
              </Button>
            )}
            <Button
              size="xs"
              variant="default"
              leftSection={<IconUserHeart size={16} aria-hidden />}
              onClick={() => setOpen({ kind: 'preference' })}
            >
              What the family can come to
            </Button>
          </Group>
        )}
      </Group>
      {isEmpty && (
        <Text className={classes.quiet}>
          {canBook
            ? 'No clinic appointment yet. An appointment made elsewhere is recorded with Book appointment above.'
            : 'No clinic appointment.'}
        </Text>
      )}
      {preference !== null && (preference.shortNoticeOn !== null || preference.place !== null) && (
        <Text>
          {preference.shortNoticeOn !== null &&
            `On the short-notice list since ${formatDate(preference.shortNoticeOn)}, as the family agreed${preference.shortNoticeNote ? ` (${preference.shortNoticeNote})` : ''}. `}
          {preference.place !== null && `Can only come to ${preference.place}.`}
        </Text>
      )}
      {appointments.length > 0 && (
        <ul>
          {appointments.map((each) => (
            <li key={each.appointmentId} className={classes.line}>
              <span>
                <Link href={dayHref(each.clinicId, each.on)}>
                  {dayWords(each.on)} at {each.at}
                </Link>
                , {each.clinicName}, {each.clinician}, {each.place}
                {each.outOfTurn && ' (booked out of turn)'}
              </span>
              <strong>{appointmentStatusLabels[each.status]}</strong>
            </li>
          ))}
        </ul>
      )}
      {offers.length > 0 && (
        <ul aria-label="Offers">
          {offers.map((offer) => (
            <li key={offer.offerId} className={classes.line}>
              <span>{offerWords(offer)}</span>
              {offer.reply === null && mayRecord && (
                <Button
                  size="xs"
                  leftSection={<IconMailOpened size={16} aria-hidden />}
                  onClick={() => setOpen({ kind: 'reply', offer })}
                >
                  Record the reply
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {open?.kind === 'book' && (
        <ChooseSlotDialog
          referralId={referralId}
          serviceId={detail.serviceId}
          childName={childName}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.kind === 'offer' && (
        <OfferDialog
          referral={detail}
          childName={childName}
          first={null}
          clinicId={null}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.kind === 'preference' && (
        <PreferenceDialog
          referralId={referralId}
          childName={childName}
          preference={preference}
          onClose={() => setOpen(null)}
        />
      )}
      {open?.kind === 'reply' && (
        <ReplyDialog offer={open.offer} childName={childName} onClose={() => setOpen(null)} />
      )}
    </section>
  )
}
