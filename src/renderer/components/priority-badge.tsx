import {
  IconAlertOctagon,
  IconCalendarTime,
  IconChevronsUp,
  IconChevronUp,
  IconMinus,
  IconQuestionMark,
} from '@tabler/icons-react'
import { type Priority, priorityLabels } from '../../shared/codes/priorities.ts'
import type { Tone } from '../app/tokens.ts'
import { type IconComponent, ToneBadge } from './tone-badge.tsx'

const looks: Record<Priority, { tone: Tone; icon: IconComponent }> = {
  same_day: { tone: 'danger', icon: IconAlertOctagon },
  urgent: { tone: 'danger', icon: IconChevronsUp },
  soon: { tone: 'warning', icon: IconChevronUp },
  routine: { tone: 'neutral', icon: IconMinus },
  planned: { tone: 'info', icon: IconCalendarTime },
}

export interface PriorityBadgeProps {
  priority: Priority | null
  /** What the rules suggest where nobody has decided. */
  suggested?: Priority | null | undefined
}

/** The priority decided, or the suggestion marked as one. */
export function PriorityBadge({ priority, suggested }: PriorityBadgeProps) {
  if (priority) {
    const { tone, icon } = looks[priority]
    return (
      <ToneBadge tone={tone} icon={icon} strong={priority === 'same_day'}>
        {priorityLabels[priority]}
      </ToneBadge>
    )
  }
  if (suggested) {
    return (
      <ToneBadge tone={looks[suggested].tone} icon={looks[suggested].icon}>
        <em>{priorityLabels[suggested]} suggested</em>
      </ToneBadge>
    )
  }
  return (
    <ToneBadge tone="neutral" icon={IconQuestionMark}>
      Not triaged
    </ToneBadge>
  )
}
