import { IconArrowLeft } from '@tabler/icons-react'
import { Link, useLocation, useParams } from 'wouter'
import { PageHeader } from '../../components/page-header.tsx'
import { DecidePair } from './decide-pair.tsx'
import classes from './duplicates.module.css'

/** Two records that a person put beside each other. */
export default function CompareScreen() {
  const { leftId = '', rightId = '' } = useParams<{ leftId: string; rightId: string }>()
  const [, navigate] = useLocation()
  return (
    <>
      <PageHeader
        title="Two records side by side"
        description="What agrees and what differs, and what you decide about them."
      />
      <section className={classes.pair} aria-label="Two records">
        <Link href={`/children/${leftId}`} className={classes.back}>
          <IconArrowLeft size={14} aria-hidden /> Back to the child
        </Link>
        <DecidePair
          leftId={leftId}
          rightId={rightId}
          foundOn={null}
          onDecided={() => navigate(`/children/${leftId}`)}
        />
      </section>
    </>
  )
}
