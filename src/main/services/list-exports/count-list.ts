import type { ExportShape } from '../../../shared/contract/list-exports.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import {
  type CountTable,
  type DisclosedTable,
  shownShare,
  shownText,
  type ShownCount,
} from '../../domain/disclosure/count-table.ts'
import { applyPolicy } from '../../domain/disclosure/policies.ts'
import { roundTo5 } from '../../domain/disclosure/round-to-5.ts'
import { smallestShown } from '../../domain/disclosure/under-5.ts'
import type { Value } from './list-source.ts'
import type { OpenedList } from './opened-list.ts'

export type CountShape = Extract<ExportShape, { form: 'aggregate' }>

/** A grouping with more groups than this makes a table nobody reads. */
const mostGroups = 200

/** A table of counts after its policy: nothing here tells more than the policy lets through. */
export interface ShownCounts {
  header: string[]
  rows: Value[][]
  /** What is counted by what: "Referrals by service and band". */
  title: string
  /** How many of how many, after the policy. */
  ofHowMany: string
}

/** Counts a list by one or two groupings, puts the policy over it, and only then works out shares. */
export async function countList(list: OpenedList, shape: CountShape): Promise<Result<ShownCounts>> {
  const down = list.groupings.find(({ id }) => id === shape.rows)
  const across = shape.columns === null ? null : list.groupings.find(({ id }) => id === shape.columns)
  if (down === undefined) return refuse('invalid', 'Choose what to count by.', { field: 'rows' })
  if (across === undefined || across?.id === down.id)
    return refuse('invalid', 'Choose another grouping for the columns.', { field: 'columns' })
  const counts = new Map<string, Map<string, number>>()
  const acrossGroups = new Set<string>()
  for await (const rows of list.slices()) {
    for (const row of rows) {
      const column = across === null ? '' : row.group(across.id)
      acrossGroups.add(column)
      const line = counts.get(row.group(down.id)) ?? new Map<string, number>()
      line.set(column, (line.get(column) ?? 0) + 1)
      counts.set(row.group(down.id), line)
    }
  }
  if (counts.size > mostGroups || acrossGroups.size > mostGroups)
    return refuse('invalid', `That makes more than ${mostGroups} groups. Count by something coarser.`)
  const rows = inOrder([...counts.keys()], down.order)
  const columns = across === null ? [''] : inOrder([...acrossGroups], across.order)
  const table: CountTable = {
    rows,
    columns: across === null ? null : columns,
    cells: rows.map((row) => columns.map((column) => counts.get(row)?.get(column) ?? 0)),
  }
  const shown = applyPolicy(shape.policy, table)
  const counted = [...counts.values()].flatMap((line) => [...line.values()]).reduce((a, b) => a + b, 0)
  return ok({
    ...laidOut(shown, down.label, shape.percentages),
    title: `${capital(list.noun.many)} by ${down.label.toLowerCase()}${across === null ? '' : ` and ${across.label.toLowerCase()}`}`,
    ofHowMany: ofHowMany(shown.total, counted, list.outOf, shape.policy, list.noun.many),
  })
}

/**
 * "37 of 412", neither telling what the table hides: the whole is left out where it and the part would give a small
 * number away by subtraction, and rounded where the table is.
 */
function ofHowMany(
  total: ShownCount,
  counted: number,
  outOf: number,
  policy: CountShape['policy'],
  nouns: string,
): string {
  const part = written(shownText(total))
  const rest = outOf - counted
  if (policy === 'round_to_5') return `${part} of ${written(roundTo5(outOf))} ${nouns}, both rounded`
  if (policy === 'under_5' && (typeof total !== 'number' || (rest > 0 && rest < smallestShown)))
    return `${part} ${nouns}; of how many is not told, as it would give a small number away`
  return `${part} of ${written(outOf)} ${nouns}`
}

function written(count: number | string): string {
  return typeof count === 'number' ? count.toLocaleString('en-GB') : count
}

function laidOut(
  shown: DisclosedTable,
  label: string,
  percentages: CountShape['percentages'],
): Pick<ShownCounts, 'header' | 'rows'> {
  const share = (part: ShownCount, row: ShownCount, column: ShownCount): Value[] => {
    if (percentages === 'none') return []
    const whole = { of_row: row, of_column: column, of_total: shown.total }[percentages]
    return [shownShare(part, whole)]
  }
  const withShares = (name: string) => (percentages === 'none' ? [name] : [name, `${name} %`])
  if (shown.columns === null) {
    const line = (name: string, count: ShownCount): Value[] => [
      name,
      shownText(count),
      ...share(count, count, shown.total),
    ]
    return {
      header: [label, ...withShares('Count')],
      rows: [
        ...shown.rows.map((name, row) => line(name, shown.cells[row]?.[0] ?? 0)),
        line('Total', shown.total),
      ],
    }
  }
  const line = (name: string, counts: readonly ShownCount[], total: ShownCount): Value[] => [
    name,
    ...counts.flatMap((count, column) => [
      shownText(count),
      ...share(count, total, shown.columnTotals[column] ?? 0),
    ]),
    shownText(total),
    ...share(total, total, shown.total),
  ]
  return {
    header: [label, ...[...shown.columns, 'Total'].flatMap(withShares)],
    rows: [
      ...shown.rows.map((name, row) => line(name, shown.cells[row] ?? [], shown.rowTotals[row] ?? 0)),
      line('Total', shown.columnTotals, shown.total),
    ],
  }
}

function inOrder(groups: readonly string[], order: readonly string[]): string[] {
  const place = new Map(order.map((group, at) => [group, at]))
  return groups.toSorted(
    (a, b) => (place.get(a) ?? order.length) - (place.get(b) ?? order.length) || a.localeCompare(b, 'en-GB'),
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
