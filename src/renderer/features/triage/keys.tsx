import classes from './triage.module.css'

/** The keys that do what a button does, shown on it. */
export function Keys({ children }: { children: string }) {
  return (
    <span aria-hidden className={classes.keys}>
      {children}
    </span>
  )
}
