import {
  type PublishedBandId,
  type PublishedLine,
  type PublishedOrganisationType,
  type PublishedScheme,
} from '../../../shared/codes/national-figures.ts'
import {
  type ComparedMeasure,
  comparedMeasures,
  type ComparisonChoice,
  type ComparisonRole,
  type ComparisonRow,
  type Distribution,
} from '../../../shared/contract/national-figures.ts'
import { organisationName } from '../../../shared/format/organisation-names.ts'
import type { ReturnLine } from '../returns/chs-return.ts'
import { quartilesOf } from './quartiles.ts'
import { sharesOf } from './shares.ts'

/** One organisation's published figures of the line that is compared. */
export interface PublishedFigure {
  type: PublishedOrganisationType
  code: string
  name: string
  line: PublishedLine
}

export interface Comparing {
  scheme: PublishedScheme
  published: readonly PublishedFigure[]
  choice: Pick<ComparisonChoice, 'regionCode' | 'icbCode' | 'peers'>
  /** The code whose published row is ours; null when none is. */
  ownCode: string | null
  ownName: string
  /** Our figures; null when none of our services reports on the line. */
  own: Pick<ReturnLine, 'total' | 'bands'> | null
}

/** Our figures in the bands of a publication: where it has seven, everybody over 52 weeks is one band. */
export function inScheme(own: Pick<ReturnLine, 'total' | 'bands'>, scheme: PublishedScheme): PublishedLine {
  if (scheme === 'chs8') return { total: own.total, bands: { ...own.bands } }
  const { '365-728': years, '729+': longer, ...rest } = own.bands
  const bands: Partial<Record<PublishedBandId, number>> = { ...rest, '365+': years + longer }
  return { total: own.total, bands }
}

function rowOf(
  role: ComparisonRole,
  about: { code: string; name: string; line: PublishedLine | undefined },
  scheme: PublishedScheme,
): ComparisonRow {
  const { total, bands, within18, over52, over104 } = sharesOf(about.line, scheme)
  const cells = about.line === undefined ? [] : [about.line.total, ...Object.values(about.line.bands)]
  return {
    role,
    code: about.code,
    name: organisationName(about.name),
    total,
    bands,
    within18,
    over52,
    over104,
    withheld: cells.includes('withheld'),
  }
}

/**
 * Our figures beside those of England, our region, our ICB and the chosen peers, in that order. Whoever published
 * nothing for the line has a row without figures; a peer that is ourselves is left out.
 */
export function comparisonRows(comparing: Comparing): ComparisonRow[] {
  const { scheme, published, choice, ownCode, ownName, own } = comparing
  const of = (type: PublishedOrganisationType, code: string) =>
    published.find((each) => each.type === type && each.code === code)
  const rows: ComparisonRow[] = []
  if (own !== null) {
    rows.push(rowOf('own', { code: ownCode ?? '', name: ownName, line: inScheme(own, scheme) }, scheme))
  }
  const add = (role: ComparisonRole, figure: PublishedFigure | undefined) => {
    if (figure !== undefined) rows.push(rowOf(role, figure, scheme))
  }
  if (ownCode !== null) add('own_published', of('Provider', ownCode))
  add(
    'england',
    published.find(({ type }) => type === 'National'),
  )
  if (choice.regionCode !== null) add('region', of('Region', choice.regionCode))
  if (choice.icbCode !== null) add('icb', of('ICB', choice.icbCode))
  for (const code of choice.peers) if (code !== ownCode) add('peer', of('Provider', code))
  return rows
}

const higherFirst: Record<ComparedMeasure, boolean> = {
  within18: true,
  over52: false,
  over104: false,
  total: true,
}

/**
 * The providers with somebody waiting on the line, ordered: the highest share within 18 weeks first, the lowest over
 * 52 and over 104 weeks, the longest list. Our own figure stands among them in place of our published row, so nobody
 * is counted twice; quartiles are of the others.
 */
export function distributionsOf(comparing: Comparing): Distribution[] {
  const { scheme, published, choice, ownCode, ownName, own } = comparing
  const others = published
    .filter(({ type, code }) => type === 'Provider' && code !== ownCode)
    .map(({ code, name, line }) => ({ code, name: organisationName(name), shares: sharesOf(line, scheme) }))
    .filter(({ shares }) => (shares.total ?? shares.banded ?? 0) > 0)
  const ownShares = own === null ? null : sharesOf(inScheme(own, scheme), scheme)
  return comparedMeasures.map((measure): Distribution => {
    const known = others.flatMap(({ code, name, shares }) => {
      const value = shares[measure]
      const role = choice.peers.includes(code) ? ('peer' as const) : ('other' as const)
      return value === null ? [] : [{ code, name, value, role }]
    })
    const ownValue = ownShares === null || ownShares.total === 0 ? null : ownShares[measure]
    const mine =
      ownValue === null
        ? []
        : [{ code: ownCode ?? '', name: organisationName(ownName), value: ownValue, role: 'own' as const }]
    const sign = higherFirst[measure] ? -1 : 1
    const providers = [...mine, ...known].toSorted((a, b) => sign * (a.value - b.value))
    return {
      measure,
      providers,
      own: ownValue,
      rank:
        ownValue === null
          ? null
          : {
              place: 1 + known.filter(({ value }) => sign * (value - ownValue) < 0).length,
              of: providers.length,
              tied: known.some(({ value }) => value === ownValue),
            },
      quartiles: quartilesOf(known.map(({ value }) => value)),
      unknown: others.length - known.length,
    }
  })
}
