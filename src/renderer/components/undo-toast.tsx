import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { Refusal } from '../../shared/result.ts'

/** How long a message with a way back stays, in milliseconds; the time stops while it has the pointer or focus. */
export const undoTime = 12_000

export interface UndoMessage {
  /** What was done: "12 referrals accepted". */
  message: string
  onUndo: () => unknown
  /** Words on the button. Default "Undo". */
  label?: string
}

const offered = new Set<string>()

/** Takes the offers to undo away. Returns whether there was one. */
export function hideUndo(): boolean {
  const ids = [...offered]
  for (const id of ids) notifications.hide(id)
  return ids.length > 0
}

/** Says what was done and offers to take it back. */
export function showUndo({ message, onUndo, label = 'Undo' }: UndoMessage): void {
  const id = notifications.show({
    color: 'green',
    icon: <IconCheck size={16} aria-hidden />,
    withBorder: true,
    autoClose: undoTime,
    onClose: () => offered.delete(id),
    closeButtonProps: { 'aria-label': 'Close this message' },
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="md">{message}</Text>
        <Button
          variant="default"
          size="xs"
          style={{ flexShrink: 0 }}
          onClick={() => {
            notifications.hide(id)
            void onUndo()
          }}
        >
          {label}
        </Button>
      </Group>
    ),
  })
  offered.add(id)
}

/** Says that something was done. */
export function showDone(message: string): void {
  notifications.show({
    color: 'green',
    icon: <IconCheck size={16} aria-hidden />,
    withBorder: true,
    autoClose: 6000,
    message,
    closeButtonProps: { 'aria-label': 'Close this message' },
  })
}

/** Says that something was refused. It stays until it is closed: what matters does not time out. */
export function showProblem(refusal: Refusal, title?: string): void {
  notifications.show({
    color: 'red',
    icon: <IconAlertTriangle size={16} aria-hidden />,
    withBorder: true,
    autoClose: false,
    role: 'alert',
    title,
    message: refusal.message,
    closeButtonProps: { 'aria-label': 'Close this message' },
  })
}
