import { Button } from '@mantine/core'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import type { TriageSuggestion } from '../../../shared/contract/triage.ts'
import { canAcceptAtOnce, type DecisionKind } from './decision-draft.ts'
import classes from './triage.module.css'

export interface DecisionBarProps {
  suggestion: TriageSuggestion
  isSaving: boolean
  onAccept: () => void
  onOpen: (kind: DecisionKind) => void
}

function Keys({ children }: { children: string }) {
  return (
    <span aria-hidden className={classes.keys}>
      {children}
    </span>
  )
}

/** The five decisions, each with its key. The one the rules lead with stands out; none is made by itself. */
export function DecisionBar({ suggestion, isSaving, onAccept, onOpen }: DecisionBarProps) {
  const { step } = suggestion
  const priority = priorityLabels[suggestion.priority ?? 'routine'].toLowerCase()
  const more = canAcceptAtOnce(suggestion) ? '' : '…'
  const look = (wanted: TriageSuggestion['step']) => (step === wanted ? 'filled' : 'default')
  const open = (kind: DecisionKind, label: string, keys: string, variant = 'default') => (
    <Button
      variant={variant}
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
        variant={look('accept')}
        justify="space-between"
        disabled={isSaving}
        aria-keyshortcuts="Control+Enter"
        onClick={onAccept}
        rightSection={<Keys>Ctrl+Enter</Keys>}
      >
        {step === 'accept' ? `Accept as suggested: ${priority}` : `Accept as ${priority} all the same`}
        {more}
      </Button>
      {open('accept', 'Change priority', 'Alt+C')}
      {open('ask', 'Ask for information', 'Alt+I', look('ask'))}
      {open('redirect', 'Redirect', 'Alt+R', look('redirect'))}
      {open('not_accept', 'Not accept', 'Alt+N')}
    </div>
  )
}
