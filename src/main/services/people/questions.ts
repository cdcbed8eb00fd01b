import { sql, type SqlBool } from 'kysely'
import type { DuplicatePairTable } from '../../store/schema.ts'
import type { Readable, Store, Writing } from '../../store/store.ts'
import { keptAnswer } from '../kept-answers.ts'
import { survivorsOf, withMerged } from './survivors.ts'

/** A pair that nobody has decided, between the two records that stand for its children now. */
export interface Question {
  pairId: string
  leftId: string
  rightId: string
}

type PairEnds = Pick<DuplicatePairTable, 'id' | 'left_child_id' | 'right_child_id'>

/** Two ids as one key, whichever comes first. */
export function keyOf(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}

/**
 * What is still to be asked of some undecided pairs: once for each two records that stand for themselves, and not
 * where the two are merged or people decided what they are to each other.
 */
function stillAsked(
  pairs: readonly PairEnds[],
  standsFor: (childId: string) => string,
  isDecided: (key: string) => boolean,
): Question[] {
  const asked = new Set<string>()
  return pairs.flatMap((pair) => {
    const [leftId, rightId] = [standsFor(pair.left_child_id), standsFor(pair.right_child_id)]
    const key = keyOf(leftId, rightId)
    if (leftId === rightId || asked.has(key) || isDecided(key)) return []
    asked.add(key)
    return [{ pairId: pair.id, leftId, rightId }]
  })
}

/** Every question that is open, the surest first; found once for each state of the store. */
export function openQuestions(store: Store): Promise<Question[]> {
  return keptAnswer(store, ['people.questions'], async () => {
    const [pairs, merged, links] = await Promise.all([
      store.read
        .selectFrom('duplicate_pair')
        .select(['id', 'left_child_id', 'right_child_id'])
        .where('decision', 'is', null)
        .orderBy('verdict')
        .orderBy('found_on')
        .orderBy('id')
        .execute(),
      store.read.selectFrom('merged_child').selectAll().execute(),
      store.read
        .selectFrom('child_link')
        .select(['left_child_id', 'right_child_id'])
        .where('taken_back_at', 'is', null)
        .execute(),
    ])
    const survivors = new Map(merged.map((row) => [row.child_id, row.survivor_id]))
    const standsFor = (id: string) => survivors.get(id) ?? id
    const decided = new Set(
      links.map((link) => keyOf(standsFor(link.left_child_id), standsFor(link.right_child_id))),
    )
    return stillAsked(pairs, standsFor, (key) => decided.has(key))
  })
}

/**
 * Whether anything may be asked about some children: one of them has an undecided pair, or a record was merged into
 * one. Of most children neither holds, and each fact that is recorded asks.
 */
async function mayBeAsked(db: Readable | Writing, childIds: readonly string[]): Promise<boolean> {
  const among = (column: string) =>
    sql<SqlBool>`${sql.ref(column)} IN (SELECT value FROM json_each(${JSON.stringify(childIds)}))`
  const pairs = (end: 'left_child_id' | 'right_child_id') =>
    db
      .selectFrom('duplicate_pair')
      .select('id')
      // The plus keeps SQLite on the index of the end.
      .where(sql<SqlBool>`+decision IS NULL`)
      .where(among(end))
  const found = await pairs('left_child_id')
    .unionAll(pairs('right_child_id'))
    .unionAll(db.selectFrom('merged_child').select('child_id as id').where(among('survivor_id')))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** The open questions about some children. */
export async function questionsAbout(
  db: Readable | Writing,
  childIds: readonly string[],
): Promise<Question[]> {
  if (childIds.length === 0 || !(await mayBeAsked(db, childIds))) return []
  const ids = await withMerged(db, childIds)
  const pairs = await db
    .selectFrom('duplicate_pair')
    .select(['id', 'left_child_id', 'right_child_id'])
    .where('decision', 'is', null)
    .where((where) => where.or([where('left_child_id', 'in', ids), where('right_child_id', 'in', ids)]))
    .orderBy('verdict')
    .orderBy('found_on')
    .orderBy('id')
    .execute()
  if (pairs.length === 0) return []
  const links = await db
    .selectFrom('child_link')
    .select(['left_child_id', 'right_child_id'])
    .where('taken_back_at', 'is', null)
    .where((where) => where.or([where('left_child_id', 'in', ids), where('right_child_id', 'in', ids)]))
    .execute()
  const ends = [...pairs, ...links].flatMap((row) => [row.left_child_id, row.right_child_id])
  const survivors = await survivorsOf(db, [...new Set(ends)])
  const standsFor = (id: string) => survivors.get(id) ?? id
  const decided = new Set(
    links.map((link) => keyOf(standsFor(link.left_child_id), standsFor(link.right_child_id))),
  )
  return stillAsked(pairs, standsFor, (key) => decided.has(key))
}

/** Those of some children about whom a question is open. */
export async function childrenInQuestion(
  db: Readable | Writing,
  childIds: readonly string[],
): Promise<Set<string>> {
  const questions = await questionsAbout(db, childIds)
  return new Set(questions.flatMap(({ leftId, rightId }) => [leftId, rightId]))
}
