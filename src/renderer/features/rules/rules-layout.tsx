import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { PageHeader } from '../../components/page-header.tsx'
import { DraftBar } from './draft-bar.tsx'
import classes from './rules.module.css'
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
      <nav className={classes.parts} aria-label="Parts of the rules">
        <ul>
          {parts
            .filter(({ id }) => id !== 'bench' || mayBench)
            .map(({ id, label, href }) => (
              <li key={id}>
                <Link href={href} aria-current={id === part ? 'page' : undefined}>
                  {label}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <DraftBar isOnBench={part === 'bench'} />
      {children}
    </>
  )
}
