import { List, Loader, Popover, Stack, Text } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import type { Refusal } from '../../shared/result.ts'
import { useCellTabIndex } from './data-grid/cell-focus.ts'
import { Problem } from './problem.tsx'
import classes from './why-popover.module.css'

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
  const [used, setUsed] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const tabIndex = useCellTabIndex()
  return (
    <span className={classes.why}>
      <button
        ref={button}
        type="button"
        className={classes.button}
        tabIndex={tabIndex}
        aria-label={question}
        aria-haspopup="dialog"
        aria-expanded={opened}
        onMouseDown={(event) => {
          if (opened) event.stopPropagation()
        }}
        onClick={() => {
          setUsed(true)
          if (!opened) onOpen?.()
          setOpened(!opened)
        }}
      >
        <IconHelpCircle size={14} aria-hidden />
        {label}
      </button>
      {/* A list shows dozens of these: the popover itself is only made once it is asked for. */}
      {used && (
        <Popover
          opened={opened}
          onChange={(open) => {
            setOpened(open)
            if (!open) button.current?.focus()
          }}
          width={360}
          position="bottom-start"
          trapFocus
          closeOnEscape
          withRoles={false}
        >
          <Popover.Target>
            <span className={classes.anchor} />
          </Popover.Target>
          <Popover.Dropdown role="dialog" aria-label={question}>
            <Stack gap="sm" tabIndex={-1} data-autofocus aria-live="polite" className={classes.words}>
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
      )}
    </span>
  )
}
