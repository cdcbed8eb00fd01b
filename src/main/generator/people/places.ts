import type { Random } from '../random.ts'

/** Postcode areas that begin with a letter no real area begins with, so that no postcode is anybody's. */
const areas = ['QA', 'QD', 'VB', 'VN', 'XC', 'XT']
const inwardLetters = 'CIKMOV'
const practices = 64

/** A postcode in the usual form that no address can have: unused area, and letters never used in the second half. */
export function madeUpPostcode(random: Random): string {
  const first = inwardLetters[random.between(0, 5)]!
  const second = inwardLetters[random.between(0, 5)]!
  return `${random.pick(areas)}${random.between(1, 24)} ${random.between(0, 9)}${first}${second}`
}

/** A made-up practice code: a letter and five digits, in a block that is not in use. */
export function madeUpPractice(random: Random): string {
  return `Z99${String(random.between(1, practices)).padStart(3, '0')}`
}

const settingNames = [
  'Quillmere',
  'Thistledown',
  'Copperbeck',
  'Larkhollow',
  'Marlstone Cross',
  'Saltmarsh View',
  'Fernhythe',
  'Bramblewick',
  'Skylarkfield',
  'Otterbourne Lane',
  "St Wulfrun's",
  'Ravenshaw',
  'Nettlecombe Road',
  'Hollowdene',
]

/** An invented nursery, school or college that fits an age in months; null below one year. */
export function madeUpSchool(random: Random, ageMonths: number): string | null {
  if (ageMonths < 12) return null
  const name = random.pick(settingNames)
  if (ageMonths < 54) return random.chance(0.4) ? null : `${name} ${random.pick(['Nursery', 'Pre-school'])}`
  if (ageMonths < 138) {
    const kinds = [
      'Primary School',
      'Primary School',
      'Infant and Nursery School',
      'C of E Primary School',
      'School',
    ]
    return `${name} ${random.pick(kinds)}`
  }
  return `${name} ${random.pick(['Academy', 'High School', 'School', 'College'])}`
}
