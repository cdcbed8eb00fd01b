import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import type { TriageSuggestion } from '../../../shared/contract/triage.ts'
import { canAcceptAtOnce, type DecisionKind } from './decision-draft.ts'
import { Keys } from './keys.tsx'
import classes from './triage.module.css'

export interface DecisionBarProps {
  suggestion: TriageSuggestion
  isSaving: boolean
  /** Does what is suggested. */
  onFollow: () => void
  onOpen: (kind: DecisionKind) => void
  /** Goes on to the next referral. */
  onNext: () => void
  /** The letters that go with what the first button does. */
  letters: ReactNode
}

/** What the first button does; three dots mean that it opens a form. */
function followWords(suggestion: TriageSuggestion): string {
  const { step, priority } = suggestion
  if (step === 'ask') return 'Ask for information first…'
  if (step === 'redirect') return 'Redirect as suggested…'
  const words =
    priority === null ? 'Accept as routine' : `Accept as suggested: ${priorityLabels[priority].toLowerCase()}`
  return canAcceptAtOnce(suggestion) ? words : `${words}…`
}

/** What is suggested, on top, and every decision below it in the same place for each child, each with its key. */
export function DecisionBar({ suggestion, isSaving, onFollow, onOpen, onNext, letters }: DecisionBarProps) {
  const button = (label: string, keys: string, onClick: () => void) => (
    <Button
      variant="default"
      size="xs"
      justify="space-between"
      disabled={isSaving}
      aria-keyshortcuts={keys}
      onClick={onClick}
      rightSection={<Keys>{keys}</Keys>}
    >
      {label}
    </Button>
  )
  const open = (kind: DecisionKind, label: string, keys: string) => button(label, keys, () => onOpen(kind))
  return (
    <div className={classes.bar} role="group" aria-label="Decision">
      <Button
        className={classes.wide}
        variant="filled"
        justify="space-between"
        disabled={isSaving}
        aria-keyshortcuts="Control+Enter"
        onClick={onFollow}
        rightSection={<Keys>Ctrl+Enter</Keys>}
      >
        {followWords(suggestion)}
      </Button>
      {letters}
      {open('accept', suggestion.step === 'accept' ? 'Other priority' : 'Accept all the same', 'Alt+C')}
      {open('expedite', 'Expedite', 'Alt+X')}
      {open('ask', 'Ask for information', 'Alt+I')}
      {open('redirect', 'Redirect', 'Alt+R')}
      {open('not_accept', 'Not accept', 'Alt+N')}
      {button('Next, undecided', 'Alt+J', onNext)}
    </div>
  )
}
