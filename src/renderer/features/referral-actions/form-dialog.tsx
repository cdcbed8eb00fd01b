import { Button, Group, Kbd, Modal, Stack, Text } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Refusal } from '../../../shared/result.ts'
import { ErrorSummary, type FieldProblem } from '../../components/error-summary.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './form-dialog.module.css'

export interface FormDialogProps {
  title: string
  /** Who or what it is about, under the title. */
  subject?: ReactNode
  children: ReactNode
  /** Names the act: "Record was not brought". */
  saveLabel: string
  /** Whether anything was typed that closing would lose. */
  isDirty: boolean
  isSaving: boolean
  canSave?: boolean
  /** Takes something away: the save button says so and the way back has the focus. */
  isDestructive?: boolean
  problems?: readonly FieldProblem[]
  refusal?: Refusal | null
  /** Beside the refusal: what the row is like now, what to do. */
  refusalDetails?: ReactNode
  onSave: () => void
  onClose: () => void
  size?: string
}

/** Whether no other form lies over this one. */
function isOnTop(form: HTMLElement | null): boolean {
  const dialog = form?.closest('[aria-modal="true"]')
  return (
    dialog !== null &&
    dialog !== undefined &&
    dialog === [...document.querySelectorAll('[aria-modal="true"]')].at(-1)
  )
}

/**
 * A small form over the page. Ctrl+Enter saves, Esc goes back and asks before typed words are lost, and a refusal is
 * shown inside, beside what caused it.
 */
export function FormDialog(props: FormDialogProps) {
  const { isDirty, isSaving, canSave = true, isDestructive = false, onClose, refusal } = props
  const [asking, setAsking] = useState(false)
  const stay = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (asking) stay.current?.focus()
  }, [asking])
  const save = useRef(props.onSave)
  save.current = canSave && !isSaving ? props.onSave : () => undefined
  function leave(): void {
    if (isDirty && !asking) setAsking(true)
    else onClose()
  }
  const body = useRef<HTMLDivElement>(null)
  // The key counts from the moment the form is there: a quick hand presses it before the focus has come in.
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !isOnTop(body.current)) return
      event.preventDefault()
      event.stopPropagation()
      // A date is read on leaving its box; the save must see what was read.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      setTimeout(() => save.current(), 0)
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [])
  return (
    <Modal
      opened
      onClose={leave}
      title={props.title}
      size={props.size ?? 'lg'}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close without saving' }}
    >
      <Stack gap="md" ref={body}>
        {props.subject && <div className={classes.subject}>{props.subject}</div>}
        {refusal && (
          <>
            <Problem refusal={refusal} />
            {props.refusalDetails}
          </>
        )}
        <ErrorSummary problems={props.problems ?? []} />
        {props.children}
        {asking ? (
          <div role="alertdialog" aria-label="Leave without saving?" className={classes.asking}>
            <Text fw={700}>What you typed has not been saved.</Text>
            <Group gap="sm">
              <Button variant="default" ref={stay} onClick={() => setAsking(false)}>
                Keep typing
              </Button>
              <Button color="red.9" onClick={onClose}>
                Leave without saving
              </Button>
            </Group>
          </div>
        ) : (
          <div className={classes.footer}>
            <Button
              variant="default"
              onClick={leave}
              data-autofocus={isDestructive || undefined}
              rightSection={<Kbd size="xs">Esc</Kbd>}
            >
              Cancel
            </Button>
            <Button
              color={isDestructive ? 'red.9' : 'blue'}
              loading={isSaving}
              disabled={!canSave}
              aria-keyshortcuts="Control+Enter"
              onClick={() => save.current()}
              rightSection={
                <span aria-hidden className={classes.keys}>
                  Ctrl + Enter
                </span>
              }
            >
              {props.saveLabel}
            </Button>
          </div>
        )}
      </Stack>
    </Modal>
  )
}
