import { Button } from '@mantine/core'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import type { TriageSuggestion } from '../../../shared/contract/triage.ts'
import { canAcceptAtOnce, type DecisionKind } from './decision-draft.ts'
import classes from './triage.module.css'

export interface DecisionBarProps {
  suggestion: TriageSuggestion
  isSaving: boolean
  /** Does what is suggested. */
  onFollow: () => void
  onOpen: (kind: DecisionKind) => void
}

function Keys({ children }: { children: string }) {
  return (
    <span aria-hidden className={classes.keys}>
      {children}
    </span>
  )
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
export function DecisionBar({ suggestion, isSaving, onFollow, onOpen }: DecisionBarProps) {
  const open = (kind: DecisionKind, label: string, keys: string) => (
    <Button
      variant="default"
      justify="space-between"
      disabled={isSaving}
      aria-keyshortcuts={keys}
      onClick={() => onOpen(kind)}
      rightSection={<Keys>{keys}</Keys>}
    >
      {label}
    </Button>
  )
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
      {open('accept', suggestion.step === 'accept' ? 'Change priority' : 'Accept all the same', 'Alt+C')}
      {open('ask', 'Ask for information', 'Alt+I')}
      {open('redirect', 'Redirect', 'Alt+R')}
      {open('not_accept', 'Not accept', 'Alt+N')}
    </div>
  )
}
