import type { ReactNode } from 'react'
import classes from './child.module.css'

export interface Fact {
  label: string
  /** Null, undefined or empty text shows the words for blank. */
  value: ReactNode
  /** Words where nothing is held. Default "Not recorded". */
  blank?: string
}

/** Labels and what is held for each; what is not held says so rather than being left out. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ label, value, blank = 'Not recorded' }) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>
            {value === null || value === undefined || value === '' ? (
              <span className={classes.blank}>{blank}</span>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
