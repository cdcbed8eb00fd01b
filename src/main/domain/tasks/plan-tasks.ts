import { ruleTaskDueWorkingDays, rulesOpenedElsewhere } from '../../../shared/codes/task-thresholds.ts'
import type { TaskKind, TaskOpener, TaskOutcome, TaskState } from '../../../shared/codes/task-kinds.ts'
import { addWorkingDays } from '../clocks/due-by.ts'
import { effectiveEvents } from '../referral-status/effective-events.ts'
import { chaseTask, currentSteps, ladderTasks } from './ladder.ts'
import { type ReasonGone, reasonGone } from './reason-gone.ts'
import { lowerSteps, taskOfCrossing, thresholdsCrossed } from './thresholds.ts'
import { keyOf, type RuleTask, type TaskSubject, type WantedTask } from './wanted-task.ts'

/** Why a lower step of a ladder of thresholds asks for nothing any more. */
export const replacedByHigher = 'The wait has passed a higher threshold, which has a task of its own.'

/** A task of the referral as it is stored. */
export interface ExistingTask {
  id: string
  kind: TaskKind
  occasion: string
  openedBy: TaskOpener
  openedRef: string
  state: TaskState
  /** Whether the app closed it because its reason had gone. */
  closedByApp: boolean
}

/** What has to be done to a referral's tasks so that they say what its facts say. */
export interface TaskChanges {
  open: WantedTask[]
  cancel: { id: string; outcome: Extract<TaskOutcome, 'no_longer_needed' | 'replaced'>; gone: ReasonGone }[]
  reopen: string[]
}

/** Whether nothing has to be done. */
export function changesNothing({ open, cancel, reopen }: TaskChanges): boolean {
  return open.length === 0 && cancel.length === 0 && reopen.length === 0
}

/**
 * What a referral's facts, dates and rules ask for on a day, against the tasks it has. A task is opened once for each
 * occasion; what a person closed stays closed; what the app closed comes back when the fact that closed it is voided.
 * A pure function: running it again after doing what it says gives nothing to do.
 */
export function planTasks(subject: TaskSubject, existing: readonly ExistingTask[]): TaskChanges {
  const wanted = wantedTasks(subject)
  const keys = new Set(wanted.map(keyOf))
  const known = new Map(existing.map((task) => [keyOf(task), task]))
  const changes: TaskChanges = { open: [], cancel: [], reopen: [] }
  const current = currentSteps(wanted, subject.state)
  for (const task of subject.isOpen ? wanted : []) {
    if (reasonGone(task, subject, keys) !== null) continue
    const before = known.get(keyOf(task))
    if (before === undefined) {
      if (task.openedBy !== 'ladder' || current.has(task)) changes.open.push(task)
    } else if (before.state === 'cancelled' && before.closedByApp) changes.reopen.push(before.id)
  }
  const replaced = new Set(
    wanted.filter((task) => task.openedBy === 'threshold').flatMap((task) => lowerSteps(task.openedRef)),
  )
  for (const task of existing) {
    if (task.state !== 'open') continue
    const gone = reasonGone(task, subject, keys)
    if (gone === null) continue
    const isReplaced = task.openedBy === 'threshold' && replaced.has(task.openedRef)
    changes.cancel.push(
      isReplaced
        ? {
            id: task.id,
            outcome: 'replaced',
            gone: {
              why: replacedByHigher,
              eventId: null,
            },
          }
        : { id: task.id, outcome: 'no_longer_needed', gone },
    )
  }
  return changes
}

/** Everything a referral asks for on a day, whether or not it is there already. */
export function wantedTasks(subject: TaskSubject): WantedTask[] {
  if (!subject.isOpen) return ladderTasks(subject)
  const chase = chaseTask(subject.state)
  return [
    ...subject.rules
      .filter(({ ruleId }) => !rulesOpenedElsewhere.has(ruleId))
      .map((task) => ruleTask(task, subject.today)),
    ...thresholdsCrossed(subject, null, subject.today)
      .filter(({ threshold }) => threshold.kind !== 'harm_review' || threshold.weeks > reviewedWeeks(subject))
      .map((crossing) => taskOfCrossing(crossing, subject, subject.today)),
    ...ladderTasks(subject),
    ...(chase === null ? [] : [chase]),
  ]
}

/** The highest threshold, in weeks, at which a long-wait review stands; 0 when there is none. */
function reviewedWeeks({ events }: TaskSubject): number {
  return Math.max(
    0,
    ...effectiveEvents(events).map((event) => (event.type === 'long_wait_reviewed' ? event.detail.weeks : 0)),
  )
}

function ruleTask({ ruleId, ruleVersion, text, dueWorkingDays, tell }: RuleTask, today: string): WantedTask {
  return {
    kind: 'rule_action',
    occasion: ruleId,
    why: `${text.charAt(0).toUpperCase()}${text.slice(1)} (rule ${ruleId}, version ${ruleVersion}).`,
    tell,
    openedBy: 'rule',
    openedRef: ruleId,
    openedRefVersion: ruleVersion,
    opensOn: today,
    role: 'clinician',
    dueOn: addWorkingDays(today, dueWorkingDays ?? ruleTaskDueWorkingDays),
  }
}
