import { v7 as uuidv7 } from 'uuid'
import type { Priority } from '../../../shared/codes/priorities.ts'
import type { Page } from '../../../shared/contract/procedure.ts'
import {
  type RuleBenchGroup,
  type RuleBenchProgress,
  type RuleBenchRow,
  type RuleBenchSummary,
  type RuleBenchWhy,
  ruleChangeKinds,
  type RuleChangeKind,
  type RuleSetRef,
} from '../../../shared/contract/rules.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { RuleSet } from '../../../shared/triage/rules.ts'
import type { Service } from '../../../shared/contract/administration.ts'
import { addDays } from '../../domain/clocks/days.ts'
import { changesBetween } from '../../domain/triage/changes-between.ts'
import { evaluate } from '../../domain/triage/evaluate.ts'
import type { Evaluation } from '../../domain/triage/evaluation.ts'
import { mayDiffer } from '../../domain/triage/may-differ.ts'
import { sentencesOf } from '../../domain/triage/sentences.ts'
import type { Store } from '../../store/store.ts'
import type { ServiceContext } from '../context.ts'
import { timeSlices } from '../import/time-slices.ts'
import { toService } from '../nhs-services/rows.ts'
import { type RuleSets, ruleSets } from '../triage/current-rules.ts'
import { ruleRun } from '../triage/rule-run.ts'
import { suggestedDueBy } from '../triage/suggest.ts'
import {
  type BenchRow,
  benchFacts,
  closedNumbers,
  countOf,
  inSlices,
  keptRunOf,
  openNumbers,
  rowReader,
  rowsById,
} from './bench-rows.ts'
import { findRuleSet } from './find-rule-set.ts'
import { yearBefore } from './usage.ts'

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

/** A finished bench run, kept in memory. */
export interface BenchResult {
  of: RuleSetRef
  ruleSet: RuleSet
  name: string
  today: string
  changed: Changed[]
}

/** Results kept of one store; the oldest goes first. */
const mostKept = 4
const keptResults = new WeakMap<Store, Map<string, BenchResult>>()

/** The result behind a token; refused once newer ones have pushed it out or the store was opened anew. */
export function benchResult(store: Store, token: string): Result<BenchResult> {
  const known = keptResults.get(store)?.get(token)
  return known === undefined
    ? refuse('not_found', 'That bench run is no longer kept. Run the bench again.')
    : ok(known)
}

function keep(store: Store, result: BenchResult): string {
  const results = keptResults.get(store) ?? new Map<string, BenchResult>()
  keptResults.set(store, results)
  const token = uuidv7()
  results.set(token, result)
  if (results.size > mostKept) results.delete(results.keys().next().value ?? '')
  return token
}

interface Asked {
  of: RuleSetRef
  open: boolean
  lastYear: boolean
  services?: string[] | undefined
}

/**
 * Puts referrals to a rule set and to the one that applies to each now, on the same facts of today, and counts who
 * would be treated otherwise. Nothing is written. Yields how far it is; others are answered in between.
 */
export async function runBench(
  context: ServiceContext,
  asked: Asked,
  signal: AbortSignal | undefined,
): Promise<Result<AsyncGenerator<RuleBenchProgress, void, void>>> {
  const found = await findRuleSet(context.store.read, asked.of)
  if (!found.ok) return found
  if (!asked.open && !asked.lastYear)
    return refuse('invalid', 'Choose whom to look at: everyone open, the last 12 months, or both.', {
      field: 'open',
    })
  const comparing = await startComparing(context.store, found.value.ruleSet, context.today())
  return ok(progressOf(context.store, asked, found.value, comparing, signal))
}

async function* progressOf(
  store: Store,
  asked: Asked,
  { ruleSet, name }: { ruleSet: RuleSet; name: string },
  comparing: Comparing,
  signal: AbortSignal | undefined,
): AsyncGenerator<RuleBenchProgress, void, void> {
  const { today, services } = comparing
  const ids = [...services.keys()].filter((id) => asked.services?.includes(id) ?? true)
  const closedSince = asked.lastYear ? yearBefore(today) : null
  const total = countOf(store, ids, asked.open, closedSince)
  const tally = new Tally(services, ids)
  const slices = timeSlices()
  const rest = async () => {
    if (slices.over) await slices.rest()
  }
  let done = 0
  let told = performance.now()
  // In the order of the table: neighbours lie on one page, which is then read and decrypted once.
  const numbers: number[] = []
  if (asked.open)
    for (const slice of openNumbers(store, ids)) {
      for (const number of slice) numbers.push(number)
      await rest()
    }
  if (closedSince !== null)
    for (const slice of closedNumbers(store, ids, daysDown(today, closedSince))) {
      for (const number of slice) numbers.push(number)
      await rest()
    }
  const place = new Map(numbers.map((number, at) => [number, at]))
  await rest()
  for (const slice of inSlices(Float64Array.from(numbers).toSorted())) {
    comparing.compare(slice, (row, compared) => tally.add(row, compared))
    done += slice.length
    await rest()
    if (signal?.aborted === true) return
    if (performance.now() - told > 100) {
      told = performance.now()
      yield { kind: 'progress', done: Math.min(done, total), total }
    }
  }
  const changed = tally.inOrder(place)
  const token = keep(store, { of: asked.of, ruleSet, name, today, changed })
  yield { kind: 'done', summary: { token, of: asked.of, asAt: today, ...tally.summary() } }
}

function daysDown(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day >= to; day = addDays(day, -1)) days.push(day)
  return days
}

/** What two rule sets make of one referral. */
interface Compared {
  before: Evaluation
  after: Evaluation
  changes: RuleBenchRow['changes']
  group: RuleBenchGroup
}

interface Comparing {
  today: string
  services: ReadonlyMap<string, Service>
  /** Every one of some rows with what would change, null where both say the same. */
  compare(numbers: readonly number[], tell: (row: BenchRow, compared: Compared | null) => void): void
  /** Both in full, even where they say the same. */
  both(row: BenchRow): Compared
}

/** Makes the comparison of a rule set with the one that applies to each referral. */
export async function startComparing(store: Store, ruleSet: RuleSet, today: string): Promise<Comparing> {
  const [sets, stored]: [RuleSets, Parameters<typeof toService>[0][]] = await Promise.all([
    ruleSets(store.read),
    store.read.selectFrom('service').selectAll().orderBy('name').execute(),
  ])
  const services = new Map(stored.map((row) => [row.id, toService(row)]))
  const questions = new Map(sets.all.map((applied) => [applied, mayDiffer(applied, ruleSet)]))
  const fields = [...questions.values()].flatMap((question) => question.fields ?? [])
  const reader = rowReader(store, fields)
  const factsToday = (row: BenchRow) => {
    const { rules, lastRunOn } = ruleRun(sets, keptRunOf(row), today)
    return { rules, facts: benchFacts(row, today, lastRunOn) }
  }
  const isDoubtful = (row: BenchRow) => {
    const { rules, facts } = factsToday(row)
    return questions.get(rules)?.ask(row.service_id, facts) ?? true
  }
  const both = (row: BenchRow, withProblems = true): Compared => {
    const { rules, facts } = factsToday(row)
    const [before, after] = [
      evaluate(rules, facts, { evaluatedOn: today, withProblems }),
      evaluate(ruleSet, facts, { evaluatedOn: today, withProblems }),
    ]
    const service = services.get(row.service_id)
    if (service === undefined) throw new Error('A referral to a service that is not in the store')
    const due = (of: Evaluation) => suggestedDueBy(of, row.received_date, service)
    const changes = changesBetween(before, after, { before: due(before), after: due(after) })
    return { before, after, changes, group: groupOf(row, after) }
  }
  return {
    today,
    services,
    both,
    compare(numbers, tell) {
      const doubtful: number[] = []
      for (const row of reader.lightly(numbers)) {
        if (isDoubtful(row)) doubtful.push(row.number)
        else tell(row, null)
      }
      if (doubtful.length === 0) return
      for (const row of reader.wholly(doubtful)) {
        const compared = both(row, false)
        tell(row, compared.changes.length === 0 ? null : compared)
      }
    },
  }
}

const accepted: ReadonlySet<string> = new Set(['waiting', 'opt_in_sent', 'booked', 'to_rebook'])

/** Where a referral stands for the purpose of applying; an accepted one counts where its priority would be another. */
function groupOf({ status, priority }: BenchRow, after: Evaluation): RuleBenchGroup {
  if ((status === 'received' || status === 'information_requested') && priority === null) return 'not_triaged'
  const would = after.priority
  const changes = would !== null && would !== 'planned' && would !== priority
  return accepted.has(status) && changes ? 'accepted' : 'other'
}

/** Counts what a bench finds. */
class Tally {
  readonly #changed: (Changed & { number: number })[] = []
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

  add(row: BenchRow, compared: Compared | null): void {
    const ofService = this.#byService.get(row.service_id)
    if (ofService === undefined) return
    this.#looked[row.is_open === 1 ? 'open' : 'closedInLastYear'] += 1
    ofService.looked += 1
    if (compared === null) return
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
    this.#changed.push({
      number: row.number,
      referralId: row.referral_id,
      serviceId: row.service_id,
      version: row.version,
      group,
      kinds: changes.reduce((bits, { kind }) => bits | bitOf(kind), 0),
    })
  }

  /** Who would be treated otherwise, in the order of their places. */
  inOrder(place: ReadonlyMap<number, number>): Changed[] {
    return this.#changed
      .toSorted((a, b) => (place.get(a.number) ?? 0) - (place.get(b.number) ?? 0))
      .map(({ number: _number, ...changed }) => changed)
  }

  summary(): Omit<RuleBenchSummary, 'token' | 'of' | 'asAt'> {
    return {
      looked: this.#looked,
      wouldChange: this.#changed.length,
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

function bitOf(kind: RuleChangeKind): number {
  return 1 << ruleChangeKinds.indexOf(kind)
}

/** A page of those who would be treated otherwise, named, in the order of the queue; what would change is as of now. */
export async function benchPage(
  store: Store,
  result: BenchResult,
  asked: {
    serviceId?: string | undefined
    kind?: RuleChangeKind | undefined
    group?: RuleBenchGroup | undefined
    offset: number
    limit: number
  },
): Promise<Page<RuleBenchRow>> {
  const fitting = result.changed.filter(
    (each) =>
      (asked.serviceId === undefined || each.serviceId === asked.serviceId) &&
      (asked.group === undefined || each.group === asked.group) &&
      (asked.kind === undefined || (each.kinds & bitOf(asked.kind)) !== 0),
  )
  const part = fitting.slice(asked.offset, asked.offset + asked.limit)
  const comparing = await startComparing(store, result.ruleSet, result.today)
  const children = await childrenOf(
    store,
    part.map(({ referralId }) => referralId),
  )
  const rows = rowsById(store)(part.map(({ referralId }) => referralId)).flatMap((row): RuleBenchRow[] => {
    const child = children.get(row.referral_id)
    if (child === undefined) return []
    return [
      {
        referralId: row.referral_id,
        childId: row.child_id,
        familyName: child.family_name,
        givenName: child.given_name,
        dateOfBirth: row.date_of_birth,
        serviceId: row.service_id,
        serviceName: comparing.services.get(row.service_id)?.name ?? row.service_id,
        status: row.status,
        receivedDate: row.received_date,
        group: part.find(({ referralId }) => referralId === row.referral_id)?.group ?? 'other',
        decidedPriority: row.priority,
        changes: comparing.both(row).changes,
      },
    ]
  })
  return { rows, total: fitting.length, asAt: result.today }
}

async function childrenOf(store: Store, referralIds: readonly string[]) {
  if (referralIds.length === 0) return new Map<string, { family_name: string; given_name: string }>()
  const rows = await store.read
    .selectFrom('referral')
    .innerJoin('child', 'child.id', 'referral.child_id')
    .select(['referral.id', 'child.family_name', 'child.given_name'])
    .where('referral.id', 'in', [...referralIds])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Why one child would be treated otherwise: what each rule set says, in sentences. */
export async function benchWhy(
  store: Store,
  result: BenchResult,
  referralId: string,
): Promise<Result<RuleBenchWhy>> {
  const [row] = rowsById(store)([referralId])
  if (row === undefined) return refuse('not_found', 'That referral is not in this store.')
  const comparing = await startComparing(store, result.ruleSet, result.today)
  const { before, after } = comparing.both(row)
  return ok({
    before: { ruleSet: `version ${before.ruleSetVersion}`, sentences: sentencesOf(before) },
    after: { ruleSet: result.name, sentences: sentencesOf(after) },
  })
}
