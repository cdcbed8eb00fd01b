import { Button, List, Loader, Popover, Stack, Text } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { Refusal } from '../../shared/result.ts'
import { useCellTabIndex } from './data-grid/cell-focus.ts'
import { Problem } from './problem.tsx'

export interface WhyPopoverProps {
  /** What is explained, as the button says it to a screen reader: "Why this place in the list?" */
  question: string
  /** Words on the button. Default "Why?". */
  label?: string
  /** The reasons, each a sentence. Undefined while they are being read. */
  sentences: readonly string[] | undefined
  problem?: Refusal | null
  /** Told when it opens, so that the reasons are only read when wanted. */
  onOpen?: () => void
  /** Below the sentences: links to the rule, dates. */
  children?: ReactNode
}

/** Opens the reason for something in words. By button, so that it works by keyboard and touch; Esc closes it. */
export function WhyPopover({
  question,
  label = 'Why?',
  sentences,
  problem,
  onOpen,
  children,
}: WhyPopoverProps) {
  const [opened, setOpened] = useState(false)
  const tabIndex = useCellTabIndex()
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={360}
      position="bottom-start"
      trapFocus
      returnFocus
      closeOnEscape
    >
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          tabIndex={tabIndex}
          leftSection={<IconHelpCircle size={14} aria-hidden />}
          aria-label={question}
          onClick={() => {
            if (!opened) onOpen?.()
            setOpened(!opened)
          }}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={question}>
        <Stack gap="sm" tabIndex={-1} data-autofocus aria-live="polite">
          <Text fw={700}>{question}</Text>
          {problem ? (
            <Problem refusal={problem} />
          ) : sentences === undefined ? (
            <Loader aria-label="Reading the reasons" />
          ) : (
            <List spacing={4}>
              {sentences.map((sentence) => (
                <List.Item key={sentence}>{sentence}</List.Item>
              ))}
            </List>
          )}
          {children}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
