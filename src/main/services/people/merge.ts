import { v7 as uuidv7 } from 'uuid'
import type { MergeField } from '../../../shared/contract/people.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import { foldForSearch } from '../../../shared/format/names.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { settledTake } from '../../domain/people/merge-fields.ts'
import { whyNotMerge } from '../../domain/people/why-not-merge.ts'
import type { ChildTable } from '../../store/schema.ts'
import type { Readable, Writing } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import { writeSearchText } from '../children/save.ts'
import type { ServiceContext } from '../context.ts'
import { takenColumns, toDetails } from './field-columns.ts'
import { linksBetween } from './links.ts'
import { questionsAbout } from './questions.ts'
import { refreshLists } from './refresh-lists.ts'
import { sameServiceTwice } from './same-service.ts'
import { contactsOf, takeContacts } from './shared-contacts.ts'
import { mergedInto, survivorsOf } from './survivors.ts'

export interface MergeInput {
  survivorId: string
  survivorVersion: number
  mergedId: string
  mergedVersion: number
  /** Details for which the value of the merged record survives. */
  take: readonly MergeField[]
  reason: string
}

export interface Merged {
  mergeId: string
  survivorVersion: number
  /** Names of services to which the child now has two open referrals. */
  sameServiceTwice: string[]
}

const changed =
  'Somebody changed one of the two records after you opened them. Nothing was merged: look at them again.'

/**
 * Merges a record into another, in the given transaction. The merged record stays as it is; its referrals belong to
 * the survivor from now on, and no fact is touched. Refuses what `whyNotMerge` refuses, a record changed since it was
 * seen, and a date of birth after one of the referrals was received.
 */
export async function mergeRecords(
  tx: Writing,
  context: ServiceContext,
  input: MergeInput,
): Promise<Result<Merged>> {
  const { survivorId, mergedId } = input
  const rows = await tx.selectFrom('child').selectAll().where('id', 'in', [survivorId, mergedId]).execute()
  const survivor = rows.find((row) => row.id === survivorId)
  const merged = rows.find((row) => row.id === mergedId)
  if (survivor === undefined || merged === undefined)
    return refuse('not_found', 'One of the two records is not in this store.')
  const whyNot = await whyNotMergeRows(tx, survivor, merged)
  if (whyNot !== null) return refuse('invalid', whyNot)
  if (survivor.version !== input.survivorVersion || merged.version !== input.mergedVersion)
    return refuse('conflict', changed, { present: { version: survivor.version } })

  const take = settledTake(input.take, toDetails(survivor), toDetails(merged))
  const taken = takenColumns(take, survivor, merged)
  const born = take.includes('date_of_birth') ? merged.date_of_birth : survivor.date_of_birth
  const bornOtherwise = [survivor, merged].filter((row) => row.date_of_birth !== born)
  const early = await receivedBeforeBirth(
    tx,
    bornOtherwise.map((row) => row.id),
    born,
  )
  if (early !== null)
    return refuse(
      'invalid',
      `A referral was received on ${formatDate(early)}, before that date of birth. Choose the other one.`,
      { field: 'date_of_birth' },
    )

  const [before, beforeMerged, asked] = await Promise.all([
    contactsOf(tx, survivorId),
    contactsOf(tx, mergedId),
    questionsAbout(tx, [survivorId, mergedId]),
  ])
  const contacts = await takeContacts(tx, survivorId, mergedId)
  const mergeId = uuidv7()
  await tx
    .insertInto('child_merge')
    .values({
      id: mergeId,
      survivor_id: survivorId,
      merged_id: mergedId,
      merged_at: context.now(),
      merged_by: context.person.id,
      reason: input.reason,
      taken: JSON.stringify(taken),
      contacts: JSON.stringify(contacts),
      snapshot: JSON.stringify({
        survivor: { ...survivor, contacts: before },
        merged: { ...merged, contacts: beforeMerged },
      }),
      undone_at: null,
      undone_by: null,
      undone_reason: null,
    })
    .execute()
  const values = Object.fromEntries(Object.entries(taken).map(([column, [, after]]) => [column, after]))
  await saveSurvivor(tx, survivor, values)
  await moveIn(tx, survivorId, mergedId)
  const around = asked.flatMap(({ leftId, rightId }) => [leftId, rightId])
  await refreshLists(tx, [...new Set([survivorId, ...around])], context.today())
  for (const childId of [survivorId, mergedId])
    await appendAudit(tx, context, {
      action: 'child.merged',
      subject: mergeId,
      childId,
      detail: { survivorId, mergedId, taken: Object.keys(taken), contacts: contacts.length },
    })
  return ok({
    mergeId,
    survivorVersion: survivor.version + 1,
    sameServiceTwice: await sameServiceTwice(tx, survivorId),
  })
}

/** Why two stored records cannot be merged, in words; null when they can. */
export async function whyNotMergeRows(
  tx: Readable | Writing,
  left: ChildTable,
  right: ChildTable,
): Promise<string | null> {
  const [survivors, links] = await Promise.all([
    survivorsOf(tx, [left.id, right.id]),
    linksBetween(tx, left.id, right.id),
  ])
  const side = (row: ChildTable) => {
    const survivor = survivors.get(row.id) ?? row.id
    return {
      id: row.id,
      nhsNumber: row.nhs_number,
      dateOfBirth: row.date_of_birth,
      mergedInto: survivor === row.id ? null : survivor,
    }
  }
  return whyNotMerge({ left: side(left), right: side(right), links: links.map(({ row }) => row.kind) })
}

/** Stores new values of a surviving record, with its names in order and in the search index, as its next version. */
export async function saveSurvivor(
  tx: Writing,
  row: ChildTable,
  values: Partial<Record<string, unknown>>,
): Promise<void> {
  const next = { ...row, ...values } as ChildTable
  next.name_key = foldForSearch(`${next.family_name} ${next.given_name}`)
  next.version = row.version + 1
  await tx.updateTable('child').set(next).where('id', '=', row.id).execute()
  await writeSearchText(tx, next)
}

/** Hands the merged record's referrals to the survivor; each remembers the record it was made on. */
async function moveIn(tx: Writing, survivorId: string, mergedId: string): Promise<void> {
  const ids = [mergedId, ...((await mergedInto(tx, [mergedId])).get(mergedId) ?? [])]
  await tx
    .insertInto('referral_home')
    .columns(['referral_id', 'child_id'])
    .expression((from) =>
      from.selectFrom('referral').select(['id', 'child_id']).where('child_id', '=', mergedId),
    )
    .onConflict((conflict) => conflict.column('referral_id').doNothing())
    .execute()
  // A letter goes with its referral: a death or an unsafe address of the one child must stop it.
  for (const table of ['referral', 'letter'] as const)
    await tx.updateTable(table).set({ child_id: survivorId }).where('child_id', '=', mergedId).execute()
  for (const id of ids)
    await tx
      .insertInto('merged_child')
      .values({ child_id: id, survivor_id: survivorId })
      .onConflict((conflict) => conflict.column('child_id').doUpdateSet({ survivor_id: survivorId }))
      .execute()
}

async function receivedBeforeBirth(
  tx: Writing,
  childIds: readonly string[],
  dateOfBirth: string,
): Promise<string | null> {
  if (childIds.length === 0) return null
  const row = await tx
    .selectFrom('waiting_list')
    .select('received_date')
    .where('child_id', 'in', [...childIds])
    .where('status', '<>', 'registered_in_error')
    .where('received_date', '<', dateOfBirth)
    .executeTakeFirst()
  return row?.received_date ?? null
}
