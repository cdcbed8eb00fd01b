import { Button, Menu, useMantineColorScheme } from '@mantine/core'
import {
  IconCheck,
  IconChevronDown,
  IconDeviceDesktop,
  IconHelp,
  IconKeyboard,
  IconLock,
  IconMoon,
  IconSun,
  IconUser,
  IconUsers,
} from '@tabler/icons-react'
import { roleLabels } from '../../shared/codes/roles.ts'
import classes from './frame.module.css'
import { useDensity } from './preferences.ts'
import { useWork } from './work-context.tsx'

const schemes = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'auto', label: 'As the computer', icon: IconDeviceDesktop },
] as const

const densities = [
  { value: 'compact', label: 'Compact' },
  { value: 'comfortable', label: 'Roomy' },
] as const

/** Who is signed in, how the app looks to them, and the way out. */
export function PersonMenu({ onKeys, onHelp }: { onKeys: () => void; onHelp?: (() => void) | undefined }) {
  const { person, lock } = useWork()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [density, setDensity] = useDensity()
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          className={classes.person}
          leftSection={<IconUser size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          <span className={classes.personName}>{person.displayName}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {person.displayName}
          <br />
          {person.roles.map((role) => roleLabels[role]).join(', ')}
        </Menu.Label>
        <Menu.Item leftSection={<IconLock size={16} aria-hidden />} rightSection="Ctrl+L" onClick={lock}>
          Lock
        </Menu.Item>
        <Menu.Item leftSection={<IconUsers size={16} aria-hidden />} onClick={lock}>
          Change person
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Colours</Menu.Label>
        {schemes.map(({ value, label, icon: Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            closeMenuOnClick={false}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={colorScheme === value && <IconCheck size={16} aria-hidden />}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>Rows in lists</Menu.Label>
        {densities.map(({ value, label }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={density === value}
            closeMenuOnClick={false}
            rightSection={density === value && <IconCheck size={16} aria-hidden />}
            onClick={() => setDensity(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconKeyboard size={16} aria-hidden />}
          rightSection="Ctrl+/"
          onClick={onKeys}
        >
          Keyboard
        </Menu.Item>
        {onHelp && (
          <Menu.Item leftSection={<IconHelp size={16} aria-hidden />} rightSection="F1" onClick={onHelp}>
            Help
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
