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
  /** How the letter greets. */
  name: string
  /** How lists name it. */
  shownAs: string
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
    shownAs: '',
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
    shownAs: name,
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

/** How a professional is greeted whose name nobody recorded. */
const colleague = 'Colleague'

interface Professional {
  name: string
  /** Lines under the name. */
  below: string[]
  /** Whose address it is, or empty where that is not known well enough to remember one. */
  key: string
}

function toProfessional(
  source: LetterSource,
  setting: LetterSetting,
  audience: Exclude<LetterAudience, 'family'>,
  typed: string | null,
): AddressedTo {
  const nothing = { cautions: [], choices: [], contactId: null }
  const who = professionalOf(source, audience)
  if (typeof who === 'string')
    return { ...nothing, refused: who, name: '', shownAs: '', lines: [], isPostal: false, addresseeKey: '' }
  const addresseeKey = foldForMatch(who.key)
  const known = addresseeKey === '' ? undefined : setting.addresses.get(addressKey(audience, addresseeKey))
  const address = typed ?? known ?? null
  const lines = [who.name, ...who.below]
  return {
    ...nothing,
    refused: null,
    name: who.name,
    shownAs: lines.join(', '),
    lines: [...lines, ...addressLines('', address, null).slice(1)],
    isPostal: address !== null && address.trim() !== '',
    addresseeKey,
  }
}

/** The professional a letter goes to, or why there is none. The envelope names no child. */
function professionalOf(
  { loaded, child }: LetterSource,
  audience: Exclude<LetterAudience, 'family'>,
): Professional | string {
  const { referral } = loaded.record
  if (audience === 'gp') {
    const code = child.gp_practice_code
    if (!code) return 'No GP practice is recorded for this child. Record it, then write.'
    return { name: colleague, below: [`GP practice ${code}`], key: code }
  }
  if (audience === 'school') {
    if (!child.school) return 'No school or setting is recorded for this child. Record it, then write.'
    return { name: child.school, below: [], key: child.school }
  }
  const { referrer_role: role, referrer_name: person, referrer_organisation: organisation } = referral
  if (role === 'parent' || role === 'young_person')
    return 'The family made this referral itself. Write to the family.'
  if (!role && !person && !organisation)
    return 'Nobody is recorded as the referrer. Record who sent the referral, then write.'
  const labels: Readonly<Record<string, string>> = referrerRoleLabels
  const roleLine = person || !role ? [] : [labels[role] ?? role]
  return {
    name: person ?? colleague,
    below: [...roleLine, ...(organisation ? [organisation] : [])],
    key: [person, organisation].filter(Boolean).join(' '),
  }
}

function answer(value: 0 | 1 | null): boolean | null {
  return value === null ? null : value === 1
}
