import { nationalOnlyLines } from '../../../shared/codes/national-figures.ts'
import type { ComparisonRow, Distribution } from '../../../shared/contract/national-figures.ts'
import { lineName } from '../../../shared/format/organisation-names.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import { lastDayOfMonth, monthInWords } from '../returns/months.ts'

export interface SentenceFacts {
  line: string
  ownMonth: string
  ownEnded: boolean
  publishedMonth: string
  rows: readonly ComparisonRow[]
  distributions: readonly Distribution[]
}

/** A share as people say it: whole children in 100, never 0 or 100 unless it is so. */
export function inHundred(share: number): string {
  if (share > 0 && share < 0.005) return 'fewer than 1'
  if (share < 1 && share > 0.995) return 'more than 99'
  return String(Math.round(share * 100))
}

/** A place in words: 1st, 2nd, 3rd, 11th. */
export function ordinal(place: number): string {
  const [tens, ones] = [place % 100, place % 10]
  const suffix = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][ones] ?? 'th')
  return `${place}${suffix}`
}

/** Region, ICB and England as a sentence names them; peers stand in the table. */
function places(rows: readonly ComparisonRow[]): { name: string; row: ComparisonRow }[] {
  return rows.flatMap((row) => {
    if (row.role === 'england') return [{ name: 'in England', row }]
    if (row.role === 'region') return [{ name: `in the ${row.name} region`, row }]
    return row.role === 'icb' ? [{ name: `in the ${row.name.replace(/ ICB$/, '')} ICB`, row }] : []
  })
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

function shareSentence(
  facts: SentenceFacts,
  own: ComparisonRow | undefined,
  measure: 'within18' | 'over52' | 'over104',
  had: string,
): string[] {
  const share = own?.[measure]
  const others = places(facts.rows).filter(({ row }) => row[measure] !== null)
  const beside = others.map(({ name, row }) => `${inHundred(row[measure]!)} ${name}`)
  const same = facts.ownMonth === facts.publishedMonth
  if (share === null || share === undefined) {
    if (beside.length === 0) return []
    return [
      `At the end of ${monthInWords(facts.publishedMonth)}, of every 100 children waiting ${listed(beside)} had waited ${had}.`,
    ]
  }
  const ours = `${inHundred(share)} in 100 of our children waiting had waited ${had}`
  const when = facts.ownEnded
    ? `At the end of ${monthInWords(facts.ownMonth)}`
    : `So far in ${monthInWords(facts.ownMonth)}`
  if (beside.length === 0) return [`${when}, ${ours}.`]
  return same
    ? [`${when}, ${ours}; it was ${listed(beside)}.`]
    : [`${when}, ${ours}. At the end of ${monthInWords(facts.publishedMonth)} it was ${listed(beside)}.`]
}

function rankSentence(facts: SentenceFacts): string[] {
  const within = facts.distributions.find(({ measure }) => measure === 'within18')
  if (!within?.rank || within.rank.of < 2 || !within.quartiles) return []
  const { place, of, tied } = within.rank
  const same = facts.ownMonth === facts.publishedMonth
  const stand = `${tied ? 'joint ' : ''}${ordinal(place)} of ${of} providers`
  const [lower, , upper] = within.quartiles
  const half = `half of the others are between ${inHundred(lower)} and ${inHundred(upper)} in 100`
  return same
    ? [`That puts us ${stand}, the highest share within 18 weeks first; ${half}.`]
    : [
        `Set among the providers of ${monthInWords(facts.publishedMonth)}, that would be ${stand}, the highest share within 18 weeks first; ${half}.`,
      ]
}

/**
 * What a board would read: our share within 18 weeks beside England, region and ICB, where that puts us among
 * providers, and the long waits. Says both months where they differ, and only what is known.
 */
export function sentencesOf(facts: SentenceFacts): string[] {
  const own = facts.rows.find(({ role }) => role === 'own')
  const sentences: string[] = []
  if (own === undefined) {
    sentences.push(
      `None of our services reports on ${lineName(facts.line)}, so there is nothing of ours to compare.`,
    )
  } else if (own.total === 0) {
    sentences.push(
      `We had nobody waiting on ${lineName(facts.line)} at the end of ${monthInWords(facts.ownMonth)}.`,
    )
  }
  sentences.push(...shareSentence(facts, own, 'within18', '18 weeks or less'), ...rankSentence(facts))
  sentences.push(...shareSentence(facts, own, 'over52', 'over 52 weeks'))
  const long = facts.rows.some((row) => (row.over104 ?? 0) > 0)
  if (long) sentences.push(...shareSentence(facts, own, 'over104', 'over 104 weeks'))
  const total = totalSentence(facts)
  return total === null ? sentences : [...sentences, total]
}

function totalSentence({ line, rows, publishedMonth }: SentenceFacts): string | null {
  const england = rows.find(({ role }) => role === 'england')
  if (england?.total === undefined || england.total === null) {
    return `NHS England publishes no figure for ${lineName(line)} in ${monthInWords(publishedMonth)}.`
  }
  if (england.within18 !== null) return null
  return `In England ${england.total.toLocaleString('en-GB')} children waited on ${lineName(line)} at the end of ${monthInWords(publishedMonth)}; the waiting bands are not published.`
}

/** What to bear in mind, plainly. */
export function cautionsOf(
  facts: SentenceFacts & {
    scheme: 'chs8' | 'chs7'
    publishedOwn: ComparisonRow | undefined
  },
): string[] {
  const { line, rows, ownMonth, publishedMonth, distributions } = facts
  const cautions = [
    'Published figures are management information that providers submit; NHS England publishes them unvalidated, and they are not official statistics.',
  ]
  if (nationalOnlyLines.includes(line)) {
    cautions.push(
      'For this line NHS England publishes the total for England only, so that no child can be told from small numbers. Do not share our own figures more widely either.',
    )
  }
  if (ownMonth !== publishedMonth) {
    cautions.push(
      `The months differ: ours is ${monthInWords(ownMonth)}, the published one ${monthInWords(publishedMonth)}. Lists change with the school year, so small differences mean little.`,
    )
  }
  if (!facts.ownEnded) {
    cautions.push(
      `${monthInWords(ownMonth)} has not ended: our figures can change until ${formatLongDate(lastDayOfMonth(ownMonth))}.`,
    )
  }
  if (facts.scheme === 'chs7') {
    cautions.push('The published month has seven bands, so everybody over 52 weeks is in one.')
  }
  const own = rows.find(({ role }) => role === 'own')
  const theirs = facts.publishedOwn
  if (own && theirs && ownMonth === publishedMonth && theirs.total !== null && own.total !== theirs.total) {
    cautions.push(
      `For ${monthInWords(publishedMonth)} NHS England publishes ${theirs.total.toLocaleString('en-GB')} for us; we count ${(own.total ?? 0).toLocaleString('en-GB')}.`,
    )
  }
  const unknown = distributions.find(({ measure }) => measure === 'within18')?.unknown ?? 0
  if (unknown > 0) {
    cautions.push(
      `${unknown} ${unknown === 1 ? 'provider' : 'providers'} with children waiting published no full set of bands and ${unknown === 1 ? 'stands' : 'stand'} in no order.`,
    )
  }
  const uneven = rows.some(
    ({ role, total, bands }) =>
      role !== 'own' &&
      total !== null &&
      bands.every((band) => band !== null) &&
      bands.reduce((sum, band) => sum + band, 0) !== total,
  )
  if (uneven) {
    cautions.push(
      'Some published bands do not add up to their total: some providers count weeks otherwise. Shares are of the children in bands.',
    )
  }
  return cautions
}
