import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useProcedures } from '../../app/rpc.tsx'
import { formatCount } from '../../components/format-count.ts'
import classes from './rounds.module.css'

export type RoundsView = 'rounds' | 'removals' | 'decided'

/** Links between the rounds and the removals that wait for a second decision, with how many wait. */
export function RoundsViews({ current }: { current: RoundsView }) {
  const procedures = useProcedures()
  const waiting = useQuery(procedures.rounds.removals.queryOptions({ input: { limit: 1 } }))
  const views: { id: RoundsView; href: string; label: string; count?: number | undefined }[] = [
    { id: 'rounds', href: '/rounds', label: 'Rounds' },
    { id: 'removals', href: '/rounds/removals', label: 'Decisions to remove', count: waiting.data?.total },
    { id: 'decided', href: '/rounds/removals/decided', label: 'Decided' },
  ]
  return (
    <nav aria-label="Rounds and removals">
      <ul className={classes.views}>
        {views.map(({ id, href, label, count }) => (
          <li key={id}>
            <Link href={href} className={classes.view} aria-current={current === id ? 'page' : undefined}>
              {label}
              {count !== undefined && (
                <span className={classes.viewCount}>
                  {formatCount(count)}
                  <span className="cw-hidden"> to decide</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
