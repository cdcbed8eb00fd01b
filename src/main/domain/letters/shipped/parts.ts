import type { LetterAudience, LetterFormat, LetterPurpose } from '../../../../shared/codes/letter-purposes.ts'

/** A template as the app ships it: version 1 of itself, in English, for every service. */
export interface ShippedTemplate {
  id: string
  name: string
  purpose: LetterPurpose
  audience: LetterAudience
  format: LetterFormat
  body: string
}

/** A shipped template. `number` is its own for ever: changed templates of a store are found by it. */
export function shipped(
  number: number,
  purpose: LetterPurpose,
  audience: LetterAudience,
  name: string,
  parts: readonly string[],
  format: LetterFormat = 'standard',
): ShippedTemplate {
  const id = `1e77e200-0000-7000-8000-${String(number).padStart(12, '0')}`
  return { id, name, purpose, audience, format, body: parts.join('\n\n') }
}

/** Whom to ask. */
export const callUs = `{{#if service.phone}}
If you have a question, call us on **{{service.phone}}**{{#if service.hours}} ({{service.hours}}){{/if}}.
{{else}}
If you have a question, write to us at the address at the top of this letter.
{{/if}}`

/** Words the writer adds to this one letter. */
export const addedWords = `{{#if letter.addedWords}}
{{letter.addedWords}}
{{/if}}`

/** What to do when a child's needs change, in a letter to the family. */
export const ifThingsChange =
  '**If things change or get worse, tell us.** You do not have to wait for us to write. A clinician will look at the referral again.'

/** The same for a professional. */
export const ifThingsChangeForProfessionals =
  'If the child’s needs change, tell us. A clinician will look at the referral again.'

/** A family may get the letter in another way. */
export const otherWays =
  'If you would like this letter in another language, in large print or in another way, tell us and we will arrange it.'

export const dear = 'Dear {{addressee.name}}'

/** What a letter to a professional is about. */
export const about =
  '**{{child.name}}, born {{child.dateOfBirth}}{{#if child.nhsNumber}}, NHS number {{child.nhsNumber}}{{/if}}**'
