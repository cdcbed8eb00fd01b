import { Anchor, Loader, Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconChartBar } from '@tabler/icons-react'
import { Link } from 'wouter'
import { longMonths, shiftDays, formatDate } from '../../../shared/format/dates.ts'
import { refusalOf } from '../../app/refusal-of.ts'
import { useProcedures } from '../../app/rpc.tsx'
import { useServiceScope, useWork } from '../../app/work-context.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { WhyPopover } from '../../components/why-popover.tsx'
import classes from './appointments.module.css'

/** How often first appointments went ahead of somebody who fitted, by service and month, with the reasons. */
export function OutOfTurnView() {
  const { today } = useWork()
  const services = useServiceScope()
  const procedures = useProcedures()
  const rows = useQuery(
    procedures.appointments.outOfTurn.queryOptions({
      input: {
        from: `${shiftDays(today, -365).slice(0, 7)}-01`,
        to: today,
        ...(services ? { services } : {}),
      },
    }),
  )
  if (rows.error) return <Problem refusal={refusalOf(rows.error)} onRetry={() => void rows.refetch()} />
  if (rows.data === undefined) return <Loader aria-label="Reading the bookings" />
  if (rows.data.length === 0)
    return (
      <EmptyState title="Nobody has been booked into a clinic yet" icon={IconChartBar}>
        Once first appointments are booked, this says how many went ahead of a child who fitted, and why.
      </EmptyState>
    )
  return (
    <div className={classes.tableBox}>
      <Table className={classes.plain}>
        <caption className={classes.note}>
          First appointments booked in the last 12 months. Out of turn: somebody ahead in the queue fitted the
          slot and was not booked. As at {formatDate(today)}.
        </caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Month</Table.Th>
            <Table.Th>Service</Table.Th>
            <Table.Th className={classes.figure}>Booked</Table.Th>
            <Table.Th className={classes.figure}>Out of turn</Table.Th>
            <Table.Th className={classes.figure}>Rate</Table.Th>
            <Table.Th>Reasons</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.data.map((row) => (
            <Table.Tr key={`${row.month} ${row.serviceId}`}>
              <Table.Th scope="row">
                {longMonths[Number(row.month.slice(5)) - 1]} {row.month.slice(0, 4)}
              </Table.Th>
              <Table.Td>{row.serviceName}</Table.Td>
              <Table.Td className={classes.figure}>{row.booked.toLocaleString('en-GB')}</Table.Td>
              <Table.Td className={classes.figure}>{row.outOfTurn.toLocaleString('en-GB')}</Table.Td>
              <Table.Td className={classes.figure}>
                {row.rate === null ? '–' : `${(row.rate * 100).toFixed(1)} %`}
              </Table.Td>
              <Table.Td>
                {row.reasons.length === 0 ? (
                  'None'
                ) : (
                  <WhyPopover
                    question={`Why out of turn in ${longMonths[Number(row.month.slice(5)) - 1]}, ${row.serviceName}?`}
                    label={`${row.reasons.length} ${row.reasons.length === 1 ? 'reason' : 'reasons'}`}
                    sentences={[]}
                  >
                    <ul className={classes.reasons}>
                      {row.reasons.map((each) => (
                        <li key={each.referralId + each.on}>
                          {formatDate(each.on)}: {each.reason}{' '}
                          <Anchor
                            component={Link}
                            href={`/children/${each.childId}/referrals/${each.referralId}`}
                          >
                            Open
                          </Anchor>
                        </li>
                      ))}
                    </ul>
                  </WhyPopover>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
