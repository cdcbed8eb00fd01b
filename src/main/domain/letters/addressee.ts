/** What is known of somebody in the family. `safe` null: nobody asked. */
export interface FamilyContact {
  id: string
  name: string
  relationship: string | null
  parentalResponsibility: boolean | null
  safe: boolean | null
}

/**
 * The contact a letter to the family goes to unless somebody chooses another: safe ones before those nobody asked
 * about, with parental responsibility before without, then in the order they were entered. Null when there is none
 * it may go to. Source: domain rules §1, "safe to contact".
 */
export function usualContact(contacts: readonly FamilyContact[]): FamilyContact | null {
  const allowed = contacts.filter((contact) => contact.safe !== false && contact.name.trim() !== '')
  const rank = (contact: FamilyContact) =>
    (contact.safe === true ? 0 : 2) + (contact.parentalResponsibility === true ? 0 : 1)
  return allowed.toSorted((a, b) => rank(a) - rank(b))[0] ?? null
}

/** Why a letter cannot go to a contact, in words; null when it can. */
export function whyNotContact(contact: FamilyContact): string | null {
  return contact.safe === false
    ? `${contact.name.trim() || 'This contact'} is marked not safe to contact. Write to somebody else, or ask the safeguarding lead.`
    : null
}

const postcodeShape = /[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i

/** An address as the lines of an envelope: commas and line ends part the lines; the postcode has a line of its own. */
export function addressLines(name: string, address: string | null, postcode: string | null): string[] {
  const parts = (address ?? '')
    .split(/[\n,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const code = postcode?.trim().toUpperCase() ?? ''
  const last = parts.at(-1)?.toUpperCase()
  const isThere = code !== '' && last !== undefined && last.replaceAll(' ', '') === code.replaceAll(' ', '')
  const lines = isThere ? parts.slice(0, -1) : parts
  const ends = code === '' ? [] : [code]
  // The window holds seven lines; a longer address keeps all its words.
  const room = 7 - 1 - ends.length
  const kept = lines.length <= room ? lines : [...lines.slice(0, room - 1), lines.slice(room - 1).join(', ')]
  return [name, ...kept, ...ends]
}

/** Whether an address can be posted to: a line beside the name, and a postcode. */
export function isPostal(address: string | null, postcode: string | null): boolean {
  const lines = (address ?? '').trim()
  return lines !== '' && ((postcode ?? '').trim() !== '' || postcodeShape.test(lines))
}
