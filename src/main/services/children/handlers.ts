import type { ChildPage, DuplicatePair, SimilarChild } from '../../../shared/contract/children.ts'
import { ok, refuse } from '../../../shared/result.ts'
import type { ChildTable, DuplicatePairTable } from '../../store/schema.ts'
import type { Readable } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import { noteView } from '../audit/note-view.ts'
import { noteChangedDetails } from './changed-details.ts'
import type { HandlersOf } from '../handlers.ts'
import { describeLinks, linksOf } from '../people/links.ts'
import { pageOfMerges } from '../people/lists.ts'
import { openQuestions, type Question, questionsAbout } from '../people/questions.ts'
import { sameServiceTwice } from '../people/same-service.ts'
import { survivorOf } from '../people/survivors.ts'
import { loadReferrals } from '../projection/load.ts'
import { reproject } from '../projection/reproject.ts'
import { toSummary } from '../referrals/view.ts'
import { inTransaction } from '../transaction.ts'
import { toChild } from './rows.ts'
import { checkChild, updateChild } from './save.ts'
import { findSimilar, notePairs, openReferrals, toIdentity } from './similar.ts'

export const childrenHandlers: HandlersOf<'children'> = {
  async get(context, { childId: askedId }) {
    const { store } = context
    const childId = await survivorOf(store.read, askedId)
    const row = await store.read.selectFrom('child').selectAll().where('id', '=', childId).executeTakeFirst()
    if (row === undefined) return refuse('not_found', 'That child is not in this store.')
    await noteView(context, { action: 'child.viewed', subject: childId, childId })
    const [contacts, referralIds, questions, links, merges, twice] = await Promise.all([
      store.read.selectFrom('child_contact').selectAll().where('child_id', '=', childId).execute(),
      store.read
        .selectFrom('waiting_list')
        .select('referral_id')
        .where('child_id', '=', childId)
        .orderBy('is_open', 'desc')
        .orderBy('received_date', 'desc')
        .execute(),
      questionsAbout(store.read, [childId]),
      linksOf(store.read, [childId]),
      pageOfMerges(store.read, { offset: 0, limit: mostMergesShown, childId }),
      sameServiceTwice(store.read, childId),
    ])
    const referrals = await loadReferrals(
      store.read,
      referralIds.map((each) => each.referral_id),
    )
    return ok<ChildPage>({
      child: toChild(row, contacts),
      referrals: referrals.map((loaded) => toSummary(loaded, context.today())),
      similar: (await describeQuestions(store.read, questions)).map(({ left, right, ...pair }) => ({
        ...(left.childId === childId ? right : left),
        pairId: pair.pairId,
      })),
      links: await describeLinks(store.read, childId, links),
      merged: merges.rows,
      mergedFrom: merges.rows.find((merge) => merge.mergedId === askedId) ?? null,
      sameServiceTwice: twice,
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
      const survivorId = await survivorOf(tx, childId)
      if (survivorId !== childId)
        return refuse('conflict', 'This record was merged into another. Open that one and change it there.', {
          present: { childId: survivorId },
        })
      if (row.version !== version)
        return refuse(
          'conflict',
          'Somebody changed this child after you opened it. Your changes are still on the form: look at the new details and save again.',
          { present: { version: row.version } },
        )
      const checked = await checkChild(tx, child, context.today(), childId)
      if (!checked.ok) return checked
      await updateChild(tx, childId, child, version + 1)
      const noted = await noteChangedDetails(tx, context, row)
      if (!noted.ok) return noted
      const similar = await findSimilar(tx, { ...child, dateOfBirth: child.dateOfBirth }, childId)
      const concerned = await notePairs(tx, childId, similar, [], context.today())
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
    const questions = await openQuestions(store)
    return ok({
      total: questions.length,
      asAt: today(),
      rows: await describeQuestions(store.read, questions.slice(offset, offset + limit)),
    })
  },
}

/** More records than this are never one child; the page stays readable if they are. */
const mostMergesShown = 100

/** Open questions with both records as they are now and what was found to agree. */
async function describeQuestions(db: Readable, questions: readonly Question[]): Promise<DuplicatePair[]> {
  if (questions.length === 0) return []
  const ids = [...new Set(questions.flatMap(({ leftId, rightId }) => [leftId, rightId]))]
  const [pairs, children, open] = await Promise.all([
    db
      .selectFrom('duplicate_pair')
      .selectAll()
      .where(
        'id',
        'in',
        questions.map(({ pairId }) => pairId),
      )
      .execute(),
    db.selectFrom('child').selectAll().where('id', 'in', ids).execute(),
    openReferrals(db, ids),
  ])
  const pairById = new Map(pairs.map((pair) => [pair.id, pair]))
  const childById = new Map(children.map((row) => [row.id, row]))
  return questions.flatMap(({ pairId, leftId, rightId }): DuplicatePair[] => {
    const pair = pairById.get(pairId)
    const left = childById.get(leftId)
    const right = childById.get(rightId)
    if (pair === undefined || left === undefined || right === undefined) return []
    return [
      {
        pairId,
        left: toSimilar(left, pair, open),
        right: toSimilar(right, pair, open),
        verdict: pair.verdict,
        agrees: JSON.parse(pair.agrees) as string[],
        differs: JSON.parse(pair.differs) as string[],
        twin: pair.twin === 1,
        foundOn: pair.found_on,
      },
    ]
  })
}

function toSimilar(
  row: ChildTable,
  pair: DuplicatePairTable,
  open: ReadonlyMap<string, string[]>,
): SimilarChild {
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
