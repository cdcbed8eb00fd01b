import { v7 as uuidv7 } from 'uuid'
import type { SimilarChild } from '../../../shared/contract/children.ts'
import { referralStatusLabels } from '../../../shared/codes/referral-statuses.ts'
import { foldForSearch } from '../../../shared/format/names.ts'
import { swapDayAndMonth } from '../../../shared/format/dates.ts'
import { cleanNhsNumber } from '../../../shared/format/nhs-number.ts'
import {
  type ChildIdentity,
  compareChildren,
  type MatchField,
} from '../../domain/matching/compare-children.ts'
import { linksOf } from '../people/links.ts'
import { survivorsOf } from '../people/survivors.ts'
import type { ChildTable } from '../../store/schema.ts'
import type { Readable, Writing } from '../../store/store.ts'

const fieldLabels: Record<MatchField, string> = {
  nhs_number: 'NHS number',
  given_name: 'given name',
  family_name: 'family name',
  date_of_birth: 'date of birth',
  postcode: 'postcode',
}

/** A match field in words. */
export function matchFieldLabel(field: MatchField): string {
  return fieldLabels[field]
}

/** A stored child as the matcher reads it. */
export function toIdentity(row: ChildTable): ChildIdentity {
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

const surest = { same_nhs_number: 0, likely: 1, possible: 2, none: 3 }

/**
 * Stored children who may be this one, the surest first, at most 20; `ownId` is left out, and so is everybody of
 * whom people decided what they are to it. A merged record is compared by its own details and gives the child it
 * was merged into.
 */
export async function findSimilar(
  db: Readable | Writing,
  child: ChildIdentity,
  ownId: string | null = null,
): Promise<SimilarChild[]> {
  const rows = await candidates(db, child)
  const [survivors, links] = await Promise.all([
    survivorsOf(
      db,
      rows.map((row) => row.id),
    ),
    ownId === null ? [] : linksOf(db, [ownId]),
  ])
  const leftOut = new Set([ownId, ...links.flatMap(({ leftId, rightId }) => [leftId, rightId])])
  const children = await childrenById(db, rows, [...survivors.values()])
  const number = cleanNhsNumber(child.nhsNumber ?? '')
  const best = new Map<string, ReturnType<typeof compareChildren>>()
  for (const row of rows) {
    const childId = survivors.get(row.id) ?? row.id
    const identity = toIdentity(row)
    // The number of the child speaks for a merged record too, unless the record's own is the one looked for.
    if (row.nhs_number !== number) identity.nhsNumber = children.get(childId)?.nhs_number ?? row.nhs_number
    const comparison = compareChildren(child, identity)
    if (leftOut.has(childId) || (comparison.verdict === 'none' && !comparison.twin)) continue
    const known = best.get(childId)
    if (known === undefined || surest[comparison.verdict] < surest[known.verdict])
      best.set(childId, comparison)
  }
  const matches = [...best].toSorted(([, a], [, b]) => surest[a.verdict] - surest[b.verdict]).slice(0, 20)
  const ids = matches.map(([childId]) => childId)
  const open = await openReferrals(db, ids)
  return matches.flatMap(([childId, comparison]) => {
    const row = children.get(childId)
    if (row === undefined) return []
    return {
      childId,
      familyName: row.family_name,
      givenName: row.given_name,
      dateOfBirth: row.date_of_birth,
      nhsNumber: row.nhs_number,
      postcode: row.postcode,
      verdict: comparison.verdict === 'none' ? ('possible' as const) : comparison.verdict,
      agrees: comparison.agrees.map(matchFieldLabel),
      differs: comparison.differs.map(matchFieldLabel),
      twin: comparison.twin,
      openReferrals: open.get(childId) ?? [],
    }
  })
}

async function childrenById(
  db: Readable | Writing,
  known: readonly ChildTable[],
  ids: readonly string[],
): Promise<Map<string, ChildTable>> {
  const byId = new Map(known.map((row) => [row.id, row]))
  const others = ids.filter((id) => !byId.has(id))
  if (others.length === 0) return byId
  const rows = await db.selectFrom('child').selectAll().where('id', 'in', others).execute()
  for (const row of rows) byId.set(row.id, row)
  return byId
}

/**
 * Notes the children who may be this one as pairs to review; known pairs, twins and whoever is `leftOut` are left
 * alone. Returns the ids of the children concerned, whose referrals then carry the mark.
 */
export async function notePairs(
  tx: Writing,
  childId: string,
  similar: readonly SimilarChild[],
  leftOut: readonly string[],
  today: string,
): Promise<string[]> {
  const concerned: string[] = []
  for (const other of similar) {
    if (other.twin || leftOut.includes(other.childId)) continue
    const [left, right] = childId < other.childId ? [childId, other.childId] : [other.childId, childId]
    await tx
      .insertInto('duplicate_pair')
      .values({
        id: uuidv7(),
        left_child_id: left,
        right_child_id: right,
        verdict: other.verdict,
        twin: 0,
        agrees: JSON.stringify(other.agrees),
        differs: JSON.stringify(other.differs),
        found_on: today,
        decision: null,
        decided_by: null,
        decided_at: null,
        batch_id: null,
      })
      .onConflict((conflict) => conflict.columns(['left_child_id', 'right_child_id']).doNothing())
      .execute()
    concerned.push(other.childId)
  }
  return concerned
}

/** The open referrals of some children as "Audiology: waiting to be booked". */
export async function openReferrals(
  db: Readable | Writing,
  childIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (childIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('waiting_list')
    .innerJoin('service', 'service.id', 'waiting_list.service_id')
    .select(['waiting_list.child_id', 'waiting_list.status', 'service.name'])
    .where('waiting_list.child_id', 'in', [...childIds])
    .orderBy('waiting_list.is_open', 'desc')
    .orderBy('waiting_list.received_date', 'desc')
    .execute()
  const grouped = Map.groupBy(rows, (row) => row.child_id)
  return new Map(
    [...grouped].map(([id, own]) => [
      id,
      own.map((row) => `${row.name}: ${referralStatusLabels[row.status].toLowerCase()}`),
    ]),
  )
}

async function candidates(db: Readable | Writing, child: ChildIdentity): Promise<ChildTable[]> {
  const days = [child.dateOfBirth, child.dateOfBirth === '' ? null : swapDayAndMonth(child.dateOfBirth)]
  const number = cleanNhsNumber(child.nhsNumber ?? '')
  const postcode = (child.postcode ?? '').trim().toUpperCase()
  const nameKey = foldForSearch(`${child.familyName} ${child.givenName}`)
  const born = days.filter((day) => day !== null && day !== '')
  const found = await Promise.all([
    number === ''
      ? []
      : db.selectFrom('child').selectAll().where('nhs_number', '=', number).limit(20).execute(),
    born.length === 0
      ? []
      : db.selectFrom('child').selectAll().where('date_of_birth', 'in', born).limit(2000).execute(),
    postcode === ''
      ? []
      : db.selectFrom('child').selectAll().where('postcode', '=', postcode).limit(200).execute(),
    child.familyName === '' || child.givenName === ''
      ? []
      : db.selectFrom('child').selectAll().where('name_key', '=', nameKey).limit(200).execute(),
  ])
  return [...new Map(found.flat().map((row) => [row.id, row])).values()]
}
