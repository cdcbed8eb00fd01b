import { v7 as uuidv7 } from 'uuid'
import type { ImportCounts, ImportRowGroup } from '../../../shared/contract/imports.ts'
import type { RowContext } from '../../domain/import-rows/validate-row.ts'
import type { RowIssue } from '../../domain/import-rows/problems.ts'
import type { ChildIdentity, MatchField } from '../../domain/matching/compare-children.ts'
import type { ImportMapping } from '../../../shared/contract/imports.ts'
import type { Store } from '../../store/store.ts'

/** One row of the file as it is kept between preview and commit. */
export interface DraftRow {
  /** Row of the file, the header being 1. */
  row: number
  /** Cells in the order of the canonical layout, packed. */
  cells: string
  /** Cells as they stand in the file, packed; for rejected rows only. */
  original: string | null
  effect: 'created' | 'updated' | 'unchanged' | 'rejected'
  issues: readonly RowIssue[]
  /** Position among the draft's children; -1 for a rejected row. */
  child: number
  /** The referral of the store that the row is about; null for a new one. */
  referralId: string | null
}

/** A child that rows of the file are about. */
export interface DraftChild {
  /** The child of the store; null for a new one. */
  childId: string | null
  /** Positions of its rows. */
  rows: number[]
  identity: ChildIdentity
  localPatientId: string | null
}

/** Two records that may be one child, the left one from the file. */
export interface DraftPair {
  /** Position among the draft's children. */
  left: number
  /** Another child of the draft, or one of the store. */
  right: number | { childId: string; identity: ChildIdentity; localPatientId: string | null }
  verdict: 'same_nhs_number' | 'likely' | 'possible'
  agrees: MatchField[]
  differs: MatchField[]
}

/** A file that was read and checked and not yet saved. In memory only. */
export interface Draft {
  id: string
  personId: string
  source: string
  fileName: string
  sha256: string
  headers: string[]
  mapping: ImportMapping
  validation: RowContext
  rows: DraftRow[]
  children: DraftChild[]
  pairs: DraftPair[]
  /** Open referrals that earlier files of this source told of and this one does not. */
  missing: string[]
}

/** How many files may be under way at once in one store. */
const mostDrafts = 2

const kept = new WeakMap<Store, Draft[]>()

/** Keeps a draft; the oldest goes when there are too many. */
export function keepDraft(store: Store, draft: Draft): void {
  const drafts = (kept.get(store) ?? []).filter((each) => each.id !== draft.id)
  kept.set(store, [...drafts, draft].slice(-mostDrafts))
}

/** The draft a person made, or null when it is gone. */
export function draftOf(store: Store, draftId: string, personId: string): Draft | null {
  return kept.get(store)?.find((draft) => draft.id === draftId && draft.personId === personId) ?? null
}

/** Forgets one draft of a person. */
export function discardDraft(store: Store, draftId: string, personId: string): void {
  const drafts = kept.get(store) ?? []
  kept.set(
    store,
    drafts.filter((draft) => draft.id !== draftId || draft.personId !== personId),
  )
}

/** Forgets every draft of a store: nothing of a file stays in memory once the app is locked. */
export function discardAllDrafts(store: Store): void {
  kept.delete(store)
}

export function newDraftId(): string {
  return uuidv7()
}

/** Positions of the rows of one group, in the order of the file. */
export function rowsOfGroup(draft: Draft, group: ImportRowGroup): number[] {
  const positions: number[] = []
  const flagged = group === 'possible_duplicates' ? flaggedChildren(draft) : null
  for (const [position, row] of draft.rows.entries()) {
    if (flagged === null ? row.effect === group : row.child >= 0 && flagged.has(row.child))
      positions.push(position)
  }
  return positions
}

/** Children of the draft that may be somebody else's record. */
export function flaggedChildren(draft: Draft): Set<number> {
  return new Set(
    draft.pairs.flatMap(({ left, right }) => (typeof right === 'number' ? [left, right] : [left])),
  )
}

/** How many rows there are of each kind; rows that may be duplicates are counted among the others too. */
export function countsOf(draft: Draft): ImportCounts {
  const counts = { created: 0, updated: 0, unchanged: 0, rejected: 0 }
  const flagged = flaggedChildren(draft)
  let possibleDuplicates = 0
  for (const row of draft.rows) {
    counts[row.effect] += 1
    if (row.child >= 0 && flagged.has(row.child)) possibleDuplicates += 1
  }
  return { rows: draft.rows.length, ...counts, possibleDuplicates, missingFromFile: draft.missing.length }
}
