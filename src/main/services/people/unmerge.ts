import { sql } from 'kysely'
import type { LinkKind } from '../../../shared/contract/people.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { ChildTable } from '../../store/schema.ts'
import type { ChildMergeTable } from '../../store/tables/people.ts'
import type { Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { ServiceContext } from '../context.ts'
import type { Taken } from './field-columns.ts'
import { addLink } from './links.ts'
import { saveSurvivor } from './merge.ts'
import { questionsAbout } from './questions.ts'
import { refreshLists } from './refresh-lists.ts'
import {
  type ContactDetails,
  contactsOf,
  detailsOf,
  giveBackContacts,
  isSameContact,
} from './shared-contacts.ts'
import { survivorOf } from './survivors.ts'

/**
 * Undoes a merge, in the given transaction: referrals go back to the record they were made on, with whatever was
 * recorded on them since, and the survivor gives back what it took and still holds. Refuses a merge undone already,
 * one whose survivor was itself merged since, and one after which a death was recorded: it would stand for both.
 */
export async function undoMerge(
  tx: Writing,
  context: ServiceContext,
  input: { mergeId: string; reason: string; remember: LinkKind | null },
): Promise<Result<{ survivorId: string; mergedId: string }>> {
  const merge = await tx
    .selectFrom('child_merge')
    .selectAll()
    .where('id', '=', input.mergeId)
    .executeTakeFirst()
  if (merge === undefined) return refuse('not_found', 'That merge is not in this store.')
  if (merge.undone_at !== null) return refuse('conflict', 'That merge has been undone already.')
  const { survivor_id: survivorId, merged_id: mergedId } = merge
  if ((await survivorOf(tx, survivorId)) !== survivorId)
    return refuse(
      'conflict',
      'The surviving record was itself merged into another since. Undo that merge first.',
    )
  if (await deathSince(tx, survivorId, merge.merged_at))
    return refuse(
      'conflict',
      'A death was recorded since the merge, for one child. Take that entry back, undo the merge, then record it for the child who died.',
    )
  await tx
    .updateTable('child_merge')
    .set({ undone_at: context.now(), undone_by: context.person.id, undone_reason: input.reason })
    .where('id', '=', merge.id)
    .execute()
  await moveOut(tx, mergedId)
  await giveBack(tx, merge)
  const asked = await questionsAbout(tx, [survivorId, mergedId])
  const around = asked.flatMap(({ leftId, rightId }) => [leftId, rightId])
  await refreshLists(tx, [...new Set([survivorId, mergedId, ...around])], context.today())
  await settleDeaths(tx, merge)
  if (input.remember !== null) {
    const linked = await addLink(tx, context, {
      leftId: survivorId,
      rightId: mergedId,
      kind: input.remember,
      reason: input.reason,
    })
    if (!linked.ok) return linked
    await refreshLists(tx, [survivorId, mergedId], context.today())
  }
  for (const childId of [survivorId, mergedId])
    await appendAudit(tx, context, {
      action: 'child.unmerged',
      subject: merge.id,
      childId,
      detail: { survivorId, mergedId, remember: input.remember },
    })
  return ok({ survivorId, mergedId })
}

/** The record stands for itself again, with the records merged into it and all their referrals. */
async function moveOut(tx: Writing, mergedId: string): Promise<void> {
  const own = new Set([mergedId])
  for (let added = [mergedId]; added.length > 0;) {
    const rows = await tx
      .selectFrom('child_merge')
      .select('merged_id')
      .where('survivor_id', 'in', added)
      .where('undone_at', 'is', null)
      .execute()
    added = rows.map((row) => row.merged_id).filter((id) => !own.has(id))
    for (const id of added) own.add(id)
  }
  const records = [...own]
  await tx.deleteFrom('merged_child').where('child_id', '=', mergedId).execute()
  await tx
    .updateTable('merged_child')
    .set({ survivor_id: mergedId })
    .where('child_id', 'in', records)
    .execute()
  const homes = await tx
    .selectFrom('referral_home')
    .select('referral_id')
    .where('child_id', 'in', records)
    .execute()
  const back = homes.map((home) => home.referral_id)
  if (back.length > 0) {
    await tx.updateTable('referral').set({ child_id: mergedId }).where('id', 'in', back).execute()
    await tx.updateTable('letter').set({ child_id: mergedId }).where('referral_id', 'in', back).execute()
  }
  await tx.deleteFrom('referral_home').where('child_id', '=', mergedId).execute()
}

/** The survivor gives back values and contacts that it took by this merge, where it still holds them. */
async function giveBack(tx: Writing, merge: ChildMergeTable): Promise<void> {
  const survivor = await tx
    .selectFrom('child')
    .selectAll()
    .where('id', '=', merge.survivor_id)
    .executeTakeFirstOrThrow()
  const standing = await tx
    .selectFrom('child_merge')
    .selectAll()
    .where('survivor_id', '=', merge.survivor_id)
    .where('undone_at', 'is', null)
    .orderBy('id')
    .execute()
  const values: Record<string, unknown> = {}
  const later = standing
    .filter((each) => each.id > merge.id)
    .map((each) => ({ ...each, taken: JSON.parse(each.taken) as Taken }))
  const taken = Object.entries(JSON.parse(merge.taken) as Taken) as [
    keyof Taken,
    readonly [unknown, unknown],
  ][]
  for (const [column, [before, after]] of taken) {
    // A later merge covered the value: then it is that one which gives back what was there before both.
    const cover = later.find((each) => each.taken[column] !== undefined)
    const covered = cover?.taken[column]
    if (cover !== undefined && covered !== undefined) {
      if (covered[0] === after) cover.taken[column] = [before, covered[1]]
    } else if (survivor[column as keyof ChildTable] === after) values[column] = before
  }
  for (const each of later)
    await tx
      .updateTable('child_merge')
      .set({ taken: JSON.stringify(each.taken) })
      .where('id', '=', each.id)
      .execute()
  await saveSurvivor(tx, survivor, values)
  const contacts = await passOnContacts(tx, JSON.parse(merge.contacts) as ContactDetails[], standing)
  await giveBackContacts(tx, merge.survivor_id, contacts)
}

/** Contacts that another merged record holds too stay with the survivor, on that record's account. Returns the rest. */
async function passOnContacts(
  tx: Writing,
  contacts: readonly ContactDetails[],
  standing: readonly ChildMergeTable[],
): Promise<ContactDetails[]> {
  let left = [...contacts]
  for (const merge of standing) {
    const held = (await contactsOf(tx, merge.merged_id)).map(detailsOf)
    const theirs = left.filter((contact) => held.some((own) => isSameContact(own, contact)))
    if (theirs.length === 0) continue
    left = left.filter((contact) => !theirs.includes(contact))
    const known = JSON.parse(merge.contacts) as ContactDetails[]
    await tx
      .updateTable('child_merge')
      .set({ contacts: JSON.stringify([...known, ...theirs]) })
      .where('id', '=', merge.id)
      .execute()
  }
  return left
}

/** A death that was recorded, or taken back, while the records were one belongs to the child of that referral. */
async function settleDeaths(tx: Writing, merge: ChildMergeTable): Promise<void> {
  const { survivor } = JSON.parse(merge.snapshot) as { survivor: ChildTable }
  for (const childId of [merge.survivor_id, merge.merged_id]) {
    const { died_on: stored } = await tx
      .selectFrom('child')
      .select('died_on')
      .where('id', '=', childId)
      .executeTakeFirstOrThrow()
    const recorded = await tx
      .selectFrom('waiting_list')
      .select('closed_on')
      .where('child_id', '=', childId)
      .where('closed_reason', '=', 'died')
      .orderBy('closed_on', 'desc')
      .executeTakeFirst()
    const isGone =
      (childId === merge.survivor_id && survivor.died_on === null) ||
      (await deathTakenBackSince(tx, childId, merge.merged_at))
    const diedOn = recorded?.closed_on ?? (isGone ? null : stored)
    if (diedOn !== stored)
      await tx.updateTable('child').set({ died_on: diedOn }).where('id', '=', childId).execute()
  }
}

/** Whether a death that stands was recorded since a moment on a referral of a child. */
async function deathSince(tx: Writing, childId: string, since: string): Promise<boolean> {
  const row = await tx
    .selectFrom('referral')
    .innerJoin('referral_event as death', 'death.referral_id', 'referral.id')
    .select('death.id')
    .where('referral.child_id', '=', childId)
    .where('death.recorded_at', '>=', since)
    .where('death.type', '=', 'closed')
    .where(sql<string>`json_extract(death.detail, '$.reason')`, '=', 'died')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('referral_event as voiding')
            .select('voiding.id')
            .whereRef('voiding.referral_id', '=', 'death.referral_id')
            .whereRef('voiding.voids_event_id', '=', 'death.id'),
        ),
      ),
    )
    .executeTakeFirst()
  return row !== undefined
}

async function deathTakenBackSince(tx: Writing, childId: string, since: string): Promise<boolean> {
  const row = await tx
    .selectFrom('referral')
    .innerJoin('referral_event as voiding', 'voiding.referral_id', 'referral.id')
    .innerJoin('referral_event as death', 'death.id', 'voiding.voids_event_id')
    .select('death.id')
    .where('referral.child_id', '=', childId)
    .where('voiding.recorded_at', '>=', since)
    .where('death.type', '=', 'closed')
    .where(sql<string>`json_extract(death.detail, '$.reason')`, '=', 'died')
    .executeTakeFirst()
  return row !== undefined
}
