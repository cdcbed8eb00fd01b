import { Button, Group, Kbd, Modal, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import type { Refusal } from '../../../shared/result.ts'
import { Problem } from '../../components/problem.tsx'

export interface LeaveDialogProps {
  opened: boolean
  /** Whose referral it is. */
  name: string
  /** Why it is not passed over in silence. */
  why: string
  /** What the same person said the last time, to keep or change. */
  lastReason: string
  isSaving: boolean
  refusal: Refusal | null
  onLeave: (reason: string) => void
  onStay: () => void
}

/** Asks why a pressing referral is left undecided. The answer is kept with the referral and shown the next time. */
export function LeaveDialog(props: LeaveDialogProps) {
  const { opened, name, why, lastReason, isSaving, refusal, onLeave, onStay } = props
  const [reason, setReason] = useState(lastReason)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    if (!opened) return
    setReason(lastReason)
    setProblem(null)
  }, [opened, lastReason])
  function leave(event: FormEvent): void {
    event.preventDefault()
    const said = reason.trim()
    if (said.length < 3) setProblem('Say why, in at least 3 characters')
    else onLeave(said)
  }
  return (
    <Modal opened={opened} onClose={onStay} title={`Leave ${name} undecided?`} withCloseButton={false}>
      <form onSubmit={leave} noValidate>
        <Stack gap="md">
          <Text>{why} It stays at the top of the inbox until somebody decides.</Text>
          {refusal && <Problem refusal={refusal} />}
          <TextInput
            label="Why it is left open"
            description="Kept with the referral with your name and the date, and shown to whoever opens it next"
            required
            data-autofocus
            maxLength={2000}
            autoComplete="off"
            value={reason}
            onChange={(event) => {
              setReason(event.currentTarget.value)
              setProblem(null)
            }}
            error={problem}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onStay} rightSection={<Kbd size="xs">Esc</Kbd>}>
              Stay and decide
            </Button>
            <Button type="submit" loading={isSaving} rightSection={<Kbd size="xs">Enter</Kbd>}>
              Leave it for now
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
