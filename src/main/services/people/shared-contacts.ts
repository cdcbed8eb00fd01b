import { v7 as uuidv7 } from 'uuid'
import { foldForMatch } from '../../../shared/format/names.ts'
import type { ChildContactTable } from '../../store/schema.ts'
import type { Writing } from '../../store/store.ts'

/** A contact without its place in a record. */
export type ContactDetails = Omit<ChildContactTable, 'id' | 'child_id' | 'position'>

export function contactsOf(tx: Writing, childId: string): Promise<ChildContactTable[]> {
  return tx
    .selectFrom('child_contact')
    .selectAll()
    .where('child_id', '=', childId)
    .orderBy('position')
    .execute()
}

/**
 * Copies to the survivor the contacts of another record that it does not hold yet, and returns them. A contact that
 * says something else about safety or parental responsibility is another entry: neither answer is lost.
 */
export async function takeContacts(
  tx: Writing,
  survivorId: string,
  mergedId: string,
): Promise<ContactDetails[]> {
  const held = await contactsOf(tx, survivorId)
  const added = (await contactsOf(tx, mergedId))
    .map(detailsOf)
    .filter((contact) => !held.some((own) => saysAsMuch(own, contact)))
  const last = held.at(-1)?.position ?? -1
  for (const [index, contact] of added.entries())
    await tx
      .insertInto('child_contact')
      .values({ ...contact, id: uuidv7(), child_id: survivorId, position: last + 1 + index })
      .execute()
  return added
}

/** Takes copied contacts away from a survivor again, where they still say what was copied. */
export async function giveBackContacts(
  tx: Writing,
  survivorId: string,
  added: readonly ContactDetails[],
): Promise<void> {
  if (added.length === 0) return
  const held = await contactsOf(tx, survivorId)
  const gone = new Set<string>()
  for (const contact of added) {
    const own = held.findLast((each) => !gone.has(each.id) && isSameContact(detailsOf(each), contact))
    if (own !== undefined) gone.add(own.id)
  }
  if (gone.size === 0) return
  await tx
    .deleteFrom('child_contact')
    .where('id', 'in', [...gone])
    .execute()
}

/** A stored contact without its place in a record. */
export function detailsOf(row: ChildContactTable): ContactDetails {
  const { name, relationship, phone, email, parental_responsibility, safe_to_contact } = row
  return { name, relationship, phone, email, parental_responsibility, safe_to_contact }
}

function saysAsMuch(own: ContactDetails, other: ContactDetails): boolean {
  const asMuch = (a: unknown, b: unknown) => b === null || b === '' || a === b
  return (
    foldForMatch(own.name) === foldForMatch(other.name) &&
    asMuch(own.relationship, other.relationship) &&
    asMuch(own.phone, other.phone) &&
    asMuch(own.email, other.email) &&
    asMuch(own.parental_responsibility, other.parental_responsibility) &&
    asMuch(own.safe_to_contact, other.safe_to_contact)
  )
}

/** Whether two contacts say the same in everything. */
export function isSameContact(a: ContactDetails, b: ContactDetails): boolean {
  return (Object.keys(a) as (keyof ContactDetails)[]).every((key) => a[key] === b[key])
}
