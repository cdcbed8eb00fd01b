import { cleanNhsNumber, isValidNhsNumber } from '../../../shared/format/nhs-number.ts'
import { foldForMatch } from '../../../shared/format/names.ts'
import {
  dateLikeness,
  familyNameLikeness,
  givenNameLikeness,
  type Likeness,
  postcodeLikeness,
} from './field-likeness.ts'

/** What of a child is compared. Dates are `YYYY-MM-DD`; absent, null and blank are all unknown. */
export interface ChildIdentity {
  nhsNumber?: string | null
  familyName: string
  givenName: string
  preferredName?: string | null
  dateOfBirth: string
  postcode?: string | null
  /** PERSON STATED GENDER CODE; only 1 and 2 are compared. */
  gender?: string | null
}

export const matchFields = ['nhs_number', 'given_name', 'family_name', 'date_of_birth', 'postcode'] as const
export type MatchField = (typeof matchFields)[number]

export interface ChildComparison {
  verdict: 'same_nhs_number' | 'likely' | 'possible' | 'none'
  /** Fields that are the same, or close where that was enough for the verdict. */
  agrees: MatchField[]
  differs: MatchField[]
  /** Same family name, birthday and postcode with another given name: twins, or one child under two names. */
  twin: boolean
  /** The given name of one stands where the family name of the other does. */
  namesExchanged: boolean
}

interface Folded {
  nhsNumber: string
  family: string
  given: string
  preferred: string
  dateOfBirth: string
  postcode: string
  gender: string
}

function fold(child: ChildIdentity): Folded {
  const number = child.nhsNumber ? cleanNhsNumber(child.nhsNumber) : ''
  const gender = child.gender ?? ''
  return {
    nhsNumber: isValidNhsNumber(number) ? number : '',
    family: foldForMatch(child.familyName),
    given: foldForMatch(child.givenName),
    preferred: foldForMatch(child.preferredName ?? ''),
    dateOfBirth: child.dateOfBirth,
    postcode: (child.postcode ?? '').replace(/\s+/g, '').toUpperCase(),
    gender: gender === '1' || gender === '2' ? gender : '',
  }
}

const worth: Record<Likeness, number> = { missing: 0, different: 0, close: 1, same: 2 }

function better(a: Likeness, b: Likeness): Likeness {
  return worth[b] > worth[a] ? b : a
}

function compareGiven(a: Folded, b: Folded): Likeness {
  let best = givenNameLikeness(a.given, b.given)
  if (a.preferred) best = better(best, givenNameLikeness(a.preferred, b.given))
  if (b.preferred) best = better(best, givenNameLikeness(a.given, b.preferred))
  if (a.preferred && b.preferred) best = better(best, givenNameLikeness(a.preferred, b.preferred))
  // Daniel and Danielle: with the gender known to differ, alike is not close.
  return best === 'close' && a.gender && b.gender && a.gender !== b.gender ? 'different' : best
}

function namesAreExchanged(a: Folded, b: Folded): boolean {
  if (!a.family || !a.given || a.family === a.given) return false
  return a.family === b.given && a.given === b.family
}

/**
 * Whether two records may be one child. An equal valid NHS number decides; two different valid ones never
 * match. Otherwise three of given name, family name, date of birth and postcode must agree: `likely` when each
 * of three is the same, `possible` when some are only close. A pair with the shape of twins is never likely.
 * Nothing is merged by this: a person decides.
 */
export function compareChildren(left: ChildIdentity, right: ChildIdentity): ChildComparison {
  const a = fold(left)
  const b = fold(right)
  const namesExchanged = namesAreExchanged(a, b)
  const likeness: Record<MatchField, Likeness> = {
    nhs_number: !a.nhsNumber || !b.nhsNumber ? 'missing' : a.nhsNumber === b.nhsNumber ? 'same' : 'different',
    given_name: namesExchanged ? 'same' : compareGiven(a, b),
    family_name: namesExchanged ? 'same' : familyNameLikeness(a.family, b.family),
    date_of_birth: dateLikeness(a.dateOfBirth, b.dateOfBirth),
    postcode: postcodeLikeness(a.postcode, b.postcode),
  }
  const four = [likeness.given_name, likeness.family_name, likeness.date_of_birth, likeness.postcode]
  const same = four.filter((value) => value === 'same').length
  const alike = four.filter((value) => value === 'same' || value === 'close').length

  const familyDayAndPlace =
    likeness.family_name === 'same' && likeness.date_of_birth === 'same' && likeness.postcode === 'same'
  const givenIsOther = likeness.given_name === 'different' || likeness.given_name === 'close'
  // One name written two ways (Sofia, Sophia) is not named as twins; the NHS number or gender can say otherwise.
  const twin =
    familyDayAndPlace &&
    givenIsOther &&
    likeness.nhs_number !== 'same' &&
    (likeness.given_name === 'different' || likeness.nhs_number === 'different')

  return {
    verdict: verdictOf(likeness.nhs_number, same, alike, familyDayAndPlace && givenIsOther),
    agrees: matchFields.filter((field) => likeness[field] === 'same' || likeness[field] === 'close'),
    differs: matchFields.filter((field) => likeness[field] === 'different'),
    twin,
    namesExchanged,
  }
}

function verdictOf(
  nhsNumber: Likeness,
  same: number,
  alike: number,
  twinShape: boolean,
): ChildComparison['verdict'] {
  if (nhsNumber === 'same') return 'same_nhs_number'
  if (nhsNumber === 'different') return 'none'
  if (same >= 3 && !twinShape) return 'likely'
  return alike >= 3 ? 'possible' : 'none'
}
