import { circumstanceLabels } from '../../../shared/codes/circumstances.ts'
import type { TriageField } from '../../../shared/codes/triage-fields.ts'
import type { ReferralFactsInput } from '../../../shared/contract/referrals.ts'
import type { TriageItem } from '../../../shared/contract/triage.ts'
import { formatDate, isIsoDate } from '../../../shared/format/dates.ts'
import { circumstanceFields, isAskedFor, labelOf } from '../forms/index.ts'

/** The questions about the child and the letter, split into those answered, in words, and those nobody asked. */
export interface Answers {
  given: string[]
  notAsked: string[]
}

type Held = ReferralFactsInput['circumstances'][string] | undefined

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en-GB') + text.slice(1)
}

/** A small first letter, unless the word is an abbreviation such as EHC. */
function lowerFirst(text: string): string {
  return /^[A-Z](?![A-Z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

function fieldWords(field: TriageField, held: NonNullable<Held>): string {
  if (typeof held === 'boolean') {
    const spoken = held ? field.whenYes : field.whenNo
    return spoken === undefined ? `${capital(field.label)}: ${held ? 'yes' : 'no'}` : capital(spoken)
  }
  if (typeof held === 'number')
    return `${capital(field.label)}: ${held}${field.unit === undefined ? '' : ` ${field.unit}`}`
  if (typeof held === 'string') {
    const said = field.codes ? labelOf(field.codes, held) : isIsoDate(held) ? formatDate(held) : held
    return `${capital(field.label)}: ${said}`
  }
  const named = held.map((code) => labelOf(field.codes ?? {}, code))
  return `${capital(field.label)}: ${named.length === 0 ? 'asked, none' : named.join(', ')}`
}

/** What is known of the circumstances of a referral, and what nobody asked of those its service's rules read. */
export function answersOf({ child, referral }: TriageItem): Answers {
  const given: string[] = []
  const notAsked: string[] = []
  const ofChild: [label: string, held: boolean | null, no: string][] = [
    ['Child in care', child.childInCare, 'Not a child in care'],
    ['Child protection plan', child.cpPlan, 'No child protection plan'],
    ['Child in need', child.childInNeed, 'Not a child in need'],
    ['EHC plan', child.ehcp, 'No EHC plan'],
    ['Armed forces family', child.armedForcesFamily, 'Not an armed forces family'],
    ['Interpreter needed', child.interpreterNeeded, 'No interpreter needed'],
  ]
  for (const [label, held, no] of ofChild) {
    if (held === null) notAsked.push(lowerFirst(label))
    else given.push(held ? label : no)
  }
  for (const field of circumstanceFields) {
    const held = referral.facts.circumstances[field.name]
    if (held !== undefined && held !== null) given.push(fieldWords(field, held))
    else if (isAskedFor(referral.serviceId, field.name)) notAsked.push(field.label)
  }
  const grounds = referral.facts.circumstances['circumstances']
  if (Array.isArray(grounds))
    given.push(
      grounds.length === 0
        ? 'No grounds for an earlier look'
        : `Grounds for an earlier look: ${grounds.map((code) => labelOf(circumstanceLabels, code)).join(', ')}`,
    )
  else if (isAskedFor(referral.serviceId, 'flags')) notAsked.push('grounds for an earlier look')
  return { given: given.toSorted((a, b) => rank(a) - rank(b)), notAsked }
}

/** A yes is read before a no. */
function rank(answer: string): number {
  return /^(No|Not)\b/.test(answer) ? 1 : 0
}
