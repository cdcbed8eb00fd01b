import { Button, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import type { Displaced } from '../../../shared/contract/clinics.ts'
import { Notice } from '../../components/notice.tsx'
import { dayWords } from './words.ts'

export interface DisplacedDialogProps {
  displaced: readonly Displaced[]
  isSaving: boolean
  onRebook: (reason: string) => void
  onClose: () => void
}

/** Who is booked into what a change would take away, and whether the service cancels for them. */
export function DisplacedDialog({ displaced, isSaving, onRebook, onClose }: DisplacedDialogProps) {
  const [reason, setReason] = useState('')
  const count = displaced.length
  const words = `${count} ${count === 1 ? 'child is' : 'children are'}`
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`${words} booked there`}
      closeButtonProps={{ 'aria-label': 'Close and leave everything as it is' }}
    >
      <Stack gap="md">
        <Notice tone="warning" icon={IconAlertTriangle} title="Nothing has been changed yet">
          If you go on, each appointment below is recorded as cancelled by the service. The clock keeps
          running, and each child is re-booked before others of the same priority.
        </Notice>
        <List spacing={4}>
          {displaced.map((each) => (
            <List.Item key={each.appointmentId}>
              <strong>{each.childName}</strong>, {dayWords(each.on)} at {each.at}
            </List.Item>
          ))}
        </List>
        <Textarea
          label="Why does the service cancel?"
          description="Kept with each entry"
          required
          rows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Text size="sm">Tell each family: the list of children to re-book first is on the waiting list.</Text>
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            Leave everything as it is
          </Button>
          <Button
            color="red.9"
            disabled={reason.trim().length < 3}
            loading={isSaving}
            onClick={() => onRebook(reason.trim())}
          >
            Cancel {count} {count === 1 ? 'appointment' : 'appointments'} and re-book first
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
