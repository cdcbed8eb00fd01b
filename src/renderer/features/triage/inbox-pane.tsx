import { Button, Checkbox, Loader, SegmentedControl } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  IconAlertOctagon,
  IconClock,
  IconClockExclamation,
  IconFlag3,
  IconGavel,
  IconInbox,
  IconRefresh,
} from '@tabler/icons-react'
import {
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useRef,
} from 'react'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import type { InboxPlace, InboxRow } from '../../../shared/contract/triage.ts'
import { ageWithCorrection } from '../../../shared/format/age.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Problem } from '../../components/problem.tsx'
import type { IconComponent } from '../../components/tone-badge.tsx'
import { ListExportButton } from '../list-export/index.ts'
import classes from './triage.module.css'
import { TriageParts } from './triage-parts.tsx'
import { type Inbox, type InboxView, olderThanDays } from './use-inbox.ts'
import { agoWords, triageDueWords } from './words.ts'

export interface InboxPaneProps {
  inbox: Inbox
  view: InboxView
  onView: (view: InboxView) => void
  selectedId: string | null
  onSelect: (row: InboxRow) => void
  /** Enter goes from the list to the referral. */
  onEnter: () => void
  listRef: RefObject<HTMLDivElement | null>
}

/** Height of one entry in pixels at the usual text size; the service's name is left out when only one is shown. */
const entryHeight = { withService: 108, withoutService: 90 }

const places: Record<InboxPlace, { icon: IconComponent; tone: 'danger' | 'warning' | 'quiet' }> = {
  same_day: { icon: IconAlertOctagon, tone: 'danger' },
  red_flag: { icon: IconFlag3, tone: 'danger' },
  statutory: { icon: IconGavel, tone: 'warning' },
  age: { icon: IconClock, tone: 'quiet' },
}

/** The rules' priority where the place of an entry does not say it already. */
function alsoSuggested({ place, suggestedPriority }: InboxRow): string {
  if (suggestedPriority === null || place === 'same_day') return ''
  if (place === 'red_flag' && suggestedPriority === 'urgent') return ''
  return `, ${priorityLabels[suggestedPriority].toLowerCase()} suggested`
}

function Entry({ row, showService }: { row: InboxRow; showService: boolean }) {
  const { today } = useWork()
  const due = triageDueWords(row.triageBy, today)
  const { icon: Icon, tone } = places[row.place]
  return (
    <>
      <span className={classes.entryTop}>
        <strong className={classes.entryName} title={displayName(row)}>
          {displayName(row)}
        </strong>
        <span className={classes.entryAge}>
          {ageWithCorrection(row.dateOfBirth, today, row.gestationWeeks)}
        </span>
      </span>
      <span className={classes.entryWhy} data-tone={tone}>
        <Icon size={14} aria-hidden />
        <span>
          {row.why}
          {alsoSuggested(row)}
        </span>
      </span>
      <span className={classes.entryLine}>
        {row.place === 'age' ? null : <span>{agoWords(row.receivedDate, today)}</span>}
        {row.status === 'received' ? (
          <span className={classes.entryDue} data-overdue={due.isOverdue || undefined}>
            {due.isOverdue && <IconClockExclamation size={14} aria-hidden />}
            {due.text}
          </span>
        ) : (
          <span>Information awaited</span>
        )}
      </span>
      {showService && <span className={classes.entryLine}>{row.serviceName}</span>}
    </>
  )
}

/** The referrals to triage, red flags first, then the law, then the oldest. One list that arrow keys move in. */
export function InboxPane(props: InboxPaneProps) {
  const { inbox, view, onView, selectedId, onSelect, onEnter, listRef } = props
  const { source } = inbox
  const { serviceId, counts: queues, today } = useWork()
  const listId = useId()
  const total = source.total ?? 0
  const showService = serviceId === null
  const height = showService ? entryHeight.withService : entryHeight.withoutService
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1
  const selectedIndex = inbox.indexOf(selectedId)
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: total,
    getScrollElement: () => listRef.current,
    estimateSize: () => height * rem,
    overscan: 6,
    useFlushSync: false,
  })
  useEffect(() => virtualizer.measure(), [virtualizer, height, rem])
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  const { show } = source
  useEffect(() => show(first, last), [show, first, last])
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' })
  }, [virtualizer, selectedIndex])

  // A key may ask for an entry whose page is still being read.
  const wanted = useRef(-1)
  const select = useCallback(
    (index: number) => {
      const row = source.row(index)
      wanted.current = row ? -1 : index
      if (row) onSelect(row)
      else virtualizer.scrollToIndex(index)
    },
    [source, onSelect, virtualizer],
  )
  useEffect(() => {
    if (wanted.current >= 0 && source.row(wanted.current)) select(wanted.current)
  }, [source, select])

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || total === 0) return
    const page = Math.max(1, Math.floor((listRef.current?.clientHeight ?? 0) / (height * rem)) - 1)
    const at = Math.max(0, selectedIndex)
    const to: Record<string, number> = {
      ArrowDown: selectedIndex < 0 ? 0 : at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: total - 1,
      PageDown: at + page,
      PageUp: at - page,
    }
    const next = to[event.key]
    if (next !== undefined) {
      event.preventDefault()
      select(Math.min(total - 1, Math.max(0, next)))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      onEnter()
    }
  }

  function onClick(event: MouseEvent): void {
    const entry = event.target instanceof Element ? event.target.closest('[data-index]') : null
    if (entry instanceof HTMLElement) select(Number(entry.dataset['index']))
  }

  const counts = inbox.counts?.[view.queue]
  const inQueue = counts?.all ?? queues[view.queue]
  const isNarrowed = view.olderOnly || view.sameDayOnly
  const countOf = (queue: InboxView['queue']) => formatCount(inbox.counts?.[queue].all ?? queues[queue] ?? 0)
  const optionId = (index: number) => `${listId}-${index}`
  return (
    <section className={classes.inbox} aria-label="Inbox">
      <div className={classes.inboxHead}>
        <div className={classes.titleRow}>
          <h1 className={classes.title}>Triage</h1>
          <TriageParts current="decide" isCompact />
        </div>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="Which referrals"
          value={view.queue}
          onChange={(queue) => onView({ ...view, queue: queue as InboxView['queue'] })}
          data={[
            { value: 'not_triaged', label: `To decide ${countOf('not_triaged')}` },
            { value: 'information_awaited', label: `Awaiting information ${countOf('information_awaited')}` },
          ]}
        />
        <div className={classes.narrow}>
          <Checkbox
            size="xs"
            label={`Same day ${formatCount(counts?.sameDay ?? 0)}`}
            aria-label={`Only referrals for which the same day is suggested: ${formatCount(counts?.sameDay ?? 0)}`}
            checked={view.sameDayOnly}
            onChange={(event) => onView({ ...view, sameDayOnly: event.currentTarget.checked })}
          />
          <Checkbox
            size="xs"
            label={`Over two weeks ${formatCount(counts?.older ?? 0)}`}
            aria-label={`Only referrals received more than ${olderThanDays} days ago: ${formatCount(counts?.older ?? 0)}`}
            checked={view.olderOnly}
            onChange={(event) => onView({ ...view, olderOnly: event.currentTarget.checked })}
          />
        </div>
      </div>
      {source.problem ? (
        <Problem refusal={source.problem} onRetry={inbox.refresh} />
      ) : source.total === undefined ? (
        <Loader m="md" aria-label="Reading the referrals" />
      ) : total === 0 ? (
        <EmptyState
          icon={IconInbox}
          title={view.queue === 'not_triaged' ? 'Nothing to triage' : 'No information awaited'}
          actions={
            isNarrowed && (
              <Button
                variant="default"
                onClick={() => onView({ ...view, olderOnly: false, sameDayOnly: false })}
              >
                Show all of them
              </Button>
            )
          }
        >
          {emptyWords(view)}
        </EmptyState>
      ) : null}
      <div
        ref={listRef}
        className={classes.list}
        role="listbox"
        aria-label="Referrals to triage"
        tabIndex={total === 0 ? -1 : 0}
        hidden={total === 0}
        aria-activedescendant={selectedIndex >= 0 ? optionId(selectedIndex) : undefined}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {items.map((item) => {
            const row = source.row(item.index)
            return (
              <div
                key={item.key}
                id={optionId(item.index)}
                role="option"
                aria-selected={item.index === selectedIndex}
                aria-setsize={total}
                aria-posinset={item.index + 1}
                className={classes.entry}
                style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                data-index={item.index}
              >
                {row ? (
                  <Entry row={row} showService={showService} />
                ) : (
                  <span className={classes.quiet}>Reading…</span>
                )}
              </div>
            )
          })}
        </div>
      </div>
      <div className={classes.inboxFoot}>
        {inbox.changedByOthers !== 0 && (
          <Button
            fullWidth
            variant="light"
            size="xs"
            leftSection={<IconRefresh size={14} aria-hidden />}
            onClick={inbox.refresh}
          >
            {inbox.changedByOthers === 'some' ? 'Changed' : `${inbox.changedByOthers} changed`} since you
            looked: refresh
          </Button>
        )}
        <span>
          <strong>
            {formatCount(total)} of {formatCount(Math.max(total, inQueue ?? total))}
          </strong>
          , red flags first, then the law, then the oldest. As at{' '}
          <span className="cw-nowrap">{formatDate(source.asAt ?? today)}</span>
        </span>
        <span>
          <ListExportButton source={{ list: 'triage_inbox', filter: inbox.filter }} size="compact-xs" />
        </span>
      </div>
    </section>
  )
}

function emptyWords({ queue, olderOnly, sameDayOnly }: InboxView): string {
  if (sameDayOnly)
    return olderOnly
      ? 'No referral here is both older than two weeks and suggested for the same day.'
      : 'The rules suggest the same day for no referral here.'
  if (olderOnly) return 'No referral here was received more than two weeks ago.'
  return queue === 'not_triaged'
    ? 'Every referral has its decision. New ones appear here as soon as they are registered or imported.'
    : 'No referral waits for an answer to a question.'
}
