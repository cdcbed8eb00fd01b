import { isoOf } from '../days.ts'
import type { Day } from '../days.ts'
import type { Random } from '../random.ts'
import { communities, shortNames } from './names.ts'
import type { NameList } from './names.ts'
import { madeUpPostcode, madeUpPractice, madeUpSchool } from './places.ts'

/** A made-up child as an extract describes it; null is not recorded or not asked. */
export interface GeneratedChild {
  localPatientId: string
  nhsNumber: string | null
  nhsNumberStatus: string
  familyName: string
  givenName: string
  preferredName: string | null
  dateOfBirth: string
  gender: string
  ethnicCategory: string | null
  postcode: string | null
  imdDecile: number | null
  gpPracticeCode: string | null
  school: string | null
  language: string | null
  interpreterNeeded: boolean | null
  childInCare: boolean | null
  cpPlan: boolean | null
  childInNeed: boolean | null
  ehcp: boolean | null
  contactName: string | null
  contactRelationship: string | null
  contactPhone: string | null
  contactEmail: string | null
}

/** What brothers and sisters share. */
export interface Household {
  names: NameList
  familyName: string
  ethnicCategory: string | null
  postcode: string | null
  imdDecile: number
  gpPracticeCode: string | null
  language: string | null
  interpreterNeeded: boolean | null
  childInNeed: boolean | null
  contact: Pick<GeneratedChild, 'contactName' | 'contactPhone' | 'contactEmail'> & { relationship: string }
  givenNames: Set<string>
}

/** A child with what the generator alone knows. */
export interface Person {
  record: GeneratedChild
  household: Household
  bornOn: Day
  /** How prone the family is to miss appointments: 0 in the middle, on a log-odds scale. */
  missing: number
}

export interface ChildWishes {
  bornOn: Day
  /** Age when first referred. */
  ageMonths: number
  boys: number
  ehcp: number
}

const babyDays = 42
/**
 * Shares of children. Listed categories: DfE, Schools, pupils and their characteristics 2024/25; the split of the
 * remainder between White groups is an estimate.
 */
const ethnicShares: readonly (readonly [string, number])[] = [
  ['A', 59.8],
  ['B', 0.4],
  ['C', 7.9],
  ['D', 1.6],
  ['E', 1.0],
  ['F', 1.7],
  ['G', 2.9],
  ['H', 4.2],
  ['J', 4.7],
  ['K', 1.8],
  ['L', 2.3],
  ['M', 0.9],
  ['N', 5.2],
  ['P', 0.8],
  ['R', 0.8],
  ['S', 2.5],
]
const ethnicWeights = ethnicShares.map(([, share]) => share)
/** Deciles 1 (most deprived) to 10: children referred live in poorer areas more often. */
const decileWeights = [17, 14.5, 12.5, 11, 10, 9, 8, 7, 6, 5]

/** Makes people; each has its own local id and NHS number. */
export interface PeopleMaker {
  newcomer(wishes: ChildWishes): Person
  sibling(of: Person, wishes: ChildWishes): Person
  /** The same child recorded a second time with a slip, under another local id and without an NHS number. */
  secondRecord(of: Person): Person
}

export function peopleMaker(random: Random, nextNhsNumber: () => string | null): PeopleMaker {
  let count = 0

  function makePerson(household: Household, wishes: ChildWishes): Person {
    const { names } = household
    const boy = random.chance(wishes.boys)
    const givenName = newName(random, boy ? names.boys : names.girls, household.givenNames)
    const familyName = household.familyName === 'Singh' && !boy ? 'Kaur' : household.familyName
    const single = names.singleNames === true && random.chance(0.012)
    const inCare = random.chance(0.016)
    const nhsNumber = random.chance(0.04) ? null : nextNhsNumber()
    count++
    const record: GeneratedChild = {
      localPatientId: `L${String(count).padStart(7, '0')}`,
      nhsNumber,
      nhsNumberStatus: numberStatus(random, nhsNumber !== null, wishes.ageMonths),
      familyName: single ? givenName : familyName,
      givenName,
      preferredName: random.chance(0.06)
        ? (shortNames[givenName] ?? random.pick(boy ? names.boys : names.girls))
        : null,
      dateOfBirth: isoOf(wishes.bornOn),
      gender: random.chance(0.004) ? random.pick(['9', 'X']) : boy ? '1' : '2',
      ethnicCategory: household.ethnicCategory,
      postcode: household.postcode,
      imdDecile: household.postcode === null ? null : household.imdDecile,
      gpPracticeCode: household.gpPracticeCode,
      school: random.chance(0.06) ? null : madeUpSchool(random, wishes.ageMonths),
      language: household.language,
      interpreterNeeded: household.interpreterNeeded,
      childInCare: asked(random, inCare, 0.08),
      cpPlan: asked(random, random.chance(0.009), 0.1),
      childInNeed: household.childInNeed,
      ehcp: asked(random, wishes.ageMonths >= 30 && random.chance(wishes.ehcp), 0.12),
      ...contactOf(random, household, inCare),
    }
    return { record, household, bornOn: wishes.bornOn, missing: missingTendency(random, record, household) }
  }

  return {
    newcomer: (wishes) => makePerson(newHousehold(random), wishes),
    sibling: (of, wishes) => makePerson(of.household, wishes),
    secondRecord(of) {
      count++
      const localPatientId = `L${String(count).padStart(7, '0')}`
      const slipped = {
        ...of.record,
        localPatientId,
        nhsNumber: null,
        nhsNumberStatus: '04',
        ...slip(random, of.record),
      }
      return { ...of, record: slipped }
    },
  }
}

function newHousehold(random: Random): Household {
  const [category] = ethnicShares[random.weighted(ethnicWeights)]!
  const options = communities[category]!
  const [, names] = options[random.weighted(options.map(([weight]) => weight))]!
  const family = random.pick(names.families)
  const joined = random.chance(0.05) && !/[\s-]/.test(family)
  const familyName = joined
    ? `${family}-${random.pick(names.families.filter((name) => !/[\s-]/.test(name)))}`
    : family
  const speaks = random.chance(names.speaksAtHome)
  const languageAsked = !random.chance(0.1)
  return {
    names,
    familyName,
    ethnicCategory: recordedCategory(random, category),
    postcode: random.chance(0.012) ? null : madeUpPostcode(random),
    imdDecile: 1 + random.weighted(decileWeights),
    gpPracticeCode: random.chance(0.02) ? null : madeUpPractice(random),
    language: languageAsked ? (speaks ? homeLanguage(random, names) : 'English') : null,
    interpreterNeeded: languageAsked ? speaks && random.chance(0.45) : null,
    childInNeed: asked(random, random.chance(0.03), 0.12),
    contact: newContact(random, names, familyName),
    givenNames: new Set(),
  }
}

function recordedCategory(random: Random, category: string): string | null {
  const draw = random.next()
  if (draw < 0.075) return null
  if (draw < 0.105) return 'Z'
  return draw < 0.125 ? '99' : category
}

function homeLanguage(random: Random, names: NameList): string {
  return random.chance(0.6) ? names.languages[0]! : random.pick(names.languages)
}

function newContact(random: Random, names: NameList, familyName: string): Household['contact'] {
  const relationship = ['mother', 'father', 'grandparent', 'step_parent'][
    random.weighted([80, 15, 3.5, 1.5])
  ]!
  const man = relationship === 'father' || (relationship !== 'mother' && random.chance(0.3))
  const given = random.pick(man ? names.fathers : names.mothers)
  const family = random.chance(0.8) ? familyName : random.pick(names.families)
  const mailbox = `${plainLetters(given)}.${plainLetters(family)}${random.between(1, 999)}`
  return {
    relationship,
    contactName: `${given} ${family}`,
    contactPhone: random.chance(0.03) ? null : `07700 900${String(random.between(0, 999)).padStart(3, '0')}`,
    contactEmail: random.chance(0.35) ? null : `${mailbox}@example.com`,
  }
}

function contactOf(
  random: Random,
  household: Household,
  inCare: boolean,
): Pick<GeneratedChild, 'contactName' | 'contactRelationship' | 'contactPhone' | 'contactEmail'> {
  const { relationship, ...contact } = inCare
    ? newContact(random, household.names, household.familyName)
    : household.contact
  return { ...contact, contactRelationship: inCare ? 'foster_carer' : relationship }
}

function newName(random: Random, names: readonly string[], taken: Set<string>): string {
  let name = random.pick(names)
  for (let attempt = 0; taken.has(name) && attempt < 50; attempt++) name = random.pick(names)
  taken.add(name)
  return name
}

function numberStatus(random: Random, present: boolean, ageMonths: number): string {
  if (present) return random.chance(0.05) ? '02' : '01'
  if (ageMonths * 30 < babyDays) return '08'
  return random.pick(['03', '04', '07'])
}

/** Yes or no, or null in the share of records where nobody asked; a yes is always recorded. */
function asked(random: Random, yes: boolean, unasked: number): boolean | null {
  if (yes) return true
  return random.chance(unasked) ? null : false
}

/**
 * Log-odds of missing an appointment against the service's middle: 0.02 a point of deprivation score and 1.0 for a
 * child protection plan (adjusted odds ratios of the published studies), and a family's own spread.
 */
function missingTendency(random: Random, record: GeneratedChild, household: Household): number {
  const deprivationScore = [58, 42, 33, 27, 22, 18, 15, 12, 9, 5][household.imdDecile - 1]!
  return 0.02 * (deprivationScore - 27) + (record.cpPlan === true ? 1 : 0) + random.normal(0, 0.9)
}

function slip(random: Random, record: GeneratedChild): Partial<GeneratedChild> {
  const [year, month, day] = record.dateOfBirth.split('-') as [string, string, string]
  // Only to an earlier day: a later one could lie after the referral was received.
  if (Number(day) < Number(month) && Number(day) <= 12 && random.chance(0.8))
    return { dateOfBirth: `${year}-${day}-${month}` }
  if (random.chance(0.5)) return { familyName: plainName(record.familyName), preferredName: null }
  return { givenName: swapLetters(random, record.givenName) }
}

function swapLetters(random: Random, name: string): string {
  const letters = [...name]
  if (letters.length < 4) return `${name}e`
  const at = random.between(1, letters.length - 2)
  return [...letters.slice(0, at), letters[at + 1], letters[at], ...letters.slice(at + 2)].join('')
}

/** The name as a keyboard without accents has it: no apostrophes or hyphens either. */
function plainName(name: string): string {
  const plain = unaccented(name).replaceAll(/['’-]/g, '')
  return plain === name ? `${name}s` : plain
}

function plainLetters(name: string): string {
  return unaccented(name)
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
}

const lettersWithoutAccentForm: Record<string, string> = {
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  ø: 'o',
  Ø: 'O',
}

function unaccented(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[łŁđĐıøØ]/g, (letter) => lettersWithoutAccentForm[letter]!)
}
