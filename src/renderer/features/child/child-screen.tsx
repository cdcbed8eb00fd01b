import { Button, Loader } from '@mantine/core'
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { IconArrowLeft, IconEdit, IconFileOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Link, useLocation, useParams } from 'wouter'
import { genderLabels } from '../../../shared/codes/genders.ts'
import { isOpenStatus } from '../../../shared/codes/referral-statuses.ts'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { ChildPage } from '../../../shared/contract/children.ts'
import type { Merge } from '../../../shared/contract/people.ts'
import { displayName, spokenName } from '../../../shared/format/names.ts'
import { usePageTitle } from '../../app/page-title.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { PatientBanner } from '../../components/patient-banner.tsx'
import { Problem } from '../../components/problem.tsx'
import { PeopleNotices } from '../duplicates/index.ts'
import { labelOf } from '../forms/index.ts'
import { ChildLetters } from '../letters/index.ts'
import { ChildTasks } from '../tasks/index.ts'
import { ChildDetails } from './child-details.tsx'
import { childFlags } from './child-flags.ts'
import classes from './child.module.css'
import { EditChildDialog } from './edit-child-dialog.tsx'
import { ReferralCard } from './referral-card.tsx'

function Page({ page, focusOn }: { page: ChildPage; focusOn: string | undefined }) {
  const { child, referrals } = page
  const { today, person } = useWork()
  const procedures = useProcedures()
  const [isEditing, setIsEditing] = useState(false)
  const mayEdit = mayCall(access.children.update, person.roles)
  const mayRecord = mayCall(access.referrals.record, person.roles)
  const isExpanded = (referralId: string) => {
    const own = referrals.find((referral) => referral.referralId === referralId)
    return referralId === focusOn || referrals.length === 1 || (own !== undefined && isOpenStatus(own.status))
  }
  const details = useQueries({
    queries: referrals
      .filter((referral) => isExpanded(referral.referralId))
      .map(({ referralId }) => procedures.referrals.get.queryOptions({ input: { referralId } })),
    combine: (results) => results.flatMap((result) => result.data ?? []),
  })
  const ordered = referrals.toSorted(
    (a, b) => Number(b.referralId === focusOn) - Number(a.referralId === focusOn),
  )
  return (
    <div className={classes.screen}>
      <div className={classes.top}>
        <Link href="/waiting-list" className={classes.back}>
          <IconArrowLeft size={14} aria-hidden /> Waiting list
        </Link>
        <PatientBanner
          child={child}
          gender={child.gender && labelOf(genderLabels, child.gender)}
          today={today}
          flags={childFlags(page, details)}
        >
          {mayEdit && (
            <Button
              variant="default"
              leftSection={<IconEdit size={16} aria-hidden />}
              onClick={() => setIsEditing(true)}
            >
              Edit details
            </Button>
          )}
        </PatientBanner>
      </div>
      <PeopleNotices page={page} />
      <div className={classes.columns}>
        <div className={classes.main}>
          {ordered.map((summary) => (
            <ReferralCard
              key={summary.referralId}
              summary={summary}
              childName={displayName(child)}
              spokenName={spokenName(child)}
              mayRecord={mayRecord}
              isExpanded={isExpanded(summary.referralId)}
            />
          ))}
          <ChildLetters childId={child.id} childName={displayName(child)} referrals={ordered} />
          {referrals.length === 0 && (
            <EmptyState title="No referral" icon={IconFileOff}>
              This child has no referral in this store.
            </EmptyState>
          )}
        </div>
        <aside className={classes.aside} aria-label="About the child">
          <ChildTasks
            childId={child.id}
            childName={displayName(child)}
            referrals={referrals.filter(({ status }) => isOpenStatus(status))}
          />
          <ChildDetails child={child} />
        </aside>
      </div>
      {isEditing && <EditChildDialog child={child} onClose={() => setIsEditing(false)} />}
    </div>
  )
}

/** One child: who it is, every referral with its waits and next steps, and everything recorded. */
export function ChildScreen() {
  usePageTitle('Child')
  const { childId = '', referralId } = useParams<{ childId: string; referralId?: string }>()
  const procedures = useProcedures()
  const page = useQuery(procedures.children.get.queryOptions({ input: { childId } }))
  const isRead = page.data !== undefined
  const [, navigate] = useLocation()
  const queryClient = useQueryClient()
  const [openedFrom, setOpenedFrom] = useState<{ survivorId: string; merge: Merge } | null>(null)
  useEffect(() => setOpenedFrom((before) => (before?.survivorId === childId ? before : null)), [childId])
  const survivor = page.data !== undefined && page.data.child.id !== childId ? page.data : null
  useEffect(() => {
    // The address of a merged record leads to the one that stands for it; what was opened is still said.
    if (survivor === null) return
    const { id } = survivor.child
    setOpenedFrom(survivor.mergedFrom && { survivorId: id, merge: survivor.mergedFrom })
    queryClient.setQueryData(procedures.children.get.queryKey({ input: { childId: id } }), {
      ...survivor,
      mergedFrom: null,
    })
    navigate(`/children/${id}${referralId === undefined ? '' : `/referrals/${referralId}`}`, {
      replace: true,
    })
  }, [survivor, queryClient, procedures, navigate, referralId])
  useEffect(() => {
    if (isRead && referralId !== undefined) document.getElementById(`referral-${referralId}`)?.focus()
  }, [isRead, referralId])
  if (page.data && survivor === null) {
    const isStanding = page.data.merged.some(({ mergeId }) => mergeId === openedFrom?.merge.mergeId)
    const shown = isStanding ? { ...page.data, mergedFrom: openedFrom?.merge ?? null } : page.data
    return <Page key={childId} page={shown} focusOn={referralId} />
  }
  if (page.error)
    return (
      <Problem
        title="The child could not be opened"
        refusal={refusalOf(page.error)}
        onRetry={() => void page.refetch()}
      />
    )
  return <Loader aria-label="Opening the child" />
}

export default ChildScreen
