import { ScreenParts } from '../../components/screen-parts.tsx'

const parts = [
  { id: 'decide', label: 'Decide', href: '/triage' },
  { id: 'figures', label: 'How we are doing', href: '/triage/part/figures' },
] as const

/** Deciding, and how deciding goes. */
export function TriageParts({
  current,
  isCompact = false,
}: {
  current: (typeof parts)[number]['id']
  isCompact?: boolean
}) {
  return <ScreenParts label="Parts of triage" parts={parts} current={current} isCompact={isCompact} />
}
