import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { ChildInput } from '../../../shared/contract/children.ts'
import { readNhsNumber } from '../../../shared/format/nhs-number.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { ChildTable } from '../../store/schema.ts'
import type { Writing } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'
import { survivorsOf } from '../people/survivors.ts'
import { searchText } from '../search/child-ids.ts'
import { toChildRow, toContactRow } from './rows.ts'

/** No child was born earlier; a year like 0019 is a slip of the keyboard. */
const earliestBirth = '1900-01-01'

/** Why a child as typed cannot be stored, beside the field it is about. */
export async function checkChild(
  tx: Writing,
  child: ChildInput,
  today: string,
  ownId: string | null,
): Promise<Result<null>> {
  if (child.dateOfBirth > today)
    return refuse('invalid', 'A date of birth cannot be in the future.', { field: 'dateOfBirth' })
  if (child.dateOfBirth < earliestBirth)
    return refuse('invalid', 'A date of birth cannot be before 1900. Look at the year.', {
      field: 'dateOfBirth',
    })
  if (child.nhsNumber === null || child.nhsNumber.trim() === '') return ok(null)
  const reading = readNhsNumber(child.nhsNumber)
  if (!reading.ok) return refuse('invalid', reading.message, { field: 'nhsNumber' })
  const holders = await tx
    .selectFrom('child')
    .select('id')
    .where('nhs_number', '=', reading.nhsNumber)
    .execute()
  // A record merged into this child may hold the number too: that is one child.
  const survivors = await survivorsOf(
    tx,
    holders.map((row) => row.id),
  )
  const other = [...survivors.values()].find((id) => id !== ownId)
  if (other === undefined) return ok(null)
  return refuse(
    'conflict',
    'Another child in this store has that NHS number. Open that child instead, or check the number.',
    {
      field: 'nhsNumber',
      present: { childId: other },
    },
  )
}

/** Stores a new child with its contacts and search text; the caller has checked it. Returns the new id. */
export async function insertChild(tx: Writing, context: ServiceContext, child: ChildInput): Promise<string> {
  const row: ChildTable = {
    ...toChildRow(child),
    id: uuidv7(),
    version: 1,
    died_on: null,
    created_at: context.now(),
    search_id: context.store.nextSearchId(),
  }
  await tx.insertInto('child').values(row).execute()
  await writeContacts(tx, row.id, child)
  await writeSearchText(tx, row)
  return row.id
}

/** Replaces a stored child's details and contacts; the caller has checked the version. */
export async function updateChild(
  tx: Writing,
  childId: string,
  child: ChildInput,
  version: number,
): Promise<void> {
  await tx
    .updateTable('child')
    .set({ ...toChildRow(child), version })
    .where('id', '=', childId)
    .execute()
  await tx.deleteFrom('child_contact').where('child_id', '=', childId).execute()
  await writeContacts(tx, childId, child)
  const row = await tx.selectFrom('child').selectAll().where('id', '=', childId).executeTakeFirstOrThrow()
  await writeSearchText(tx, row)
}

async function writeContacts(tx: Writing, childId: string, child: ChildInput): Promise<void> {
  const rows = child.contacts.map((contact, position) => ({
    ...toContactRow(contact),
    id: uuidv7(),
    child_id: childId,
    position,
  }))
  if (rows.length > 0) await tx.insertInto('child_contact').values(rows).execute()
}

/** Puts a child's names and numbers as they are now into the search index. */
export async function writeSearchText(tx: Writing, row: ChildTable): Promise<void> {
  await sql`INSERT OR REPLACE INTO child_search (rowid, text) VALUES (${row.search_id}, ${searchText(row)})`.execute(
    tx,
  )
}
