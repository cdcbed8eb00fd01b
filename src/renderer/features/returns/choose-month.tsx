import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconCircle, IconCircleCheck, IconClock, IconRotate } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Link } from 'wouter'
import type { SignedReturnBrief } from '../../../shared/contract/signed-returns.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { ToneBadge } from '../../components/tone-badge.tsx'
import { formatCount } from '../../components/format-count.ts'
import classes from './returns.module.css'
import { stepAddress } from './steps.ts'
import { instantWords, monthWords } from './wording.ts'

/** The most recent signed return of each month. */
export function useSignedMonths() {
  const procedures = useProcedures()
  const signed = useQuery(procedures.signedReturns.list.queryOptions({ input: { offset: 0, limit: 200 } }))
  return useMemo(
    () =>
      signed.data &&
      new Map(signed.data.rows.filter(({ isLatest }) => isLatest).map((brief) => [brief.month, brief])),
    [signed.data],
  )
}

/** How many months are listed at once; earlier ones are chosen at the top. */
const listed = 12

export interface ChooseMonthProps {
  months: readonly string[]
  latestEnded: string | null
  month: string
  signed: ReadonlyMap<string, SignedReturnBrief> | undefined
}

/** The months and where each stands; the proposed one is the last that has ended. */
export function ChooseMonth({ months, latestEnded, month, signed }: ChooseMonthProps) {
  const shown = months.slice(0, listed)
  if (!shown.includes(month)) shown.push(month)
  return (
    <section className="cw-panel" aria-labelledby="return-months">
      <h3 id="return-months" className={classes.heading}>
        Months and where they stand
      </h3>
      <div className={classes.scroller}>
        <table className={`${classes.table} ${classes.words} ${classes.months}`}>
          <thead>
            <tr>
              <th scope="col">Month</th>
              <th scope="col">State</th>
              <th scope="col">Signed</th>
              <th scope="col" className={classes.number}>
                Children waiting
              </th>
              <th scope="col">
                <span className="cw-hidden">Choose</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((each) => {
              const copy = signed?.get(each)
              const isChosen = each === month
              return (
                <tr key={each} data-chosen={isChosen || undefined}>
                  <th scope="row">
                    {monthWords(each)}
                    {each === latestEnded && (copy === undefined || copy.reopened !== null) && (
                      <span className={classes.hint}> Proposed: the last month that has ended</span>
                    )}
                  </th>
                  <td>
                    <MonthMark isEnded={latestEnded !== null && each <= latestEnded} copy={copy} />
                  </td>
                  <td>
                    {copy ? `${copy.signedBy}, ${instantWords(copy.signedAt)}, version ${copy.version}` : ''}
                  </td>
                  <td className={classes.number}>{copy ? formatCount(copy.total) : ''}</td>
                  <td className={classes.number}>
                    <Button
                      component={Link}
                      href={stepAddress(each, isChosen ? 'figures' : 'month')}
                      variant={isChosen ? 'filled' : 'default'}
                      size="xs"
                      aria-label={`${isChosen ? 'Start with' : 'Choose'} ${monthWords(each)}`}
                    >
                      {isChosen ? `Start with ${monthWords(each)}` : 'Choose'}
                    </Button>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {months.length > listed && (
        <p className={classes.verdict}>
          {listed} of {formatCount(months.length)} months are listed; the box at the top opens any.
        </p>
      )}
    </section>
  )
}

function MonthMark({ isEnded, copy }: { isEnded: boolean; copy: SignedReturnBrief | undefined }) {
  if (copy !== undefined && copy.reopened === null) {
    return (
      <ToneBadge tone="success" icon={IconCircleCheck}>
        Signed
      </ToneBadge>
    )
  }
  if (copy !== undefined) {
    return (
      <ToneBadge tone="warning" icon={IconRotate}>
        Re-opened
      </ToneBadge>
    )
  }
  return isEnded ? (
    <ToneBadge tone="neutral" icon={IconCircle}>
      Not signed
    </ToneBadge>
  ) : (
    <ToneBadge tone="info" icon={IconClock}>
      Not ended
    </ToneBadge>
  )
}
