import { ageInWords, formatAge } from '../../shared/format/age.ts'
import { formatDate, formatLongDate } from '../../shared/format/dates.ts'
import classes from './facts.module.css'

export interface DateTextProps {
  /** `YYYY-MM-DD`. */
  date: string | null
  /** Words where there is no date. */
  missing?: string
}

/** `04-Mar-2021`, read out as "4 March 2021". */
export function DateText({ date, missing = 'Not recorded' }: DateTextProps) {
  if (date === null) return <span className={classes.missing}>{missing}</span>
  return (
    <time dateTime={date} className="cw-nowrap">
      <span aria-hidden>{formatDate(date)}</span>
      <span className="cw-hidden">{formatLongDate(date)}</span>
    </time>
  )
}

/** `4y 8m`, read out as "4 years 8 months". */
export function AgeText({ dateOfBirth, on }: { dateOfBirth: string; on: string }) {
  return (
    <span className="cw-nowrap">
      <span aria-hidden>{formatAge(dateOfBirth, on)}</span>
      <span className="cw-hidden">{ageInWords(dateOfBirth, on)}</span>
    </span>
  )
}

/** `04-Mar-2021 (4y 8m)`. */
export function BornText({ dateOfBirth, on }: { dateOfBirth: string; on: string }) {
  return (
    <span className="cw-nowrap">
      <DateText date={dateOfBirth} /> (<AgeText dateOfBirth={dateOfBirth} on={on} />)
    </span>
  )
}

/** The same for a list's text. */
export function bornText(dateOfBirth: string, on: string): string {
  return `${formatDate(dateOfBirth)} (${formatAge(dateOfBirth, on)})`
}
