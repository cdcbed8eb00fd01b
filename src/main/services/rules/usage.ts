import { eventLabels, type EventType } from '../../../shared/codes/event-types.ts'
import type { Page } from '../../../shared/contract/procedure.ts'
import type { RuleDecisionRow } from '../../../shared/contract/rules.ts'
import { addDays } from '../../domain/clocks/days.ts'
import type { Store } from '../../store/store.ts'
import { timeSlices } from '../import/time-slices.ts'
import { keptAnswer } from '../kept-answers.ts'
import { eventSentence } from '../referrals/event-sentence.ts'
import { toEvent } from '../referrals/events.ts'
import type { Decisions } from './in-words.ts'

/** Days of decisions that figures speak of. */
const period = 365

/** First day of the 12 months up to a day. */
export function yearBefore(today: string): string {
  return addDays(today, 1 - period)
}

/** Decisions of the last 12 months by rule: their place in the order of recording, newest first. */
interface Usage {
  made: number[]
  otherwise: number[]
}

/**
 * Decisions that stand, of the 12 months to `today`, by the rules that had fired, with those that departed from the
 * suggestion. Kept until something is saved.
 */
async function usageByRule(store: Store, today: string): Promise<Map<string, Usage>> {
  return keptAnswer(store, ['rules.usage', today], async () => {
    const byRule = new Map<string, Usage>()
    const voided = voidedIds(store)
    const slices = timeSlices()
    // The condition is the index's own, word for word: only facts recorded at triage hold the rules they saw.
    const page = store.bare.reader
      .prepare<[string, number, string], [string, string, number, string]>(
        `SELECT id, happened_on, sequence, detail FROM referral_event INDEXED BY referral_event_with_rules
         WHERE instr(detail, '"rules":[') > 0 AND (happened_on, sequence) > (?, ?) AND happened_on <= ?
         ORDER BY happened_on, sequence LIMIT 1000`,
      )
      .raw()
    let after: [string, number] = [addDays(yearBefore(today), -1), Number.MAX_SAFE_INTEGER]
    for (;;) {
      const rows = page.all(...after, today)
      for (const [id, , sequence, detail] of rows) {
        if (voided.has(id)) continue
        const { rules, asSuggested } = JSON.parse(detail) as { rules?: string[]; asSuggested?: boolean }
        for (const rule of rules ?? []) {
          let usage = byRule.get(rule)
          if (usage === undefined) byRule.set(rule, (usage = { made: [], otherwise: [] }))
          usage.made.push(sequence)
          if (asSuggested === false) usage.otherwise.push(sequence)
        }
      }
      const last = rows.at(-1)
      if (rows.length < 1000 || last === undefined) break
      after = [last[1], last[2]]
      if (slices.over) await slices.rest()
    }
    for (const usage of byRule.values()) {
      usage.made.reverse()
      usage.otherwise.reverse()
    }
    return byRule
  })
}

/** Ids of facts that were voided. */
export function voidedIds(store: Store): Set<string> {
  const ids = store.bare.reader
    .prepare<[], string>('SELECT voids_event_id FROM referral_event WHERE voids_event_id IS NOT NULL')
    .pluck()
    .all()
  return new Set(ids)
}

/** How many decisions of the 12 months to `today` were made while each rule fired, and how many departed from it. */
export async function decisionsByRule(store: Store, today: string): Promise<Map<string, Decisions>> {
  const usage = await usageByRule(store, today)
  return new Map(
    [...usage].map(([rule, { made, otherwise }]) => [
      rule,
      { made: made.length, otherwise: otherwise.length },
    ]),
  )
}

/** A page of the decisions behind a rule's figures, newest first. */
export async function decisionsPage(
  store: Store,
  asked: { ruleId: string; onlyOtherwise: boolean; offset: number; limit: number },
  today: string,
): Promise<Page<RuleDecisionRow>> {
  const usage = (await usageByRule(store, today)).get(asked.ruleId)
  const all = (asked.onlyOtherwise ? usage?.otherwise : usage?.made) ?? []
  const sequences = all.slice(asked.offset, asked.offset + asked.limit)
  if (sequences.length === 0) return { rows: [], total: all.length, asAt: today }
  const rows = await store.read
    .selectFrom('referral_event')
    .innerJoin('referral', 'referral.id', 'referral_event.referral_id')
    .innerJoin('child', 'child.id', 'referral.child_id')
    .innerJoin('service', 'service.id', 'referral.service_id')
    .innerJoin('account', 'account.id', 'referral_event.recorded_by')
    .selectAll('referral_event')
    .select([
      'child.id as child_id',
      'child.family_name',
      'child.given_name',
      'child.date_of_birth',
      'service.id as service_id',
      'service.name as service_name',
      'account.display_name',
    ])
    .where('referral_event.sequence', 'in', sequences)
    .execute()
  const bySequence = new Map(rows.map((row) => [row.sequence, row]))
  return {
    rows: sequences.flatMap((sequence) => {
      const row = bySequence.get(sequence)
      return row === undefined ? [] : [toDecision(row)]
    }),
    total: all.length,
    asAt: today,
  }
}

type Row = Parameters<typeof toEvent>[0] & {
  child_id: string
  family_name: string
  given_name: string
  date_of_birth: string
  service_id: string
  service_name: string
  display_name: string
}

function toDecision(row: Row): RuleDecisionRow {
  const event = toEvent(row)
  const seen = event.detail as { asSuggested?: boolean; ruleSetVersion?: number | null }
  const type: EventType = event.type
  return {
    eventId: event.id,
    referralId: row.referral_id,
    childId: row.child_id,
    familyName: row.family_name,
    givenName: row.given_name,
    dateOfBirth: row.date_of_birth,
    serviceId: row.service_id,
    serviceName: row.service_name,
    decidedOn: event.happenedOn,
    decidedBy: row.display_name,
    type,
    decision: eventSentence(event) || eventLabels[type],
    asSuggested: seen.asSuggested !== false,
    reason: event.reason,
    ruleSetVersion: seen.ruleSetVersion ?? null,
  }
}
