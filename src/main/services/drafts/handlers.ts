import { ok } from '../../../shared/result.ts'
import type { HandlersOf } from '../handlers.ts'

/**
 * Half-typed forms, each seen by its writer only. They are working notes, not records: no audit row, no word to
 * other windows.
 */
export const draftsHandlers: HandlersOf<'drafts'> = {
  async get({ store, person }, { form }) {
    const draft = await store.read
      .selectFrom('draft')
      .select(['body', 'saved_at'])
      .where('account_id', '=', person.id)
      .where('form', '=', form)
      .executeTakeFirst()
    return ok(draft ? { body: draft.body, savedAt: draft.saved_at } : null)
  },

  async save({ store, person, now }, { form, body }) {
    const savedAt = now()
    await store.write((tx) =>
      tx
        .insertInto('draft')
        .values({ account_id: person.id, form, body, saved_at: savedAt })
        .onConflict((conflict) =>
          conflict.columns(['account_id', 'form']).doUpdateSet({ body, saved_at: savedAt }),
        )
        .execute(),
    )
    return ok({ savedAt })
  },

  async discard({ store, person }, { form }) {
    await store.write((tx) =>
      tx.deleteFrom('draft').where('account_id', '=', person.id).where('form', '=', form).execute(),
    )
    return ok({ done: true })
  },
}
