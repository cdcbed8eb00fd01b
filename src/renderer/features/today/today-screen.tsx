import { Anchor, Loader } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { CSSProperties } from 'react'
import { Link } from 'wouter'
import { queueDescriptions, queueLabels } from '../../../shared/codes/queues.ts'
import type { TodaySummary } from '../../../shared/contract/administration.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useServiceScope, useWork } from '../../app/work-context.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Problem } from '../../components/problem.tsx'
import { LettersToSend } from '../letters/index.ts'
import { waitingListHref } from '../waiting-list/index.ts'
import { FirstSteps } from './first-steps.tsx'
import { isOwnQueue } from './queues-of-role.ts'
import { TaskTiles } from './task-tiles.tsx'
import { Tile } from './tile.tsx'
import classes from './today.module.css'
import { WaitsTable } from './waits-table.tsx'

type Tiles = TodaySummary['tiles']

/** Least width of a tile and the gap between tiles, in pixels. */
const tileWidth = 200
const tileGap = 12

/** How many tiles stand side by side in `width` pixels, so that the rows are as even as they can be. */
export function evenColumns(count: number, width: number): number {
  const most = Math.max(1, Math.floor((width + tileGap) / (tileWidth + tileGap)))
  return Math.ceil(count / Math.ceil(count / most))
}

function OwnLists({ tiles }: { tiles: Tiles }) {
  const { ref, width } = useElementSize<HTMLUListElement>()
  if (tiles.length === 0) return null
  return (
    <section aria-labelledby="own-queues">
      <h2 id="own-queues" className={classes.heading}>
        For you to do
      </h2>
      <ul
        ref={ref}
        className={classes.tiles}
        style={{ '--columns': evenColumns(tiles.length, width) } as CSSProperties}
      >
        {tiles.map((tile) => (
          <li key={tile.queue}>
            <Tile tile={tile} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The lists that are somebody else's work: known at a glance, without taking room from one's own. */
function OtherLists({ tiles }: { tiles: Tiles }) {
  if (tiles.length === 0) return null
  return (
    <section aria-labelledby="other-queues">
      <h2 id="other-queues" className={classes.heading}>
        Also on the lists
      </h2>
      <ul className={classes.others}>
        {tiles.map(({ queue, sentence }) => {
          const [number = '', ...words] = sentence.split(' ')
          return (
            <li key={queue}>
              <Link href={waitingListHref(queue)} className={classes.other} title={queueDescriptions[queue]}>
                <strong>{number}</strong> <span>{words.join(' ')}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Clear({ tiles }: { tiles: Tiles }) {
  if (tiles.length === 0) return null
  return (
    <p className={classes.clear}>
      <IconCircleCheck size={16} aria-hidden />
      <span>
        Nothing in{' '}
        {tiles.map(({ queue }, index) => (
          <span key={queue}>
            {index > 0 && (index === tiles.length - 1 ? ' or ' : ', ')}
            <Anchor component={Link} href={waitingListHref(queue)} inherit>
              {queueLabels[queue]}
            </Anchor>
          </span>
        ))}
        .
      </span>
    </p>
  )
}

function Summary({ summary }: { summary: TodaySummary }) {
  const { person, serviceId } = useWork()
  const due = summary.tiles.filter(({ count }) => count > 0)
  const isEmpty = due.length === 0 && summary.waiting.every(({ waiting }) => waiting === 0)
  if (isEmpty && serviceId === null) return <FirstSteps />
  const own = due.filter(({ queue }) => isOwnQueue(queue, person.roles))
  const others = due.filter(({ queue }) => !isOwnQueue(queue, person.roles))
  return (
    <>
      <TaskTiles />
      <LettersToSend />
      <OwnLists tiles={own} />
      <OtherLists tiles={others} />
      <Clear tiles={summary.tiles.filter(({ count }) => count === 0)} />
      <section aria-labelledby="waits">
        <h2 id="waits" className={classes.heading}>
          Waiting for a first contact
        </h2>
        <WaitsTable waiting={summary.waiting} />
      </section>
    </>
  )
}

/** What needs doing now, for the roles of whoever is signed in; each number opens its list. */
export default function TodayScreen() {
  const procedures = useProcedures()
  const { today } = useWork()
  const services = useServiceScope()
  const summary = useQuery(procedures.today.summary.queryOptions({ input: services ? { services } : {} }))
  return (
    <>
      <PageHeader title="Today" description={formatLongDate(summary.data?.asAt ?? today)} />
      {summary.data && <Summary summary={summary.data} />}
      {summary.error && !summary.data && (
        <Problem refusal={refusalOf(summary.error)} onRetry={() => void summary.refetch()} />
      )}
      {summary.isPending && <Loader role="status" aria-label="Counting what is to do" />}
    </>
  )
}
