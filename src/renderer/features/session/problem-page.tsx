import { Button, Group, List } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { GatePage } from './gate-page.tsx'
import classes from './session.module.css'

export interface ProblemPageProps {
  /** What happened, in the backend's words; they name what to do where that is known. */
  reason: string
  onRetry: () => void
  retryLabel?: string
  below?: ReactNode
}

/** Shown when the data cannot be opened: what happened, that nothing was changed, what to do. */
export function ProblemPage({ reason, onRetry, retryLabel = 'Try again', below }: ProblemPageProps) {
  return (
    <GatePage title="The data cannot be opened" below={below}>
      <div role="alert" className={classes.reason}>
        {reason}
      </div>
      <div>
        <h2 className={classes.heading}>Nothing was lost or changed</h2>
        <p className={classes.words}>
          The app stopped before it wrote anything. What was saved is as it was, and so are the backups.
        </p>
      </div>
      <div>
        <h2 className={classes.heading}>What to do</h2>
        <List size="md" spacing="xs">
          <List.Item>Put right what is said above, if you can, then try again.</List.Item>
          <List.Item>Otherwise tell whoever looks after this computer, in the words above.</List.Item>
          <List.Item>Leave the data folder as it is: do not move, rename or delete anything in it.</List.Item>
        </List>
      </div>
      <Group>
        <Button size="md" leftSection={<IconRefresh size={18} aria-hidden />} onClick={onRetry}>
          {retryLabel}
        </Button>
      </Group>
    </GatePage>
  )
}
