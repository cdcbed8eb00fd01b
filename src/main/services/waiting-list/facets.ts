import { type ExpressionBuilder, sql, type SqlBool } from 'kysely'
import { chsBands } from '../../../shared/codes/bands.ts'
import { type Priority, priorities, priorityLabels } from '../../../shared/codes/priorities.ts'
import { type ReferralStatus, referralStatusLabels } from '../../../shared/codes/referral-statuses.ts'
import { pathwayLabels } from '../../../shared/codes/pathways.ts'
import { type ListFilter, rowFlagLabels, rowFlags } from '../../../shared/contract/list-query.ts'
import type { Facet, FacetName } from '../../../shared/contract/waiting-list.ts'
import type { Schema } from '../../store/schema.ts'
import type { Readable } from '../../store/store.ts'
import { conditions, inBand, type ResolvedText } from './filter.ts'

/**
 * How many of the filtered list each choice would show. A facet's own choice is left out of its own counts, so
 * that the other choices stay visible.
 */
export async function facetsOf(
  db: Readable,
  filter: ListFilter,
  today: string,
  text: ResolvedText | null,
): Promise<Record<FacetName, Facet[]>> {
  const [services, priorityCounts, statuses, bands, flags, pathways] = await Promise.all([
    serviceFacet(db, without(filter, 'services'), today, text),
    groupedFacet(db, without(filter, 'priorities'), today, text, 'priority'),
    groupedFacet(db, without(filter, 'statuses'), today, text, 'status'),
    bandFacet(db, without(filter, 'bands'), today, text),
    flagFacet(db, without(filter, 'flags'), today, text),
    groupedFacet(db, without(filter, 'pathways'), today, text, 'pathways'),
  ])
  return {
    services,
    priorities: [...priorities, null].flatMap((value) => {
      const count = priorityCounts.get(value) ?? 0
      const label = value === null ? 'Not decided' : priorityLabels[value as Priority]
      return count === 0 ? [] : { value: value ?? 'none', label, count }
    }),
    statuses: Object.entries(referralStatusLabels).flatMap(([value, label]) => {
      const count = statuses.get(value as ReferralStatus) ?? 0
      return count === 0 ? [] : { value, label, count }
    }),
    bands,
    flags,
    pathways: pathwayFacet(pathways),
  }
}

function without(filter: ListFilter, part: keyof ListFilter): ListFilter {
  return { ...filter, [part]: undefined }
}

async function serviceFacet(
  db: Readable,
  filter: ListFilter,
  today: string,
  text: ResolvedText | null,
): Promise<Facet[]> {
  const [counts, services] = await Promise.all([
    groupedFacet(db, filter, today, text, 'service_id'),
    db.selectFrom('service').select(['id', 'name']).orderBy('name').execute(),
  ])
  return services.map(({ id, name }) => ({ value: id, label: name, count: counts.get(id) ?? 0 }))
}

async function groupedFacet(
  db: Readable,
  filter: ListFilter,
  today: string,
  text: ResolvedText | null,
  column: 'service_id' | 'priority' | 'status' | 'pathways',
): Promise<Map<string | null, number>> {
  const rows = await db
    .selectFrom('waiting_list')
    .where((where) => where.and(conditions(where, filter, today, text)))
    .groupBy(column)
    .select((select) => [`${column} as value` as const, select.fn.countAll<number>().as('count')])
    .execute()
  return new Map(rows.map((row) => [row.value as string | null, row.count]))
}

async function bandFacet(
  db: Readable,
  filter: ListFilter,
  today: string,
  text: ResolvedText | null,
): Promise<Facet[]> {
  const row = await db
    .selectFrom('waiting_list')
    .where((where) => where.and([...conditions(where, filter, today, text), where('is_waiting', '=', 1)]))
    .select((select) => chsBands.map((band) => sumOf(select, inBand(select, band.id, today)).as(band.id)))
    .executeTakeFirstOrThrow()
  return chsBands.map((band) => ({
    value: band.id,
    label: `${band.weeks} weeks`,
    count: Number(row[band.id] ?? 0),
  }))
}

async function flagFacet(
  db: Readable,
  filter: ListFilter,
  today: string,
  text: ResolvedText | null,
): Promise<Facet[]> {
  const rows = await db
    .selectFrom('waiting_list')
    .where((where) => where.and(conditions(where, filter, today, text)))
    .groupBy('flags')
    .select((select) => ['flags', select.fn.countAll<number>().as('count')])
    .execute()
  return rowFlags.flatMap((flag) => {
    const count = rows.reduce((sum, row) => (row.flags.includes(`,${flag},`) ? sum + row.count : sum), 0)
    return count === 0 ? [] : { value: flag, label: rowFlagLabels[flag], count }
  })
}

function pathwayFacet(counts: Map<string | null, number>): Facet[] {
  const byPathway = new Map<string, number>()
  for (const [stored, count] of counts) {
    for (const pathway of JSON.parse(stored ?? '[]') as string[]) {
      byPathway.set(pathway, (byPathway.get(pathway) ?? 0) + count)
    }
  }
  return [...byPathway]
    .map(([value, count]) => ({ value, label: labelOfPathway(value), count }))
    .toSorted((a, b) => b.count - a.count || a.label.localeCompare(b.label))
}

function labelOfPathway(code: string): string {
  return (pathwayLabels as Record<string, string>)[code] ?? code
}

function sumOf(select: ExpressionBuilder<Schema, 'waiting_list'>, part: ReturnType<typeof inBand>) {
  return select.fn.sum<number | null>(
    select
      .case()
      .when(sql<SqlBool>`${part}`)
      .then(1)
      .else(0)
      .end(),
  )
}
