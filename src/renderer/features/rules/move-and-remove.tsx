import { ActionIcon, Group, Tooltip } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import type { RefObject } from 'react'
import type { RuleGroupProps } from 'react-querybuilder'

type FromBuilder = Pick<RuleGroupProps, 'id' | 'path' | 'actions' | 'shiftUpDisabled' | 'shiftDownDisabled'>

export interface MoveAndRemoveProps extends FromBuilder {
  /** What is moved, for screen readers: "test 2.1". */
  what: string
  box: RefObject<HTMLElement | null>
  onRemove: () => void
}

/** Moves a test or a group up and down through the tree, in and out of groups, or takes it away. The focus follows. */
export function MoveAndRemove({ id, path, actions, what, box, onRemove, ...ends }: MoveAndRemoveProps) {
  function move(direction: 'up' | 'down'): void {
    actions.moveRule(path, direction)
    setTimeout(() => {
      const moved = id === undefined ? null : document.querySelector(`[data-id="${CSS.escape(id)}"]`)
      const again = moved?.querySelector<HTMLButtonElement>(`[data-move="${direction}"]:not(:disabled)`)
      const other = again ?? moved?.querySelector<HTMLButtonElement>('[data-move]:not(:disabled)')
      other?.focus()
    }, 0)
  }
  function remove(): void {
    const parent = box.current?.parentElement
    const before = box.current?.previousElementSibling
    onRemove()
    setTimeout(() => {
      const next = before?.isConnected ? before : parent
      next?.querySelector<HTMLElement>('input, button')?.focus()
    }, 0)
  }
  return (
    <Group gap={2} wrap="nowrap">
      <Tooltip label="Move up">
        <ActionIcon
          aria-label={`Move ${what} up`}
          data-move="up"
          disabled={ends.shiftUpDisabled ?? false}
          onClick={() => move('up')}
        >
          <IconArrowUp size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Move down">
        <ActionIcon
          aria-label={`Move ${what} down`}
          data-move="down"
          disabled={ends.shiftDownDisabled ?? false}
          onClick={() => move('down')}
        >
          <IconArrowDown size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Remove">
        <ActionIcon aria-label={`Remove ${what}`} onClick={remove}>
          <IconTrash size={16} />
        </ActionIcon>
      </Tooltip>
    </Group>
  )
}
