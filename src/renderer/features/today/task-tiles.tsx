import { useQuery } from '@tanstack/react-query'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from 'wouter'
import { useProcedures } from '../../app/rpc.tsx'
import { useServiceScope } from '../../app/work-context.tsx'
import { formatCount } from '../../components/format-count.ts'
import { tasksHref, viewWords } from '../tasks/index.ts'
import classes from './today.module.css'

const shown = [
  ['mine', (n: number) => (n === 1 ? 'task of mine' : 'tasks of mine')],
  ['team', (n: number) => (n === 1 ? 'task for my team' : 'tasks for my team')],
  ['overdue', (n: number) => (n === 1 ? 'task overdue' : 'tasks overdue')],
] as const

/** My tasks, my team's and what is overdue, each number opening its list. */
export function TaskTiles() {
  const procedures = useProcedures()
  const services = useServiceScope()
  const counts = useQuery(procedures.tasks.counts.queryOptions({ input: services ? { services } : {} }))
  if (!counts.data) return null
  const { data } = counts
  return (
    <section aria-labelledby="tasks-today">
      <h2 id="tasks-today" className={classes.heading}>
        Tasks
      </h2>
      <ul className={classes.taskTiles}>
        {shown.map(([view, words]) => {
          const count = data[view]
          const isPressing = view === 'overdue' && count > 0
          return (
            <li key={view}>
              <Link
                href={tasksHref(view)}
                className={classes.tile}
                data-pressing={isPressing || undefined}
                data-none={count === 0 || undefined}
              >
                <span className={classes.number}>
                  {isPressing && <IconAlertTriangle size={20} stroke={1.8} aria-hidden />}
                  {formatCount(count)}
                </span>{' '}
                <span className={classes.words}>{words(count)}</span>
                <span className={classes.meaning}>{viewWords[view].meaning}</span>
              </Link>
            </li>
          )
        })}
      </ul>
      <p className={classes.moreTasks}>
        <Link href={tasksHref('all')}>All {formatCount(data.all)} open tasks</Link>
        {data.awaited > 0 && (
          <Link href="/tasks/information">Information awaited: {formatCount(data.awaited)}</Link>
        )}
      </p>
    </section>
  )
}
