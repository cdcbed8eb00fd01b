import type { Priority } from '../../../shared/codes/priorities.ts'
import {
  type RuleBenchGroup,
  type RuleBenchRow,
  type RuleBenchSummary,
  ruleChangeKinds,
  type RuleChangeKind,
} from '../../../shared/contract/rule-bench.ts'
import type { Service } from '../../../shared/contract/administration.ts'
import type { Evaluation } from '../../domain/triage/evaluation.ts'
import type { BenchRow } from './bench-rows.ts'

/** A referral that the tried rule set would treat otherwise. Small: a hundred thousand of them are kept. */
export interface Changed {
  referralId: string
  serviceId: string
  /** The referral's version when it was looked at. */
  version: number
  group: RuleBenchGroup
  /** A bit for each kind of change, in the order of `ruleChangeKinds`. */
  kinds: number
}

/** What two rule sets make of one referral. */
export interface Compared {
  before: Evaluation
  after: Evaluation
  changes: RuleBenchRow['changes']
  group: RuleBenchGroup
}

/** Counts what a bench finds. */
export class Tally {
  /** By row number. */
  readonly #changed = new Map<number, Changed>()
  readonly #services: ReadonlyMap<string, Service>
  readonly #byService: Map<string, { looked: number; wouldChange: number }>
  readonly #byKind = new Map<RuleChangeKind, number>()
  readonly #byPriority = new Map<string, { from: Priority | null; to: Priority | null; count: number }>()
  readonly #looked = { open: 0, closedInLastYear: 0 }
  readonly #groups: Record<RuleBenchGroup, number> = { not_triaged: 0, accepted: 0, other: 0 }

  constructor(services: ReadonlyMap<string, Service>, ids: readonly string[]) {
    this.#services = services
    this.#byService = new Map(ids.map((id) => [id, { looked: 0, wouldChange: 0 }]))
  }

  /** Somebody was looked at. */
  look(serviceId: string, isOpen: boolean): void {
    const ofService = this.#byService.get(serviceId)
    if (ofService === undefined) return
    this.#looked[isOpen ? 'open' : 'closedInLastYear'] += 1
    ofService.looked += 1
  }

  /** Somebody would be treated otherwise. */
  add(row: Omit<BenchRow, 'received'>, compared: Compared): void {
    const ofService = this.#byService.get(row.service_id)
    if (ofService === undefined) return
    const { before, after, changes, group } = compared
    ofService.wouldChange += 1
    this.#groups[group] += 1
    for (const { kind } of changes) this.#byKind.set(kind, (this.#byKind.get(kind) ?? 0) + 1)
    if (before.priority !== after.priority) {
      const key = `${before.priority} ${after.priority}`
      const known = this.#byPriority.get(key)
      if (known) known.count += 1
      else this.#byPriority.set(key, { from: before.priority, to: after.priority, count: 1 })
    }
    this.#changed.set(row.number, {
      referralId: row.referral_id,
      serviceId: row.service_id,
      version: row.version,
      group,
      kinds: changes.reduce((bits, { kind }) => bits | bitOf(kind), 0),
    })
  }

  /** Those of some row numbers who would be treated otherwise, in that order. */
  changedOf(numbers: readonly number[]): Changed[] {
    return numbers.flatMap((number) => this.#changed.get(number) ?? [])
  }

  summary(): Omit<RuleBenchSummary, 'token' | 'of' | 'asAt'> {
    return {
      looked: this.#looked,
      wouldChange: this.#changed.size,
      notTriaged: this.#groups.not_triaged,
      accepted: this.#groups.accepted,
      byService: [...this.#byService].map(([serviceId, counts]) => ({
        serviceId,
        serviceName: this.#services.get(serviceId)?.name ?? serviceId,
        ...counts,
      })),
      byKind: ruleChangeKinds.flatMap((kind) => {
        const count = this.#byKind.get(kind)
        return count === undefined ? [] : [{ kind, count }]
      }),
      byPriority: [...this.#byPriority.values()].toSorted((a, b) => b.count - a.count),
    }
  }
}

/** The bit of a kind of change. */
export function bitOf(kind: RuleChangeKind): number {
  return 1 << ruleChangeKinds.indexOf(kind)
}
