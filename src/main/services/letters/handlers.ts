import { sql } from 'kysely'
import type { LetterFilter } from '../../../shared/contract/letters.ts'
import { ok, refuse } from '../../../shared/result.ts'
import type { Readable } from '../../store/store.ts'
import { noteView } from '../audit/note-view.ts'
import type { HandlersOf } from '../handlers.ts'
import { keptAnswer } from '../kept-answers.ts'
import { letterBatches } from './batch.ts'
import { changing, letterCommands } from './commands.ts'
import { handOver } from './hand-over.ts'
import { selectLetters, toLetter, toLetterRow } from './rows.ts'
import { signatories } from './sources.ts'
import { createLettersFor, previewLetters } from './store-letter.ts'
import { templateHandlers } from './template-handlers.ts'

const notHere = 'That letter is not in this store.'

export const lettersHandlers: HandlersOf<'letters'> = {
  ...letterCommands,
  ...letterBatches,
  ...templateHandlers,
  handOver,

  async preview(context, { referralId, letters }) {
    const built = await previewLetters(context, referralId, letters)
    return built.ok ? ok(built.value.map(({ preview }) => preview)) : built
  },

  async create(context, { referralId, letters }) {
    return changing(context, async (tx) => {
      const created = await createLettersFor(tx, context, { referralId, letters })
      return created.ok ? ok({ letters: created.value }) : created
    })
  },

  async get(context, { letterId }) {
    const row = await selectLetters(context.store.read).where('letter.id', '=', letterId).executeTakeFirst()
    if (row === undefined) return refuse('not_found', notHere)
    const letter = toLetter(row)
    if (letter === null)
      return refuse(
        'unavailable',
        'This letter’s words do not match their seal. Cancel it and write it again.',
      )
    await noteView(context, { action: 'letter.viewed', subject: letterId, childId: row.child_id })
    return ok(letter)
  },

  async ofChild({ store }, { childId }) {
    const rows = await selectLetters(store.read)
      .where('letter.child_id', '=', childId)
      .orderBy('letter.created_at', 'desc')
      .orderBy('letter.id', 'desc')
      .limit(500)
      .execute()
    return ok(rows.map(toLetterRow))
  },

  async page({ store, today }, { filter, offset, limit }) {
    const total = await keptAnswer(store, ['letters', filter], () => countOf(store.read, filter))
    const ids = await narrowed(store.read, filter)
      .select('letter.id')
      .orderBy('letter.created_at', 'desc')
      .orderBy('letter.id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute()
    if (ids.length === 0) return ok({ rows: [], total, asAt: today() })
    const rows = await selectLetters(store.read)
      .where(
        'letter.id',
        'in',
        ids.map(({ id }) => id),
      )
      .orderBy('letter.created_at', 'desc')
      .orderBy('letter.id', 'desc')
      .execute()
    return ok({ rows: rows.map(toLetterRow), total, asAt: today() })
  },

  async counts({ store }) {
    const counted = await keptAnswer(store, ['letter counts'], () =>
      store.read
        .selectFrom('letter')
        .select(['state', 'purpose', (count) => count.fn.countAll<number>().as('count')])
        .where('state', 'in', ['draft', 'ready', 'returned'])
        .groupBy(['state', 'purpose'])
        .execute(),
    )
    const total = (state: string) =>
      counted.filter((row) => row.state === state).reduce((sum, row) => sum + Number(row.count), 0)
    return ok({
      toSend: total('ready'),
      held: total('draft'),
      returned: total('returned'),
      byPurpose: counted
        .filter((row) => row.state === 'ready')
        .map(({ purpose, count }) => ({ purpose, count: Number(count) })),
    })
  },

  async signatories({ store }) {
    return ok(await signatories(store.read))
  },
}

function narrowed(db: Readable, filter: LetterFilter) {
  let query = db.selectFrom('letter')
  if (filter.states?.length) query = query.where('letter.state', 'in', filter.states)
  if (filter.purposes?.length) query = query.where('letter.purpose', 'in', filter.purposes)
  if (filter.audiences?.length) query = query.where('letter.audience', 'in', filter.audiences)
  if (filter.batchId !== undefined) query = query.where('letter.batch_id', '=', filter.batchId)
  const { services } = filter
  if (services?.length)
    query = query.where((where) =>
      where.exists(
        where
          .selectFrom('referral')
          .select(sql<number>`1`.as('one'))
          .whereRef('referral.id', '=', 'letter.referral_id')
          .where('referral.service_id', 'in', services),
      ),
    )
  return query
}

async function countOf(db: Readable, filter: LetterFilter): Promise<number> {
  const row = await narrowed(db, filter)
    .select((count) => count.fn.countAll<number>().as('count'))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}
