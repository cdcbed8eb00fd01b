import type { ComponentType, ReactNode } from 'react'
import classes from './empty-state.module.css'

export interface EmptyStateProps {
  title: string
  /** What to do next, or why this is fine. */
  children?: ReactNode
  icon?: ComponentType<{ size?: number | string; stroke?: number | string; 'aria-hidden'?: boolean }>
  /** Buttons. */
  actions?: ReactNode
}

/** Nothing here, and what to do about it. */
export function EmptyState({ title, children, icon: Icon, actions }: EmptyStateProps) {
  return (
    <div className={classes.empty} role="status">
      {Icon && <Icon size={32} stroke={1.4} aria-hidden />}
      <strong>{title}</strong>
      {children && <div className={classes.words}>{children}</div>}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}
