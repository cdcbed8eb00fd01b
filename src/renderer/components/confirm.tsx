import { Button, Group, Modal, Stack } from '@mantine/core'
import { type ReactNode, useState } from 'react'

export interface ConfirmProps {
  opened: boolean
  /** The question: "Discharge 12 referrals?" */
  title: string
  /** What will happen, and what can be undone. */
  children: ReactNode
  /** Names the act: "Discharge 12 referrals". Never "OK" or "Yes". */
  action: string
  /** Names the other way: "Keep them waiting". Default "Cancel". */
  cancel?: string
  /** Whether it cannot be undone, or takes something away. */
  destructive?: boolean
  onConfirm: () => unknown
  onClose: () => void
}

/** Asks before something that matters. The way back has the focus; Enter does nothing unintended. */
export function Confirm(props: ConfirmProps) {
  const {
    opened,
    title,
    children,
    action,
    cancel = 'Cancel',
    destructive = false,
    onConfirm,
    onClose,
  } = props
  const [working, setWorking] = useState(false)
  async function confirm(): Promise<void> {
    setWorking(true)
    try {
      await onConfirm()
      onClose()
    } finally {
      setWorking(false)
    }
  }
  return (
    <Modal opened={opened} onClose={onClose} title={title} withCloseButton={false}>
      <Stack gap="lg">
        <div>{children}</div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {cancel}
          </Button>
          <Button color={destructive ? 'red.9' : 'blue'} loading={working} onClick={() => void confirm()}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
