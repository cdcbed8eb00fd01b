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

/** Stored children who may be this one, the surest first, at most 20; `ownId` is left out. */
export async function findSimilar(
  db: Readable | Writing,
  child: ChildIdentity,
  ownId: string | null = null,
): Promise<SimilarChild[]> {
  const order = { same_nhs_number: 0, likely: 1, possible: 2, none: 3 }
  const matches = (await candidates(db, child))
    .filter((row) => row.id !== ownId)
    .map((row) => ({ row, comparison: compareChildren(child, toIdentity(row)) }))
    .filter(({ comparison }) => comparison.verdict !== 'none' || comparison.twin)
    .toSorted((a, b) => order[a.comparison.verdict] - order[b.comparison.verdict])
    .slice(0, 20)
  const open = await openReferrals(
    db,
    matches.map(({ row }) => row.id),
  )
  return matches.map(({ row, comparison }) => ({
    childId: row.id,
    familyName: row.family_name,
    givenName: row.given_name,
    dateOfBirth: row.date_of_birth,
    nhsNumber: row.nhs_number,
    postcode: row.postcode,
    verdict: comparison.verdict === 'none' ? 'possible' : comparison.verdict,
    agrees: comparison.agrees.map(matchFieldLabel),
    differs: comparison.differs.map(matchFieldLabel),
    twin: comparison.twin,
    openReferrals: open.get(row.id) ?? [],
  }))
}

/**
 * Notes the children who may be this one as pairs to review; decided pairs and twins are left alone. Returns the
 * ids of the children concerned, whose referrals then carry the mark.
 */
export async function notePairs(
  tx: Writing,
  childId: string,
  similar: readonly SimilarChild[],
  notTheSameAs: readonly string[],
  today: string,
  decidedBy: { id: string; at: string },
  batchId: string | null = null,
): Promise<string[]> {
  const concerned: string[] = []
  for (const other of similar) {
    const isDecided = notTheSameAs.includes(other.childId)
    if (other.twin && !isDecided) continue
    const [left, right] = childId < other.childId ? [childId, other.childId] : [other.childId, childId]
    await tx
      .insertInto('duplicate_pair')
      .values({
        id: uuidv7(),
        left_child_id: left,
        right_child_id: right,
        verdict: other.verdict,
        twin: other.twin ? 1 : 0,
        agrees: JSON.stringify(other.agrees),
        differs: JSON.stringify(other.differs),
        found_on: today,
        decision: isDecided ? 'not_same' : null,
        decided_by: isDecided ? decidedBy.id : null,
        decided_at: isDecided ? decidedBy.at : null,
        batch_id: batchId,
      })
      .onConflict((conflict) => conflict.columns(['left_child_id', 'right_child_id']).doNothing())
      .execute()
    if (!isDecided) concerned.push(other.childId)
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
