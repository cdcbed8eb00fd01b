import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconArrowRight, IconCheck, IconClipboardHeart } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { ReferralDetail } from '../../../shared/contract/referrals.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useServiceScope, useWork } from '../../app/work-context.tsx'
import { Notice } from '../../components/notice.tsx'
import { LongWaitDialog } from './long-wait-dialog.tsx'
import classes from './waiting-care.module.css'

export interface CareNoticesProps {
  detail: ReferralDetail
  childName: string
}

/** That a review was recorded, and the way to the next child whose review is due. */
function Reviewed({ weeks, referralId }: { weeks: number; referralId: string }) {
  const procedures = useProcedures()
  const services = useServiceScope()
  const [, navigate] = useLocation()
  const button = useRef<HTMLButtonElement>(null)
  const due = useQuery(
    procedures.waitingList.page.queryOptions({
      input: {
        filter: { queue: 'long_wait_review', ...(services && { services }) },
        sort: [{ column: 'queue_order', direction: 'asc' }],
        offset: 0,
        limit: 2,
      },
    }),
  )
  const next = due.data?.rows.find((row) => row.referralId !== referralId)
  const hasNext = next !== undefined
  useEffect(() => {
    if (hasNext) button.current?.focus()
  }, [hasNext])
  return (
    <Notice
      tone="success"
      icon={IconCheck}
      title={`Long-wait review at ${weeks} weeks recorded`}
      role="status"
    >
      {due.data !== undefined &&
        (next === undefined ? (
          <span>No other review is due in this list.</span>
        ) : (
          <Group gap="sm">
            <Button
              ref={button}
              size="xs"
              rightSection={<IconArrowRight size={16} aria-hidden />}
              onClick={() => navigate(`/children/${next.childId}/referrals/${next.referralId}`)}
            >
              Next child due
            </Button>
            <Link href="/waiting-list/long_wait_review" className={classes.link}>
              All reviews due
            </Link>
          </Group>
        ))}
    </Notice>
  )
}

/** What must be noticed on a referral before anything else: a long-wait review that is due, and one just made. */
export function CareNotices({ detail, childName }: CareNoticesProps) {
  const { person } = useWork()
  const procedures = useProcedures()
  const { referralId } = detail
  const reviews = useQuery(procedures.reviews.ofReferral.queryOptions({ input: { referralId } }))
  const [isOpen, setIsOpen] = useState(false)
  const [done, setDone] = useState<number | null>(null)
  const dueAt = reviews.data?.dueAt ?? null
  const mayReview = mayCall(access.reviews.record, person.roles)
  return (
    <>
      {dueAt !== null && (
        <div className={classes.due}>
          <Notice tone="warning" icon={IconClipboardHeart} title={`Long-wait review due: ${dueAt} weeks`}>
            <span>
              {mayReview
                ? 'Has the need changed, has harm come from waiting, and what is done meanwhile? It changes no clock.'
                : 'A clinician reviews whether the need has changed and whether harm has come from waiting.'}
            </span>
          </Notice>
          {mayReview && <Button onClick={() => setIsOpen(true)}>Review now</Button>}
        </div>
      )}
      {dueAt === null && done !== null && (
        <div className={classes.due}>
          <Reviewed weeks={done} referralId={referralId} />
        </div>
      )}
      {isOpen && dueAt !== null && (
        <LongWaitDialog
          detail={detail}
          childName={childName}
          weeks={dueAt}
          onClose={() => setIsOpen(false)}
          onDone={setDone}
        />
      )}
    </>
  )
}
