import { IconAlertTriangle, IconCircleCheck, IconInfoCircle, IconXboxX } from '@tabler/icons-react'
import type { ReturnCheck } from '../../../shared/contract/returns.ts'
import type { Tone } from '../../app/tokens.ts'
import { formatCount } from '../../components/format-count.ts'
import { type IconComponent, ToneBadge } from '../../components/tone-badge.tsx'
import classes from './returns.module.css'

const levels: Record<ReturnCheck['level'], { words: string; tone: Tone; icon: IconComponent }> = {
  error: { words: 'Error', tone: 'danger', icon: IconXboxX },
  warning: { words: 'Warning', tone: 'warning', icon: IconAlertTriangle },
  info: { words: 'For information', tone: 'info', icon: IconInfoCircle },
}

/** What the checks found in one sentence: "1 error and 2 warnings." */
export function verdict(checks: readonly ReturnCheck[]): string {
  const parts = (['error', 'warning'] as const).flatMap((level) => {
    const count = checks.filter((check) => check.level === level).length
    return count === 0 ? [] : [`${count} ${level}${count === 1 ? '' : 's'}`]
  })
  return parts.length === 0 ? 'The checks found nothing wrong.' : `${parts.join(' and ')} to look at.`
}

/** What to look at before the figures go out, the most serious first. */
export function ChecksList({ checks }: { checks: readonly ReturnCheck[] }) {
  return (
    <section className="cw-panel" aria-labelledby="return-checks">
      <h2 id="return-checks" className={classes.heading}>
        Checks
      </h2>
      <p className={classes.verdict}>
        {checks.every((check) => check.level === 'info') && (
          <ToneBadge tone="success" icon={IconCircleCheck}>
            Passed
          </ToneBadge>
        )}{' '}
        {verdict(checks)}
      </p>
      {checks.length > 0 && (
        <ul className={classes.checks}>
          {checks.map((check) => {
            const level = levels[check.level]
            return (
              <li key={`${check.code} ${check.message}`}>
                <span className={classes.level}>
                  <ToneBadge tone={level.tone} icon={level.icon}>
                    {level.words}
                  </ToneBadge>
                </span>
                <span className={classes.sentence}>{check.message}</span>
                {check.count > 0 && (
                  <span className={classes.count}>
                    <span className="cw-hidden">Count: </span>
                    {formatCount(check.count)}
                  </span>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
