import type { CountTable, DisclosedTable, ShownCount } from './count-table.ts'
import { type Figure, type Figures, figuresOf, type Told } from './figures.ts'

/** Counts below this, but not 0, are hidden. */
export const smallestShown = 5

/**
 * A table in which 1 to 4 is shown as `<5`, cells and totals alike, and as many further figures as it takes are
 * hidden, so that no hidden figure can be worked out from the others: for each one, at least one other table agrees
 * with everything shown. 0 is shown: it is nobody, though it does tell that nobody is there. Prefers to hide few
 * children and cells before totals. Where even that fails, in a table of next to nobody, everything but the zeros
 * is hidden, so that nothing tells a small count from a larger one.
 *
 * Source: the practice of local NHS reports and answers under the Freedom of Information Act (counts under 5 hidden,
 * and a second figure where the total would give the first away). Exact for tables with totals, whose sums form a
 * network: a figure is fixed exactly when no way round the network passes it.
 */
export function hideUnder5(table: CountTable): DisclosedTable {
  const figures = figuresOf(table)
  const small = figures.all.filter(isSmall)
  for (const figure of small) figure.told = 'under_5'
  const isProtected = small.every((figure) => protect(figures.all, figure))
  if (!isProtected) for (const figure of figures.all) if (figure.count > 0) figure.told = 'hidden'
  return disclosed(table, figures)
}

function isSmall({ count }: Figure): boolean {
  return count > 0 && count < smallestShown
}

/** Hides what it takes for a small figure to have another possible value; false where nothing is enough. */
function protect(all: readonly Figure[], figure: Figure): boolean {
  const ways = ([1, -1] as const)
    .filter((step) => mayChange(figure, step, figure.told))
    .flatMap((step) => cheapestWay(all, figure, step) ?? [])
  const [best] = ways.toSorted((a, b) => a.cost - b.cost)
  if (best === undefined) return false
  for (const each of best.figures) if (each.told === 'figure') each.told = 'hidden'
  return true
}

/** The values that a reader must allow for, from what is told. */
function boundsOf(count: number, told: Told): { least: number; most: number } {
  if (told === 'figure') return { least: count, most: count }
  return told === 'under_5'
    ? { least: 1, most: smallestShown - 1 }
    : { least: smallestShown, most: Number.POSITIVE_INFINITY }
}

function mayChange({ count }: Figure, step: 1 | -1, told: Told): boolean {
  const { least, most } = boundsOf(count, told)
  return count + step >= least && count + step <= most
}

interface Way {
  figures: Figure[]
  cost: number
}

/**
 * The cheapest change of one in which this figure goes up (1) or down (−1) and every sum still holds; null where
 * there is none. Figures not yet hidden may take part at the cost of being hidden; a zero may not.
 */
function cheapestWay(all: readonly Figure[], figure: Figure, step: 1 | -1): Way | null {
  const [start, end] = step === 1 ? [figure.to, figure.from] : [figure.from, figure.to]
  const most = all.reduce((sum, { count }) => sum + count, 0)
  const costOf = ({ told, isTotal, count }: Figure) =>
    told === 'figure' ? 1 + count + (isTotal ? most : 0) : 0
  const known = new Map<number, { cost: number; last: Figure | null; from: number }>([
    [start, { cost: 0, last: null, from: start }],
  ])
  const done = new Set<number>()
  for (;;) {
    const [next] = [...known].filter(([node]) => !done.has(node)).toSorted(([, a], [, b]) => a.cost - b.cost)
    if (next === undefined) return null
    const [node, { cost }] = next
    if (node === end) break
    done.add(node)
    for (const edge of all) {
      if (edge === figure || (edge.from !== node && edge.to !== node) || edge.count === 0) continue
      const forward = edge.from === node
      const told = edge.told === 'figure' ? 'hidden' : edge.told
      if (!mayChange(edge, forward ? 1 : -1, told)) continue
      const to = forward ? edge.to : edge.from
      const reached = cost + costOf(edge)
      const before = known.get(to)
      if (before === undefined || reached < before.cost)
        known.set(to, { cost: reached, last: edge, from: node })
    }
  }
  const figures: Figure[] = []
  for (let at = known.get(end); at !== undefined && at.last !== null; at = known.get(at.from))
    figures.push(at.last)
  return { figures, cost: known.get(end)?.cost ?? 0 }
}

function disclosed(table: CountTable, figures: Figures): DisclosedTable {
  const shown = ({ told, count }: Figure): ShownCount => (told === 'figure' ? count : told)
  return {
    rows: table.rows,
    columns: table.columns,
    cells: figures.cells.map((row) => row.map(shown)),
    rowTotals: figures.rowTotals.map(shown),
    columnTotals: figures.columnTotals.map(shown),
    total: shown(figures.total),
  }
}
