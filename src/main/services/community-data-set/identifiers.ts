import { createHmac } from 'node:crypto'
import type { Readable } from '../../store/store.ts'

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 20

/**
 * Makes the identifiers of the data set: 20 characters that stand for a row, always the same in one store, never the
 * same in another, and not to be turned back. The national fields hold no more than 20.
 */
export async function identifierMaker(db: Readable): Promise<(kind: string, id: string) => string> {
  const { value: secret } = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'data_set_identifier_secret')
    .executeTakeFirstOrThrow()
  return (kind, id) => {
    const digest = createHmac('sha256', secret).update(`${kind} ${id}`).digest()
    return Array.from({ length }, (_, at) => letters[digest[at]! & 31]).join('')
  }
}
