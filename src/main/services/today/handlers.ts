import { sql } from 'kysely'
import { over52WeeksDays, within18WeeksDays } from '../../../shared/codes/bands.ts'
import type { QueueId } from '../../../shared/codes/queues.ts'
import { ok } from '../../../shared/result.ts'
import { addDays, daysBetween } from '../../domain/clocks/days.ts'
import type { Store } from '../../store/store.ts'
import type { HandlersOf } from '../handlers.ts'
import { keptAnswer } from '../kept-answers.ts'
import { readSteadily } from '../returns/steady-read.ts'
import { queueCounts } from '../waiting-list/counts.ts'
import { inSlices } from '../waiting-list/slices.ts'

/** What needs doing, the most pressing first, each said so that it can be read aloud with its number. */
const tiles: [QueueId, (count: number) => string][] = [
  ['no_queue', (n) => `${referrals(n)} in no queue: this must be put right`],
  ['overdue_urgent', (n) => `${referrals(n)} same-day or urgent and overdue`],
  ['not_triaged', (n) => `${referrals(n)} to triage`],
  ['information_awaited', (n) => `${referrals(n)} waiting for information`],
  ['to_book', (n) => `${referrals(n)} to book`],
  ['to_rebook', (n) => `${referrals(n)} not brought or cancelled, to re-book`],
  ['statutory_due', (n) => `${referrals(n)} with statutory advice due`],
  ['age_out_risk', (n) => `${children(n)} at risk of ageing out before being seen`],
  ['validation_due', (n) => `${n === 1 ? '1 family' : `${number(n)} families`} without contact for 12 weeks`],
  ['no_reply', (n) => `${n === 1 ? '1 family has' : `${number(n)} families have`} not replied in time`],
  ['crossing_52_weeks', (n) => `${children(n)} reaching 52 weeks within 28 days`],
  ['duplicates', (n) => `${referrals(n)} that may be a duplicate`],
  ['missing_data', (n) => `${referrals(n)} with missing data`],
]

export const todayHandlers: HandlersOf<'today'> = {
  async summary({ store, today }, { services }) {
    const asAt = today()
    const [counts, byService, names] = await Promise.all([
      queueCounts(store, services, asAt),
      keptAnswer(store, ['waiting by service', asAt], () => waitingByService(store, asAt)),
      store.read.selectFrom('service').select(['id', 'name']).orderBy('name').execute(),
    ])
    const chosen = names.filter(
      ({ id }) => services === undefined || services.length === 0 || services.includes(id),
    )
    return ok({
      asAt,
      tiles: tiles
        .filter(([queue]) => queue !== 'no_queue' || counts.no_queue > 0)
        .map(([queue, sentence]) => ({ queue, count: counts[queue], sentence: sentence(counts[queue]) })),
      waiting: chosen.map(({ id, name }) => {
        const row = byService.get(id)
        return {
          serviceId: id,
          serviceName: name,
          waiting: row?.waiting ?? 0,
          over18Weeks: row?.over18 ?? 0,
          over52Weeks: row?.over52 ?? 0,
          longestDays: row === undefined ? 0 : daysBetween(row.longest, asAt),
        }
      }),
    })
  },
}

/** Who waits in each service, counted in slices of the open referrals. */
function waitingByService(store: Store, asAt: string): Promise<Map<string, Waiting>> {
  return readSteadily(store, async (db) => {
    const byService = new Map<string, Waiting>()
    await inSlices(db, async (slice) => {
      const rows = await db
        .selectFrom('waiting_list')
        .where(slice)
        .where('is_waiting', '=', 1)
        .where('clock_start', '<=', asAt)
        // The plus keeps SQLite from an index that is in order of service but lacks the other columns.
        .groupBy(sql`+service_id`)
        .select((select) => [
          'service_id',
          select.fn.countAll<number>().as('waiting'),
          select.fn.min('clock_start').as('longest'),
          countBefore(addDays(asAt, -within18WeeksDays)).as('over18'),
          countBefore(addDays(asAt, 1 - over52WeeksDays)).as('over52'),
        ])
        .execute()
      for (const row of rows) {
        const { waiting, over18, over52, longest } = byService.get(row.service_id) ?? nobody
        byService.set(row.service_id, {
          waiting: waiting + row.waiting,
          over18: over18 + row.over18,
          over52: over52 + row.over52,
          longest: longest < row.longest ? longest : row.longest,
        })
      }
    })
    return byService
  })
}

interface Waiting {
  waiting: number
  over18: number
  over52: number
  /** The earliest clock start. */
  longest: string
}

const nobody: Waiting = { waiting: 0, over18: 0, over52: 0, longest: '9999-12-31' }

function countBefore(clockStart: string) {
  return sql<number>`sum(clock_start < ${clockStart})`
}

function number(count: number): string {
  return count.toLocaleString('en-GB')
}

function referrals(count: number): string {
  return `${number(count)} ${count === 1 ? 'referral' : 'referrals'}`
}

function children(count: number): string {
  return count === 1 ? '1 child' : `${number(count)} children`
}
