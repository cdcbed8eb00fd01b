import type { ReactNode } from 'react'
import { PageHeader } from '../../components/page-header.tsx'
import { ScreenParts } from '../../components/screen-parts.tsx'

const parts = [
  { id: 'rules', label: 'What to fix', href: '/data-quality' },
  { id: 'score', label: 'Score by service', href: '/data-quality/score' },
  { id: 'extracts', label: 'Extracts compared', href: '/data-quality/extracts' },
] as const

export interface QualityLayoutProps {
  part: (typeof parts)[number]['id']
  title: string
  description: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** The head that all parts of data quality share. */
export function QualityLayout({ part, title, description, actions, children }: QualityLayoutProps) {
  return (
    <>
      <PageHeader title={title} description={description} actions={actions} />
      <ScreenParts label="Parts of data quality" parts={parts} current={part} />
      {children}
    </>
  )
}
