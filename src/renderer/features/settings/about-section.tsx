import { List, Stack, Text } from '@mantine/core'
import { useWork } from '../../app/work-context.tsx'
import { Facts } from './facts.tsx'
import { SectionHeader } from './section-header.tsx'

/** Software that comes with the app, with its licence. */
const licences = [
  'Electron, React, Mantine, TanStack Query and Virtual, oRPC, Kysely, Zod, date-fns, Papa Parse, hucre, Tabler Icons: MIT',
  'SQLite: public domain; SQLite3 Multiple Ciphers and its driver: MIT',
  'Argon2 for Node, electron-log, uuid: MIT; wouter: Unlicense',
  'Chromium: BSD 3-Clause and others, listed in LICENSES.chromium.html beside the app',
  'Atkinson Hyperlegible, by the Braille Institute of America: SIL Open Font License 1.1',
] as const

/** Which version this is, what it is for, and what it is built on. */
export function AboutSection() {
  const { store } = useWork()
  return (
    <Stack gap="xl">
      <SectionHeader title="About CYP Waits">
        Keeps the waiting lists of children’s and young people’s community services.
      </SectionHeader>
      <Facts
        facts={[
          ['Version', window.cypWaits.appVersion],
          [
            'Organisation',
            store.providerName ? `${store.providerName} (${store.providerCode})` : store.providerCode,
          ],
          ['Data', store.kind === 'demo' ? 'Made-up children' : 'On this computer, encrypted'],
        ]}
      />
      <div>
        <Text fw={700} size="lg">
          It suggests, people decide
        </Text>
        <Text size="md" maw="44rem">
          CYP Waits is an administrative tool. It is not a medical device and gives no clinical advice: every
          order and suggestion follows rules that your service set, says why, and changes nothing until
          somebody accepts it. It sends nothing anywhere.
        </Text>
      </div>
      <div>
        <Text fw={700} size="lg">
          Built on
        </Text>
        <List size="md" maw="44rem">
          {licences.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </div>
    </Stack>
  )
}
