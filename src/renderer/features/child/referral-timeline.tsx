import { Button } from '@mantine/core'
import {
  IconCircleDot,
  IconCircleMinus,
  IconHistory,
  IconInbox,
  IconThumbUp,
  IconTrash,
} from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { EventType } from '../../../shared/codes/event-types.ts'
import type { ReferralDetail, TimelineEntry as Entry } from '../../../shared/contract/referrals.ts'
import { Timeline } from '../../components/timeline.tsx'
import type { IconComponent } from '../../components/tone-badge.tsx'
import { actionOf, VoidDialog } from '../referral-actions/index.ts'
import classes from './child.module.css'
import { instantText } from './instant.ts'

const others: Partial<Record<EventType, IconComponent>> = {
  received: IconInbox,
  accepted: IconThumbUp,
  redirected: IconCircleMinus,
  not_accepted: IconCircleMinus,
  history_carried: IconHistory,
}

function voidedWords(entry: Entry): string | null {
  if (entry.voidedBy === null) return null
  const { reason, recordedBy, recordedAt } = entry.voidedBy
  return `${reason ?? 'no reason given'} (${recordedBy}, ${instantText(recordedAt)})`
}

/** Who recorded it and when; of an entry that came with a file, from where. */
function recordedWords({ fromImport, recordedBy, recordedAt }: Entry): string {
  const from = fromImport && (fromImport.source || fromImport.fileName)
  return `${from ? `Imported from ${from}` : 'Recorded'} by ${recordedBy}, ${instantText(recordedAt)}`
}

/** Every fact of a referral, newest first, with who recorded it and why; mistaken ones struck through, never gone. */
export function ReferralTimeline({ detail, mayRecord }: { detail: ReferralDetail; mayRecord: boolean }) {
  const [voiding, setVoiding] = useState<Entry | null>(null)
  const entries = useMemo(
    () =>
      detail.timeline.map((entry) => ({
        id: entry.eventId,
        date: entry.happenedOn,
        title: entry.sentence,
        icon: actionOf(entry.type)?.icon ?? others[entry.type] ?? IconCircleDot,
        voided: voidedWords(entry),
        details: (
          <>
            {entry.reason && <div className={classes.reason}>Reason: {entry.reason}</div>}
            <div className={classes.recorded}>
              {recordedWords(entry)}
              {mayRecord && entry.canVoid && (
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-xs"
                  leftSection={<IconTrash size={12} aria-hidden />}
                  aria-label={`Void this entry: ${entry.sentence}`}
                  onClick={() => setVoiding(entry)}
                >
                  Void this entry
                </Button>
              )}
            </div>
          </>
        ),
      })),
    [detail.timeline, mayRecord],
  )
  return (
    <>
      <Timeline label={`Timeline, ${detail.serviceName}`} entries={entries} />
      {voiding && (
        <VoidDialog
          referralId={detail.referralId}
          version={detail.version}
          entry={voiding}
          onClose={() => setVoiding(null)}
        />
      )}
    </>
  )
}
