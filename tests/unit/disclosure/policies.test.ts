import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { disclosurePolicies, disclosurePolicyIds } from '../../../src/shared/codes/disclosure-policies.ts'
import {
  type CountTable,
  type DisclosedTable,
  type ShownCount,
  shownShare,
  shownText,
  totalsOf,
} from '../../../src/main/domain/disclosure/count-table.ts'
import { applyPolicy, policyName } from '../../../src/main/domain/disclosure/policies.ts'
import { roundTo5 } from '../../../src/main/domain/disclosure/round-to-5.ts'

function table(cells: number[][]): CountTable {
  return {
    rows: cells.map((_, row) => `row ${row}`),
    columns: (cells[0] ?? []).map((_, column) => `column ${column}`),
    cells,
  }
}

function list(counts: number[]): CountTable {
  return { rows: counts.map((_, row) => `row ${row}`), columns: null, cells: counts.map((count) => [count]) }
}

/** Small numbers far more often than chance would give. */
const count = fc.oneof(
  { weight: 3, arbitrary: fc.nat(4) },
  { weight: 2, arbitrary: fc.integer({ min: 5, max: 8 }) },
  { weight: 1, arbitrary: fc.nat(200) },
)
const tables = (most: number) =>
  fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most })).chain(([rows, columns]) =>
    fc.array(fc.array(count, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  )

/** Every figure that is published, with its true count and what is shown of it, in one order. */
function published(counted: CountTable, shown: DisclosedTable): { count: number; shown: ShownCount }[] {
  const totals = totalsOf(counted)
  const pair = (counts: readonly number[], seen: readonly ShownCount[]) =>
    seen.map((each, at) => ({ count: counts[at]!, shown: each }))
  return [
    ...shown.cells.flatMap((row, at) => pair(counted.cells[at]!, row)),
    ...pair(totals.rows, shown.rowTotals),
    ...pair(totals.columns, shown.columnTotals),
    { count: totals.total, shown: shown.total },
  ]
}

/**
 * An adversary who knows the sums and what the marks mean, and tries every table near the true one. It knows nothing
 * of how the policy chose. Returns the cells, as `row column`, that have only one possible count.
 */
function solvedByTrying(counted: CountTable, shown: DisclosedTable): string[] {
  const { cells } = counted
  const isAll =
    !shown.cells.flat().includes('under_5') &&
    ![...shown.rowTotals, ...shown.columnTotals].includes('under_5')
  const fits = (value: number, seen: ShownCount) => {
    if (seen === 'under_5') return value >= 1 && value <= 4
    if (seen === 'hidden') return isAll ? value >= 1 : value >= 5
    return value === seen
  }
  const size = cells[0]!.length
  const other = cells.map(() => Array.from({ length: size }, () => false))
  const tried: number[][] = cells.map((row) => [...row])
  function place(at: number): void {
    if (at === cells.length * size) {
      const sums = totalsOf({ ...counted, cells: tried })
      const agrees =
        shown.columnTotals.every((seen, column) => fits(sums.columns[column]!, seen)) &&
        fits(sums.total, shown.total)
      if (agrees)
        tried.forEach((row, r) =>
          row.forEach((value, c) => {
            if (value !== cells[r]![c]) other[r]![c] = true
          }),
        )
      return
    }
    const [r, c] = [Math.floor(at / size), at % size]
    const seen = shown.cells[r]![c]!
    const values = typeof seen === 'number' ? [seen] : [-1, 0, 1].map((step) => cells[r]![c]! + step)
    for (const value of values) {
      if (!fits(value, seen)) continue
      tried[r]![c] = value
      const isRowDone = c === size - 1
      const rowTotal = shown.rowTotals[r]
      if (
        isRowDone &&
        rowTotal !== undefined &&
        !fits(
          tried[r]!.reduce((a, b) => a + b, 0),
          rowTotal,
        )
      )
        continue
      place(at + 1)
    }
    tried[r]![c] = cells[r]![c]!
  }
  place(0)
  return shown.cells.flatMap((row, r) =>
    row.flatMap((seen, c) => (typeof seen !== 'number' && !other[r]![c] ? [`${r} ${c}`] : [])),
  )
}

/** An adversary who only does sums: the hidden figures that the equations alone fix, by elimination. */
function solvedBySums(counted: CountTable, shown: DisclosedTable): number {
  const size = counted.cells[0]!.length
  const rows = counted.cells.length
  const figures = published(counted, shown)
  const cellAt = (r: number, c: number) => r * size + c
  const rowTotal = (r: number) => rows * size + r
  const columnTotal = (c: number) => rows * size + rows + c
  const all = figures.length - 1
  const equations: [number[], number[]][] = [
    ...counted.cells.map((_, r): [number[], number[]] => [
      counted.cells[r]!.map((__, c) => cellAt(r, c)),
      [rowTotal(r)],
    ]),
    ...counted.cells[0]!.map((_, c): [number[], number[]] => [
      counted.cells.map((__, r) => cellAt(r, c)),
      [columnTotal(c)],
    ]),
    [counted.cells.map((_, r) => rowTotal(r)), [all]],
    [counted.cells[0]!.map((_, c) => columnTotal(c)), [all]],
  ]
  const unknown = figures.flatMap(({ shown: seen }, at) => (typeof seen === 'number' ? [] : [at]))
  const matrix = equations.map(([plus, minus]) =>
    unknown.map((at) => (plus.includes(at) ? 1 : 0) - (minus.includes(at) ? 1 : 0)),
  )
  // Reduced rows with a single entry fix their figure.
  let lead = 0
  for (let row = 0; row < matrix.length && lead < unknown.length; lead += 1) {
    const pivot = matrix.findIndex((line, at) => at >= row && Math.abs(line[lead]!) > 1e-9)
    if (pivot < 0) continue
    ;[matrix[row], matrix[pivot]] = [matrix[pivot]!, matrix[row]!]
    const by = matrix[row]![lead]!
    matrix[row] = matrix[row]!.map((value) => value / by)
    matrix.forEach((line, at) => {
      if (at === row) return
      const times = line[lead]!
      matrix[at] = line.map((value, column) => value - times * matrix[row]![column]!)
    })
    row += 1
  }
  return matrix.filter((line) => line.filter((value) => Math.abs(value) > 1e-9).length === 1).length
}

describe('under_5', () => {
  it('hides no more than the small cell and what its totals would give away', () => {
    const shown = applyPolicy(
      'under_5',
      table([
        [3, 20, 30],
        [12, 25, 40],
        [50, 60, 70],
      ]),
    )
    expect(shown.cells).toEqual([
      ['under_5', 'hidden', 30],
      ['hidden', 'hidden', 40],
      [50, 60, 70],
    ])
    expect(shown.rowTotals).toEqual([53, 77, 180])
    expect(shown.total).toBe(310)
  })

  it('is not content with two hidden cells whose sum has only one answer', () => {
    // 1 and 1 make 2, 4 and 4 make 8: both would be known from the total.
    for (const small of [1, 4]) {
      const counted = table([
        [small, small, 50],
        [30, 40, 50],
      ])
      const shown = applyPolicy('under_5', counted)
      expect(shown.cells[0]!.slice(0, 2)).toEqual(['under_5', 'under_5'])
      expect(solvedByTrying(counted, shown)).toEqual([])
    }
  })

  it('shows a zero, and hides a total that is itself under 5', () => {
    const shown = applyPolicy(
      'under_5',
      table([
        [3, 0],
        [0, 20],
      ]),
    )
    expect(shown.cells).toEqual([
      ['under_5', 0],
      [0, 20],
    ])
    expect(shown.rowTotals).toEqual(['under_5', 20])
    expect(shown.columnTotals).toEqual(['under_5', 20])
    expect(shown.total).toBe('hidden')
  })

  it('hides a second count of a list, or the total where all others are zero', () => {
    expect(applyPolicy('under_5', list([2, 9, 40])).cells.flat()).toEqual(['under_5', 'hidden', 40])
    const alone = applyPolicy('under_5', list([2, 0, 0]))
    expect([alone.cells.flat(), alone.total]).toEqual([['under_5', 0, 0], 'under_5'])
  })

  it('leaves a table without small counts as it is', () => {
    const counted = table([
      [5, 0],
      [6, 70],
    ])
    expect(applyPolicy('under_5', counted)).toEqual(applyPolicy('none', counted))
  })

  it('shows no count of 1 to 4 and changes none that it shows', () => {
    fc.assert(
      fc.property(tables(6), (cells) => {
        const counted = table(cells)
        for (const { count: true_, shown } of published(counted, applyPolicy('under_5', counted))) {
          if (true_ >= 1 && true_ <= 4) expect(shown).not.toBeTypeOf('number')
          if (true_ === 0) expect(shown).toBe(0)
          if (typeof shown === 'number') expect(shown).toBe(true_)
        }
      }),
    )
  })

  it('leaves no hidden cell that somebody with the totals can work out', () => {
    fc.assert(
      fc.property(tables(3), (cells) => {
        const counted = table(cells)
        expect(solvedByTrying(counted, applyPolicy('under_5', counted))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('leaves no hidden figure, cell or total, that sums alone fix, in larger tables', () => {
    fc.assert(
      fc.property(tables(9), (cells) => {
        const counted = table(cells)
        expect(solvedBySums(counted, applyPolicy('under_5', counted))).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  it('leaves no hidden count of a list that the total gives away', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 5 }), (counts) => {
        const counted = list(counts)
        expect(solvedByTrying(counted, applyPolicy('under_5', counted))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

describe('the adversaries of these tests', () => {
  it('do find a cell that is hidden alone', () => {
    const counted = table([
      [3, 20],
      [10, 30],
    ])
    const bare = applyPolicy('none', counted)
    const naive = { ...bare, cells: [['under_5', 20] as const, [10, 30]] }
    expect(solvedByTrying(counted, naive)).toEqual(['0 0'])
    expect(solvedBySums(counted, naive)).toBe(1)
  })
})

describe('round_to_5', () => {
  it.each([
    [0, 0],
    [1, 5],
    [2, 5],
    [7, 5],
    [8, 10],
    [12, 10],
    [13, 15],
    [1002, 1000],
  ])('shows %i as %i', (counted, shown) => {
    expect(roundTo5(counted)).toBe(shown)
  })

  it('rounds totals from their own counts, not from rounded cells', () => {
    const shown = applyPolicy(
      'round_to_5',
      table([
        [1, 1, 1],
        [1, 1, 1],
      ]),
    )
    expect(shown.cells.flat()).toEqual([5, 5, 5, 5, 5, 5])
    expect(shown.rowTotals).toEqual([5, 5])
    expect(shown.total).toBe(5)
  })

  it('shows nothing but fives, and is out by less than 5', () => {
    fc.assert(
      fc.property(tables(6), (cells) => {
        const counted = table(cells)
        for (const { count: true_, shown } of published(counted, applyPolicy('round_to_5', counted))) {
          expect(shown).toBeTypeOf('number')
          expect(Number(shown) % 5).toBe(0)
          expect(Math.abs(Number(shown) - true_)).toBeLessThan(5)
          expect(Number(shown) === 0).toBe(true_ === 0)
        }
      }),
    )
  })
})

describe('percentages', () => {
  it('come from what is shown, never from what was counted', () => {
    const shown = applyPolicy('round_to_5', list([3, 11]))
    expect(shownShare(shown.cells[0]![0]!, shown.total)).toBe(33.3)
    expect(shownShare('under_5', 40)).toBeNull()
    expect(shownShare(10, 'hidden')).toBeNull()
    expect(shownShare(0, 0)).toBeNull()
    expect(shownShare(10, 5)).toBe(100)
  })
})

it('names each policy with its version', () => {
  expect(policyName('under_5')).toBe('Hide counts under 5 (under_5, version 1)')
  expect(disclosurePolicyIds.map((id) => disclosurePolicies[id].id)).toEqual([...disclosurePolicyIds])
  expect([shownText('under_5'), shownText('hidden'), shownText(7)]).toEqual(['<5', '*', 7])
})
