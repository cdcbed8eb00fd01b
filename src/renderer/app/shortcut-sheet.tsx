import { Group, Kbd, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useActiveShortcuts } from './shortcuts.tsx'

/** Keys that lists answer to; they belong to the grid and are always the same. */
const listKeys: readonly { keys: string; label: string }[] = [
  { keys: '↑ ↓ ← →', label: 'Move from cell to cell' },
  { keys: 'Home / End', label: 'First or last column' },
  { keys: 'Ctrl+Home / Ctrl+End', label: 'First or last row' },
  { keys: 'Page Up / Page Down', label: 'One screenful up or down' },
  { keys: 'Space', label: 'Select the row' },
  { keys: 'Shift+↑ / Shift+↓', label: 'Extend the selection' },
  { keys: 'Ctrl+A', label: 'Select the rows shown; again for all that match' },
  { keys: 'Ctrl+C', label: 'Copy as cells for Excel' },
  { keys: 'Enter', label: 'Open the row; on a heading, sort by it' },
  { keys: 'F2', label: 'Go into the cell; Esc comes back' },
  { keys: 'Esc', label: 'Clear the selection' },
]

function Keys({ keys }: { keys: string }) {
  return (
    <Group gap={4} wrap="wrap" component="span">
      {keys.split(' / ').map((combination) => (
        <Kbd key={combination} size="xs">
          {combination.replaceAll('+', ' + ')}
        </Kbd>
      ))}
    </Group>
  )
}

function KeyList({ title, entries }: { title: string; entries: readonly { keys: string; label: string }[] }) {
  return (
    <Stack gap="sm">
      <Title order={3}>{title}</Title>
      <Stack component="dl" gap={6} m={0}>
        {entries.map((entry) => (
          <Group
            key={entry.keys + entry.label}
            justify="space-between"
            gap="md"
            wrap="nowrap"
            align="flex-start"
          >
            <Text component="dt" size="sm">
              {entry.label}
            </Text>
            <Text component="dd" m={0} ta="right">
              <Keys keys={entry.keys} />
            </Text>
          </Group>
        ))}
      </Stack>
    </Stack>
  )
}

/** The sheet that Ctrl+/ opens: every key that works on the present screen. */
export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const groups = Map.groupBy(useActiveShortcuts(), (shortcut) => shortcut.group)
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Keyboard"
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        {[...groups].map(([title, entries]) => (
          <KeyList key={title} title={title} entries={entries} />
        ))}
        <KeyList title="In a list" entries={listKeys} />
      </SimpleGrid>
    </Modal>
  )
}
