import type { ReactNode } from 'react'
import { DateText } from './date-text.tsx'
import classes from './timeline.module.css'
import type { IconComponent } from './tone-badge.tsx'

export interface TimelineEntry {
  id: string
  /** When it happened, `YYYY-MM-DD`. */
  date: string
  title: string
  icon: IconComponent
  /** Who recorded it and when, in words. */
  recorded?: string
  /** Taken back: shown struck through, with the reason. */
  voided?: string | null
  details?: ReactNode
}

/** Everything that happened, in the order given, each with its date and who recorded it. */
export function Timeline({ label, entries }: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol className={classes.timeline} aria-label={label}>
      {entries.map(({ id, date, title, icon: Icon, recorded, voided, details }) => (
        <li key={id} data-voided={voided ? true : undefined}>
          <span className={classes.icon}>
            <Icon size={16} stroke={1.8} aria-hidden />
          </span>
          <div className={classes.body}>
            <div className={classes.title}>
              <DateText date={date} />
              <strong>{voided ? <s>{title}</s> : title}</strong>
            </div>
            {voided && <div>Taken back: {voided}</div>}
            {details}
            {recorded && <div className={classes.recorded}>{recorded}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
