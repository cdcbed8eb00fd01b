import { ActionIcon, Button, Group, Loader, Text, Tooltip } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconArrowUpRight, IconMailForward, IconUserOff, IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { reasonableNoticeDays } from '../../../shared/codes/appointments.ts'
import type { SlotCandidate, SlotFit, SlotRef } from '../../../shared/contract/appointments.ts'
import type { Clinic } from '../../../shared/contract/clinics.ts'
import { displayName } from '../../../shared/format/names.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { BornText } from '../../components/date-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { FlagList } from '../../components/flag-badge.tsx'
import { PriorityBadge } from '../../components/priority-badge.tsx'
import { Problem } from '../../components/problem.tsx'
import { showProblem } from '../../components/undo-toast.tsx'
import { waitText } from '../../components/wait-text.tsx'
import { referenceOf } from '../waiting-list/reference.ts'
import classes from './appointments.module.css'
import { moveInList } from './arrows.ts'
import { BookDialog } from './book-dialog.tsx'
import { FindReferral } from './find-referral.tsx'
import { OfferDialog } from './offer-dialog.tsx'
import { dayWords, noticeWords } from './words.ts'

export interface FillPanelProps {
  clinic: Clinic
  slot: SlotRef
  namesOff: boolean
  mayRecord: boolean
  onBooked: () => void
  onClose: () => void
}

/** "17 ahead do not fit: less than 3 weeks' notice 12, interpreter 5". */
export function passedOverWords({ passedOver, lookedAt, candidates }: SlotFit): string {
  const count = passedOver.reduce((sum, each) => sum + each.count, 0)
  if (count === 0)
    return lookedAt === 0 ? 'Nobody waits to be booked.' : 'Everybody looked at in the queue fits.'
  const why = passedOver
    .map(({ words, count: each }) => `${words} ${each.toLocaleString('en-GB')}`)
    .join(', ')
  return `${count.toLocaleString('en-GB')} ${candidates.length > 0 ? 'ahead or between' : 'looked at'} do not fit: ${why}.`
}

/** Who fits a slot, in queue order, with reasons. Enter books the one in focus after one more question; nobody is booked by itself. */
export function FillPanel({ clinic, slot, namesOff, mayRecord, onBooked, onClose }: FillPanelProps) {
  const client = useClient()
  const procedures = useProcedures()
  const [booking, setBooking] = useState<SlotCandidate | null>(null)
  const [offering, setOffering] = useState<SlotCandidate | null>(null)
  const first = useRef<HTMLButtonElement>(null)
  const fit = useQuery(procedures.appointments.fit.queryOptions({ input: { ...slot, limit: 12 } }))
  const isReady = fit.data !== undefined && !fit.isFetching
  useEffect(() => {
    if (isReady) first.current?.focus()
  }, [isReady])
  const asking = useMutation({
    mutationFn: (referralId: string) => client.appointments.candidate({ ...slot, referralId }),
    onSuccess: setBooking,
    onError: (error) => showProblem(refusalOf(error), 'This child cannot be booked here'),
  })
  const nameOf = (candidate: SlotCandidate) => (namesOff ? referenceOf(candidate) : displayName(candidate))
  const notice = fit.data?.slot.noticeDays ?? null
  return (
    <section className={classes.side} aria-label={`Fill ${slot.at}`}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <h2 className={classes.heading}>Who fits {slot.at}?</h2>
          <Text size="sm" className={classes.quiet}>
            {dayWords(slot.on)}
            {notice !== null &&
              `, ${noticeWords(notice)}${notice < reasonableNoticeDays ? ' (less than 3 weeks: short-notice list and urgent only)' : ''}`}
          </Text>
        </div>
        <Tooltip label="Close">
          <ActionIcon aria-label="Close the list of who fits" onClick={onClose}>
            <IconX size={18} />
          </ActionIcon>
        </Tooltip>
      </Group>
      {fit.error && <Problem refusal={refusalOf(fit.error)} onRetry={() => void fit.refetch()} />}
      {fit.data === undefined && !fit.error && <Loader aria-label="Looking who fits" />}
      {fit.data && (
        <>
          <p className={classes.passed} role="status">
            {passedOverWords(fit.data)}
          </p>
          {fit.data.candidates.length === 0 ? (
            <EmptyState title="Nobody in the queue fits" icon={IconUserOff}>
              Widen who the clinic suits, ask families for short notice, or choose a child below.
            </EmptyState>
          ) : (
            <ol className={classes.candidates} aria-label="Who fits, in queue order">
              {fit.data.candidates.map((candidate, index) => (
                <li key={candidate.referralId}>
                  <button
                    ref={index === 0 ? first : undefined}
                    type="button"
                    data-candidate
                    disabled={!mayRecord}
                    className={classes.candidate}
                    aria-label={`Book ${nameOf(candidate)}, ${index + 1} in the queue of who fits`}
                    onKeyDown={(event) => moveInList(event, '[data-candidate]')}
                    onClick={() => setBooking(candidate)}
                  >
                    <span className={classes.candidateTop}>
                      <strong>{nameOf(candidate)}</strong>
                      <PriorityBadge priority={candidate.priority} />
                    </span>
                    <span className={classes.quiet}>
                      {!namesOff && (
                        <>
                          Born <BornText dateOfBirth={candidate.dateOfBirth} on={slot.on} />
                          {candidate.daysWaited === null ? '' : ', '}
                        </>
                      )}
                      {candidate.daysWaited !== null && `waited ${waitText(candidate.daysWaited)}`}
                    </span>
                    <span className={classes.fitReasons}>{candidate.reasons.join(' · ')}</span>
                    {candidate.flags.length > 0 && <FlagList flags={candidate.flags} />}
                  </button>
                  <span className={classes.candidateActions}>
                    {mayRecord && (
                      <Tooltip label="Offer dates">
                        <ActionIcon
                          aria-label={`Offer dates to ${nameOf(candidate)}`}
                          onClick={() => setOffering(candidate)}
                        >
                          <IconMailForward size={18} />
                        </ActionIcon>
                      </Tooltip>
                    )}
                    <Tooltip label="Open the child">
                      <ActionIcon
                        component={Link}
                        href={`/children/${candidate.childId}/referrals/${candidate.referralId}`}
                        aria-label={`Open ${nameOf(candidate)}`}
                      >
                        <IconArrowUpRight size={18} />
                      </ActionIcon>
                    </Tooltip>
                  </span>
                </li>
              ))}
            </ol>
          )}
          {fit.data.more && (
            <Text size="sm" className={classes.quiet}>
              {fit.data.candidates.length === 12
                ? 'The first 12 who fit. More wait behind them.'
                : `The first ${fit.data.lookedAt.toLocaleString('en-GB')} of the queue were looked at.`}
            </Text>
          )}
          {mayRecord && (
            <FindReferral
              label="Book somebody else"
              serviceId={clinic.serviceId}
              onChoose={({ referral }) => asking.mutate(referral.referralId)}
            />
          )}
        </>
      )}
      {booking && (
        <BookDialog
          slot={slot}
          clinicName={clinic.name}
          candidate={booking}
          name={nameOf(booking)}
          onBooked={() => {
            setBooking(null)
            onBooked()
          }}
          onClose={() => setBooking(null)}
        />
      )}
      {offering && (
        <OfferDialog
          referral={{ ...offering, serviceId: clinic.serviceId }}
          childName={nameOf(offering)}
          first={slot}
          clinicId={clinic.id}
          onClose={() => setOffering(null)}
        />
      )}
      <Group className={classes.sideEnd}>
        <Button variant="subtle" color="gray" onClick={onClose}>
          Back to the day
        </Button>
      </Group>
    </section>
  )
}
