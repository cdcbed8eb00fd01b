import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Selection } from '../../../shared/contract/list-query.ts'
import type { RecordableEventType } from '../../../shared/contract/referrals.ts'
import { actionOf, BulkDialog } from '../referral-actions/index.ts'

const offered: RecordableEventType[] = [
  'contact_made',
  'opt_in_sent',
  'information_received',
  'priority_changed',
  'note',
  'closed',
]

export interface BulkBarProps {
  selection: Selection
  count: number
  nameOf?: (referralId: string) => string
  onDone: () => void
}

/** What can be recorded for every selected referral at once; each opens a preview first. */
export function BulkBar({ selection, count, nameOf, onDone }: BulkBarProps) {
  const [type, setType] = useState<RecordableEventType | null>(null)
  return (
    <>
      {offered.map((each) => {
        const action = actionOf(each)
        if (!action) return null
        return (
          <Button
            key={each}
            variant="default"
            size="compact-sm"
            leftSection={<action.icon size={14} aria-hidden />}
            onClick={() => setType(each)}
          >
            {action.label}…
          </Button>
        )
      })}
      {type !== null && (
        <BulkDialog
          type={type}
          selection={selection}
          count={count}
          {...(nameOf ? { nameOf } : {})}
          onClose={() => setType(null)}
          onDone={onDone}
        />
      )}
    </>
  )
}
