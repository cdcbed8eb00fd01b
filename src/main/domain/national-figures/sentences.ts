import { nationalOnlyLines } from '../../../shared/codes/national-figures.ts'
import type { ComparisonRow, Distribution } from '../../../shared/contract/national-figures.ts'
import { lineName } from '../../../shared/format/organisation-names.ts'
import { inHundred, ordinal } from '../../../shared/format/spoken-numbers.ts'
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

interface Asked {
  measure: 'within18' | 'over52' | 'over104'
  /** What of every 100 it is: "18 weeks or less". */
  had: string
  /** Whether an earlier sentence said when. */
  follows: boolean
}

function shareSentence(
  facts: SentenceFacts,
  own: ComparisonRow | undefined,
  { measure, had, follows }: Asked,
): string[] {
  const share = own?.[measure]
  const beside = places(facts.rows)
    .filter(({ row }) => row[measure] !== null)
    .map(({ name, row }) => `${inHundred(row[measure]!)} ${name}`)
  const published = `the end of ${monthInWords(facts.publishedMonth)}`
  if (share === null || share === undefined) {
    if (beside.length === 0) return []
    const when = follows ? 'Of' : `At ${published}, of`
    return [`${when} every 100 children waiting ${listed(beside)} had waited ${had}.`]
  }
  const when = facts.ownEnded
    ? `At the end of ${monthInWords(facts.ownMonth)}`
    : `So far in ${monthInWords(facts.ownMonth)}`
  const ours = follows
    ? `${capitalised(inHundred(share))} in 100 had waited ${had}`
    : `${when}, ${inHundred(share)} in 100 of our children waiting had waited ${had}`
  if (beside.length === 0) return [`${ours}.`]
  return facts.ownMonth === facts.publishedMonth
    ? [`${ours}; it was ${listed(beside)}.`]
    : [`${ours}; at ${published} it was ${listed(beside)}.`]
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function rankSentence(facts: SentenceFacts): string[] {
  const within = facts.distributions.find(({ measure }) => measure === 'within18')
  if (!within?.rank || within.rank.of < 2 || !within.quartiles) return []
  const { place, of, tied } = within.rank
  const same = facts.ownMonth === facts.publishedMonth
  const stand = `${tied ? 'joint ' : ''}${ordinal(place)} of ${of} providers`
  const [lower, , upper] = within.quartiles
  const half =
    inHundred(lower) === inHundred(upper)
      ? `half of the others are at ${inHundred(lower)} in 100`
      : `half of the others are between ${inHundred(lower)} and ${inHundred(upper)} in 100`
  return same
    ? [`That puts us ${stand}, the highest share within 18 weeks first; ${half}.`]
    : [
        `Set among the providers of ${monthInWords(facts.publishedMonth)}, that would be ${stand}, the highest share within 18 weeks first; ${half}.`,
      ]
}

/** Two years is said where one in 200 or more wait so long in England, or any of ours. */
const worthSaying = 0.005

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
  const within = shareSentence(facts, own, { measure: 'within18', had: '18 weeks or less', follows: false })
  const follows = within.length > 0
  sentences.push(...within, ...rankSentence(facts))
  sentences.push(...shareSentence(facts, own, { measure: 'over52', had: 'over 52 weeks', follows }))
  const england = facts.rows.find(({ role }) => role === 'england')
  if ((own?.over104 ?? 0) > 0 || (england?.over104 ?? 0) >= worthSaying) {
    sentences.push(...shareSentence(facts, own, { measure: 'over104', had: 'over 104 weeks', follows }))
  }
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
