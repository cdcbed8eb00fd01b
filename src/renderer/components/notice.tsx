import type { ComponentType, ReactNode } from 'react'
import type { Tone } from '../app/tokens.ts'
import classes from './notice.module.css'

export interface NoticeProps {
  tone: Tone
  icon: ComponentType<{ size?: number | string; 'aria-hidden'?: boolean }>
  title: string
  /** `alert` when it appears in answer to what somebody did. */
  role?: 'alert' | 'status' | 'note'
  children?: ReactNode
}

/** A bordered message with an icon, a title in words and room for what to do. */
export function Notice({ tone, icon: Icon, title, role = 'note', children }: NoticeProps) {
  return (
    <div className={classes.notice} data-tone={tone} role={role}>
      <Icon size={20} aria-hidden />
      <div className={classes.body}>
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  )
}
