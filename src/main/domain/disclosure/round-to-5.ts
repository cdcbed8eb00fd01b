import { type CountTable, type DisclosedTable, eachFigure } from './count-table.ts'

/** Counts up to this one are shown as 5. */
const shownAs5 = 7

/**
 * One count as the rounding rule shows it: 0 stays 0, 1 to 7 is 5, anything else goes to the nearest 5.
 * Source: the rounding that NHS Digital (now NHS England) brought in for sub-national hospital statistics in
 * September 2018 in place of suppression, as people who publish from those data sets describe it. The full text was
 * not at hand: an information governance lead should confirm it before anything is published under it.
 */
export function roundTo5(count: number): number {
  if (count === 0) return 0
  return count <= shownAs5 ? 5 : Math.round(count / 5) * 5
}

/** A table with cells and totals rounded each for itself, so they need not add up. */
export function roundTableTo5(table: CountTable): DisclosedTable {
  return eachFigure(table, roundTo5)
}
