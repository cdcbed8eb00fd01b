import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './settings.module.css'

/** The top of one section: its name, what it is for, and what can be done there. */
export function SectionHeader({
  title,
  children,
  actions,
}: {
  title: string
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className={classes.header}>
      <div>
        <Title order={2}>{title}</Title>
        {children && <p className={classes.description}>{children}</p>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}
