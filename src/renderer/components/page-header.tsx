import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { usePageTitle } from '../app/page-title.ts'
import classes from './page-header.module.css'

export interface PageHeaderProps {
  /** Name of the screen; also the window title, so never a person's name. */
  title: string
  /** One sentence on what the screen holds. */
  description?: ReactNode
  /** Buttons, the main one last. */
  actions?: ReactNode
}

/** The top of a screen: its name, what it holds, and what can be done. */
export function PageHeader({ title, description, actions }: PageHeaderProps) {
  usePageTitle(title)
  return (
    <div className={classes.header}>
      <div>
        <Title order={1}>{title}</Title>
        {description && <p className={classes.description}>{description}</p>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}
