import { ukDateOf } from '../../../shared/format/dates.ts'
import { v7 as uuidv7 } from 'uuid'
import type { LinkKind, PersonLink } from '../../../shared/contract/people.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { displayName } from '../../../shared/format/names.ts'
import type { ChildLinkTable } from '../../store/tables/people.ts'
import type { ChildTable } from '../../store/schema.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import { personNames } from '../referrals/person-names.ts'
import { refreshLists } from './refresh-lists.ts'
import { mergedInto, survivorsOf, withMerged } from './survivors.ts'

/** A standing decision between two records that stand for themselves. */
export interface StandingLink {
  row: ChildLinkTable
  leftId: string
  rightId: string
}

/** The standing decisions about some children and about the records merged into them. */
export async function linksOf(db: Readable | Writing, childIds: readonly string[]): Promise<StandingLink[]> {
  if (childIds.length === 0) return []
  const ids = await withMerged(db, childIds)
  const rows = await db
    .selectFrom('child_link')
    .selectAll()
    .where('taken_back_at', 'is', null)
    .where((where) => where.or([where('left_child_id', 'in', ids), where('right_child_id', 'in', ids)]))
    .orderBy('decided_at')
    .orderBy('id')
    .execute()
  const ends = rows.flatMap((row) => [row.left_child_id, row.right_child_id])
  const survivors = await survivorsOf(db, [...new Set(ends)])
  return rows.map((row) => ({
    row,
    leftId: survivors.get(row.left_child_id) ?? row.left_child_id,
    rightId: survivors.get(row.right_child_id) ?? row.right_child_id,
  }))
}

/** The standing decisions between two children. */
export async function linksBetween(
  db: Readable | Writing,
  leftId: string,
  rightId: string,
): Promise<StandingLink[]> {
  const links = await linksOf(db, [leftId])
  return links.filter((link) => link.leftId === rightId || link.rightId === rightId)
}

/** The decisions about one child as its page shows them, with whom they are about. */
export async function describeLinks(
  db: Readable,
  childId: string,
  links: readonly StandingLink[],
): Promise<PersonLink[]> {
  if (links.length === 0) return []
  const otherOf = (link: StandingLink) => (link.leftId === childId ? link.rightId : link.leftId)
  const [others, names] = await Promise.all([
    db
      .selectFrom('child')
      .select(['id', 'family_name', 'given_name', 'preferred_name'])
      .where('id', 'in', links.map(otherOf))
      .execute(),
    personNames(db),
  ])
  const byId = new Map(others.map((row) => [row.id, nameOf(row)]))
  return links.flatMap((link) => {
    const name = byId.get(otherOf(link))
    if (name === undefined || link.leftId === link.rightId) return []
    return {
      linkId: link.row.id,
      childId: otherOf(link),
      name,
      kind: link.row.kind,
      reason: link.row.reason,
      decidedOn: ukDateOf(link.row.decided_at),
      decidedBy: names.get(link.row.decided_by) ?? '',
    }
  })
}

/** A child's name as lists show it. */
export function nameOf(row: Pick<ChildTable, 'family_name' | 'given_name' | 'preferred_name'>): string {
  return displayName({
    familyName: row.family_name,
    givenName: row.given_name,
    preferredName: row.preferred_name,
  })
}

/**
 * Notes what two children are to each other, in the given transaction, and settles the question whether they are
 * one. An earlier decision about the two is taken back by it. Refuses a child and itself.
 */
export async function addLink(
  tx: Writing,
  context: ServiceContext,
  link: { leftId: string; rightId: string; kind: LinkKind; reason: string | null },
): Promise<Result<{ linkId: string }>> {
  const survivors = await survivorsOf(tx, [link.leftId, link.rightId])
  const [a, b] = [survivors.get(link.leftId) ?? link.leftId, survivors.get(link.rightId) ?? link.rightId]
  if (a === b) return refuse('invalid', 'That is one and the same child.')
  const known = await tx.selectFrom('child').select('id').where('id', 'in', [a, b]).execute()
  if (known.length < 2) return refuse('not_found', 'That child is not in this store.')
  for (const earlier of await linksBetween(tx, a, b)) {
    if (earlier.row.kind === link.kind) return ok({ linkId: earlier.row.id })
    await takeBack(tx, context, earlier.row.id, 'Another decision was made.')
  }
  const [left = '', right = ''] = [a, b].toSorted()
  const linkId = uuidv7()
  await tx
    .insertInto('child_link')
    .values({
      id: linkId,
      left_child_id: left,
      right_child_id: right,
      kind: link.kind,
      reason: link.reason === null || link.reason === '' ? null : link.reason,
      decided_at: context.now(),
      decided_by: context.person.id,
      taken_back_at: null,
      taken_back_by: null,
      taken_back_reason: null,
    })
    .execute()
  // Pairs of records merged into them stay open: they are asked again should a merge be undone.
  await tx
    .updateTable('duplicate_pair')
    .set({
      decision: link.kind === 'not_same' ? 'not_same' : 'siblings',
      decided_by: context.person.id,
      decided_at: context.now(),
    })
    .where('left_child_id', '=', left)
    .where('right_child_id', '=', right)
    .execute()
  for (const childId of [a, b])
    await appendAudit(tx, context, {
      action: 'child.linked',
      subject: linkId,
      childId,
      detail: { kind: link.kind },
    })
  return ok({ linkId })
}

/** Takes a decision about two children back; whether they are one child is a question again where it was one. */
export async function removeLink(
  tx: Writing,
  context: ServiceContext,
  linkId: string,
  reason: string,
): Promise<Result<{ leftId: string; rightId: string }>> {
  const row = await tx.selectFrom('child_link').selectAll().where('id', '=', linkId).executeTakeFirst()
  if (row === undefined) return refuse('not_found', 'That decision is not in this store.')
  if (row.taken_back_at !== null) return refuse('conflict', 'That decision was taken back already.')
  await takeBack(tx, context, linkId, reason)
  const ends = [row.left_child_id, row.right_child_id]
  const survivors = await survivorsOf(tx, ends)
  const [leftId = '', rightId = ''] = ends.map((id) => survivors.get(id) ?? id)
  await tx
    .updateTable('duplicate_pair')
    .set({ decision: null, decided_by: null, decided_at: null })
    .where('left_child_id', '=', row.left_child_id)
    .where('right_child_id', '=', row.right_child_id)
    .execute()
  for (const childId of new Set([leftId, rightId]))
    await appendAudit(tx, context, {
      action: 'child.link_taken_back',
      subject: linkId,
      childId,
      detail: { kind: row.kind },
    })
  return ok({ leftId, rightId })
}

async function takeBack(tx: Writing, context: ServiceContext, linkId: string, reason: string): Promise<void> {
  await tx
    .updateTable('child_link')
    .set({ taken_back_at: context.now(), taken_back_by: context.person.id, taken_back_reason: reason })
    .where('id', '=', linkId)
    .execute()
}

/** Computes anew what lists show of two children, whatever they were merged into. */
export async function refreshBoth(tx: Writing, childIds: readonly string[], today: string): Promise<void> {
  const survivors = await survivorsOf(tx, childIds)
  await refreshLists(tx, [...new Set(survivors.values())], today)
}

/** How many records were merged into a child. */
export async function countMerged(db: Readable, childId: string): Promise<number> {
  return (await mergedInto(db, [childId])).get(childId)?.length ?? 0
}
