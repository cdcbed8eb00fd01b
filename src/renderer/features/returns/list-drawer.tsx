import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './returns.module.css'

export interface ListDrawerProps {
  /** What is listed, with its count; null when nothing is open. */
  title: string | null
  /** Where the count is from, under the title. */
  words: string
  onClose: () => void
  children: ReactNode
}

/** A list beside the figures it belongs to. */
export function ListDrawer({ title, words, onClose, children }: ListDrawerProps) {
  return (
    <Drawer
      opened={title !== null}
      onClose={onClose}
      position="right"
      size="min(72rem, 92vw)"
      title={title}
      closeButtonProps={{ 'aria-label': 'Close the list' }}
      classNames={{ content: classes.drawer!, body: classes.drawerBody!, title: classes.drawerTitle! }}
    >
      {title !== null && (
        <>
          <p className={classes.drawerWords}>{words}</p>
          {children}
        </>
      )}
    </Drawer>
  )
}
