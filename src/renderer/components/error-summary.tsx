import { Anchor, List } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useLayoutEffect, useRef } from 'react'
import { Notice } from './notice.tsx'

export interface FieldProblem {
  /** Id of the input. */
  fieldId: string
  message: string
}

/** Gives a field the focus; a folded part of the form opens for it. */
function goToField(fieldId: string): void {
  const field = document.getElementById(fieldId)
  field?.closest('details')?.setAttribute('open', '')
  field?.focus()
}

/** Lists what needs correcting at the top of a form; each entry goes to its field. Takes the focus when it appears. */
export function ErrorSummary({ problems }: { problems: readonly FieldProblem[] }) {
  const box = useRef<HTMLDivElement>(null)
  const any = problems.length > 0
  // Before the page is painted: an entry chosen at once must not lose the focus to the list again.
  useLayoutEffect(() => {
    if (any) box.current?.focus()
  }, [any])
  if (!any) return null
  return (
    <div ref={box} tabIndex={-1}>
      <Notice
        tone="danger"
        icon={IconAlertTriangle}
        role="alert"
        title={
          problems.length === 1 ? 'One thing needs correcting' : `${problems.length} things need correcting`
        }
      >
        <List>
          {problems.map(({ fieldId, message }) => (
            <List.Item key={fieldId + message}>
              <Anchor
                href={`#${fieldId}`}
                onClick={(event) => {
                  event.preventDefault()
                  goToField(fieldId)
                }}
              >
                {message}
              </Anchor>
            </List.Item>
          ))}
        </List>
      </Notice>
    </div>
  )
}
