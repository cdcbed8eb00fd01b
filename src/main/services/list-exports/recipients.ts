import { v7 as uuidv7 } from 'uuid'
import type { ExportRecipient } from '../../../shared/contract/list-exports.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { Readable } from '../../store/store.ts'
import { appendAudit } from '../audit/append.ts'
import type { HandlersOf } from '../handlers.ts'
import { inTransaction } from '../transaction.ts'
import { newPseudonymKey } from './pseudonyms.ts'

/** Everybody who is given rows under pseudonyms, by name; never their keys. */
export async function recipients(db: Readable): Promise<ExportRecipient[]> {
  return db
    .selectFrom('export_recipient')
    .select(['id', 'name', 'purpose', 'created_on as createdOn'])
    .orderBy('name')
    .orderBy('purpose')
    .execute()
}

/** Who an export under pseudonyms is for, and the key of its pseudonyms. */
export interface PseudonymsFor {
  key: string
  /** In words, for the file. */
  words: string
}

/** The key of a recipient, or for null one that is used once and kept nowhere. Refuses a recipient not in the store. */
export async function pseudonymsFor(
  db: Readable,
  recipientId: string | null,
): Promise<Result<PseudonymsFor>> {
  if (recipientId === null)
    return ok({ key: newPseudonymKey(), words: 'this file only: its pseudonyms match no other file' })
  const row = await db
    .selectFrom('export_recipient')
    .select(['name', 'purpose', 'pseudonym_key'])
    .where('id', '=', recipientId)
    .executeTakeFirst()
  return row === undefined
    ? refuse('not_found', 'That recipient is not in this store.', { field: 'recipientId' })
    : ok({ key: row.pseudonym_key, words: `${row.name}, for: ${row.purpose}` })
}

/** As it stands in one line of a file, whatever it was pasted from. */
function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ')
}

/** Adds a recipient with a purpose and a key of its own. Refuses one that is there already. */
export const addRecipient: HandlersOf<'listExports'>['addRecipient'] = async (context, asked) => {
  const [name, purpose] = [inOneLine(asked.name), inOneLine(asked.purpose)]
  const added = await inTransaction(context.store, async (tx) => {
    const known = (await recipients(tx)).some(
      (each) =>
        each.name.toLowerCase() === name.toLowerCase() &&
        each.purpose.toLowerCase() === purpose.toLowerCase(),
    )
    if (known)
      return refuse(
        'invalid',
        'This recipient is there already, with this purpose. Choose it from the list.',
        {
          field: 'name',
        },
      )
    const id = uuidv7()
    await tx
      .insertInto('export_recipient')
      .values({
        id,
        name,
        purpose,
        pseudonym_key: newPseudonymKey(),
        created_on: context.today(),
        created_at: context.now(),
        created_by: context.person.id,
      })
      .execute()
    await appendAudit(tx, context, { action: 'export_recipient.added', subject: `export_recipient ${id}` })
    return ok({ recipientId: id })
  })
  return added
}
