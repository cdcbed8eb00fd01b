import {
  type PublishedBandId,
  type PublishedOrganisationType,
} from '../../../shared/codes/national-figures.ts'
import { matchServiceLine } from '../../../shared/codes/service-lines.ts'
import { longMonths } from '../../../shared/format/dates.ts'
import { tidy } from './cells.ts'

/** What a table or a column counts: everybody, or one band. */
export type Measure = 'total' | PublishedBandId

const byWeeks: Readonly<Record<string, PublishedBandId>> = {
  '0-1': '0-7',
  '1-2': '8-14',
  '2-4': '15-28',
  '4-12': '29-84',
  '12-18': '85-126',
  '18-52': '127-364',
  '52-104': '365-728',
}
const openEnded: Readonly<Record<string, PublishedBandId>> = {
  '52 weeks': '365+',
  '1 year': '365+',
  '364 days': '365+',
  '365 days': '365+',
  '104 weeks': '729+',
  '2 years': '729+',
  '728 days': '729+',
}
const dayRanges = new Set<string>(Object.values(byWeeks))

/**
 * What the title of a table or the head of a column counts: "Number waiting >1-2 weeks (8-14 days)" is `8-14`,
 * "Waiting over 52 weeks" is `365+`. Null for text that names no band. Weeks decide; days where no weeks are given.
 */
export function measureOf(text: string): Measure | null {
  const words = tidy(text)
    .toLowerCase()
    .replace(/[–—]/g, '-')
    .replace(/\bto\b/g, '-')
  const range = /(\d+)\s*-\s*>?\s*(\d+)\s*(?:weeks?|wks?)\b/.exec(words)
  if (range) return byWeeks[`${range[1]}-${range[2]}`] ?? null
  const days = /(\d+)\s*-\s*(\d+)\s*days?\b/.exec(words)
  if (days)
    return dayRanges.has(`${days[1]}-${days[2]}`) ? (`${days[1]}-${days[2]}` as PublishedBandId) : null
  const open =
    /(?:over|more than|greater than|>)\s*(\d+)\s*(week|year|day)s?\b/.exec(words) ??
    /(\d+)\s*\+\s*(week|year|day)s?\b/.exec(words)
  if (open) {
    const unit = open[2] === 'year' && open[1] === '1' ? 'year' : `${open[2]}s`
    return openEnded[`${open[1]} ${unit}`] ?? null
  }
  return /\btotal\b.*\b(?:waiting|list)\b|^total$/.test(words) ? 'total' : null
}

const monthNames = longMonths.map((name) => name.toLowerCase())
const namedMonth = new RegExp(
  `\\b(${monthNames.map((name) => `${name}|${name.slice(0, 3)}`).join('|')}|sept)\\b\\.?[\\s,'’-]*(20\\d\\d|\\d\\d)\\b`,
  'gi',
)

/** The months a text names, `YYYY-MM`, in order: "October 2025", "Oct-25", `2025-10-01`. */
export function monthsIn(text: string): string[] {
  const named = [...tidy(text).matchAll(namedMonth)].map((found) => {
    const number = monthNames.findIndex((name) => name.startsWith(found[1]!.toLowerCase().slice(0, 3))) + 1
    const year = found[2]!.length === 2 ? `20${found[2]}` : found[2]!
    return `${year}-${String(number).padStart(2, '0')}`
  })
  if (named.length > 0) return named
  return [...text.matchAll(/\b(20\d\d)-(0[1-9]|1[0-2])(?:-\d\d)?\b/g)].map(
    (found) => `${found[1]}-${found[2]}`,
  )
}

/** A heading that names a service line, in its published spelling; unknown lines as they are. Null for others. */
export function lineOf(text: string): { line: string; known: boolean } | null {
  const clean = tidy(text)
    .replace(/\s*(?:\*+|\[[^\]]{1,10}\]|[¹²³⁴⁵])\s*$/u, '')
    .replace(/^\(\s*(a|cyp)\s*\)\s*/i, (_, group: string) => `(${group.toUpperCase()}) `)
    .trim()
  const line = matchServiceLine(clean)
  if (line !== null) return { line, known: true }
  return /^\((?:A|CYP)\) \S/.test(clean) && clean.length <= 150 ? { line: clean, known: false } : null
}

const organisationTypes: Readonly<Record<string, PublishedOrganisationType>> = {
  national: 'National',
  england: 'National',
  region: 'Region',
  'nhs england region': 'Region',
  icb: 'ICB',
  'integrated care board': 'ICB',
  provider: 'Provider',
  trust: 'Provider',
}

/**
 * The kind of an organisation, whatever its capitals. Where the cell is blank the code says it: Y regions, Q ICBs,
 * anything else a provider. Null for a kind that the tables are not known to have.
 */
export function organisationTypeOf(
  text: string,
  code: string,
  name: string,
): PublishedOrganisationType | null {
  const folded = tidy(text).toLowerCase().replace(/s$/, '')
  if (folded !== '') return organisationTypes[folded] ?? null
  if (/^england$/i.test(name)) return 'National'
  if (/^Y\d\d$/.test(code)) return 'Region'
  if (/^Q[A-Z0-9]{2}$/.test(code)) return 'ICB'
  return code === '' ? null : 'Provider'
}
