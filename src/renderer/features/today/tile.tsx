import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { TodaySummary } from '../../../shared/contract/administration.ts'
import { type QueueId, queueDescriptions } from '../../../shared/codes/queues.ts'
import { waitingListHref } from '../waiting-list/index.ts'
import classes from './today.module.css'

const pressing: readonly QueueId[] = ['no_queue', 'overdue_urgent']

/** "12 referrals to triage": a sentence whose number stands out, and which opens its list. */
export function Tile({ tile }: { tile: TodaySummary['tiles'][number] }) {
  const [number = '', ...words] = tile.sentence.split(' ')
  const isPressing = pressing.includes(tile.queue)
  return (
    <Link href={waitingListHref(tile.queue)} className={classes.tile} data-pressing={isPressing || undefined}>
      <span className={classes.number}>
        {isPressing && <IconAlertTriangle size={20} stroke={1.8} aria-hidden />}
        {number}
      </span>{' '}
      <span className={classes.words}>{words.join(' ')}</span>
      <span className={classes.meaning}>{queueDescriptions[tile.queue]}</span>
    </Link>
  )
}
