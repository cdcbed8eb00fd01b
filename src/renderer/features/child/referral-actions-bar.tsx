import { Button, Menu, Text } from '@mantine/core'
import { IconChevronDown, IconDots, IconFlask } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReferralStatus } from '../../../shared/codes/referral-statuses.ts'
import type { RecordableEventType, ReferralDetail } from '../../../shared/contract/referrals.ts'
import { actions, RecordDialog } from '../referral-actions/index.ts'
import { SaveExampleDialog, useMayChangeRules } from '../rules/index.ts'
import classes from './child.module.css'

/** What most often comes next in each status: shown as buttons, the first one filled, except before triage. */
const likely: Record<ReferralStatus, readonly RecordableEventType[]> = {
  received: ['information_requested', 'contact_made'],
  information_requested: ['information_received', 'contact_made'],
  waiting: ['appointment_booked', 'opt_in_sent', 'contact_made'],
  opt_in_sent: ['opted_in', 'appointment_booked', 'contact_made'],
  booked: ['attended', 'was_not_brought', 'cancelled_by_family', 'cancelled_by_service'],
  to_rebook: ['appointment_booked', 'contact_made'],
  planned: ['appointment_booked', 'contact_made'],
  seen: ['appointment_booked', 'closed'],
  redirected: ['reopened'],
  not_accepted: ['reopened'],
  closed: ['reopened'],
  registered_in_error: [],
}

const followUp: readonly RecordableEventType[] = [
  'attended',
  'was_not_brought',
  'cancelled_by_family',
  'closed',
]

function likelyFor({ status, nextAppointmentOn }: ReferralDetail): readonly RecordableEventType[] {
  return status === 'seen' && nextAppointmentOn !== null ? followUp : likely[status]
}

export interface ReferralActionsBarProps {
  detail: ReferralDetail
  /** The child in words, for the title of a form. */
  childName: string
}

/** What may be recorded now: the likely steps as buttons, the rest under More, and why some are not possible. */
export function ReferralActionsBar({ detail, childName }: ReferralActionsBarProps) {
  const [type, setType] = useState<RecordableEventType | null>(null)
  const [isSavingCase, setIsSavingCase] = useState(false)
  const mayChangeRules = useMayChangeRules()
  const now = new Map(detail.actions.map((action) => [action.type as string, action]))
  const allowed = actions.filter((action) => now.get(action.type)?.allowed)
  const refused = actions.flatMap((action) => {
    const entry = now.get(action.type)
    return entry && !entry.allowed ? [{ action, why: entry.why ?? '' }] : []
  })
  const shown = likelyFor(detail).flatMap((each) => allowed.find((action) => action.type === each) ?? [])
  const rest = allowed.filter((action) => !shown.includes(action))
  return (
    <div className={classes.buttons}>
      {shown.map((action, index) => (
        <Button
          key={action.type}
          variant={index === 0 && detail.status !== 'received' ? 'filled' : 'default'}
          leftSection={<action.icon size={16} aria-hidden />}
          onClick={() => setType(action.type)}
        >
          {action.label}
        </Button>
      ))}
      {rest.length + refused.length > 0 && (
        <Menu
          position="bottom-end"
          width={340}
          withInitialFocusPlaceholder={false}
          middlewares={{ flip: true, shift: true, size: { padding: 8 } }}
        >
          <Menu.Target>
            <Button
              variant="default"
              leftSection={<IconDots size={16} aria-hidden />}
              rightSection={<IconChevronDown size={14} aria-hidden />}
            >
              More
            </Button>
          </Menu.Target>
          <Menu.Dropdown style={{ overflowY: 'auto' }}>
            {rest.map((action) => (
              <Menu.Item
                key={action.type}
                leftSection={<action.icon size={16} aria-hidden />}
                onClick={() => setType(action.type)}
              >
                {action.label}
              </Menu.Item>
            ))}
            {mayChangeRules && (
              <Menu.Item
                leftSection={<IconFlask size={16} aria-hidden />}
                onClick={() => setIsSavingCase(true)}
              >
                Save as a worked case for the rules…
              </Menu.Item>
            )}
            {refused.length > 0 && <Menu.Label>Not possible now</Menu.Label>}
            {refused.map(({ action, why }) => (
              <Menu.Item
                key={action.type}
                aria-disabled
                closeMenuOnClick={false}
                leftSection={<action.icon size={16} aria-hidden />}
              >
                <Text c="dimmed">{action.label}</Text>
                <Text size="sm" c="dimmed">
                  {why}
                </Text>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {isSavingCase && (
        <SaveExampleDialog referralId={detail.referralId} onClose={() => setIsSavingCase(false)} />
      )}
      {type !== null && (
        <RecordDialog
          detail={detail}
          type={type}
          subject={`${childName}. ${detail.serviceName}.`}
          onClose={() => setType(null)}
        />
      )}
    </div>
  )
}
