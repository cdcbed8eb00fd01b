import { referrerRoleLabels } from '../../../shared/codes/referrer-roles.ts'
import type { LetterCaution, LetterAudience } from '../../../shared/codes/letter-purposes.ts'
import type { AddresseeChoice, CautionShown } from '../../../shared/contract/letters.ts'
import { foldForMatch } from '../../../shared/format/names.ts'
import {
  addressLines,
  type FamilyContact,
  isPostal,
  usualContact,
  whyNotContact,
} from '../../domain/letters/addressee.ts'
import { addressKey, type LetterSetting, type LetterSource } from './sources.ts'

/** Where a letter goes, or why it cannot. */
export interface AddressedTo {
  refused: string | null
  cautions: CautionShown[]
  choices: AddresseeChoice[]
  contactId: string | null
  name: string
  lines: string[]
  /** Whether it can be put in an envelope. */
  isPostal: boolean
  /** By what a professional's address is remembered; empty for a family. */
  addresseeKey: string
}

/** The addressee of a letter. A contact marked unsafe is refused; one nobody asked about is a caution. */
export function addressedTo(
  source: LetterSource,
  setting: LetterSetting,
  audience: LetterAudience,
  contactId: string | null,
  address: string | null,
): AddressedTo {
  return audience === 'family'
    ? toFamily(source, contactId)
    : toProfessional(source, setting, audience, address)
}

function toFamily({ child, contacts }: LetterSource, contactId: string | null): AddressedTo {
  const known = contacts.map((row): FamilyContact => ({
    id: row.id,
    name: row.name,
    relationship: row.relationship,
    parentalResponsibility: answer(row.parental_responsibility),
    safe: answer(row.safe_to_contact),
  }))
  const choices = known.map((contact) => ({
    contactId: contact.id,
    name: contact.name,
    relationship: contact.relationship,
    safeToContact: contact.safe,
    whyNot: whyNotContact(contact),
  }))
  const chosen = contactId === null ? usualContact(known) : (known.find(({ id }) => id === contactId) ?? null)
  const base = { choices, addresseeKey: '', isPostal: isPostal(child.address, child.postcode) }
  const refuse = (refused: string): AddressedTo => ({
    ...base,
    refused,
    cautions: [],
    contactId: null,
    name: '',
    lines: [],
  })
  if (contactId !== null && chosen === null)
    return refuse('That contact is no longer on the child’s record. Choose another.')
  const unsafe = chosen && whyNotContact(chosen)
  if (unsafe) return refuse(unsafe)
  if (chosen === null && known.some((contact) => contact.safe === false))
    return refuse(
      'No contact of this child may be written to: they are marked not safe to contact. Ask the safeguarding lead.',
    )
  const name = chosen?.name.trim() ?? `The parent or carer of ${child.given_name} ${child.family_name}`
  return {
    ...base,
    refused: null,
    cautions: familyCautions(chosen),
    contactId: chosen?.id ?? null,
    name,
    lines: addressLines(name, child.address, child.postcode),
  }
}

function familyCautions(chosen: FamilyContact | null): CautionShown[] {
  const shown = (caution: LetterCaution, text: string) => [{ caution, text }]
  if (chosen === null)
    return shown(
      'nobody_named',
      'No contact is named, so nobody has said who may open this letter at the address held.',
    )
  if (chosen.safe === null)
    return shown(
      'safety_unknown',
      `Nobody has recorded whether it is safe to write to ${chosen.name.trim()} at this address.`,
    )
  return []
}

function toProfessional(
  { loaded, child }: LetterSource,
  setting: LetterSetting,
  audience: Exclude<LetterAudience, 'family'>,
  typed: string | null,
): AddressedTo {
  const { referral } = loaded.record
  const { name, below, why } = who()
  const addresseeKey = foldForMatch([name, ...below].join(' '))
  const address = typed ?? setting.addresses.get(addressKey(audience, addresseeKey)) ?? null
  return {
    refused: name === null ? why : null,
    cautions: [],
    choices: [],
    contactId: null,
    name: name ?? '',
    lines: name === null ? [] : [name, ...below, ...addressLines('', address, null).slice(1)],
    isPostal: address !== null && address.trim() !== '',
    addresseeKey,
  }

  function who(): { name: string | null; below: string[]; why: string } {
    if (audience === 'gp') {
      const code = child.gp_practice_code
      return {
        name: code && `The GP of ${child.given_name} ${child.family_name}`,
        below: code ? [`GP practice ${code}`] : [],
        why: 'No GP practice is recorded for this child. Record it, then write.',
      }
    }
    if (audience === 'school')
      return {
        name: child.school,
        below: [],
        why: 'No school or setting is recorded for this child. Record it, then write.',
      }
    const labels: Readonly<Record<string, string>> = referrerRoleLabels
    const role = referral.referrer_role
    if (role === 'parent' || role === 'young_person')
      return { name: null, below: [], why: 'The family made this referral itself. Write to the family.' }
    const below = referral.referrer_organisation ? [referral.referrer_organisation] : []
    const roleName = role === null ? null : `The ${lowerWords(labels[role] ?? role)} who referred`
    const person = referral.referrer_name ?? (below.length > 0 && role === null ? 'The referrer' : roleName)
    return {
      name: person,
      below,
      why: 'Nobody is recorded as the referrer. Record who sent the referral, then write.',
    }
  }
}

function lowerWords(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}

function answer(value: 0 | 1 | null): boolean | null {
  return value === null ? null : value === 1
}
