import { IconChevronRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './forms.module.css'

export interface FoldProps {
  title: string
  /** What is inside, in a few words beside the title. */
  hint?: string
  children: ReactNode
}

/** A part of a form that is folded away until it is wanted. What was typed inside is kept while it is closed. */
export function Fold({ title, hint, children }: FoldProps) {
  return (
    <details className={classes.fold}>
      <summary>
        <IconChevronRight size={16} aria-hidden />
        <span className={classes.foldTitle}>{title}</span>
        {hint && <span className={classes.foldHint}>{hint}</span>}
      </summary>
      <div className={classes.foldBody}>{children}</div>
    </details>
  )
}
