import { foldForSearch } from '../../../shared/format/names.ts'
import { swapDayAndMonth } from '../../../shared/format/dates.ts'
import { createMatchIndex } from '../../domain/matching/blocking.ts'
import { type ChildIdentity, compareChildren } from '../../domain/matching/compare-children.ts'
import type { ChildTable } from '../../store/schema.ts'
import type { Draft, DraftPair } from './draft.ts'
import type { TimeSlices } from './time-slices.ts'
import type { Connection } from './connection.ts'

type StoredIdentity = Pick<
  ChildTable,
  | 'id'
  | 'nhs_number'
  | 'local_patient_id'
  | 'family_name'
  | 'given_name'
  | 'preferred_name'
  | 'date_of_birth'
  | 'postcode'
  | 'gender'
> & {
  /** The record itself; `id` is the child it stands for. */
  record: string
}

/**
 * Finds the pairs of records that may be one child among the draft's new children and between them and the store's.
 * Two different NHS numbers never match, so that a child with a number is only compared with those without.
 * Twins are not paired. `done` is told how many children were looked at.
 */
export async function findPairs(
  draft: Draft,
  connection: Connection,
  slices: TimeSlices,
  signal: AbortSignal,
  done: (children: number) => void,
): Promise<DraftPair[]> {
  const pairs: DraftPair[] = []
  const index = createMatchIndex<number>()
  const stored = storedCandidates(connection)
  const live = connection.prepare(
    "SELECT 1 FROM waiting_list WHERE child_id = ? AND status <> 'registered_in_error' LIMIT 1",
  )
  // What an undone import left of a child is compared as if it were new: its pairs went with the import.
  const isOnAnyList = (childId: string) => live.get(childId) !== undefined
  const fresh = draft.children
    .map((child, position) => ({ child, position }))
    .filter(({ child }) => child.childId === null || !isOnAnyList(child.childId))
  const compared = new Set(fresh.map((each) => each.child.childId))
  // Birthday by birthday, so that the store is asked once for each.
  fresh.sort((a, b) => compareText(a.child.identity.dateOfBirth, b.child.identity.dateOfBirth))
  for (const [count, { child, position }] of fresh.entries()) {
    for (const other of index.candidates(child.identity)) {
      const identity = draft.children[other]?.identity
      if (identity === undefined) continue
      const pair = pairOf(child.identity, identity)
      if (pair !== null) pairs.push({ left: position, right: other, ...pair })
    }
    index.add(child.identity, position)
    const paired = new Set<string>()
    for (const row of stored(child.identity)) {
      if (compared.has(row.id) || paired.has(row.id)) continue
      const identity = identityOf(row)
      const pair = pairOf(child.identity, identity)
      if (pair === null) continue
      paired.add(row.id)
      const right = { childId: row.id, identity, localPatientId: row.local_patient_id }
      pairs.push({ left: position, right, ...pair })
    }
    if (slices.over) {
      done(count)
      if (signal.aborted) return []
      await slices.rest()
    }
  }
  return pairs
}

/** The pairs among some records that may be one child, by their positions. */
export function alikeAmong(
  children: readonly ChildIdentity[],
): (Pick<DraftPair, 'verdict' | 'agrees' | 'differs'> & { left: number; right: number })[] {
  const index = createMatchIndex<number>()
  return children.flatMap((child, left) => {
    const pairs = index.candidates(child).flatMap((right) => {
      const pair = pairOf(child, children[right]!)
      return pair === null ? [] : [{ left, right, ...pair }]
    })
    index.add(child, left)
    return pairs
  })
}

function pairOf(
  left: ChildIdentity,
  right: ChildIdentity,
): Pick<DraftPair, 'verdict' | 'agrees' | 'differs'> | null {
  if (left.nhsNumber && right.nhsNumber) return null
  const { verdict, agrees, differs, twin } = compareChildren(left, right)
  return verdict === 'none' || twin ? null : { verdict, agrees, differs }
}

/** Asks the store for children who share a birthday, a postcode or a whole name with a child. */
function storedCandidates(connection: Connection): (child: ChildIdentity) => StoredIdentity[] {
  const isEmpty = connection.prepare('SELECT 1 FROM child LIMIT 1').get() === undefined
  if (isEmpty) return () => []
  const select = `SELECT child.id AS record, coalesce(survivor.id, child.id) AS id,
    coalesce(survivor.nhs_number, child.nhs_number) AS nhs_number, child.local_patient_id, child.family_name,
    child.given_name, child.preferred_name, child.date_of_birth, child.postcode, child.gender
    FROM child LEFT JOIN merged_child AS merged ON merged.child_id = child.id
    LEFT JOIN child AS survivor ON survivor.id = merged.survivor_id`
  const statements = [true, false].map((withNumbers) => {
    const without = withNumbers ? '' : 'AND child.nhs_number IS NULL'
    return {
      byBirthday: connection.prepare(`${select} WHERE child.date_of_birth = ? ${without}`),
      byPostcode: connection.prepare(`${select} WHERE child.postcode = ? ${without} LIMIT 200`),
      byName: connection.prepare(`${select} WHERE child.name_key = ? ${without} LIMIT 200`),
    }
  })
  const kept = new Map<string, StoredIdentity[]>()
  return (child) => {
    const which = child.nhsNumber ? 1 : 0
    const { byBirthday, byPostcode, byName } = statements[which]!
    const bornOn = (day: string | null): StoredIdentity[] => {
      if (day === null) return []
      const key = `${which}${day}`
      const known = kept.get(key)
      if (known !== undefined) return known
      if (kept.size > 20) kept.clear()
      const rows = byBirthday.all(day) as StoredIdentity[]
      kept.set(key, rows)
      return rows
    }
    const found = new Map<string, StoredIdentity>()
    const add = (rows: StoredIdentity[]) => {
      for (const row of rows) found.set(row.record, row)
    }
    const initials = initialsOf(child)
    const alike = (row: StoredIdentity) => [...initialsOf(identityOf(row))].some((each) => initials.has(each))
    add(bornOn(child.dateOfBirth).filter(alike))
    add(bornOn(swapDayAndMonth(child.dateOfBirth)).filter(alike))
    if (child.postcode) add(byPostcode.all(child.postcode) as StoredIdentity[])
    add(byName.all(foldForSearch(`${child.familyName} ${child.givenName}`)) as StoredIdentity[])
    return [...found.values()]
  }
}

function initialsOf(child: ChildIdentity): Set<string> {
  const names = [child.familyName, child.givenName, child.preferredName ?? '']
  return new Set(names.map((name) => foldForSearch(name).slice(0, 1)).filter((letter) => letter !== ''))
}

function identityOf(row: StoredIdentity): ChildIdentity {
  return {
    nhsNumber: row.nhs_number,
    familyName: row.family_name,
    givenName: row.given_name,
    preferredName: row.preferred_name,
    dateOfBirth: row.date_of_birth,
    postcode: row.postcode,
    gender: row.gender,
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
