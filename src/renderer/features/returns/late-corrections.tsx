import { Anchor, Button, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import type { SignedRef } from '../../../shared/contract/returns.ts'
import type { Correction, Corrections } from '../../../shared/contract/signed-returns.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { formatCount } from '../../components/format-count.ts'
import { Problem } from '../../components/problem.tsx'
import { correctionsId } from './reconciliation-ledger.tsx'
import classes from './returns.module.css'
import { instantWords, monthWords } from './wording.ts'

const pageSize = 50

export interface LateCorrectionsProps {
  /** The signed return that today's records are compared with; null when none was signed. */
  signed: SignedRef | null
  title: string
  /** Said when nothing has been signed. */
  nothingSigned: string
}

/** What was recorded after a month was signed and changed it: in sentences, then child by child with the facts. */
export function LateCorrections({ signed, title, nothingSigned }: LateCorrectionsProps) {
  return (
    <section className="cw-panel" aria-labelledby={correctionsId}>
      <h3 id={correctionsId} className={classes.heading} tabIndex={-1}>
        {title}
      </h3>
      {signed === null ? (
        <p className={classes.verdict}>{nothingSigned}</p>
      ) : (
        <CorrectionsOf key={signed.id} signed={signed} />
      )}
    </section>
  )
}

function CorrectionsOf({ signed }: { signed: SignedRef }) {
  const procedures = useProcedures()
  const [shown, setShown] = useState(pageSize)
  const corrections = useQuery(
    procedures.signedReturns.corrections.queryOptions({
      input: { id: signed.id, offset: 0, limit: shown },
      placeholderData: (before: Corrections | undefined) => before,
    }),
  )
  const signing = `${monthWords(signed.month)} was signed by ${signed.signedBy} on ${instantWords(signed.signedAt)}.`
  if (corrections.error && !corrections.data) {
    return (
      <div className={classes.padded}>
        <Problem
          refusal={refusalOf(corrections.error)}
          title="The corrections could not be read"
          onRetry={() => void corrections.refetch()}
        />
      </div>
    )
  }
  if (!corrections.data) {
    return (
      <div className={classes.padded}>
        <Loader size="sm" aria-label="Comparing with the signed return" />
      </div>
    )
  }
  const { rows, total, sentences } = corrections.data
  if (total === 0) {
    return <p className={classes.verdict}>{signing} Nothing recorded since changes its figures.</p>
  }
  return (
    <>
      <div className={classes.verdict}>
        <ul className={classes.loud}>
          {sentences.map((sentence) => (
            <li key={sentence}>
              <strong>{sentence}</strong>
            </li>
          ))}
        </ul>
        {signing} The signed copy stays as it was.
      </div>
      <CorrectionsTable rows={rows} />
      {rows.length < total && (
        <div className={classes.more}>
          <span>
            {formatCount(rows.length)} of {formatCount(total)} are listed.
          </span>
          <Button
            variant="default"
            size="xs"
            loading={corrections.isPlaceholderData}
            onClick={() => setShown(shown + pageSize * 4)}
          >
            List more
          </Button>
        </div>
      )}
    </>
  )
}

function CorrectionsTable({ rows }: { rows: readonly Correction[] }) {
  return (
    <div className={classes.scroller}>
      <table className={`${classes.table} ${classes.words}`}>
        <thead>
          <tr>
            <th scope="col">Child</th>
            <th scope="col">Service line</th>
            <th scope="col">When signed</th>
            <th scope="col">Now</th>
            <th scope="col">Because</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ referralId, childId, childName, line, before, now, facts }) => (
            <tr key={`${referralId} ${line}`}>
              <th scope="row">
                {childId === '' ? (
                  childName
                ) : (
                  <Anchor component={Link} href={`/children/${childId}/referrals/${referralId}`}>
                    {childName}
                  </Anchor>
                )}
              </th>
              <td>{line}</td>
              <td className={classes.place}>{before}</td>
              <td className={classes.place}>{now}</td>
              <td>
                {facts.length === 0 ? (
                  'The service is reported differently since'
                ) : (
                  <ul className={classes.facts}>
                    {facts.map(({ sentence, recordedAt, recordedBy }) => (
                      <li key={`${sentence} ${recordedAt}`}>
                        {sentence}
                        <span className={classes.factBy}>
                          {recordedBy}, {instantWords(recordedAt)}
                        </span>
                      </li>
                    ))}
                  </ul>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
