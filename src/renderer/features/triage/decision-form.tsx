import { Button, Group, Kbd, Stack } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { priorityLabels } from '../../../shared/codes/priorities.ts'
import { ErrorSummary } from '../../components/error-summary.tsx'
import { DecisionFields, type DecisionFieldsProps } from './decision-fields.tsx'
import type { DecisionKind } from './decision-draft.ts'
import { Keys } from './keys.tsx'
import classes from './triage.module.css'

export interface DecisionFormProps extends DecisionFieldsProps {
  isSaving: boolean
  /** The letters that go with the decision. */
  letters?: ReactNode
  onSave: () => void
  onClose: () => void
}

const titles: Record<DecisionKind, { title: string; save: string }> = {
  accept: { title: 'Accept', save: 'Accept' },
  expedite: { title: 'Expedite', save: 'Put ahead' },
  ask: { title: 'Ask for information', save: 'Ask' },
  redirect: { title: 'Redirect', save: 'Redirect' },
  not_accept: { title: 'Not accept', save: 'Do not accept' },
}

/** One decision to fill in, under the suggestion it answers. Esc goes back; what was typed is kept. */
export function DecisionForm({ isSaving, letters, onSave, onClose, ...fields }: DecisionFormProps) {
  const { draft, problems } = fields
  const { title, save } = titles[draft.kind]
  const form = useRef<HTMLFormElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const opened = form.current
    opened
      ?.querySelector<HTMLElement>(
        '[data-first-field]:is(input,textarea,select), [data-first-field] :is(input,select)',
      )
      ?.focus()
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key === 'Escape' && !event.defaultPrevented) close.current()
    }
    opened?.addEventListener('keydown', onKeyDown)
    return () => opened?.removeEventListener('keydown', onKeyDown)
  }, [])
  const isPriority = draft.kind === 'accept' || draft.kind === 'expedite'
  return (
    <form
      ref={form}
      className={classes.form}
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSave()
      }}
    >
      <h3>{title}</h3>
      <Stack gap="sm" className={classes.fields}>
        <ErrorSummary problems={problems.summary} />
        <DecisionFields {...fields} />
        {letters}
      </Stack>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose} rightSection={<Kbd size="xs">Esc</Kbd>}>
          Back
        </Button>
        <Button
          type="submit"
          loading={isSaving}
          aria-keyshortcuts="Control+Enter"
          rightSection={<Keys>Ctrl+Enter</Keys>}
        >
          {isPriority ? `${save} as ${priorityLabels[draft.priority].toLowerCase()}` : save}
        </Button>
      </Group>
    </form>
  )
}
