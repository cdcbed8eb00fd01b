import { setImmediate as pause } from 'node:timers/promises'
import { type Pathway, pathwayLabels } from '../../../shared/codes/pathways.ts'
import { priorities, priorityLabels } from '../../../shared/codes/priorities.ts'
import type { Page } from '../../../shared/contract/procedure.ts'
import {
  type ReturnFacetName,
  returnFacetNames,
  type ReturnFacets,
  type ReturnFilters,
} from '../../../shared/contract/return-facets.ts'
import type { ReturnCellRow } from '../../../shared/contract/returns.ts'
import type { Facet } from '../../../shared/contract/waiting-list.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { ageGroups, waitedGroups } from '../../domain/returns/breakdown.ts'
import { monthInWords } from '../../domain/returns/months.ts'
import type { Store } from '../../store/store.ts'
import { stateOf } from '../kept-answers.ts'
import { type CellAsked, named, scopeOf } from './cell.ts'
import { type DescribedWait, describeWaits } from './describe.ts'
import { readSteadily } from './steady-read.ts'

type Asked = Omit<CellAsked, 'offset' | 'limit'>
type Described = Result<{ waits: DescribedWait[]; daysTo: string; censusDate: string }>

/** Waits that are gone through before others get their turn. */
const goneThrough = 10_000

/**
 * The last figure that was broken down, until the next commit: a person looks at one figure and tries its filters one
 * after the other. Only one, because a hundred thousand waits take some twenty megabytes.
 */
const lastOf = new WeakMap<Store, { state: number; question: string; answer: Promise<Described> }>()

async function described(store: Store, asked: Asked, today: string): Promise<Described> {
  const { month, line, cell, reason, services } = asked
  const question = JSON.stringify([month, line, cell, reason, services ?? null, today])
  const state = stateOf(store)
  const last = lastOf.get(store)
  if (last?.state === state && last.question === question) return last.answer
  const answer = readSteadily(store, async (db): Promise<Described> => {
    const scope = await scopeOf(db, asked, today)
    if (!scope.ok) return scope
    const found = await describeWaits(scope.value, cell)
    if (found === null) return refuse('invalid', 'The return has no such figure.', { field: 'cell' })
    return ok({ ...found, censusDate: scope.value.period.censusDate })
  })
  const kept = { state, question, answer }
  lastOf.set(store, kept)
  const forget = () => void (lastOf.get(store) === kept && lastOf.delete(store))
  try {
    const value = await answer
    // Something was saved meanwhile: it answers this call, but nobody's after.
    if (stateOf(store) !== state) forget()
    return value
  } catch (error) {
    forget()
    throw error
  }
}

/** How the children behind a figure divide up. Refuses what `cell` refuses. */
export async function facetsBehind(store: Store, asked: Asked, today: string): Promise<Result<ReturnFacets>> {
  const found = await described(store, asked, today)
  if (!found.ok) return found
  const filters = asked.filters ?? {}
  const chosen = returnFacetNames.filter((name) => (filters[name]?.length ?? 0) > 0)
  const tallies = Object.fromEntries(
    returnFacetNames.map((name) => [name, new Map<string, number>()]),
  ) as Record<ReturnFacetName, Map<string, number>>
  let total = 0
  let done = 0
  for (const { facets } of found.value.waits) {
    if ((done += 1) % goneThrough === 0) await pause()
    const refusing = chosen.filter((name) => !letsThrough(name, filters, facets))
    if (refusing.length > 1) continue
    if (refusing.length === 0) total += 1
    for (const name of refusing.length === 1 ? refusing : returnFacetNames) {
      const counts = tallies[name]
      const value = facets[name]
      if (typeof value === 'string') counts.set(value, (counts.get(value) ?? 0) + 1)
      else for (const each of value) counts.set(each, (counts.get(each) ?? 0) + 1)
    }
  }
  return ok({
    total,
    asAt: found.value.daysTo,
    facets: {
      site: byCount(tallies.site, 'site'),
      pathway: byCount(tallies.pathway, 'pathway'),
      priority: inOrder(tallies.priority, priorityGroups),
      age: inOrder(tallies.age, agesKnown),
      waited: inOrder(tallies.waited, waitedGroups),
      received: [...tallies.received]
        .map(([value, count]) => ({ value, label: facetWords('received', value), count }))
        .toSorted((a, b) => (a.value < b.value ? 1 : -1)),
    },
  })
}

/** The children behind a figure that filters let through, longest wait first; as many as the facet says. */
export async function filteredBehind(
  store: Store,
  asked: CellAsked,
  today: string,
): Promise<Result<Page<ReturnCellRow>>> {
  const found = await described(store, asked, today)
  if (!found.ok) return found
  const { waits, daysTo, censusDate } = found.value
  const filters = asked.filters ?? {}
  const byStart = new Map<string, DescribedWait[]>()
  let total = 0
  let done = 0
  for (const wait of waits) {
    if ((done += 1) % goneThrough === 0) await pause()
    if (!returnFacetNames.every((name) => letsThrough(name, filters, wait.facets))) continue
    total += 1
    const same = byStart.get(wait.clock_start)
    if (same === undefined) byStart.set(wait.clock_start, [wait])
    else same.push(wait)
  }
  const page: DescribedWait[] = []
  let passed = 0
  for (const start of [...byStart.keys()].toSorted()) {
    const own = byStart.get(start) ?? []
    const from = Math.max(0, asked.offset - passed)
    passed += own.length
    if (from < own.length)
      page.push(...own.toSorted(byReferral).slice(from, from + asked.limit - page.length))
    if (page.length === asked.limit) break
  }
  return ok({ rows: await named(store.read, page, daysTo), total, asAt: censusDate })
}

function byReferral(a: DescribedWait, b: DescribedWait): number {
  if (a.referral_id !== b.referral_id) return a.referral_id < b.referral_id ? -1 : 1
  return a.waiting_until < b.waiting_until ? -1 : 1
}

/** Any of the values chosen in a facet will do. */
function letsThrough(
  name: ReturnFacetName,
  filters: ReturnFilters,
  facets: DescribedWait['facets'],
): boolean {
  const chosen = filters[name]
  if (chosen === undefined || chosen.length === 0) return true
  const value = facets[name]
  return typeof value === 'string' ? chosen.includes(value) : value.some((each) => chosen.includes(each))
}

/** The fullest first; what is not known last. */
function byCount(counts: Map<string, number>, name: 'site' | 'pathway'): Facet[] {
  return [...counts]
    .map(([value, count]) => ({ value, label: facetWords(name, value), count }))
    .toSorted(
      (a, b) =>
        Number(a.value === '') - Number(b.value === '') ||
        b.count - a.count ||
        a.label.localeCompare(b.label),
    )
}

interface Labelled {
  value: string
  label: string
}

function inOrder(counts: Map<string, number>, order: readonly Labelled[]): Facet[] {
  return order.flatMap(({ value, label }) => {
    const count = counts.get(value) ?? 0
    return count === 0 ? [] : [{ value, label, count }]
  })
}

const priorityGroups: readonly Labelled[] = [
  ...priorities.map((value) => ({ value, label: priorityLabels[value] })),
  { value: 'none', label: 'Not decided' },
]
const agesKnown: readonly Labelled[] = [...ageGroups, { value: '', label: 'Not known' }]

/** A value of a facet in words: `None named` for the pathway of nobody, `October 2025` for the month `2025-10`. */
export function facetWords(name: ReturnFacetName, value: string): string {
  const labelIn = (groups: readonly Labelled[]) =>
    groups.find((group) => group.value === value)?.label ?? value
  switch (name) {
    case 'site':
      return value === '' ? 'No clinic booked' : value
    case 'pathway':
      return value === '' ? 'None named' : (pathwayLabels[value as Pathway] ?? value)
    case 'priority':
      return labelIn(priorityGroups)
    case 'age':
      return labelIn(agesKnown)
    case 'waited':
      return labelIn(waitedGroups)
    case 'received':
      return monthInWords(value)
  }
}
