import {
  bandsOfScheme,
  type PublishedBandId,
  type PublishedCell,
} from '../../../shared/codes/national-figures.ts'
import type { FigureDifference } from '../../../shared/contract/national-figures.ts'
import { lineName, organisationName } from '../../../shared/format/organisation-names.ts'
import type { PublishedOrganisation } from './published.ts'

const weeksOf = new Map<PublishedBandId, string>(
  [...bandsOfScheme('chs8'), ...bandsOfScheme('chs7')].map(({ id, weeks }) => [id, `${weeks} weeks`]),
)

/** Every figure that differs between two readings of a month, organisation by organisation. */
export function differencesBetween(
  before: readonly PublishedOrganisation[],
  now: readonly PublishedOrganisation[],
): FigureDifference[] {
  const keyOf = ({ type, code, name }: PublishedOrganisation) => `${type} ${code || name.toLowerCase()}`
  const earlier = new Map(before.map((each) => [keyOf(each), each]))
  const later = new Map(now.map((each) => [keyOf(each), each]))
  const differences: FigureDifference[] = []
  for (const key of new Set([...earlier.keys(), ...later.keys()])) {
    const [was, is] = [earlier.get(key), later.get(key)]
    const organisation = organisationName((is ?? was)!.name)
    const lines = new Set([...Object.keys(was?.lines ?? {}), ...Object.keys(is?.lines ?? {})])
    for (const line of lines) {
      const [left, right] = [was?.lines[line], is?.lines[line]]
      const add = (measure: string, from: PublishedCell | undefined, to: PublishedCell | undefined) => {
        if (from !== to) {
          differences.push({
            organisation,
            line: lineName(line),
            measure,
            before: inWords(from),
            now: inWords(to),
          })
        }
      }
      add('Total', left?.total, right?.total)
      for (const [id, weeks] of weeksOf) add(weeks, left?.bands[id], right?.bands[id])
    }
  }
  return differences
}

function inWords(cell: PublishedCell | undefined): string {
  if (cell === undefined) return 'blank'
  return typeof cell === 'number' ? cell.toLocaleString('en-GB') : 'withheld'
}
