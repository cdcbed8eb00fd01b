import type { TaskView } from '../../../shared/contract/tasks.ts'

/** What each view is called and holds. */
export const viewWords: Record<TaskView, { label: string; meaning: string }> = {
  mine: { label: 'Mine', meaning: 'Tasks you have taken or were given.' },
  team: { label: 'My team’s', meaning: 'Tasks for your roles that nobody has taken yet.' },
  overdue: { label: 'Overdue', meaning: 'Yours and your team’s, past the date they were due.' },
  all: { label: 'All open', meaning: 'Every open task of every team.' },
  closed: { label: 'Closed', meaning: 'Done, or no longer needed with the fact that made it so.' },
}

/** Address of one view of the tasks. */
export function tasksHref(view: TaskView): string {
  return `/tasks/${view}`
}

/** "1 task", "12 tasks". */
export function taskCount(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'task' : 'tasks'}`
}
