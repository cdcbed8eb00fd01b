/** One measured thing beside what it is measured against. */
export interface Figure {
  group: string
  what: string
  /** The least it could take: the same result with nothing around it. Null where the target is absolute. */
  floor: number | null
  figure: number
  unit: 'ms' | 'rows/s' | 'MB'
  /** In words; null where the figure is for orientation only. */
  target: string | null
  /** Null where there is no target. */
  met: boolean | null
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** A way to do something; `before` is not timed. */
export type Way = (() => unknown) | { before(): unknown; work(): unknown }

/** How long one call takes, in milliseconds. */
export async function timed(way: Way): Promise<number> {
  if (typeof way === 'object') await way.before()
  const work = typeof way === 'object' ? way.work : way
  const started = performance.now()
  await work()
  return performance.now() - started
}

/**
 * Medians of several ways to do one thing, taken in turns so that a busy machine slows all of them alike. The
 * first round warms up and does not count.
 */
export async function sideBySide<Name extends string>(
  ways: Record<Name, Way>,
  rounds = 7,
): Promise<Record<Name, number>> {
  const entries = Object.entries(ways) as [Name, Way][]
  const times = new Map<Name, number[]>(entries.map(([name]) => [name, []]))
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, way] of entries) {
      const took = await timed(way)
      if (round >= 0) times.get(name)?.push(took)
    }
  }
  return Object.fromEntries(entries.map(([name]) => [name, median(times.get(name) ?? [])])) as Record<
    Name,
    number
  >
}

/** A figure that may be at most so many times its floor. */
export function withinTimes(
  group: string,
  what: string,
  { floor, figure }: { floor: number; figure: number },
  times: number | null,
): Figure {
  return {
    group,
    what,
    floor,
    figure,
    unit: 'ms',
    target: times === null ? null : `≤ ${times} × the floor`,
    met: times === null ? null : figure <= floor * times,
  }
}

/** A figure with an absolute limit. */
export function atMost(
  group: string,
  what: string,
  figure: number,
  limit: number | null,
  unit: 'ms' | 'MB' = 'ms',
): Figure {
  return {
    group,
    what,
    floor: null,
    figure,
    unit,
    target: limit === null ? null : `≤ ${limit.toLocaleString('en-GB')} ${unit}`,
    met: limit === null ? null : figure <= limit,
  }
}

/** A speed that must be at least a share of its floor's. */
export function atLeastShare(
  group: string,
  what: string,
  { floor, figure }: { floor: number; figure: number },
  share: number,
): Figure {
  return {
    group,
    what,
    floor,
    figure,
    unit: 'rows/s',
    target: `≥ ${Math.round(share * 100)} % of the floor`,
    met: figure >= floor * share,
  }
}

/** The figures as a table to read. */
export function asTable(figures: readonly Figure[]): string {
  const head = ['What', 'Floor', 'Figure', 'Ratio', 'Target', '']
  const lines = figures.map((figure) => [
    `${figure.group}: ${figure.what}`,
    figure.floor === null ? '' : written(figure.floor, figure.unit),
    written(figure.figure, figure.unit),
    figure.floor === null ? '' : (figure.figure / figure.floor).toFixed(2),
    figure.target ?? '',
    figure.met === null ? '' : figure.met ? 'met' : 'MISSED',
  ])
  const widths = head.map((title, at) =>
    Math.max(title.length, ...lines.map((line) => line[at]?.length ?? 0)),
  )
  const row = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === 0 || at > 3 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd()
  return [row(head), row(widths.map((width) => '─'.repeat(width))), ...lines.map(row)].join('\n')
}

function written(value: number, unit: Figure['unit']): string {
  if (unit === 'rows/s') return `${Math.round(value).toLocaleString('en-GB')}/s`
  return `${value.toLocaleString('en-GB', { maximumFractionDigits: value < 10 ? 2 : 0 })} ${unit}`
}
