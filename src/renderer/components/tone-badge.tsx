import type { ComponentType, ReactNode } from 'react'
import type { Tone } from '../app/tokens.ts'
import classes from './badges.module.css'

export type IconComponent = ComponentType<{
  size?: number | string
  stroke?: number | string
  'aria-hidden'?: boolean
}>

export interface ToneBadgeProps {
  tone: Tone
  icon: IconComponent
  strong?: boolean
  children: ReactNode
}

/** A mark with an icon and words, so that its colour is never the only sign. */
export function ToneBadge({ tone, icon: Icon, strong = false, children }: ToneBadgeProps) {
  return (
    <span className={`${classes.badge} ${strong ? classes.strong : ''}`} data-tone={tone}>
      <Icon size={14} stroke={1.8} aria-hidden />
      {children}
    </span>
  )
}

/** Badges in a row that wraps. */
export function BadgeList({ children }: { children: ReactNode }) {
  return <span className={classes.list}>{children}</span>
}
