import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { LeftOut, RoundLetters } from '../../../shared/contract/rounds.ts'
import { formatCount } from '../../components/format-count.ts'
import { Notice } from '../../components/notice.tsx'
import { ChildLink } from './people-list.tsx'
import classes from './rounds.module.css'
import { families } from './words.ts'

export interface StartedProps {
  roundId: string
  asked: number
  leftOut: readonly LeftOut[]
  letters: RoundLetters | null
}

/** "12 letters made, 2 of them held for a person." */
export function lettersSentence({ created, held }: RoundLetters): string {
  const made = created === 1 ? '1 letter made' : `${formatCount(created)} letters made`
  return held === 0 ? `${made}.` : `${made}, ${formatCount(held)} of them held for a person.`
}

/** What came of starting a round, with the ways on. */
export function Started({ roundId, asked, leftOut, letters }: StartedProps) {
  return (
    <>
      <Notice
        tone="success"
        icon={IconCircleCheck}
        title={`The round has started: ${families(asked)} asked`}
        role="status"
      >
        <span>
          Each referral says so on its timeline.{' '}
          {letters === null
            ? 'Record the answers on the round as they come.'
            : `${lettersSentence(letters)} They are ready to print under Letters.`}
        </span>
        <div className={classes.actions}>
          <Button component={Link} href={`/rounds/${roundId}`}>
            Open the round
          </Button>
          {letters !== null && (
            <Button component={Link} href={`/letters/batch/${letters.batchId}`} variant="default">
              Open its letters
            </Button>
          )}
        </div>
      </Notice>
      {leftOut.length > 0 && (
        <Notice tone="warning" icon={IconAlertTriangle} title={`Not asked: ${families(leftOut.length)}`}>
          <ul className={classes.exceptions}>
            {leftOut.map(({ referralId, childId, childName, why }) => (
              <li key={referralId}>
                <ChildLink childId={childId}>{childName}</ChildLink>: {why}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}
