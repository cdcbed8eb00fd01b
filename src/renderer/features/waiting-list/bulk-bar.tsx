import { Button } from '@mantine/core'
import { IconHeartHandshake, IconMail, IconMessageQuestion } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { Selection } from '../../../shared/contract/list-query.ts'
import type { RecordableEventType } from '../../../shared/contract/referrals.ts'
import { useWork } from '../../app/work-context.tsx'
import { BatchDialog } from '../letters/index.ts'
import { actionOf, BulkDialog } from '../referral-actions/index.ts'
import { OfferDialog } from '../waiting-care/index.ts'
import { askChosenHref, useAskChosen } from '../rounds/index.ts'

const offered: { type: RecordableEventType; label: string }[] = [
  { type: 'contact_made', label: 'Contact' },
  { type: 'opt_in_sent', label: 'Opt-in sent' },
  { type: 'information_received', label: 'Information in' },
  { type: 'priority_changed', label: 'Priority' },
  { type: 'note', label: 'Note' },
  { type: 'closed', label: 'Close' },
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
  const [isWriting, setIsWriting] = useState(false)
  const [isOffering, setIsOffering] = useState(false)
  const { person } = useWork()
  const maySupport = mayCall(access.support.offer, person.roles)
  const askChosen = useAskChosen()
  const [, navigate] = useLocation()
  return (
    <>
      {offered.map((each) => {
        const action = actionOf(each.type)
        if (!action) return null
        return (
          <Button
            key={each.type}
            variant="default"
            size="compact-sm"
            leftSection={<action.icon size={14} aria-hidden />}
            onClick={() => setType(each.type)}
          >
            {each.label}…
          </Button>
        )
      })}
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconMail size={14} aria-hidden />}
        onClick={() => setIsWriting(true)}
      >
        Letters…
      </Button>
      {mayCall(access.rounds.start, person.roles) && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconMessageQuestion size={14} aria-hidden />}
          onClick={() => {
            askChosen({ selection, count })
            navigate(askChosenHref)
          }}
        >
          Ask in a round…
        </Button>
      )}
      {maySupport && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconHeartHandshake size={14} aria-hidden />}
          onClick={() => setIsOffering(true)}
        >
          Support…
        </Button>
      )}
      {isOffering && (
        <OfferDialog
          to={selection}
          count={count}
          subject={`${count.toLocaleString('en-GB')} ${count === 1 ? 'referral' : 'referrals'} chosen in the list.`}
          {...(nameOf ? { nameOf } : {})}
          onClose={() => setIsOffering(false)}
          onDone={onDone}
        />
      )}
      {isWriting && (
        <BatchDialog
          selection={selection}
          count={count}
          onClose={() => setIsWriting(false)}
          onDone={onDone}
        />
      )}
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
