import { Anchor, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconAlertTriangle, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { chsBands } from '../../../shared/codes/bands.ts'
import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import { access, mayCall } from '../../../shared/contract/access.ts'
import type { MonthCounted, WaitMovement } from '../../../shared/contract/return-facets.ts'
import { formatDate, formatLongDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useWork } from '../../app/work-context.tsx'
import { Problem } from '../../components/problem.tsx'
import { ToneBadge } from '../../components/tone-badge.tsx'
import { waitText } from '../../components/wait-text.tsx'
import classes from './months-counted.module.css'

const movementLabels: Record<WaitMovement, string> = {
  ...closedReasonLabels,
  received: 'Received',
  transferred_in: 'Transferred in',
  reopened: 'Re-opened',
  planned_due: 'Planned date came',
  first_contact: 'First contact',
  planned: 'Put on the planned list',
}

function monthName(month: string): string {
  return formatLongDate(`${month}-01`).replace(/^1 /, '')
}

function countedWords({ counted }: MonthCounted): string {
  if (counted === null) return 'Not waiting'
  const band = chsBands.find(({ id }) => id === counted.band)
  return `${waitText(counted.days)}; band ${band?.weeks ?? counted.band} weeks`
}

/** What the kept figures of a month said when they say something else: "Signed as 57 days". */
function keptWords({ kept }: MonthCounted): string {
  if (kept === null) return ''
  const how = kept.how === 'signed' ? 'Signed' : 'Exported'
  if (kept.counted === null) return `${how} without this child`
  return `${how} as ${kept.counted.days} ${kept.counted.days === 1 ? 'day' : 'days'}, ${kept.counted.line}`
}

function Row({ month }: { month: MonthCounted }) {
  const { kept } = month
  return (
    <tr>
      <th scope="row">
        <Anchor component={Link} href={`/returns/month/${month.month}`}>
          {monthName(month.month)}
        </Anchor>
        {!month.ended && <span className={classes.soFar}> so far</span>}
      </th>
      <td>{countedWords(month)}</td>
      <td>
        {month.movements.map(({ on, what }) => `${movementLabels[what]}, ${formatDate(on)}`).join('; ')}
      </td>
      <td>
        {month.differs ? (
          <span className={classes.differs}>
            <ToneBadge tone="warning" icon={IconAlertTriangle}>
              Different now
            </ToneBadge>
            {keptWords(month)}
          </span>
        ) : kept === null ? (
          ''
        ) : (
          `As ${kept.how}`
        )}
      </td>
    </tr>
  )
}

function Months({ referralId }: { referralId: string }) {
  const procedures = useProcedures()
  const months = useQuery(procedures.returns.monthsOfReferral.queryOptions({ input: { referralId } }))
  if (months.error) {
    return (
      <Problem
        title="The months could not be read"
        refusal={refusalOf(months.error)}
        onRetry={() => void months.refetch()}
      />
    )
  }
  if (!months.data) return <Loader aria-label="Reading the months" />
  const { line, months: all } = months.data
  const changed = all.filter(({ differs }) => differs).length
  return (
    <>
      <p className={classes.words}>
        {line === null
          ? 'The service is on no line of the return today, so no month counts this referral.'
          : `Line ${line}. Counted at the end of ${all.filter(({ counted }) => counted !== null).length} of ${all.length} months.`}
        {changed > 0 &&
          ` ${changed} ${changed === 1 ? 'differs' : 'differ'} from what was signed or exported.`}
      </p>
      {all.length > 0 && (
        <div className={classes.scroll} role="region" aria-label="Months of the return">
          <table className={classes.months}>
            <thead>
              <tr>
                <th scope="col">Return for</th>
                <th scope="col">Waiting at its end</th>
                <th scope="col">Came or left</th>
                <th scope="col">Signed or exported</th>
              </tr>
            </thead>
            <tbody>
              {all.map((month) => (
                <Row key={month.month} month={month} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

/** In which months of the return a referral was counted, and as what. Read when it is opened. */
export function MonthsCounted({ referralId }: { referralId: string }) {
  const { person } = useWork()
  const [isOpen, setIsOpen] = useState(false)
  if (!mayCall(access.returns.monthsOfReferral, person.roles)) return null
  return (
    <details
      className={classes.section}
      open={isOpen}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
    >
      <summary className={classes.summary}>
        <IconChevronRight size={16} aria-hidden className={classes.chevron} />
        Months counted in
      </summary>
      {isOpen && <Months referralId={referralId} />}
    </details>
  )
}
