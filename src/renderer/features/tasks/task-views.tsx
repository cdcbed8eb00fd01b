import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { taskViews, type TaskView } from '../../../shared/contract/tasks.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useServiceScope } from '../../app/work-context.tsx'
import { formatCount } from '../../components/format-count.ts'
import classes from './tasks.module.css'
import { tasksHref, viewWords } from './words.ts'

/** Links to each list of tasks and to the information awaited, each with how many it holds. */
export function TaskViews({ current }: { current: TaskView | 'information' }) {
  const procedures = useProcedures()
  const services = useServiceScope()
  const counts = useQuery(procedures.tasks.counts.queryOptions({ input: services ? { services } : {} }))
  const link = (id: TaskView | 'information', href: string, label: string, count: number | undefined) => (
    <li key={id}>
      <Link
        href={href}
        className={classes.view}
        aria-current={current === id ? 'page' : undefined}
        data-pressing={(id === 'overdue' && (count ?? 0) > 0) || undefined}
      >
        {label}
        {count !== undefined && <span className={classes.viewCount}>{formatCount(count)}</span>}
      </Link>
    </li>
  )
  return (
    <nav aria-label="Lists of tasks">
      <ul className={classes.views}>
        {taskViews.map((view) =>
          link(
            view,
            tasksHref(view),
            viewWords[view].label,
            view === 'closed' ? undefined : counts.data?.[view],
          ),
        )}
        {link('information', '/tasks/information', 'Information awaited', counts.data?.awaited)}
      </ul>
    </nav>
  )
}
