import type { ColumnKind } from '../../../shared/contract/list-exports.ts'
import type { ChildFacts } from './child-facts.ts'

export type Value = string | number | null

/** The child and referral a row is about; '' where the child is not known any more. */
export interface AboutRow {
  childId: string
  /** Null where the row is about a child and not a referral. */
  referralId: string | null
}

/** One column of a list: what it holds decides what becomes of it when rows leave under pseudonyms. */
export interface ListColumn<Row> {
  id: string
  header: string
  kind: ColumnKind
  /** In characters, for a sheet and a printed page. */
  width: number
  /** Dates as `YYYY-MM-DD`, days as whole numbers, nothing as null. */
  value(row: Row): Value
  /** False keeps it out of rows under pseudonyms although its kind would let it in. */
  pseudonymised?: false
  /** Under pseudonyms, a value that hardly any row has is not told: it may point to one child. */
  hidesRare?: true
}

/** What children can be counted by. Every child is in exactly one group; not recorded is a group of its own. */
export interface Grouping<Row> {
  id: string
  label: string
  /** The groups in their order; others follow in the order of their names. */
  order?: readonly string[]
  group(row: Row, child: ChildFacts): string
}

/** A filter in words. */
export interface FilterWords {
  words: string
  /** What is said instead where no names leave, since the words may name somebody. */
  unnamed?: string
  /** True where the words tell a day, or a wait closer than in weeks, so that they stay in the app under pseudonyms. */
  tellsDays?: true
}

/**
 * A list as the one seam between the services that know it and the writers of files and pages. A service that has a
 * list writes one function that opens it; the writers know nothing of where it comes from.
 */
export interface ListSource<Row> {
  /** "Waiting list: To book". Never anything about a child. */
  title: string
  noun: { one: string; many: string }
  filters: FilterWords[]
  sort: string
  /** The date the list speaks of, `YYYY-MM-DD`. */
  asAt: string
  /** How many rows there are with the filters. */
  count: number
  /** How many there are without. */
  outOf: number
  columns: readonly ListColumn<Row>[]
  groupings: readonly Grouping<Row>[]
  about(row: Row): AboutRow
  /** All rows in order, in slices; can be asked for more than once. */
  slices(): AsyncIterable<readonly Row[]>
}

/** Rows that a list hands over in one slice. */
export const sliceRows = 500

/** Rows that are looked up one by one before other calls are answered: each may stand on pages of its own. */
export const lookedUpAtOnce = 150

/**
 * The rows of ids, slice by slice. The ids are read first and belong to one state of the store: when somebody saves
 * meanwhile they are read again, and at last in one piece, so that no row is missed or doubled.
 */
export async function* rowsInSlices<Row>(
  state: () => number,
  count: number,
  idsAt: (window: { offset: number; limit: number }) => Promise<readonly string[]>,
  rowsOf: (ids: readonly string[]) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  const ids = await steadyIds(state, count, idsAt)
  for (let at = 0; at < ids.length; at += lookedUpAtOnce) {
    yield await rowsOf(ids.slice(at, at + lookedUpAtOnce))
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const idsAtOnce = 5000
const attempts = 3

async function steadyIds(
  state: () => number,
  count: number,
  idsAt: (window: { offset: number; limit: number }) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = state()
    const ids: string[] = []
    for (let offset = 0; offset < count; offset += idsAtOnce) {
      ids.push(...(await idsAt({ offset, limit: idsAtOnce })))
      await new Promise((resolve) => setImmediate(resolve))
    }
    if (state() === before) return ids
  }
  return idsAt({ offset: 0, limit: count + idsAtOnce })
}
