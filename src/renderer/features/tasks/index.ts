export { ChildTasks } from './child-tasks.tsx'
export { taskCount, tasksHref, viewWords } from './words.ts'
