import type { ChildPage, DuplicatePair, SimilarChild } from '../../../shared/contract/children.ts'
import { ok, refuse } from '../../../shared/result.ts'
import type { ChildTable, DuplicatePairTable } from '../../store/schema.ts'
import type { Readable } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import { noteView } from '../audit/note-view.ts'
import type { HandlersOf } from '../handlers.ts'
import { loadReferrals } from '../projection/load.ts'
import { reproject } from '../projection/reproject.ts'
import { toSummary } from '../referrals/view.ts'
import { inTransaction } from '../transaction.ts'
import { toChild } from './rows.ts'
import { checkChild, updateChild } from './save.ts'
import { findSimilar, notePairs, openReferrals, toIdentity } from './similar.ts'

export const childrenHandlers: HandlersOf<'children'> = {
  async get(context, { childId }) {
    const { store } = context
    const row = await store.read.selectFrom('child').selectAll().where('id', '=', childId).executeTakeFirst()
    if (row === undefined) return refuse('not_found', 'That child is not in this store.')
    await noteView(context, { action: 'child.viewed', subject: childId, childId })
    const [contacts, referralIds, pairs] = await Promise.all([
      store.read.selectFrom('child_contact').selectAll().where('child_id', '=', childId).execute(),
      store.read
        .selectFrom('waiting_list')
        .select('referral_id')
        .where('child_id', '=', childId)
        .orderBy('is_open', 'desc')
        .orderBy('received_date', 'desc')
        .execute(),
      pairsOf(store.read, childId),
    ])
    const referrals = await loadReferrals(
      store.read,
      referralIds.map((each) => each.referral_id),
    )
    const undecided = pairs.filter((pair) => pair.decision === null)
    const linked = pairs.filter((pair) => pair.decision === 'same' || pair.decision === 'siblings')
    const others = await childrenById(
      store.read,
      pairs.map((pair) => otherOf(pair, childId)),
    )
    return ok<ChildPage>({
      child: toChild(row, contacts),
      referrals: referrals.map((loaded) => toSummary(loaded, context.today())),
      similar: await describePairs(store.read, undecided, childId),
      links: linked.flatMap((pair) => {
        const other = others.get(otherOf(pair, childId))
        if (other === undefined) return []
        const name = `${other.family_name.toUpperCase()}, ${other.given_name}`
        return {
          childId: other.id,
          name,
          kind: pair.decision === 'siblings' ? 'sibling' : 'duplicate',
        } as const
      }),
    })
  },

  async findSimilar({ store }, input) {
    const isEmpty = input.familyName === '' && input.nhsNumber === null && input.dateOfBirth === null
    if (isEmpty) return ok([])
    return ok(await findSimilar(store.read, { ...input, dateOfBirth: input.dateOfBirth ?? '' }))
  },

  async update(context, { childId, version, child }) {
    const result = await inTransaction(context.store, async (tx) => {
      const row = await tx.selectFrom('child').selectAll().where('id', '=', childId).executeTakeFirst()
      if (row === undefined) return refuse('not_found', 'That child is not in this store.')
      if (row.version !== version)
        return refuse(
          'conflict',
          'Somebody changed this child after you opened it. Your changes are still on the form: look at the new details and save again.',
          { present: { version: row.version } },
        )
      const checked = await checkChild(tx, child, context.today(), childId)
      if (!checked.ok) return checked
      await updateChild(tx, childId, child, version + 1)
      const similar = await findSimilar(tx, { ...child, dateOfBirth: child.dateOfBirth }, childId)
      const by = { id: context.person.id, at: context.now() }
      const concerned = await notePairs(tx, childId, similar, [], context.today(), by)
      const referrals = await tx
        .selectFrom('referral')
        .select('id')
        .where('child_id', 'in', [childId, ...concerned])
        .execute()
      await reproject(
        tx,
        referrals.map((each) => each.id),
        context.today(),
      )
      await appendAudit(tx, context, {
        action: 'child.changed',
        subject: childId,
        childId,
        detail: { version: version + 1 },
      })
      return ok({ version: version + 1 })
    })
    if (result.ok) context.changed({ noun: 'child', ids: [childId] })
    return result
  },

  async duplicates({ store, today }, { offset, limit }) {
    const undecided = store.read.selectFrom('duplicate_pair').where('decision', 'is', null)
    const [rows, count] = await Promise.all([
      undecided
        .selectAll()
        .orderBy('verdict')
        .orderBy('found_on')
        .orderBy('id')
        .offset(offset)
        .limit(limit)
        .execute(),
      undecided.select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
    ])
    const ids = rows.flatMap((pair) => [pair.left_child_id, pair.right_child_id])
    const [children, open] = await Promise.all([
      childrenById(store.read, ids),
      openReferrals(store.read, ids),
    ])
    return ok({
      total: count.count,
      asAt: today(),
      rows: rows.flatMap((pair): DuplicatePair[] => {
        const left = children.get(pair.left_child_id)
        const right = children.get(pair.right_child_id)
        if (left === undefined || right === undefined) return []
        return [
          {
            pairId: pair.id,
            left: toSimilar(left, pair, open),
            right: toSimilar(right, pair, open),
            verdict: pair.verdict,
            agrees: JSON.parse(pair.agrees) as string[],
            differs: JSON.parse(pair.differs) as string[],
            twin: pair.twin === 1,
            foundOn: pair.found_on,
          },
        ]
      }),
    })
  },

  async decideDuplicate(context, { pairId, decision }) {
    const result = await inTransaction(context.store, async (tx) => {
      const pair = await tx
        .selectFrom('duplicate_pair')
        .selectAll()
        .where('id', '=', pairId)
        .executeTakeFirst()
      if (pair === undefined) return refuse('not_found', 'That pair is not in this store.')
      await tx
        .updateTable('duplicate_pair')
        .set({ decision, decided_by: context.person.id, decided_at: context.now() })
        .where('id', '=', pairId)
        .execute()
      const childIds = [pair.left_child_id, pair.right_child_id]
      const referrals = await tx
        .selectFrom('referral')
        .select('id')
        .where('child_id', 'in', childIds)
        .execute()
      await reproject(
        tx,
        referrals.map((each) => each.id),
        context.today(),
      )
      for (const childId of childIds)
        await appendAudit(tx, context, {
          action: 'child.duplicate_decided',
          subject: pairId,
          childId,
          detail: { decision },
        })
      return ok({ done: true as const })
    })
    if (result.ok) context.changed({ noun: 'child', ids: [] })
    return result
  },
}

type Pair = DuplicatePairTable

function otherOf(pair: Pair, childId: string): string {
  return pair.left_child_id === childId ? pair.right_child_id : pair.left_child_id
}

function pairsOf(db: Readable, childId: string): Promise<Pair[]> {
  return db
    .selectFrom('duplicate_pair')
    .selectAll()
    .where((where) => where.or([where('left_child_id', '=', childId), where('right_child_id', '=', childId)]))
    .execute()
}

async function childrenById(db: Readable, ids: readonly string[]): Promise<Map<string, ChildTable>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('child')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

async function describePairs(
  db: Readable,
  pairs: readonly Pair[],
  childId: string,
): Promise<ChildPage['similar']> {
  const ids = pairs.map((pair) => otherOf(pair, childId))
  const [children, open] = await Promise.all([childrenById(db, ids), openReferrals(db, ids)])
  return pairs.flatMap((pair) => {
    const other = children.get(otherOf(pair, childId))
    return other === undefined ? [] : [{ ...toSimilar(other, pair, open), pairId: pair.id }]
  })
}

function toSimilar(row: ChildTable, pair: Pair, open: ReadonlyMap<string, string[]>): SimilarChild {
  const identity = toIdentity(row)
  return {
    childId: row.id,
    familyName: identity.familyName,
    givenName: identity.givenName,
    dateOfBirth: identity.dateOfBirth,
    nhsNumber: row.nhs_number,
    postcode: row.postcode,
    verdict: pair.verdict,
    agrees: JSON.parse(pair.agrees) as string[],
    differs: JSON.parse(pair.differs) as string[],
    twin: pair.twin === 1,
    openReferrals: open.get(row.id) ?? [],
  }
}
