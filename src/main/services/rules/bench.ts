import { v7 as uuidv7 } from 'uuid'
import type { Page } from '../../../shared/contract/procedure.ts'
import {
  type RuleBenchGroup,
  type RuleBenchProgress,
  type RuleBenchRow,
  type RuleBenchWhy,
  type RuleChangeKind,
} from '../../../shared/contract/rule-bench.ts'
import { type RuleSetRef } from '../../../shared/contract/rule-set-ref.ts'
import { ok, refuse, type Result } from '../../../shared/result.ts'
import type { RuleSet } from '../../../shared/triage/rules.ts'
import type { Service } from '../../../shared/contract/administration.ts'
import { addDays } from '../../domain/clocks/days.ts'
import { changesBetween } from '../../domain/triage/changes-between.ts'
import type { ReferralFacts } from '../../domain/triage/compile-condition.ts'
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
  closedNumbers,
  type Found,
  inSlices,
  keptRunOf,
  type LightRow,
  openNumbers,
  rowReader,
  rowsById,
} from './bench-rows.ts'
import { bitOf, type Changed, type Compared, Tally } from './bench-tally.ts'
import { benchFacts, quickFacts } from './bench-facts.ts'
import { findRuleSet } from './find-rule-set.ts'
import { yearBefore } from './usage.ts'

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
  const tally = new Tally(services, ids)
  const slices = timeSlices()
  const rest = async () => {
    if (slices.over) await slices.rest()
  }
  let done = 0
  let told = performance.now()
  const numbers: number[] = []
  const look = (found: readonly Found[], isOpen: boolean) => {
    for (const [number, serviceId] of found) {
      if (comparing.concerns(serviceId)) numbers.push(number)
      else tally.look(serviceId, isOpen)
    }
  }
  const open = new Set<number>()
  for (const found of openNumbers(store, ids)) {
    if (closedSince !== null) for (const [number] of found) open.add(number)
    if (asked.open) look(found, true)
    await rest()
  }
  if (closedSince !== null)
    for (const found of closedNumbers(store, ids, daysDown(today, closedSince), open)) {
      look(found, false)
      await rest()
    }
  const total = numbers.length
  // In the order of the table: neighbours lie on one page, which is then read and decrypted once.
  for (const slice of inSlices(Float64Array.from(numbers).toSorted())) {
    comparing.compare(
      slice,
      (row) => tally.look(row.service_id, row.is_open === 1),
      (row, compared) => tally.add(row, compared),
    )
    done += slice.length
    await rest()
    if (signal?.aborted === true) return
    if (performance.now() - told > 100) {
      told = performance.now()
      yield { kind: 'progress', done, total }
    }
  }
  const changed: Changed[] = []
  for (let at = 0; at < numbers.length; at += 10_000) {
    changed.push(...tally.changedOf(numbers.slice(at, at + 10_000)))
    await rest()
  }
  const token = keep(store, { of: asked.of, ruleSet, name, today, changed })
  yield { kind: 'done', summary: { token, of: asked.of, asAt: today, ...tally.summary() } }
}

function daysDown(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day >= to; day = addDays(day, -1)) days.push(day)
  return days
}

interface Comparing {
  today: string
  services: ReadonlyMap<string, Service>
  /** Whether anybody at a service may be treated otherwise. */
  concerns(serviceId: string): boolean
  /** Goes through some rows: `seen` is told of each of them, `changes` of those for whom something would change. */
  compare(
    numbers: readonly number[],
    seen: (row: LightRow) => void,
    changes: (row: Omit<BenchRow, 'received'>, compared: Compared) => void,
  ): void
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
  const reader = rowReader(store, fields, sets.all.length > 1)
  const isDoubtful = (row: LightRow) => {
    const { rules, lastRunOn } = ruleRun(sets, keptRunOf(row), today)
    return questions.get(rules)?.ask(row.service_id, quickFacts(row, today, lastRunOn)) ?? true
  }
  const both = (row: BenchRow): Compared => {
    const { lastRunOn } = ruleRun(sets, keptRunOf(row), today)
    return comparedOn(row, benchFacts(row, today, lastRunOn), true)
  }
  const quickly = (row: Omit<BenchRow, 'received'>): Compared => {
    const { lastRunOn } = ruleRun(sets, keptRunOf(row), today)
    return comparedOn(row, quickFacts(row, today, lastRunOn, reader.receipt), false)
  }
  const comparedOn = (
    row: Omit<BenchRow, 'received'>,
    facts: ReferralFacts,
    withProblems: boolean,
  ): Compared => {
    const { rules } = ruleRun(sets, keptRunOf(row), today)
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
    concerns: (serviceId) => [...questions.values()].some((question) => question.concerns(serviceId)),
    compare(numbers, seen, changes) {
      const doubtful: number[] = []
      for (const row of reader.lightly(numbers)) {
        seen(row)
        if (isDoubtful(row)) doubtful.push(row.number)
      }
      if (doubtful.length === 0) return
      for (const row of reader.wholly(doubtful)) {
        const compared = quickly(row)
        if (compared.changes.length > 0) changes(row, compared)
      }
    },
  }
}

const accepted: ReadonlySet<string> = new Set(['waiting', 'opt_in_sent', 'booked', 'to_rebook'])

/** Where a referral stands for the purpose of applying; an accepted one counts where its priority would be another. */
function groupOf(
  { status, priority }: Pick<BenchRow, 'status' | 'priority'>,
  after: Evaluation,
): RuleBenchGroup {
  if ((status === 'received' || status === 'information_requested') && priority === null) return 'not_triaged'
  const would = after.priority
  const changes = would !== null && would !== 'planned' && would !== priority
  return accepted.has(status) && changes ? 'accepted' : 'other'
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
