import { Button, Loader } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconArrowBackUp, IconEyeExclamation, IconRefreshAlert, IconUserQuestion } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useParams } from 'wouter'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { InboxRow } from '../../../shared/contract/triage.ts'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { spokenName } from '../../../shared/format/names.ts'
import { useAnnounce } from '../../app/announcer.tsx'
import { usePageTitle } from '../../app/page-title.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { type Shortcut, useShortcuts } from '../../app/shortcuts.tsx'
import { useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { DecisionPanel, type DecisionPanelHandle, type KeptForms } from './decision-panel.tsx'
import { InboxPane } from './inbox-pane.tsx'
import { Keys } from './keys.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { ReferralView } from './referral-pane.tsx'
import { SuggestionView } from './suggestion-view.tsx'
import classes from './triage.module.css'
import { type LastDecision, useDecisions } from './use-decisions.ts'
import { useElsewhere } from './use-elsewhere.ts'
import { everythingToDecide, type InboxView, useInbox } from './use-inbox.ts'
import { useLeaving } from './use-leaving.ts'
import { decidedSentence, isUndecided } from './words.ts'

/** Where the person was, kept while they look at another screen. */
interface Place {
  view: InboxView
  selectedId: string | null
}
const placeKey = ['triage-place']
/** How long a referral is selected before it is read, in milliseconds. */
const settleMs = 80

/** Whether a dialog is in front; one kept ready behind the page does not count. */
function isDialogOpen(): boolean {
  const dialogs = [...document.querySelectorAll('[aria-modal="true"]')]
  return dialogs.some((dialog) => dialog.closest('[style*="display: none"]') === null)
}

/** Triage by keyboard: the inbox, the referral as received, the suggestion with the decision. */
export default function TriageScreen() {
  usePageTitle('Triage')
  const { referralId: asked } = useParams<{ referralId?: string }>()
  const { person, counts, today } = useWork()
  const announce = useAnnounce()
  const procedures = useProcedures()
  const queryClient = useQueryClient()
  const [place, setPlace] = useState<Place>(() => ({
    view: queryClient.getQueryData<Place>(placeKey)?.view ?? everythingToDecide,
    selectedId: asked ?? queryClient.getQueryData<Place>(placeKey)?.selectedId ?? null,
  }))
  const { view, selectedId } = place
  useEffect(() => void queryClient.setQueryData(placeKey, place), [queryClient, place])
  useEffect(() => {
    if (asked !== undefined) setPlace((before) => ({ ...before, selectedId: asked }))
  }, [asked])

  const inbox = useInbox(view)
  const { source, indexOf, own, refresh } = inbox
  const list = useRef<HTMLDivElement>(null)
  const referral = useRef<HTMLElement>(null)
  const suggestion = useRef<HTMLElement>(null)
  const panel = useRef<DecisionPanelHandle>(null)

  const mayDecide = mayCall(access.triage.decide, person.roles)
  const [kept] = useState(() => new Map<string, KeptForms>())
  // Each look at a child is written to the audit trail, so a held arrow key passes over them.
  const [settledId] = useDebouncedValue(selectedId, settleMs)
  const query = useQuery(
    procedures.triage.get.queryOptions({
      input: { referralId: settledId ?? '' },
      enabled: settledId !== null,
      // What a decision is made on is read when it is opened.
      staleTime: 0,
    }),
  )
  const item = settledId === selectedId ? query.data : undefined
  const isChangedElsewhere = useElsewhere(item, selectedId, query.dataUpdatedAt)
  const leaving = useLeaving(item, { mayDecide, today, own })
  const { leave } = leaving

  // After a decision the list shrinks under the cursor, so the place in it is what is kept.
  const at = useRef(0)
  const index = indexOf(selectedId)
  if (index >= 0) at.current = index

  const select = useCallback((row: Pick<InboxRow, 'referralId'> | null) => {
    setPlace((before) => ({ ...before, selectedId: row?.referralId ?? null }))
    referral.current?.scrollTo?.({ top: 0 })
  }, [])
  useEffect(() => {
    if (selectedId === null && (source.total ?? 0) > 0 && !source.settling) select(source.row(0) ?? null)
  }, [selectedId, source, select])

  const neighbour = useCallback(
    (step: 1 | -1): InboxRow | undefined => {
      const from = indexOf(selectedId)
      return source.row(from < 0 ? Math.min(at.current, Math.max(0, (source.total ?? 1) - 1)) : from + step)
    },
    [indexOf, selectedId, source],
  )
  const onDecided = useCallback(
    (last: LastDecision) => {
      const next = neighbour(1) ?? neighbour(-1)
      select(next ?? null)
      refresh()
      kept.delete(last.referralId)
      const hadFocus = list.current?.contains(document.activeElement) === true
      if (!hadFocus) suggestion.current?.focus()
      const priority = next?.suggestedPriority
      announce(
        next
          ? `${last.words}. Next: ${spokenName(next)}${priority ? `, ${priorityLabels[priority].toLowerCase()} suggested` : ''}`
          : `${last.words}. That was the last one.`,
      )
    },
    [neighbour, select, refresh, announce, kept],
  )
  const onUndone = useCallback(
    (undone: LastDecision) => {
      select(undone)
      refresh()
      announce(`Taken back: ${undone.words}`)
    },
    [select, refresh, announce],
  )
  const decisions = useDecisions({ onDeciding: own, onDecided, onUndone })

  const go = useCallback(
    (step: 1 | -1) => {
      const row = neighbour(step)
      if (!row) {
        announce(step === 1 ? 'This is the last referral' : 'This is the first referral')
        return
      }
      leave(() => select(row))
    },
    [neighbour, announce, leave, select],
  )
  const { undo, last } = decisions
  // The keys are registered once; what they do is always the latest.
  const act = useRef({ go, undo })
  act.current = { go, undo }

  useShortcuts(
    useMemo<Shortcut[]>(() => {
      const guarded = (run: () => void) => () => {
        if (!isDialogOpen()) run()
      }
      const panes = () => [list.current, referral.current, suggestion.current].filter((pane) => pane !== null)
      const move = (step: number) => () => {
        const all = panes()
        const now = all.findIndex((pane) => pane.contains(document.activeElement))
        all[(now + step + all.length) % all.length]?.focus()
      }
      const group = 'Triage'
      const moving: Shortcut[] = [
        {
          keys: 'Alt+J',
          label: 'Next referral, without deciding',
          group,
          run: guarded(() => act.current.go(1)),
        },
        { keys: 'Alt+K', label: 'Previous referral', group, run: guarded(() => act.current.go(-1)) },
        { keys: 'F6', label: 'Next pane', group, run: guarded(move(1)) },
        { keys: 'Shift+F6', label: 'Previous pane', group, run: guarded(move(-1)) },
      ]
      if (!mayDecide) return moving
      const open = (kind: Parameters<DecisionPanelHandle['open']>[0]) =>
        guarded(() => panel.current?.open(kind))
      return [
        {
          keys: 'Ctrl+Enter',
          label: 'Do what is suggested, or save the form that is open',
          group,
          run: guarded(() => panel.current?.go()),
        },
        { keys: 'Alt+C', label: 'Accept with another priority', group, run: open('accept') },
        { keys: 'Alt+X', label: 'Expedite', group, run: open('expedite') },
        { keys: 'Alt+I', label: 'Ask for information', group, run: open('ask') },
        { keys: 'Alt+R', label: 'Redirect', group, run: open('redirect') },
        { keys: 'Alt+N', label: 'Not accept', group, run: open('not_accept') },
        {
          keys: 'Alt+L',
          label: 'Look at the letters',
          group,
          run: guarded(() => panel.current?.lookAtLetters()),
        },
        { keys: 'Alt+Z', label: 'Undo the last decision', group, run: guarded(() => act.current.undo()) },
        ...moving,
      ]
    }, [mayDecide, act, panel]),
  )
  useEffect(() => {
    // A key held down would decide one child after another.
    function onKeyDown(event: KeyboardEvent): void {
      if (event.repeat && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown, true)
    return () => window.removeEventListener('keydown', onKeyDown, true)
  }, [])

  const isNarrowed = view.sameDayOnly || view.olderOnly
  const isEmpty = source.total === 0 && selectedId === null
  return (
    <div className={classes.screen} data-empty={isEmpty || undefined}>
      <InboxPane
        inbox={inbox}
        view={view}
        onView={(next) => {
          leave(() => {
            at.current = 0
            setPlace({ view: next, selectedId: null })
          })
        }}
        selectedId={selectedId}
        onSelect={(row) => {
          if (row.referralId !== selectedId) leave(() => select(row))
        }}
        onEnter={() => referral.current?.focus()}
        listRef={list}
      />
      {selectedId === null ? (
        <div className={classes.rest}>
          {isEmpty && (
            <EmptyState icon={IconUserQuestion} title="No referral to show">
              {isNarrowed
                ? 'Show all of them again, or choose another list.'
                : view.queue === 'not_triaged' && (counts.information_awaited ?? 0) > 0
                  ? 'Some referrals wait for an answer to a question. Look at them under “Awaiting information”.'
                  : 'Choose another service or another list.'}
            </EmptyState>
          )}
        </div>
      ) : (
        <>
          <section
            ref={referral}
            tabIndex={-1}
            className={classes.referral}
            aria-label="Referral as received"
            aria-busy={item === undefined}
          >
            {query.error ? (
              <div className={classes.problem}>
                <Problem refusal={refusalOf(query.error)} onRetry={() => void query.refetch()} />
              </div>
            ) : item ? (
              <ReferralView item={item} />
            ) : (
              <Loader className={classes.late} aria-label="Reading the referral" />
            )}
          </section>
          <section
            ref={suggestion}
            tabIndex={-1}
            className={classes.suggestion}
            aria-label="Suggestion and decision"
            aria-busy={item === undefined}
          >
            {item && <SuggestionView item={item} />}
            <div className={classes.decision}>
              {item && isChangedElsewhere && (
                <p className={classes.remark} data-tone="warning" role="alert">
                  <IconRefreshAlert size={16} aria-hidden />
                  <span>
                    Changed elsewhere while you had it open: {decidedSentence(item)}. Nothing of yours was
                    saved over it.
                  </span>
                </p>
              )}
              {item?.leftOpen && isUndecided(item) && (
                <p className={classes.remark} data-tone="warning">
                  <IconEyeExclamation size={16} aria-hidden />
                  <span>
                    Left open by {item.leftOpen.by} on {formatDate(item.leftOpen.on)} because:{' '}
                    {item.leftOpen.reason}
                  </span>
                </p>
              )}
              {item && (
                <DecisionPanel
                  key={selectedId}
                  ref={panel}
                  item={item}
                  mayDecide={mayDecide}
                  decisions={decisions}
                  kept={kept}
                  onNext={() => go(1)}
                />
              )}
            </div>
          </section>
        </>
      )}
      {last && (
        <div className={classes.last}>
          <span>
            {last.words}: <strong>{last.name}</strong>
          </span>
          <Button
            variant="default"
            size="xs"
            aria-keyshortcuts="Alt+Z"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            rightSection={<Keys>Alt+Z</Keys>}
            onClick={undo}
          >
            Undo
          </Button>
        </div>
      )}
      <LeaveDialog
        opened={leaving.asked !== null}
        name={leaving.asked?.name ?? ''}
        why={leaving.asked?.why ?? ''}
        lastReason={leaving.asked?.lastReason ?? ''}
        isSaving={leaving.isSaving}
        refusal={leaving.refusal}
        onLeave={leaving.answer}
        onStay={leaving.stay}
      />
    </div>
  )
}
