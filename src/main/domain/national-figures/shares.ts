import {
  bandsOfScheme,
  type PublishedLine,
  type PublishedScheme,
} from '../../../shared/codes/national-figures.ts'

/** Children in all bands of a line; null when a band is blank or withheld, so that no share would be true. */
export function bandSum(line: PublishedLine, scheme: PublishedScheme): number | null {
  return sumOf(
    line,
    bandsOfScheme(scheme).map(({ id }) => id),
  )
}

function sumOf(line: PublishedLine, ids: readonly (keyof PublishedLine['bands'])[]): number | null {
  let sum = 0
  for (const id of ids) {
    const figure = line.bands[id]
    if (typeof figure !== 'number') return null
    sum += figure
  }
  return sum
}

/** A line in children and in shares of those whose band is known (0 to 1). */
export interface LineShares {
  /** Null: not published. */
  total: number | null
  /** Children in each band, in the order of the scheme; null where a band is not published. */
  bands: (number | null)[]
  /** Everybody with a band; null when not all bands are published. */
  banded: number | null
  within18: number | null
  over52: number | null
  over104: number | null
}

/**
 * The shares people compare. They are of the children in the bands, which is the total for nearly every provider;
 * null when a band is not published or nobody waits, and over 104 weeks also when there are seven bands.
 */
export function sharesOf(line: PublishedLine | undefined, scheme: PublishedScheme): LineShares {
  const ids = bandsOfScheme(scheme).map(({ id }) => id)
  if (line === undefined) {
    return {
      total: null,
      bands: ids.map(() => null),
      banded: null,
      within18: null,
      over52: null,
      over104: null,
    }
  }
  const banded = bandSum(line, scheme)
  const share = (of: readonly (keyof PublishedLine['bands'])[]) => {
    const part = sumOf(line, of)
    return banded === null || banded === 0 || part === null ? null : part / banded
  }
  return {
    total: typeof line.total === 'number' ? line.total : null,
    bands: ids.map((id) => (typeof line.bands[id] === 'number' ? line.bands[id] : null)),
    banded,
    within18: share(ids.slice(0, 5)),
    over52: share(ids.slice(6)),
    over104: scheme === 'chs7' ? null : share(['729+']),
  }
}
