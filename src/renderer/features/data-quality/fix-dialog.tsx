import { Anchor, Button, Group, Loader, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { qualityRule, type QualityRuleId } from '../../../shared/codes/data-quality-rules.ts'
import type { Child } from '../../../shared/contract/children.ts'
import type { QualityRow } from '../../../shared/contract/data-quality.ts'
import type { ReferralDetail } from '../../../shared/contract/referrals.ts'
import { displayName } from '../../../shared/format/names.ts'
import { formatNhsNumber } from '../../../shared/format/nhs-number.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useClient, useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import type { RowSource } from '../../components/data-grid/use-paged-rows.ts'
import { bornText } from '../../components/date-text.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Problem } from '../../components/problem.tsx'
import { showDone } from '../../components/undo-toast.tsx'
import { useFieldProblems } from '../forms/index.ts'
import { FormDialog, RecordDialog } from '../referral-actions/index.ts'
import classes from './data-quality.module.css'
import { type FixDraft, draftOfFix, FixFields, onTopOf, readFix } from './fix-fields.tsx'
import { useRefreshQuality } from './use-quality.ts'

export interface FixDialogProps {
  ruleId: QualityRuleId
  rows: RowSource<QualityRow>
  /** Which row is put right. */
  index: number
  onIndex: (index: number) => void
  onClose: () => void
}

/** Puts one row right and goes to the next: the list stays where it is until the last one is left. */
export function FixDialog({ ruleId, rows, index, onIndex, onClose }: FixDialogProps) {
  const { total = 0, load } = rows
  const [row, setRow] = useState(() => rows.row(index))
  useEffect(() => {
    let isWanted = true
    void load(index, 1).then(([found]) => {
      if (isWanted && found) setRow(found)
    })
    return () => {
      isWanted = false
    }
  }, [load, index])
  const hasNext = index + 1 < total
  const next = () => (hasNext ? onIndex(index + 1) : onClose())
  const place = `${formatCount(index + 1)} of ${formatCount(total)}`
  if (row === undefined) return null
  return <FixRow key={row.referralId} {...{ ruleId, row, place, hasNext, next, onClose }} />
}

interface FixRowProps {
  ruleId: QualityRuleId
  row: QualityRow
  place: string
  hasNext: boolean
  next: () => void
  onClose: () => void
}

function FixRow(props: FixRowProps) {
  const { ruleId, row, next } = props
  const procedures = useProcedures()
  const { fix } = qualityRule(ruleId)
  // A record kept from before the last save of this dialog would come back with the next row of the child.
  const child = useQuery({
    ...procedures.children.get.queryOptions({ input: { childId: row.childId } }),
    staleTime: 0,
  })
  const needsReferral = fix === 'consent' || fix === 'dates' || fix === 'activity' || fix === 'priority'
  const referral = useQuery({
    ...procedures.referrals.get.queryOptions({ input: { referralId: row.referralId } }),
    enabled: needsReferral,
    staleTime: 0,
  })
  const isRead = child.isFetchedAfterMount && (!needsReferral || referral.isFetchedAfterMount)
  if ((fix === 'activity' || fix === 'priority') && referral.data && isRead)
    return (
      <RecordDialog
        detail={referral.data}
        type={fix === 'activity' ? 'contact_made' : 'priority_changed'}
        subject={`${displayName(row)}, ${row.serviceName}. ${row.gaps.join(' ')} (${props.place})`}
        onClose={props.onClose}
        onSaved={next}
      />
    )
  const error = child.error ?? referral.error
  if (error || !isRead || child.data === undefined || (needsReferral && referral.data === undefined))
    return (
      <FormDialog
        title={qualityRule(ruleId).name}
        subject={<Subject row={row} place={props.place} />}
        saveLabel="Save and next"
        isDirty={false}
        isSaving={false}
        canSave={false}
        onSave={next}
        onClose={props.onClose}
      >
        {error ? (
          <Problem
            refusal={refusalOf(error)}
            onRetry={() => void Promise.all([child.refetch(), referral.refetch()])}
          />
        ) : (
          <p role="status" className={classes.counting}>
            <Loader size="sm" aria-hidden /> Reading the record
          </p>
        )}
      </FormDialog>
    )
  return <FixForm {...props} child={child.data.child} referral={referral.data ?? null} />
}

function FixForm({
  ruleId,
  row,
  place,
  hasNext,
  next,
  onClose,
  child,
  referral,
}: FixRowProps & { child: Child; referral: ReferralDetail | null }) {
  const { today, store } = useWork()
  const client = useClient()
  const refresh = useRefreshQuality()
  const problems = useFieldProblems()
  const { fix, name } = qualityRule(ruleId)
  const [seen, setSeen] = useState({ child, referral })
  const start = draftOfFix(seen.child, seen.referral)
  const [draft, setDraft] = useState<FixDraft>(start)
  const saving = useMutation({
    mutationFn: async ({
      child: input,
      facts,
      over,
    }: {
      child: FixDraft['child'] | null
      facts: FixDraft['facts']
      /** The record as the changes were made to it. */
      over: typeof seen
    }) => {
      if (input !== null)
        await client.children.update({ childId: over.child.id, version: over.child.version, child: input })
      if (facts !== null && over.referral !== null)
        await client.referrals.updateFacts({
          referralId: over.referral.referralId,
          version: over.referral.version,
          facts,
        })
    },
    onSuccess: () => {
      showDone(`Saved: ${displayName(row)}`)
      next()
      void refresh()
    },
    onError: async (failure) => {
      const refusal = refusalOf(failure)
      if (refusal.field)
        problems.attempted([{ field: refusal.field.replace(/^child\./, ''), message: refusal.message }])
      if (refusal.kind === 'conflict') await refresh()
    },
  })
  const refusal = saving.error ? refusalOf(saving.error) : null
  function save(): void {
    // Whoever saves again after somebody else did, puts what they changed on top of the record as it is now.
    const over = refusal?.kind === 'conflict' ? { child, referral } : seen
    const present = draftOfFix(over.child, over.referral)
    const wanted = over === seen ? draft : onTopOf(present, start, draft)
    if (over !== seen) {
      setSeen(over)
      setDraft(wanted)
    }
    const reading = readFix(fix, wanted, present, today)
    if (!problems.attempted(reading.ok ? [] : reading.problems) || !reading.ok) return
    if (reading.child === null && reading.facts === null) next()
    else saving.mutate({ ...reading, over })
  }
  const saveLatest = useRef(save)
  saveLatest.current = save
  const isDirty = JSON.stringify(draft) !== JSON.stringify(start)
  return (
    <FormDialog
      title={name}
      subject={<Subject row={row} place={place} />}
      saveLabel={hasNext ? 'Save and next' : 'Save'}
      isDirty={isDirty}
      isSaving={saving.isPending}
      problems={problems.summary}
      refusal={refusal?.field ? null : refusal}
      onSave={save}
      onClose={onClose}
      size={fix === 'contacts' ? '49rem' : 'md'}
    >
      <form
        className={classes.fix}
        // Of several contacts none comes first: the next Tab is the first box.
        {...(fix === 'contacts' ? { tabIndex: -1, 'data-autofocus': true } : {})}
        onSubmit={(event) => {
          event.preventDefault()
          // What was typed is read on leaving its box; the save must see it.
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
          setTimeout(() => saveLatest.current(), 0)
        }}
      >
        <FixFields
          fix={fix}
          draft={draft}
          onChange={setDraft}
          problems={problems}
          today={today}
          isDemo={store.kind === 'demo'}
        />
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
      <Group justify="space-between">
        <Anchor component={Link} href={`/children/${row.childId}`} onClick={onClose}>
          Open the child’s page
        </Anchor>
        {hasNext && (
          <Button
            variant="subtle"
            size="compact-sm"
            rightSection={<IconChevronRight size={14} aria-hidden />}
            onClick={next}
          >
            Skip to the next
          </Button>
        )}
      </Group>
    </FormDialog>
  )
}

function Subject({ row, place }: { row: QualityRow; place: string }): ReactNode {
  const { today } = useWork()
  return (
    <>
      <Text fw={700}>
        {displayName(row)} <span className={classes.place}>{place}</span>
      </Text>
      <Text size="sm">
        Born {bornText(row.dateOfBirth, today)}, NHS No.{' '}
        {row.nhsNumber === null ? 'not recorded' : formatNhsNumber(row.nhsNumber)}, {row.serviceName}
      </Text>
      <Text size="sm">{row.gaps.join(' ')}</Text>
    </>
  )
}
