import type { RoundChannel } from '../../../shared/codes/rounds.ts'

/** A person who may be written to or rung about a child. Null is not asked. */
export interface ReachableContact {
  phone: string | null
  email: string | null
  safeToContact: boolean | null
}

/**
 * Why a family cannot be asked by a channel, in words; null when it can. A contact marked unsafe is never used; one
 * nobody asked about is. Source: domain rules, "Things" (safe to contact).
 */
export function whyOutOfReach(
  channel: RoundChannel,
  contacts: readonly ReachableContact[],
  hasAddress: boolean,
): string | null {
  const usable = contacts.filter((contact) => contact.safeToContact !== false)
  if (contacts.length > 0 && usable.length === 0)
    return 'Every contact is marked as not safe. Decide with the team how to reach this family.'
  switch (channel) {
    case 'letter':
      return hasAddress ? null : 'No address is recorded.'
    case 'phone':
    case 'text':
      return usable.some((contact) => contact.phone !== null)
        ? null
        : 'No phone number that is safe to use is recorded.'
    case 'email':
      return usable.some((contact) => contact.email !== null)
        ? null
        : 'No e-mail address that is safe to use is recorded.'
    case 'in_person':
      return null
  }
}

/** The contact to ring: the first with a number who is not marked unsafe; null when there is none. */
export function contactToRing<Contact extends ReachableContact>(
  contacts: readonly Contact[],
): Contact | null {
  const usable = contacts.filter((contact) => contact.safeToContact !== false && contact.phone !== null)
  return usable.find((contact) => contact.safeToContact === true) ?? usable[0] ?? null
}
