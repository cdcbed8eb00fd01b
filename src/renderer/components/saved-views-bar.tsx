import { ActionIcon, Button, Checkbox, Group, Menu, Popover, Stack, TextInput } from '@mantine/core'
import { IconBookmarkPlus, IconDots, IconTrash, IconUsers } from '@tabler/icons-react'
import { useState } from 'react'
import classes from './saved-views-bar.module.css'
import { formatCount } from './format-count.ts'

export interface SavedViewTab {
  id: string
  name: string
  count: number
  shared: boolean
  /** Whether the person may remove it. */
  own: boolean
}

export interface SavedViewsBarProps {
  views: readonly SavedViewTab[]
  /** Id of the view looked at; null when filters were changed by hand. */
  activeId: string | null
  onChoose: (id: string) => void
  /** Saves the present filters, sort and columns. */
  onSave: (view: { name: string; shared: boolean }) => unknown
  onRemove: (id: string) => unknown
}

/** Ways of looking at a list, own and shared, each with its count. A view keeps filters and columns, never data. */
export function SavedViewsBar({ views, activeId, onChoose, onSave, onRemove }: SavedViewsBarProps) {
  const [naming, setNaming] = useState(false)
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const active = views.find((view) => view.id === activeId)
  function save(): void {
    if (name.trim() === '') return
    void onSave({ name: name.trim(), shared })
    setNaming(false)
    setName('')
    setShared(false)
  }
  return (
    <div className={classes.bar} role="group" aria-label="Saved views">
      {views.map((view) => (
        <button
          key={view.id}
          type="button"
          className={classes.view}
          aria-pressed={view.id === activeId}
          onClick={() => onChoose(view.id)}
        >
          {view.shared && <IconUsers size={14} aria-label="Shared" role="img" />}
          {view.name}
          <span className={classes.count}>{formatCount(view.count)}</span>
        </button>
      ))}
      {active?.own && (
        <Menu position="bottom-start">
          <Menu.Target>
            <ActionIcon aria-label={`More for the view ${active.name}`}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => void onRemove(active.id)}
            >
              Remove “{active.name}”
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <Popover opened={naming} onChange={setNaming} width={280} trapFocus position="bottom-start">
        <Popover.Target>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconBookmarkPlus size={14} aria-hidden />}
            onClick={() => setNaming(!naming)}
          >
            Save this view
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <form
            onSubmit={(event) => {
              event.preventDefault()
              save()
            }}
          >
            <Stack gap="sm">
              <TextInput
                label="Name of the view"
                maxLength={60}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                data-autofocus
              />
              <Checkbox
                label="Share with everybody here"
                checked={shared}
                onChange={(event) => setShared(event.currentTarget.checked)}
              />
              <Group justify="flex-end">
                <Button type="submit" disabled={name.trim() === ''}>
                  Save
                </Button>
              </Group>
            </Stack>
          </form>
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}
