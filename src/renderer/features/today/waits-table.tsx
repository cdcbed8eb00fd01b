import { useLocation } from 'wouter'
import { Anchor } from '@mantine/core'
import { chsBands, over52WeeksDays, within18WeeksDays } from '../../../shared/codes/bands.ts'
import type { TodaySummary } from '../../../shared/contract/administration.ts'
import type { ListFilter } from '../../../shared/contract/list-query.ts'
import { formatCount } from '../../components/format-count.ts'
import { WaitText } from '../../components/wait-text.tsx'
import { usePresetWaitingList } from '../waiting-list/index.ts'
import classes from './today.module.css'

type Bands = NonNullable<ListFilter['bands']>
const bandsFrom = (days: number): Bands =>
  chsBands.filter((band) => band.fromDays >= days).map((band) => band.id)
const over18 = bandsFrom(within18WeeksDays + 1)
const over52 = bandsFrom(over52WeeksDays)

function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${Math.round((100 * part) / whole)}%`
}

function Count({ value, service, bands }: { value: number; service: string; bands?: Bands }) {
  const preset = usePresetWaitingList()
  const [, navigate] = useLocation()
  if (value === 0) return <span className={classes.none}>0</span>
  return (
    <Anchor
      href="#/waiting-list"
      onClick={(event) => {
        event.preventDefault()
        preset({ queue: 'all_waiting', services: [service], ...(bands ? { bands } : {}) })
        navigate('/waiting-list')
      }}
    >
      {formatCount(value)}
    </Anchor>
  )
}

/** How many wait in each service and how long; each number opens its list. */
export function WaitsTable({ waiting }: { waiting: TodaySummary['waiting'] }) {
  return (
    <div className={classes.tableFrame}>
      <table className={classes.table}>
        <caption className="cw-hidden">Children waiting for a first contact, by service</caption>
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col">Waiting</th>
            <th scope="col">Over 18 weeks</th>
            <th scope="col">Over 52 weeks</th>
            <th scope="col">Longest wait</th>
          </tr>
        </thead>
        <tbody>
          {waiting.map((row) => (
            <tr key={row.serviceId}>
              <th scope="row">{row.serviceName}</th>
              <td>
                <Count value={row.waiting} service={row.serviceId} />
              </td>
              <td>
                <Count value={row.over18Weeks} service={row.serviceId} bands={over18} />
                <span className={classes.share}>{share(row.over18Weeks, row.waiting)}</span>
              </td>
              <td>
                <Count value={row.over52Weeks} service={row.serviceId} bands={over52} />
                <span className={classes.share}>{share(row.over52Weeks, row.waiting)}</span>
              </td>
              <td>
                {row.waiting === 0 ? (
                  <span className={classes.none}>Nobody waits</span>
                ) : (
                  <WaitText days={row.longestDays} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
