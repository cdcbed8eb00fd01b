import { setImmediate as pause } from 'node:timers/promises'
import type { ReturnFacetName } from '../../../shared/contract/return-facets.ts'
import { ageOn } from '../../../shared/format/age.ts'
import { addDays, daysBetween, earlierOf } from '../../domain/clocks/days.ts'
import { ageGroups, groupOf, waitedGroups } from '../../domain/returns/breakdown.ts'
import { knownOn } from '../../domain/returns/known-then.ts'
import { monthOf } from '../../domain/returns/months.ts'
import type { WaitTable } from '../../store/schema.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { counted, type CountedWait, daysOf, type Scope, waitsBehind } from './cell.ts'
import { censusSlices } from './census-slices.ts'
import { openingSource } from './opening.ts'

/** A wait behind a figure, with its value of each facet; a referral may ask for several pathways. */
export interface DescribedWait extends CountedWait {
  facets: Record<Exclude<ReturnFacetName, 'pathway'>, string> & { pathway: readonly string[] }
}

const kept = ['received_date', 'date_of_birth', 'pathways', 'priorities', 'clinics'] as const
type Kept = Pick<WaitTable, (typeof kept)[number]>

/** Waits whose particulars are looked up at once: neighbours in the table, some milliseconds of work. */
const lookedUp = 400

/** Waits that are worked out before others get their turn. */
const workedOut = 5000

/**
 * The waits behind a figure with what they are broken down by on the day it speaks of, in no order; null when the
 * return has no such figure. What is in a census comes from one index, whatever the month; the rest is looked up.
 */
export async function describeWaits(
  scope: Scope,
  cell: string,
): Promise<{ waits: DescribedWait[]; daysTo: string } | null> {
  const found = await waitsBehind(scope, cell)
  if (found === null) return null
  const { daysTo } = found
  const describe = await describer(scope.db, daysTo)
  const waits: DescribedWait[] = []
  const add = async (rows: readonly (CountedWait & Kept)[]) => {
    for (const row of rows) {
      waits.push(describe(row))
      if (waits.length % workedOut === 0) await pause()
    }
    await pause()
  }
  const days = daysOf(cell)
  const isCountedAgain =
    cell === 'opening' && (await openingSource(scope.db, scope.period.previousMonth)) === null
  if (days !== null || isCountedAgain) {
    const { from, to } = days ?? { from: 0, to: null }
    for (const slice of censusSlices(scope.db, daysTo)) {
      let asked = slice
        .where('service_id', 'in', scope.services)
        .where('clock_start', '<=', addDays(daysTo, -from))
      if (to !== null) asked = asked.where('clock_start', '>=', addDays(daysTo, -to))
      await add(await asked.select([...counted, ...kept]).execute())
    }
    return { waits, daysTo }
  }
  const rows = await rowsBehind(scope, cell)
  for (let at = 0; at < rows.length; at += lookedUp) {
    await add(await lookUp(scope.db, rows.slice(at, at + lookedUp)))
  }
  return { waits, daysTo }
}

/** Movements day by day, or last month's waiting as it was reported, in the order of the table. */
async function rowsBehind(scope: Scope, cell: string): Promise<CountedWait[]> {
  const rows: CountedWait[] = []
  const { period } = scope
  const read = async (part: Scope) => {
    const behind = await waitsBehind(part, cell)
    if (behind === null) return
    rows.push(...(await scope.db.selectFrom(behind.waits.as('behind')).selectAll().execute()))
    await pause()
  }
  if (cell === 'opening') await read(scope)
  else {
    for (let day = period.firstDay; day <= period.censusDate; day = addDays(day, 1)) {
      await read({ ...scope, period: { ...period, previousCensusDate: addDays(day, -1), censusDate: day } })
    }
  }
  return rows.toSorted((a, b) => (a.referral_id < b.referral_id ? -1 : 1))
}

async function lookUp(db: Readable | Writing, rows: readonly CountedWait[]): Promise<(CountedWait & Kept)[]> {
  const ids = [...new Set(rows.map((row) => row.referral_id))]
  const found = await db
    .selectFrom('wait')
    .select(['referral_id', 'ordinal', ...kept])
    .where('referral_id', 'in', ids)
    .orderBy('referral_id')
    .orderBy('ordinal')
    .execute()
  const ofReferral = Map.groupBy(found, (wait) => wait.referral_id)
  return rows.map((row) => {
    const own = ofReferral.get(row.referral_id) ?? []
    // A row that was reported names no wait of today: its referral's last one has the particulars.
    const { ordinal: _, ...particulars } = own.find((wait) => wait.ordinal === row.ordinal) ??
      own.at(-1) ?? { ordinal: 0, ...unknown(row) }
    return { ...row, ...particulars }
  })
}

/** A referral that is no longer counted in any month. */
function unknown(row: CountedWait): Kept {
  return { received_date: row.clock_start, date_of_birth: '', pathways: '[]', priorities: '', clinics: '' }
}

async function describer(db: Readable | Writing, date: string) {
  const clinics = await db.selectFrom('clinic').select(['id', 'place']).execute()
  const placeOf = new Map(clinics.map(({ id, place }) => [id, place]))
  const ageOf = remembered((born: string) =>
    born === '' ? '' : groupOf(ageGroups, ageOn(born, date)?.years ?? -1),
  )
  const waitedFrom = remembered((start: string) => groupOf(waitedGroups, daysBetween(start, date)))
  const monthIn = remembered(monthOf)
  const pathwaysIn = remembered((text: string) => {
    const named = JSON.parse(text) as string[]
    return named.length === 0 ? [''] : [...new Set(named)]
  })
  const service = remembered((id: string) => id)
  return (row: CountedWait & Kept): DescribedWait => {
    const { referral_id, ordinal, clock_start, waiting_until } = row
    const end = earlierOf(waiting_until, date)
    const clinic = row.clinics === '' ? null : knownOn(row.clinics, date)
    return {
      referral_id,
      ordinal,
      service_id: service(row.service_id),
      clock_start,
      waiting_until,
      facets: {
        site: clinic === null ? '' : (placeOf.get(clinic) ?? ''),
        pathway: pathwaysIn(row.pathways),
        priority: knownOn(row.priorities, date) ?? 'none',
        age: ageOf(row.date_of_birth),
        waited: end === date ? waitedFrom(clock_start) : groupOf(waitedGroups, daysBetween(clock_start, end)),
        received: monthIn(row.received_date),
      },
    }
  }
}

/** The function with its answers kept: a hundred thousand rows share a few thousand dates. */
function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const made = work(text)
    known.set(text, made)
    return made
  }
}
