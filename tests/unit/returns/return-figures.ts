import type { DaysCount } from '../../../src/main/domain/returns/assemble-line.ts'
import { assembleLine } from '../../../src/main/domain/returns/assemble-line.ts'
import type { ReturnFacts } from '../../../src/main/domain/returns/check-return.ts'
import { noMovements, reconcile, type Reconciliation } from '../../../src/main/domain/returns/reconcile.ts'

export const audiology = '(CYP) Audiology'
export const speech = '(CYP) Therapy interventions: Speech and language'
export const paediatrics = '(CYP) Community paediatric service'

/** A line with so many children per number of days waited. */
export function lineOf(line: string, waiting: Record<number, number>) {
  const daysHistogram: DaysCount[] = Object.entries(waiting).map(([days, count]) => ({
    days: Number(days),
    count,
  }))
  return assembleLine({ line, daysHistogram })
}

/** A reconciliation that balances for a line that did not move. */
export function still(total: number): Reconciliation {
  return reconcile({ opening: total, closing: total, corrections: 0, ...noMovements() })
}

export const nothingOdd: ReturnFacts = {
  ended: true,
  receivedInFirstBands: {},
  unknownReceivedDate: 0,
  notInAnyQueue: 0,
  withoutLine: [],
  reportedElsewhere: [],
}
