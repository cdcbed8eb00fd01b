import { IconAlertTriangle, IconArrowRight, IconCircle, IconCircleCheck, IconLock } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { IconComponent } from '../../components/tone-badge.tsx'
import classes from './path.module.css'
import { type Standings, stepAddress, type StepId, steps, type StepState } from './steps.ts'

const icons: Record<StepState, IconComponent> = {
  done: IconCircleCheck,
  look: IconAlertTriangle,
  blocked: IconLock,
  ready: IconArrowRight,
  ahead: IconCircle,
}

const stateWords: Record<StepState, string> = {
  done: 'Done',
  look: 'Needs a look',
  blocked: 'Blocked',
  ready: 'Ready',
  ahead: 'Not yet',
}

export interface StepRailProps {
  month: string
  current: StepId
  /** Absent while the month is counted. */
  standings: Standings | undefined
}

/** The whole path to the return: every step by name, how it stands in words, and where one is. */
export function StepRail({ month, current, standings }: StepRailProps) {
  return (
    <nav aria-label="Steps to the return" className={classes.rail}>
      <ol>
        {steps.map(({ id, name }, index) => {
          const standing = standings?.[id]
          const Icon = icons[standing?.state ?? 'ahead']
          return (
            <li key={id}>
              <Link
                href={stepAddress(month, id)}
                className={classes.step}
                aria-current={id === current ? 'step' : undefined}
                data-state={standing?.state ?? 'ahead'}
              >
                <span className={classes.stepName}>
                  {index + 1}. {name}
                </span>
                <span className={classes.stepState}>
                  <Icon size={14} stroke={2} aria-hidden />
                  <span>{standing ? stateWords[standing.state] : 'Counting'}</span>
                </span>
                {standing && <span className={classes.stepWords}>{standing.words}</span>}
              </Link>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
