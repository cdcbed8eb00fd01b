import { Link } from 'wouter'
import type { Tone } from '../app/tokens.ts'
import classes from './stat-tile.module.css'
import type { IconComponent } from './tone-badge.tsx'
import { formatCount } from './format-count.ts'

export interface StatTileProps {
  label: string
  value: number
  /** Address of the list behind the number. */
  href: string
  /** One sentence below the number. */
  sentence?: string
  icon?: IconComponent
  tone?: Tone
}

/** A number that opens the list it counts. */
export function StatTile({ label, value, href, sentence, icon: Icon, tone = 'neutral' }: StatTileProps) {
  return (
    <Link href={href} className={classes.tile} data-tone={tone}>
      <span className={classes.label}>
        {Icon && <Icon size={16} stroke={1.8} aria-hidden />}
        {label}
      </span>
      <span className={classes.value}>{formatCount(value)}</span>
      {sentence && <span className={classes.sentence}>{sentence}</span>}
    </Link>
  )
}
