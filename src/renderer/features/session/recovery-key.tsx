import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { IconAlertTriangle, IconCopy, IconPrinter } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { formatDate } from '../../../shared/format/dates.ts'
import { useAnnounce } from '../../app/announcer.tsx'
import { copyText } from '../../components/data-grid/copy.ts'
import { Notice } from '../../components/notice.tsx'
import { GatePage } from './gate-page.tsx'
import classes from './session.module.css'

export interface RecoveryKeyProps {
  recoveryKey: string
  /** Whose data it opens: name and code of the provider. */
  provider: string
  /** `YYYY-MM-DD`. */
  today: string
  onPrint: () => void
  onKept: () => void
}

/** The recovery key, shown this once; the way on asks whether it is written down. */
export function RecoveryKey({ recoveryKey, provider, today, onPrint, onKept }: RecoveryKeyProps) {
  const announce = useAnnounce()
  const [kept, setKept] = useState(false)
  const [asked, setAsked] = useState(false)
  const box = useRef<HTMLInputElement>(null)
  const groups = recoveryKey.split('-')

  async function copy(): Promise<void> {
    const copied = await copyText(recoveryKey)
    announce(copied ? 'Recovery key copied' : 'The clipboard is not available. Write the key down.', !copied)
  }

  function goOn(): void {
    if (kept) onKept()
    else {
      setAsked(true)
      box.current?.focus()
    }
  }

  return (
    <GatePage
      title="Keep this recovery key"
      wide
      description="If everybody forgets their password, this key is the only way back to the data."
    >
      <ol className={classes.keyGroups} aria-label="Recovery key, 8 groups of 5">
        {groups.map((group, index) => (
          <li key={`${index}-${group}`}>{group}</li>
        ))}
      </ol>
      <p className={classes.printed}>
        Recovery key of the waiting lists of {provider}, made {formatDate(today)} by CYP Waits. To use it,
        choose “Forgotten password” where you sign in. Anybody who has this key and the computer can read the
        data: keep it where confidential papers are kept.
      </p>
      <Group gap="sm" className={classes.notPrinted}>
        <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={onPrint}>
          Print
        </Button>
        <Button
          variant="default"
          leftSection={<IconCopy size={16} aria-hidden />}
          onClick={() => void copy()}
        >
          Copy
        </Button>
      </Group>
      <div className={classes.notPrinted}>
        <Notice tone="warning" icon={IconAlertTriangle} title="It is shown this once and kept nowhere">
          <span>
            Keep it locked away and off this computer, for example with your information governance lead.
            Nobody can make it again, not even whoever made this app.
          </span>
        </Notice>
      </div>
      <Stack gap="lg" className={classes.notPrinted}>
        <Checkbox
          ref={box}
          size="md"
          label="I have written it down or printed it"
          checked={kept}
          onChange={(event) => setKept(event.currentTarget.checked)}
          error={asked && !kept ? 'Write the key down or print it, then tick this box.' : undefined}
        />
        <Group>
          <Button size="md" onClick={goOn}>
            Start working
          </Button>
        </Group>
      </Stack>
    </GatePage>
  )
}
