import { over52WeeksDays, within18WeeksDays } from '../../shared/codes/bands.ts'
import classes from './facts.module.css'
import { formatCount } from './format-count.ts'

function counted(count: number, unit: string): string {
  return `${formatCount(count)} ${unit}${count === 1 ? '' : 's'}`
}

/** `61 weeks (428 days)`; under two weeks in days alone. */
export function waitText(days: number | null): string {
  if (days === null) return 'Not waiting'
  if (days < 14) return counted(days, 'day')
  return `${counted(Math.floor(days / 7), 'week')} (${counted(days, 'day')})`
}

/** How long somebody has waited. Over 18 and over 52 weeks are said in hidden words as well as in weight. */
export function WaitText({ days }: { days: number | null }) {
  const over =
    days === null
      ? ''
      : days >= over52WeeksDays
        ? ', over 52 weeks'
        : days > within18WeeksDays
          ? ', over 18 weeks'
          : ''
  return (
    <span className={days === null ? classes.missing : over === ', over 52 weeks' ? classes.over : undefined}>
      {waitText(days)}
      {over !== '' && <span className="cw-hidden">{over}</span>}
    </span>
  )
}
