import { IconCheck } from '@tabler/icons-react'
import type { ImportStep } from './import-job.ts'
import classes from './import.module.css'

const names = ['File', 'Columns', 'Check', 'Save'] as const

const place: Record<ImportStep['at'], number> = {
  choose: 0,
  opening: 0,
  columns: 1,
  checking: 2,
  preview: 2,
  saving: 3,
  done: 4,
}

/** Where in the import one is. */
export function ImportSteps({ at }: { at: ImportStep['at'] }) {
  const now = place[at]
  return (
    <ol className={classes.steps} aria-label="Steps of the import">
      {names.map((name, index) => (
        <li key={name} data-done={index < now || undefined} aria-current={index === now ? 'step' : undefined}>
          <span className={classes.stepMark} aria-hidden>
            {index < now ? <IconCheck size={14} /> : index + 1}
          </span>
          {name}
          {index < now && <span className="cw-hidden">, done</span>}
        </li>
      ))}
    </ol>
  )
}
