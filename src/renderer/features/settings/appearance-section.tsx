import { Radio, Stack, useMantineColorScheme } from '@mantine/core'
import { type Density, useDensity } from '../../app/preferences.ts'
import { SectionHeader } from './section-header.tsx'

type Scheme = 'light' | 'dark' | 'auto'

/** How the app looks on this computer. */
export function AppearanceSection() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [density, setDensity] = useDensity()
  return (
    <Stack gap="xl">
      <SectionHeader title="Appearance">
        Kept on this computer for everybody who uses it. The size of everything follows Ctrl with plus or
        minus.
      </SectionHeader>
      <Radio.Group label="Colours" value={colorScheme} onChange={(value) => setColorScheme(value as Scheme)}>
        <Stack gap="sm" mt="sm">
          <Radio value="light" label="Light" />
          <Radio value="dark" label="Dark" />
          <Radio value="auto" label="As the computer" />
        </Stack>
      </Radio.Group>
      <Radio.Group label="Rows in lists" value={density} onChange={(value) => setDensity(value as Density)}>
        <Stack gap="sm" mt="sm">
          <Radio value="compact" label="Compact: more rows on the screen" />
          <Radio value="comfortable" label="Roomy: easier to point at" />
        </Stack>
      </Radio.Group>
    </Stack>
  )
}
