import { IconAlertTriangle, IconCopy } from '@tabler/icons-react'
import type { ReturnCheckFound } from '../../../shared/contract/returns.ts'
import { Notice } from '../../components/notice.tsx'
import classes from './returns.module.css'
import { loudChecks } from './standings.ts'

function titleOf(checks: readonly ReturnCheckFound[]): string {
  if (checks.some(({ code, line }) => code === 'identical_to_last_month' && line === ''))
    return 'This return is the same as last month’s'
  if (checks.every(({ code }) => code === 'identical_to_last_month'))
    return 'Figures are the same as last month’s'
  if (checks.every(({ code }) => code === 'line_missing'))
    return checks.length === 1 ? 'A line has no figure any more' : 'Lines have no figure any more'
  if (checks.some(({ code }) => code === 'line_missing' || code === 'identical_to_last_month'))
    return 'Look twice at these figures'
  return checks.length === 1
    ? 'A figure moved further than is likely'
    : 'Figures moved further than is likely'
}

/** Says loudly that the figures may be last month’s, or moved further than is likely. */
export function LoudChecks({ checks }: { checks: readonly ReturnCheckFound[] }) {
  const loud = loudChecks(checks)
  if (loud.length === 0) return null
  const isSame = loud.some(({ code }) => code === 'identical_to_last_month')
  return (
    <Notice
      tone={loud.some(({ level }) => level === 'error') ? 'danger' : 'warning'}
      icon={isSame ? IconCopy : IconAlertTriangle}
      title={titleOf(loud)}
      role="alert"
    >
      <ul className={classes.loud}>
        {loud.map(({ code, line, message }) => (
          <li key={`${code} ${line} ${message}`}>{message}</li>
        ))}
      </ul>
    </Notice>
  )
}
