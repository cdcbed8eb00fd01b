import {
  IconCalendarX,
  IconFlag3,
  IconHome,
  IconLanguage,
  IconListDetails,
  IconLock,
  IconMedal,
  IconSchool,
  IconShield,
  IconUsers,
  IconHeartHandshake,
} from '@tabler/icons-react'
import { type RowFlag, rowFlagLabels } from '../../shared/contract/list-query.ts'
import type { Tone } from '../app/tokens.ts'
import { BadgeList, type IconComponent, ToneBadge } from './tone-badge.tsx'

const looks: Record<RowFlag, { tone: Tone; icon: IconComponent }> = {
  red_flag: { tone: 'danger', icon: IconFlag3 },
  child_in_care: { tone: 'violet', icon: IconHome },
  cp_plan: { tone: 'violet', icon: IconShield },
  child_in_need: { tone: 'violet', icon: IconHeartHandshake },
  ehcp: { tone: 'info', icon: IconSchool },
  interpreter_needed: { tone: 'info', icon: IconLanguage },
  armed_forces_family: { tone: 'info', icon: IconMedal },
  restricted: { tone: 'danger', icon: IconLock },
  was_not_brought: { tone: 'warning', icon: IconCalendarX },
  possible_duplicate: { tone: 'warning', icon: IconUsers },
  missing_data: { tone: 'neutral', icon: IconListDetails },
}

/** One flag, as icon and words. `count` is shown where it happened more than once. */
export function FlagBadge({ flag, count }: { flag: RowFlag; count?: number }) {
  const { tone, icon } = looks[flag]
  return (
    <ToneBadge tone={tone} icon={icon} strong={flag === 'red_flag' || flag === 'restricted'}>
      {rowFlagLabels[flag]}
      {count !== undefined && count > 1 ? ` ×${count}` : ''}
    </ToneBadge>
  )
}

/** All flags of a row, in the order given. */
export function FlagList({ flags }: { flags: readonly RowFlag[] }) {
  return (
    <BadgeList>
      {flags.map((flag) => (
        <FlagBadge key={flag} flag={flag} />
      ))}
    </BadgeList>
  )
}

/** The flags in words, for a list's text. */
export function flagsText(flags: readonly RowFlag[]): string {
  return flags.map((flag) => rowFlagLabels[flag]).join(', ')
}
