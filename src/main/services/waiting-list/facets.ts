import { type RawBuilder, sql, type SqlBool } from 'kysely'
import { type ChsBandId, chsBands } from '../../../shared/codes/bands.ts'
import { type Priority, priorities, priorityLabels } from '../../../shared/codes/priorities.ts'
import { referralStatusLabels } from '../../../shared/codes/referral-statuses.ts'
import { pathwayLabels } from '../../../shared/codes/pathways.ts'
import { type ListFilter, rowFlagLabels, rowFlags } from '../../../shared/contract/list-query.ts'
import type { Facet, FacetName } from '../../../shared/contract/waiting-list.ts'
import { addDays } from '../../domain/clocks/days.ts'
import type { Readable, Store, Writing } from '../../store/store.ts'
import { readSteadily } from '../returns/steady-read.ts'
import { conditions, type ResolvedText } from './filter.ts'
import { inSlices } from './slices.ts'

type Tally = Map<string, number>
type Tallies = Record<FacetName, Tally>

/** Referrals that are alike in everything a facet is about. */
interface Alike {
  service_id: string
  priority: string | null
  status: string
  band: string | null
  flags: string
  pathways: string
  count: number
}

/**
 * How many of the filtered list each choice would show. A facet's own choice is left out of its own counts, so
 * that the other choices stay visible. One pass over the open referrals, in slices.
 */
export async function facetsOf(
  store: Store,
  filter: ListFilter,
  today: string,
  text: ResolvedText | null,
): Promise<Record<FacetName, Facet[]>> {
  return readSteadily(store, async (db) => {
    const tallies = await tally(db, filter, today, text)
    const services = await db.selectFrom('service').select(['id', 'name']).orderBy('name').execute()
    return {
      services: services.map(({ id, name }) => ({
        value: id,
        label: name,
        count: tallies.services.get(id) ?? 0,
      })),
      priorities: [...priorities, 'none'].flatMap((value) =>
        shown(
          tallies.priorities,
          value,
          value === 'none' ? 'Not decided' : priorityLabels[value as Priority],
        ),
      ),
      statuses: Object.entries(referralStatusLabels).flatMap(([value, label]) =>
        shown(tallies.statuses, value, label),
      ),
      bands: chsBands.map(({ id, weeks }) => ({
        value: id,
        label: `${weeks} weeks`,
        count: tallies.bands.get(id) ?? 0,
      })),
      flags: rowFlags.flatMap((flag) => shown(tallies.flags, flag, rowFlagLabels[flag])),
      pathways: [...tallies.pathways]
        .map(([value, count]) => ({ value, label: labelOfPathway(value), count }))
        .toSorted((a, b) => b.count - a.count || a.label.localeCompare(b.label)),
    }
  })
}

function shown(counts: Tally, value: string, label: string): Facet[] {
  const count = counts.get(value) ?? 0
  return count === 0 ? [] : [{ value, label, count }]
}

/** A referral counts for a facet when the choices of all others let it through. */
async function tally(
  db: Readable | Writing,
  filter: ListFilter,
  today: string,
  text: ResolvedText | null,
): Promise<Tallies> {
  const tallies: Tallies = {
    services: new Map(),
    priorities: new Map(),
    statuses: new Map(),
    bands: new Map(),
    flags: new Map(),
    pathways: new Map(),
  }
  const names = Object.keys(tallies) as FacetName[]
  await eachAlike(db, filter, today, text, (alike) => {
    const values = valuesOf(alike)
    const refusing = names.filter((name) => !letsThrough(name, filter, values[name]))
    if (refusing.length > 1) return
    for (const name of refusing.length === 1 ? refusing : names) {
      for (const value of values[name]) add(tallies[name], value, alike.count)
    }
  })
  return tallies
}

function add(counts: Tally, value: string, count: number): void {
  counts.set(value, (counts.get(value) ?? 0) + count)
}

function valuesOf(alike: Alike): Record<FacetName, string[]> {
  return {
    services: [alike.service_id],
    priorities: [alike.priority ?? 'none'],
    statuses: [alike.status],
    bands: alike.band === null ? [] : [alike.band],
    flags: alike.flags.split(',').filter(Boolean),
    pathways: JSON.parse(alike.pathways) as string[],
  }
}

/** As `conditions` has it: any of the chosen values will do, but every chosen flag must be there. */
function letsThrough(name: FacetName, filter: ListFilter, values: readonly string[]): boolean {
  const chosen: readonly string[] = filter[name] ?? []
  if (chosen.length === 0) return true
  return name === 'flags'
    ? chosen.every((value) => values.includes(value))
    : chosen.some((value) => values.includes(value))
}

const choices = ['services', 'priorities', 'statuses', 'bands', 'flags', 'pathways'] as const

/** Hands over the referrals of the list without the facets' choices, those that are alike together. */
async function eachAlike(
  db: Readable | Writing,
  filter: ListFilter,
  today: string,
  text: ResolvedText | null,
  take: (alike: Alike) => void,
): Promise<void> {
  const unchosen: ListFilter = { ...filter, ...Object.fromEntries(choices.map((name) => [name, undefined])) }
  const ask = async (slice: RawBuilder<SqlBool> | null) => {
    const rows = await db
      .selectFrom('waiting_list')
      .where((where) =>
        where.and([...(slice === null ? [] : [slice]), ...conditions(where, unchosen, today, text)]),
      )
      .select(['service_id', 'priority', 'status', 'flags', 'pathways'])
      .select([bandColumn(today).as('band'), (select) => select.fn.countAll<number>().as('count')])
      .groupBy([sql`+service_id`, 'priority', 'status', 'band', 'flags', 'pathways'])
      .execute()
    rows.forEach(take)
  }
  // A typed text and an import lead to few referrals by indexes of their own.
  if (text !== null || filter.importBatch !== undefined) await ask(null)
  else await inSlices(db, ask)
}

/** The band of days waited, or null for those who do not wait. */
function bandColumn(today: string) {
  const from = (band: ChsBandId) => chsBands.find(({ id }) => id === band)?.fromDays ?? 0
  const cases = chsBands
    .toReversed()
    .map(({ id }) => sql`WHEN clock_start <= ${addDays(today, -from(id))} THEN ${id}`)
  return sql<string | null>`CASE WHEN is_waiting = 0 THEN NULL ${sql.join(cases, sql` `)} END`
}

function labelOfPathway(code: string): string {
  return (pathwayLabels as Record<string, string>)[code] ?? code
}
