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
  IconCopy,
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
  same_service_twice: { tone: 'warning', icon: IconCopy },
}

/** Whether a flag stands out among the others. */
export function isStrong(flag: RowFlag): boolean {
  return flag === 'red_flag' || flag === 'restricted'
}

/** One flag, as icon and words. `count` is shown where it happened more than once. */
export function FlagBadge({ flag, count }: { flag: RowFlag; count?: number }) {
  const { tone, icon } = looks[flag]
  return (
    <ToneBadge tone={tone} icon={icon} strong={isStrong(flag)}>
      {rowFlagLabels[flag]}
      {count !== undefined && count > 1 ? ` ×${count}` : ''}
    </ToneBadge>
  )
}

const safeguarding: readonly RowFlag[] = [
  'cp_plan',
  'child_in_care',
  'child_in_need',
  'red_flag',
  'restricted',
]

function rank(flag: RowFlag): number {
  const place = safeguarding.indexOf(flag)
  return place === -1 ? safeguarding.length : place
}

/** Flags with safeguarding and what must not be missed first, the others in the order given. */
export function safeguardingFirst(flags: readonly RowFlag[]): RowFlag[] {
  return flags.toSorted((a, b) => rank(a) - rank(b))
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
  return safeguardingFirst(flags)
    .map((flag) => rowFlagLabels[flag])
    .join(', ')
}
