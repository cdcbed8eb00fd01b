import { Title } from '@mantine/core'
import { IconChevronLeft } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { usePageTitle } from '../../app/page-title.ts'
import classes from './session.module.css'

export interface GatePageProps {
  title: string
  description?: ReactNode
  /** Whether it holds a choice among things to read, rather than a form. */
  wide?: boolean
  /** Said across the top, where what is shown is made up. */
  mark?: ReactNode
  back?: { label: string; onBack: () => void }
  /** Below the panel: other ways to go on. */
  below?: ReactNode
  children: ReactNode
}

/** A page shown while nobody is signed in: one panel, one thing to do. The cursor starts in its first field. */
export function GatePage({ title, description, wide, mark, back, below, children }: GatePageProps) {
  usePageTitle(title)
  const panel = useRef<HTMLElement>(null)
  const shown = useRef('')
  useEffect(() => {
    if (shown.current === title) return
    shown.current = title
    const first = panel.current?.querySelector<HTMLElement>('[data-first]')
    ;(first ?? panel.current?.querySelector('h1'))?.focus()
  }, [title])
  return (
    <div className={classes.page}>
      {mark}
      <main className={classes.column} data-wide={wide || undefined}>
        <p className={classes.product}>
          <strong>CYP Waits</strong>
          <span>Waiting lists of children’s community services</span>
        </p>
        <section ref={panel} className={classes.panel}>
          {back && (
            <button type="button" className={classes.back} onClick={back.onBack}>
              <IconChevronLeft size={16} aria-hidden />
              {back.label}
            </button>
          )}
          <div>
            <Title order={1} tabIndex={-1}>
              {title}
            </Title>
            {description && <div className={classes.description}>{description}</div>}
          </div>
          {children}
        </section>
        {below && <div className={classes.below}>{below}</div>}
      </main>
    </div>
  )
}
