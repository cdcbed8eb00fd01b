import { Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconMailPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { ReferralSummary } from '../../../shared/contract/referrals.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Problem } from '../../components/problem.tsx'
import classes from './letters.module.css'
import { OpenLetter } from './open-letter.tsx'
import { letterWords, stateWords } from './words.ts'
import { WriteLetterDialog } from './write-letter-dialog.tsx'

export interface ChildLettersProps {
  childId: string
  childName: string
  referrals: readonly ReferralSummary[]
}

/** Every letter about a child, newest first, and a way to write one. */
export function ChildLetters({ childId, childName, referrals }: ChildLettersProps) {
  const { person } = useWork()
  const procedures = useProcedures()
  const letters = useQuery(procedures.letters.ofChild.queryOptions({ input: { childId } }))
  const [isWriting, setIsWriting] = useState(false)
  const [open, setOpen] = useState<string | null>(null)
  return (
    <section className={classes.panel} aria-labelledby="letters-of-child">
      <div className={classes.cardHead}>
        <h2 id="letters-of-child">Letters</h2>
        {mayCall(access.letters.create, person.roles) && referrals.length > 0 && (
          <Button
            variant="default"
            leftSection={<IconMailPlus size={16} aria-hidden />}
            onClick={() => setIsWriting(true)}
          >
            Write a letter
          </Button>
        )}
      </div>
      {letters.isPending && <Loader size="sm" role="status" aria-label="Reading the letters" />}
      {letters.error && !letters.data && (
        <Problem refusal={refusalOf(letters.error)} onRetry={() => void letters.refetch()} />
      )}
      {letters.data?.length === 0 && <p className={classes.quiet}>No letter has been written yet.</p>}
      {letters.data && letters.data.length > 0 && (
        <ul className={classes.rows}>
          {letters.data.map((row) => (
            <li key={row.letterId} className={classes.row}>
              <div className={classes.rowWords}>
                <span>{letterWords(row.purpose, row.audience)}</span>
                <span className={classes.quiet}>
                  To {row.addressee}. Written {formatDate(row.createdOn)} by {row.createdBy}.
                </span>
                <span className={classes.quiet}>{stateWords(row)}</span>
              </div>
              <Button
                variant="default"
                size="xs"
                aria-label={`Open the letter ${letterWords(row.purpose, row.audience)} of ${formatDate(row.createdOn)}`}
                onClick={() => setOpen(row.letterId)}
              >
                Open
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isWriting && (
        <WriteLetterDialog referrals={referrals} subject={childName} onClose={() => setIsWriting(false)} />
      )}
      {open !== null && <OpenLetter letterId={open} onClose={() => setOpen(null)} />}
    </section>
  )
}
