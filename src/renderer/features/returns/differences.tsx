import { Anchor } from '@mantine/core'
import { Link } from 'wouter'
import type { ChsReturnView } from '../../../shared/contract/returns.ts'
import { formatCount } from '../../components/format-count.ts'
import classes from './returns.module.css'
import { instantWords } from './wording.ts'

/** What is different now from the figures exported last: named children and the facts that made it so. */
export function Differences({ since }: { since: ChsReturnView['sinceLastExport'] }) {
  return (
    <section className="cw-panel" aria-labelledby="return-differences">
      <h3 id="return-differences" className={classes.heading}>
        Since the last export
      </h3>
      {since === null ? (
        <p className={classes.verdict}>
          The figures of this month have not been exported yet. An export keeps them with the children behind
          them, so that later changes to the past show here.
        </p>
      ) : (
        <>
          <p className={classes.verdict}>{summary(since)}</p>
          {since.changes.length > 0 && <Changes since={since} />}
        </>
      )}
    </section>
  )
}

type Since = NonNullable<ChsReturnView['sinceLastExport']>

function summary({ exportedAt, exportedBy, sameFigures, changeCount }: Since): string {
  const exported = `Exported by ${exportedBy} on ${instantWords(exportedAt)}.`
  if (changeCount === 0) {
    return sameFigures
      ? `${exported} Nothing recorded since changes it.`
      : `${exported} The same children wait for as many days; only comings and goings in the month differ.`
  }
  const who = changeCount === 1 ? '1 referral counts' : `${formatCount(changeCount)} referrals count`
  return `${exported} Because of what was recorded since, ${who} differently. The exported figures stay as they were.`
}

function Changes({ since: { changes, changeCount } }: { since: Since }) {
  return (
    <div className={classes.scroller}>
      <table className={`${classes.table} ${classes.words}`}>
        <thead>
          <tr>
            <th scope="col">Child</th>
            <th scope="col">Service line</th>
            <th scope="col">When exported</th>
            <th scope="col">Now</th>
            <th scope="col">Because</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={change.referralId}>
              <th scope="row">
                {change.childId === '' ? (
                  change.childName
                ) : (
                  <Anchor
                    component={Link}
                    href={`/children/${change.childId}/referrals/${change.referralId}`}
                  >
                    {change.childName}
                  </Anchor>
                )}
              </th>
              <td>{change.line}</td>
              <td className={classes.place}>{change.before}</td>
              <td className={classes.place}>{change.now}</td>
              <td>
                <ul className={classes.facts}>
                  {change.facts.map((fact) => (
                    <li key={fact}>{fact}</li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changes.length < changeCount && (
        <p className={classes.verdict}>
          {formatCount(changes.length)} of {formatCount(changeCount)} are listed.
        </p>
      )}
    </div>
  )
}
