import { Button, Group, List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import type { Refusal } from '../../shared/result.ts'
import { Notice } from './notice.tsx'

const titles: Record<Refusal['kind'], string> = {
  not_found: 'It is not there any more',
  conflict: 'Somebody else changed this first',
  invalid: 'Something needs correcting',
  not_allowed: 'Your role does not allow this',
  not_signed_in: 'You are signed out',
  unavailable: 'That did not work',
  cancelled: 'Stopped',
}

export interface ProblemProps {
  refusal: Refusal
  /** Words above the message; otherwise chosen by the kind of refusal. */
  title?: string
  onRetry?: () => void
  retryLabel?: string
}

/** What happened, that nothing was lost, and what to do: the one way a failure is shown. */
export function Problem({ refusal, title, onRetry, retryLabel = 'Try again' }: ProblemProps) {
  return (
    <Notice tone="danger" icon={IconAlertTriangle} title={title ?? titles[refusal.kind]} role="alert">
      <Stack gap="sm">
        <Text size="md">{refusal.message}</Text>
        {refusal.issues && refusal.issues.length > 0 && (
          <List size="md">
            {refusal.issues.map((issue) => (
              <List.Item key={issue.field + issue.message}>{issue.message}</List.Item>
            ))}
          </List>
        )}
        {onRetry && (
          <Group>
            <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} onClick={onRetry}>
              {retryLabel}
            </Button>
          </Group>
        )}
      </Stack>
    </Notice>
  )
}
