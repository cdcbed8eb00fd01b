import { format } from 'date-fns'
import type {
  ComparedMeasure,
  Comparison,
  ComparisonRole,
  ComparisonRow,
  Distribution,
  Publication,
} from '../../../shared/contract/national-figures.ts'
import { formatLongDate } from '../../../shared/format/dates.ts'
import { inHundred, ordinal } from '../../../shared/format/spoken-numbers.ts'
import { formatCount } from '../../components/format-count.ts'

/** "October 2025" of `2025-10`. */
export function monthWords(month: string): string {
  return format(new Date(`${month}-01T00:00:00`), 'MMMM yyyy')
}

/** "31.2 %", or a dash where it is not known. */
export function percentWords(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)} %`
}

/** A count, or a dash where it is not published. */
export function countWords(count: number | null): string {
  return count === null ? '–' : formatCount(count)
}

const roleWords: Record<ComparisonRole, string> = {
  own: 'Us',
  own_published: 'Published for us',
  england: 'England',
  region: 'Our region',
  icb: 'Our ICB',
  peer: 'Peer',
}

/** What an organisation is to us. */
export function roleName(role: ComparisonRole): string {
  return roleWords[role]
}

/** An organisation in a table, so that no two rows have the same name. */
export function rowName({ role, name }: ComparisonRow): string {
  if (role === 'england') return name
  return `${roleWords[role]}: ${name}`
}

/** What each measure is, how it is ordered, and its axis. */
export const measureWords: Record<
  ComparedMeasure,
  { label: string; axis: string; order: string; of: string }
> = {
  within18: {
    label: 'Within 18 weeks',
    axis: 'Share within 18 weeks, %',
    order: 'highest share first',
    of: 'for the share within 18 weeks',
  },
  over52: {
    label: 'Over 52 weeks',
    axis: 'Share over 52 weeks, %',
    order: 'lowest share first',
    of: 'for the share over 52 weeks, the lowest first',
  },
  over104: {
    label: 'Over 104 weeks',
    axis: 'Share over 104 weeks, %',
    order: 'lowest share first',
    of: 'for the share over 104 weeks, the lowest first',
  },
  total: {
    label: 'Length of list',
    axis: 'Children waiting',
    order: 'longest list first',
    of: 'for the number of children waiting',
  },
}

/** A value of a measure: a share in percent, or children. */
export function valueWords(measure: ComparedMeasure, value: number): string {
  return measure === 'total' ? formatCount(Math.round(value)) : percentWords(value)
}

function spread(measure: ComparedMeasure, [lower, , upper]: [number, number, number]): string {
  if (measure !== 'total' && inHundred(lower) === inHundred(upper)) return `at ${inHundred(lower)} in 100`
  return measure === 'total'
    ? `between ${formatCount(Math.round(lower))} and ${formatCount(Math.round(upper))} children`
    : `between ${inHundred(lower)} and ${inHundred(upper)} in 100`
}

/** Where we stand among providers, in one sentence. */
export function distributionTitle({ measure, rank, quartiles, providers }: Distribution): string {
  const others = providers.filter(({ role }) => role !== 'own').length
  if (quartiles === null) return 'No provider published a figure for this line'
  if (rank === null) return `Half of ${formatCount(others)} providers are ${spread(measure, quartiles)}`
  const place = `${rank.tied ? 'joint ' : ''}${ordinal(rank.place)} of ${rank.of} providers`
  return `We are ${place} ${measureWords[measure].of}; half of the others are ${spread(measure, quartiles)}`
}

/** What the shares by band show, in one sentence. */
export function bandsTitle({ rows }: Comparison): string {
  const own = rows.find(({ role }) => role === 'own')
  const england = rows.find(({ role }) => role === 'england')
  const [ours, theirs] = [own?.within18 ?? null, england?.within18 ?? null]
  if (ours !== null && theirs !== null) {
    const [left, right] = [inHundred(ours), inHundred(theirs)]
    return left === right
      ? `${left} in 100 of our children are within 18 weeks, as in England`
      : `${left} in 100 of our children are within 18 weeks; in England ${right}`
  }
  if (ours !== null) return `${inHundred(ours)} in 100 of our children are within 18 weeks`
  if (theirs !== null) return `${inHundred(theirs)} in 100 children in England are within 18 weeks`
  return 'The waiting bands of this line are not published'
}

/** Where published figures come from, in one line. */
export function publicationWords({
  source,
  publishedOn,
  revisedOn,
}: Pick<Publication, 'source' | 'publishedOn' | 'revisedOn'>): string {
  const parts = [
    publishedOn === null ? null : `published ${formatLongDate(publishedOn)}`,
    revisedOn === null ? null : `revised ${formatLongDate(revisedOn)}`,
    source === 'supplied' ? 'supplied with the app' : 'from an imported workbook',
  ]
  return parts.filter((part) => part !== null).join(', ')
}

/** What a workbook holds: "England, 7 regions, 42 ICBs and 139 providers". */
export function organisationsWords({ regions, icbs, providers }: Publication['organisations']): string {
  const counted = (count: number, one: string) => `${formatCount(count)} ${count === 1 ? one : `${one}s`}`
  return `England, ${counted(regions, 'region')}, ${counted(icbs, 'ICB')} and ${counted(providers, 'provider')}`
}

/** An instant as people read it. */
export function instantWords(instant: string): string {
  return new Date(instant).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })
}
