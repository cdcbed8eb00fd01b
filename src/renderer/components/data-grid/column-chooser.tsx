import { ActionIcon, Button, Checkbox, Group, Popover, ScrollArea, Stack, Text } from '@mantine/core'
import { memo } from 'react'
import {
  IconArrowDown,
  IconArrowUp,
  IconColumns3,
  IconLayoutSidebarLeftExpand,
  IconLayoutSidebarRightExpand,
} from '@tabler/icons-react'
import { clampWidth, moveColumn, orderedColumns, startingPrefs } from './columns.ts'
import type { Column, ColumnPrefs } from './types.ts'

export interface ColumnChooserProps<Row> {
  columns: readonly Column<Row>[]
  prefs: ColumnPrefs
  onChange: (prefs: ColumnPrefs) => void
}

function ColumnChooserView<Row>({ columns, prefs, onChange }: ColumnChooserProps<Row>) {
  const ordered = orderedColumns(columns, prefs)
  function setShown(id: string, shown: boolean): void {
    onChange({
      ...prefs,
      hidden: shown ? prefs.hidden.filter((entry) => entry !== id) : [...prefs.hidden, id],
    })
  }
  function widen(column: Column<Row>, by: number): void {
    const width = clampWidth((prefs.widths[column.id] ?? column.width) + by)
    onChange({ ...prefs, widths: { ...prefs.widths, [column.id]: width } })
  }
  return (
    <Popover position="bottom-end" width={380} trapFocus>
      <Popover.Target>
        <Button variant="subtle" color="gray" leftSection={<IconColumns3 size={16} aria-hidden />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Stack gap="sm">
          <Checkbox
            label="Wrap long text"
            checked={prefs.wrap}
            onChange={(event) => onChange({ ...prefs, wrap: event.currentTarget.checked })}
          />
          <ScrollArea.Autosize mah="50vh" offsetScrollbars>
            <Stack gap={2}>
              {ordered.map((column) => (
                <Group key={column.id} justify="space-between" wrap="nowrap" gap="xs">
                  <Checkbox
                    label={column.header}
                    description={column.description}
                    disabled={column.required ?? false}
                    checked={column.required || !prefs.hidden.includes(column.id)}
                    onChange={(event) => setShown(column.id, event.currentTarget.checked)}
                  />
                  <Group gap={0} wrap="nowrap">
                    <ActionIcon aria-label={`${column.header}: narrower`} onClick={() => widen(column, -16)}>
                      <IconLayoutSidebarRightExpand size={16} />
                    </ActionIcon>
                    <ActionIcon aria-label={`${column.header}: wider`} onClick={() => widen(column, 16)}>
                      <IconLayoutSidebarLeftExpand size={16} />
                    </ActionIcon>
                    <ActionIcon
                      aria-label={`${column.header}: earlier`}
                      onClick={() => onChange(moveColumn(columns, prefs, column.id, -1))}
                    >
                      <IconArrowUp size={16} />
                    </ActionIcon>
                    <ActionIcon
                      aria-label={`${column.header}: later`}
                      onClick={() => onChange(moveColumn(columns, prefs, column.id, 1))}
                    >
                      <IconArrowDown size={16} />
                    </ActionIcon>
                  </Group>
                </Group>
              ))}
            </Stack>
          </ScrollArea.Autosize>
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              Kept on this computer
            </Text>
            <Button variant="default" size="xs" onClick={() => onChange(startingPrefs(columns))}>
              As at first
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Which columns, in which order and how wide: all by buttons, so that nothing needs dragging. */
export const ColumnChooser = memo(ColumnChooserView) as typeof ColumnChooserView
