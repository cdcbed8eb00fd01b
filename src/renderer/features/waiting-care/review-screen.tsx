import { Button, Group, Kbd, Loader } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { IconAlertTriangle, IconChartBar, IconHeartHandshake, IconTable } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { ListFilter } from '../../../shared/contract/list-query.ts'
import { formatDate, shiftDays } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useShortcuts } from '../../app/shortcuts.tsx'
import { useServiceScope, useWork } from '../../app/work-context.tsx'
import { formatCount } from '../../components/format-count.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { tasksHref } from '../tasks/index.ts'
import { usePresetWaitingList } from '../waiting-list/index.ts'
import { FindingCharts } from './finding-charts.tsx'
import classes from './waiting-care.module.css'

interface Agenda {
  id: string
  title: string
  meaning: string
  filter: Partial<ListFilter>
  /** Marked while anybody is in it. */
  isPressing?: boolean
}

/** What is gone through in the weekly review, in this order. Each opens the list that its number counts. */
const agenda: readonly Agenda[] = [
  {
    id: 'urgent',
    title: 'Urgent and same-day, waiting',
    meaning: 'In the order of their due-by dates.',
    filter: { queue: 'all_waiting', priorities: ['same_day', 'urgent'] },
  },
  {
    id: 'overdue',
    title: 'Urgent, past the due-by date',
    meaning: 'To be seen first, or told why not.',
    filter: { queue: 'overdue_urgent' },
    isPressing: true,
  },
  {
    id: 'reviews',
    title: 'Long waits with a review due',
    meaning: 'Past 52, 65, 78 or 104 weeks and not reviewed since.',
    filter: { queue: 'long_wait_review' },
  },
  {
    id: 'age-out',
    title: 'Age-out risk',
    meaning: 'Will reach the upper age before they are likely to be seen.',
    filter: { queue: 'age_out_risk' },
  },
  {
    id: 'plan',
    title: 'Not brought, on a child protection plan',
    meaning: 'Waiting, and not brought at least once.',
    filter: { queue: 'all_waiting', flags: ['was_not_brought', 'cp_plan'] },
    isPressing: true,
  },
  {
    id: 'care',
    title: 'Not brought, in care',
    meaning: 'Waiting, and not brought at least once.',
    filter: { queue: 'all_waiting', flags: ['was_not_brought', 'child_in_care'] },
    isPressing: true,
  },
  {
    id: 'nowhere',
    title: 'No next action',
    meaning: 'Open and in no queue: this must be empty.',
    filter: { queue: 'no_queue' },
    isPressing: true,
  },
]

interface TileProps {
  href: string
  count: string
  title: string
  meaning: string
  isPressing?: boolean
  onOpen?: () => void
}

function Tile({ href, count, title, meaning, isPressing = false, onOpen }: TileProps) {
  return (
    <Link href={href} className={classes.tile} data-pressing={isPressing || undefined} onClick={onOpen}>
      <span className={classes.number}>
        {isPressing && <IconAlertTriangle size={20} stroke={1.8} aria-hidden />}
        {count}
      </span>{' '}
      <strong>{title}</strong>
      <span className={classes.meaning}>{meaning}</span>
    </Link>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className={classes.heading}>{title}</h2>
      {children}
    </section>
  )
}

/** What clinical leads go through each week: who must not be missed, and what the reviews have found. */
export default function ReviewScreen() {
  const { today } = useWork()
  const services = useServiceScope()
  const procedures = useProcedures()
  const preset = usePresetWaitingList()
  const [asTables, setAsTables] = useState(false)
  const scope = services ? { services } : {}
  const from = shiftDays(today, -364)
  const lists = useQueries({
    queries: agenda.map(({ filter }) =>
      procedures.waitingList.page.queryOptions({
        input: {
          filter: { queue: 'all_open', ...filter, ...scope },
          sort: [{ column: 'queue_order', direction: 'asc' }],
          offset: 0,
          limit: 1,
        },
      }),
    ),
  })
  const tasks = useQuery(procedures.tasks.counts.queryOptions({ input: scope }))
  const turns = useQuery(
    procedures.appointments.outOfTurn.queryOptions({ input: { from, to: today, ...scope } }),
  )
  const summary = useQuery(procedures.reviews.summary.queryOptions({ input: { from, to: today, ...scope } }))
  useShortcuts(
    useMemo(
      () => [
        {
          keys: 'Alt+T',
          label: 'Charts or tables',
          group: 'Review',
          run: () => setAsTables((before) => !before),
        },
      ],
      [],
    ),
  )
  const failed = [...lists, tasks, turns, summary].find(({ error }) => error !== null)
  if (failed?.error)
    return <Problem refusal={refusalOf(failed.error)} onRetry={() => void failed.refetch()} />
  const booked = (turns.data ?? []).reduce((sum, row) => sum + row.booked, 0)
  const ahead = (turns.data ?? []).reduce((sum, row) => sum + row.outOfTurn, 0)
  return (
    <div className={classes.screen}>
      <PageHeader
        title="Review"
        description={`Who must not be missed, and what the reviews have found. As at ${formatDate(today)}.`}
        actions={
          <Group gap="sm">
            <Button
              component={Link}
              href="/support"
              variant="default"
              leftSection={<IconHeartHandshake size={16} aria-hidden />}
            >
              Waiting well
            </Button>
            <Button
              variant="default"
              aria-keyshortcuts="Alt+T"
              leftSection={
                asTables ? <IconChartBar size={16} aria-hidden /> : <IconTable size={16} aria-hidden />
              }
              rightSection={<Kbd size="xs">Alt + T</Kbd>}
              onClick={() => setAsTables(!asTables)}
            >
              {asTables ? 'Show charts' : 'Show tables'}
            </Button>
          </Group>
        }
      />
      <Part title="To go through">
        <ul className={classes.tiles}>
          {agenda.map(({ id, title, meaning, filter, isPressing = false }, index) => {
            const total = lists[index]?.data?.total
            return (
              <li key={id}>
                <Tile
                  href="/waiting-list"
                  count={total === undefined ? '…' : formatCount(total)}
                  title={title}
                  meaning={meaning}
                  isPressing={isPressing && (total ?? 0) > 0}
                  onOpen={() => preset(filter)}
                />
              </li>
            )
          })}
          <li>
            <Tile
              href={tasksHref('overdue')}
              count={tasks.data ? formatCount(tasks.data.overdue) : '…'}
              title="Overdue tasks"
              meaning="Yours and your team’s, past the date they were due."
              isPressing={(tasks.data?.overdue ?? 0) > 0}
            />
          </li>
          <li>
            <Tile
              href="/appointments/out-of-turn"
              count={turns.data ? (booked === 0 ? '–' : `${((ahead / booked) * 100).toFixed(1)} %`) : '…'}
              title="Booked out of turn"
              meaning={
                booked === 0
                  ? 'Nobody was booked into a clinic in the last 12 months.'
                  : `${formatCount(ahead)} of ${formatCount(booked)} first appointments in the last 12 months.`
              }
            />
          </li>
        </ul>
      </Part>
      <Part title="What long-wait reviews found">
        {summary.data === undefined ? (
          <Loader aria-label="Counting the reviews" />
        ) : summary.data.made === 0 ? (
          <p className={classes.quiet}>
            No long-wait review was made from {formatDate(from)} to {formatDate(today)}.
          </p>
        ) : (
          <>
            <p className={classes.lead}>
              From {formatDate(from)} to {formatDate(today)}: {formatCount(summary.data.made)}{' '}
              {summary.data.made === 1 ? 'review' : 'reviews'}. The priority was changed after{' '}
              {formatCount(summary.data.raised)}; {formatCount(summary.data.familiesTold)}{' '}
              {summary.data.familiesTold === 1 ? 'family was' : 'families were'} told.
            </p>
            <FindingCharts summary={summary.data} asTables={asTables} />
          </>
        )}
      </Part>
    </div>
  )
}
