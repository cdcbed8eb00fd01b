import type { ReactNode } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import { ScreenParts } from '../../components/screen-parts.tsx'
import { DraftBar } from './draft-bar.tsx'
import { useMayBench } from './use-draft.ts'

const parts = [
  { id: 'rules', label: 'Rules', href: '/rules' },
  { id: 'bench', label: 'Try on the list', href: '/rules/part/bench' },
  { id: 'examples', label: 'Worked cases', href: '/rules/part/examples' },
  { id: 'versions', label: 'Versions', href: '/rules/part/versions' },
  { id: 'figures', label: 'Figures', href: '/rules/part/figures' },
] as const
export type RulesPart = (typeof parts)[number]['id']

export interface RulesLayoutProps {
  part: RulesPart
  title: string
  description: string
  actions?: ReactNode
  children: ReactNode
}

/** The head that all parts of the Rules screen share: where one is, and what the draft holds. */
export function RulesLayout({ part, title, description, actions, children }: RulesLayoutProps) {
  const mayBench = useMayBench()
  return (
    <>
      <PageHeader title={title} description={description} actions={actions} />
      <ScreenParts
        label="Parts of the rules"
        parts={parts.filter(({ id }) => id !== 'bench' || mayBench)}
        current={part}
      />
      <DraftBar isOnBench={part === 'bench'} />
      {children}
    </>
  )
}
