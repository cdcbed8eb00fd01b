import { useQuery } from '@tanstack/react-query'
import { IconCopy, IconFileImport, IconUserPlus } from '@tabler/icons-react'
import { type ComponentType, type ReactNode } from 'react'
import { Link } from 'wouter'
import { access, mayCall } from '../../../shared/contract/access.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { formatCount } from '../../components/format-count.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { progressWords, useImportJob } from '../import/index.ts'
import { PastImports } from './past-imports.tsx'
import classes from './referrals.module.css'

interface WayProps {
  href: string
  icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>
  title: string
  children: ReactNode
  news?: string | null
}

function Way({ href, icon: Icon, title, children, news }: WayProps) {
  return (
    <Link href={href} className={classes.way}>
      <Icon size={24} stroke={1.5} aria-hidden />
      <span className={classes.wayTitle}>{title}</span>
      <span className={classes.wayWords}>{children}</span>
      {news && <span className={classes.news}>{news}</span>}
    </Link>
  )
}

/** Where referrals come in: three ways on, and the imports of the past. */
export default function ReferralsScreen() {
  const { person } = useWork()
  const procedures = useProcedures()
  const [{ step }] = useImportJob()
  const pairs = useQuery(procedures.children.duplicates.queryOptions({ input: { limit: 1 } }))
  const canRecord = mayCall(access.referrals.register, person.roles)
  const waiting = pairs.data?.total
  const underWay =
    step.at === 'choose' || step.at === 'done'
      ? null
      : step.at === 'checking' || step.at === 'saving'
        ? `Under way – ${progressWords(step.progress)}`
        : 'A file is open: carry on'
  return (
    <>
      <PageHeader
        title="Referrals"
        description="Where referrals come in, one at a time or from a spreadsheet."
      />
      <nav className={classes.ways} aria-label="Ways in">
        {canRecord && (
          <>
            <Way href="/register" icon={IconUserPlus} title="Register a referral">
              From a letter, an e-mail or a call. Finds the child first, so that nobody is on the list twice.
            </Way>
            <Way href="/import" icon={IconFileImport} title="Import a spreadsheet" news={underWay}>
              The list you keep already, or an extract of the record system. Checked before anything is saved.
            </Way>
          </>
        )}
        <Way
          href="/duplicates"
          icon={IconCopy}
          title="Review possible duplicates"
          news={
            waiting === undefined
              ? null
              : waiting === 0
                ? 'None to review'
                : `${formatCount(waiting)} ${waiting === 1 ? 'pair' : 'pairs'} to review`
          }
        >
          Records that may be one child, side by side. Nothing is ever merged by itself.
        </Way>
      </nav>
      <PastImports canUndo={mayCall(access.imports.undo, person.roles)} />
    </>
  )
}
