import { Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { taskKindLabels } from '../../../shared/codes/task-kinds.ts'
import type { TaskRow } from '../../../shared/contract/tasks.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { DateText } from '../../components/date-text.tsx'
import { Problem } from '../../components/problem.tsx'
import { AddTaskDialog } from './add-task-dialog.tsx'
import { endWords, ownerWords } from './columns.tsx'
import { TaskDialog } from './task-dialog.tsx'
import classes from './tasks.module.css'

export interface ChildTasksProps {
  childId: string
  childName: string
  /** The child's open referrals. */
  referrals: readonly { referralId: string; serviceName: string }[]
}

/** A child's tasks: the open ones with why, who and when, each opening to be closed or given away; the closed below. */
export function ChildTasks({ childId, childName, referrals }: ChildTasksProps) {
  const procedures = useProcedures()
  const tasks = useQuery(procedures.tasks.forChild.queryOptions({ input: { childId } }))
  const [openId, setOpenId] = useState<string | null>(null)
  const [isAdding, setIsAdding] = useState(false)
  const [showsClosed, setShowsClosed] = useState(false)
  const all = tasks.data ?? []
  const open = all.filter((task) => task.state === 'open')
  const closed = all.filter((task) => task.state !== 'open')
  const shown = all.find((task) => task.id === openId)
  return (
    <section className={classes.panel} aria-labelledby="child-tasks">
      <div className={classes.panelTop}>
        <h2 id="child-tasks">Tasks{tasks.data ? ` (${open.length})` : ''}</h2>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setIsAdding(true)}
        >
          Add a task
        </Button>
      </div>
      {tasks.isPending && <Loader size="sm" role="status" aria-label="Reading the tasks" />}
      {tasks.error && !tasks.data && (
        <Problem refusal={refusalOf(tasks.error)} onRetry={() => void tasks.refetch()} />
      )}
      {tasks.data && open.length === 0 && <p className={classes.none}>Nothing is to be done now.</p>}
      <TaskList tasks={open} onOpen={setOpenId} />
      {closed.length > 0 && (
        <>
          <Button
            variant="subtle"
            size="compact-sm"
            aria-expanded={showsClosed}
            onClick={() => setShowsClosed(!showsClosed)}
          >
            {showsClosed ? 'Hide' : 'Show'} {closed.length} closed
          </Button>
          {showsClosed && <TaskList tasks={closed} onOpen={setOpenId} />}
        </>
      )}
      {shown && <TaskDialog task={shown} onClose={() => setOpenId(null)} onDone={() => undefined} />}
      {isAdding && (
        <AddTaskDialog
          childId={childId}
          childName={childName}
          referrals={referrals}
          onClose={() => setIsAdding(false)}
        />
      )}
    </section>
  )
}

function TaskList({ tasks, onOpen }: { tasks: readonly TaskRow[]; onOpen: (id: string) => void }) {
  const { today } = useWork()
  if (tasks.length === 0) return null
  return (
    <ul className={classes.taskList}>
      {tasks.map((task) => {
        const isOpen = task.state === 'open'
        const isOverdue = isOpen && task.dueOn < today
        return (
          <li key={task.id}>
            <button
              type="button"
              className={classes.task}
              data-overdue={isOverdue || undefined}
              data-closed={!isOpen || undefined}
              onClick={() => onOpen(task.id)}
            >
              <strong>{taskKindLabels[task.kind]}</strong>
              <span>{task.why}</span>
              <span className={classes.taskFoot}>
                {isOpen ? (
                  <>
                    <span>
                      {isOverdue ? 'Overdue since' : 'Due'} <DateText date={task.dueOn} />
                    </span>
                    <span>{ownerWords(task)}</span>
                  </>
                ) : (
                  <>
                    <span>
                      Closed <DateText date={task.closedOn} />
                      {task.closedBy === null ? '' : ` by ${task.closedBy}`}
                    </span>
                    <span>{endWords(task)}</span>
                  </>
                )}
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
