import { ukDateOf } from '../../../shared/format/dates.ts'
import type { DecidedLink, Merge } from '../../../shared/contract/people.ts'
import type { ChildMergeTable } from '../../store/tables/people.ts'
import type { Readable } from '../../store/store.ts'
import { personNames } from '../referrals/person-names.ts'
import { nameOf } from './links.ts'
import { survivorsOf } from './survivors.ts'

interface PageOf {
  offset: number
  limit: number
}

/** Merges, the latest first, undone ones too; of one surviving child only its standing ones, the latest first. */
export async function pageOfMerges(
  db: Readable,
  { offset, limit, childId }: PageOf & { childId: string | null },
): Promise<{ rows: Merge[]; total: number }> {
  const matching = () => {
    const all = db.selectFrom('child_merge')
    if (childId === null) return all
    return all
      .where('undone_at', 'is', null)
      .where('merged_id', 'in', (from) =>
        from.selectFrom('merged_child').select('child_id').where('survivor_id', '=', childId),
      )
  }
  const [rows, count] = await Promise.all([
    matching()
      .selectAll()
      .orderBy('merged_at', 'desc')
      .orderBy('id', 'desc')
      .offset(offset)
      .limit(limit)
      .execute(),
    matching()
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  ])
  return { rows: await describeMerges(db, rows), total: count.count }
}

async function describeMerges(db: Readable, rows: readonly ChildMergeTable[]): Promise<Merge[]> {
  const [names, people, survivors] = await Promise.all([
    namesOf(
      db,
      rows.flatMap((row) => [row.survivor_id, row.merged_id]),
    ),
    personNames(db),
    survivorsOf(
      db,
      rows.map((row) => row.survivor_id),
    ),
  ])
  return rows.map((row) => ({
    mergeId: row.id,
    survivorId: row.survivor_id,
    survivorName: names.get(row.survivor_id) ?? '',
    mergedId: row.merged_id,
    mergedName: names.get(row.merged_id) ?? '',
    mergedOn: ukDateOf(row.merged_at),
    mergedBy: people.get(row.merged_by) ?? '',
    reason: row.reason,
    undone:
      row.undone_at === null
        ? null
        : {
            on: ukDateOf(row.undone_at),
            by: people.get(row.undone_by ?? '') ?? '',
            reason: row.undone_reason ?? '',
          },
    whyKeep:
      row.undone_at === null && survivors.get(row.survivor_id) !== row.survivor_id
        ? 'The surviving record was itself merged into another since. Undo that merge first.'
        : null,
  }))
}

/** Standing decisions about two children, the latest first. */
export async function pageOfLinks(
  db: Readable,
  { offset, limit }: PageOf,
): Promise<{ rows: DecidedLink[]; total: number }> {
  const standing = () => db.selectFrom('child_link').where('taken_back_at', 'is', null)
  const [rows, count] = await Promise.all([
    standing()
      .selectAll()
      .orderBy('decided_at', 'desc')
      .orderBy('id', 'desc')
      .offset(offset)
      .limit(limit)
      .execute(),
    standing()
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  ])
  const ends = rows.flatMap((row) => [row.left_child_id, row.right_child_id])
  const survivors = await survivorsOf(db, ends)
  const standsFor = (id: string) => survivors.get(id) ?? id
  const [names, people] = await Promise.all([namesOf(db, [...survivors.values()]), personNames(db)])
  return {
    total: count.count,
    rows: rows.map((row) => ({
      linkId: row.id,
      kind: row.kind,
      leftId: standsFor(row.left_child_id),
      leftName: names.get(standsFor(row.left_child_id)) ?? '',
      rightId: standsFor(row.right_child_id),
      rightName: names.get(standsFor(row.right_child_id)) ?? '',
      reason: row.reason,
      decidedOn: ukDateOf(row.decided_at),
      decidedBy: people.get(row.decided_by) ?? '',
    })),
  }
}

async function namesOf(db: Readable, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('child')
    .select(['id', 'family_name', 'given_name', 'preferred_name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, nameOf(row)]))
}
