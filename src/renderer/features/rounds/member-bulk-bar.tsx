import { Button } from '@mantine/core'
import { IconCheck, IconHelp, IconRepeat, IconUserMinus, IconX } from '@tabler/icons-react'
import type { RoundReply } from '../../../shared/codes/rounds.ts'
import classes from './rounds.module.css'

export type MemberAction = RoundReply | 'again' | 'propose'

/** What is done about the families chosen, with the keys. */
export const memberActions = [
  { id: 'yes', label: 'Yes', keys: 'Alt+Y', icon: IconCheck },
  { id: 'no', label: 'No', keys: 'Alt+N', icon: IconX },
  { id: 'unsure', label: 'Not sure', keys: 'Alt+U', icon: IconHelp },
  { id: 'again', label: 'Ask again', keys: 'Alt+A', icon: IconRepeat },
  { id: 'propose', label: 'Propose removal', keys: 'Alt+R', icon: IconUserMinus },
] as const satisfies readonly { id: MemberAction; label: string; keys: string; icon: typeof IconCheck }[]

/** The buttons for the families chosen in a round. */
export function MemberBulkBar({ onAction }: { onAction: (action: MemberAction) => void }) {
  return memberActions.map(({ id, label, keys, icon: Icon }) => (
    <Button
      key={id}
      variant="default"
      size="compact-sm"
      leftSection={<Icon size={14} aria-hidden />}
      rightSection={
        <span aria-hidden className={classes.keys}>
          {keys.replace('+', ' + ')}
        </span>
      }
      aria-keyshortcuts={keys}
      onClick={() => onAction(id)}
    >
      {label}…
    </Button>
  ))
}
