import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { TaskRow } from '../../../shared/contract/tasks.ts'
import { displayName } from '../../../shared/format/names.ts'
import { useWork } from '../../app/work-context.tsx'
import { BornText, DateText } from '../../components/date-text.tsx'
import { NhsNumberText } from '../../components/nhs-number-text.tsx'
import { ToneBadge } from '../../components/tone-badge.tsx'
import { ownerWords } from './columns.tsx'
import classes from './tasks.module.css'

/** Address of the child, at the referral the task is about. */
export function childHref(task: Pick<TaskRow, 'childId' | 'referralId'>): string {
  return task.referralId === null
    ? `/children/${task.childId}`
    : `/children/${task.childId}/referrals/${task.referralId}`
}

/** Whom a task is about, why it is there, when it is due and who has it. */
export function TaskFacts({ task }: { task: TaskRow }) {
  const { today } = useWork()
  return (
    <>
      <p className={classes.who}>
        <Link href={childHref(task)}>{displayName(task)}</Link>
        <span>
          born <BornText dateOfBirth={task.dateOfBirth} on={today} />
        </span>
        <span>
          NHS No. <NhsNumberText nhsNumber={task.nhsNumber} />
        </span>
        <span>{task.serviceName}</span>
      </p>
      <p className={classes.why}>{task.why}</p>
      <dl className={classes.facts}>
        <dt>Due</dt>
        <dd className={classes.due}>
          <DateText date={task.dueOn} />
          {task.state === 'open' && task.dueOn < today && (
            <ToneBadge tone="danger" icon={IconAlertTriangle}>
              Overdue
            </ToneBadge>
          )}
        </dd>
        <dt>Who</dt>
        <dd>{ownerWords(task)}</dd>
        {task.tell.length > 0 && (
          <>
            <dt>Also tell</dt>
            <dd>{task.tell.join(', ')}</dd>
          </>
        )}
        <dt>Opened</dt>
        <dd>
          <DateText date={task.openedOn} /> by {task.openedByWords}
        </dd>
        {task.note !== null && (
          <>
            <dt>Notes</dt>
            <dd className={classes.notes}>{task.note}</dd>
          </>
        )}
      </dl>
    </>
  )
}
