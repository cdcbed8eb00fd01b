import { priorityLabels } from '../../../shared/codes/priorities.ts'
import { closedReasonLabels } from '../../../shared/codes/closed-reasons.ts'
import { eventLabels, type EventType } from '../../../shared/codes/event-types.ts'
import { formatDate } from '../../../shared/format/dates.ts'
import { effectiveEvents } from '../referral-status/effective-events.ts'
import type { ReferralEvent } from '../referral-status/events.ts'
import { replay } from '../referral-status/replay.ts'
import type { ImportedFact } from './row-facts.ts'

/** One step that brings a stored referral up to the file: an entry to void, a fact to record, or both. */
export interface FactChange {
  voids: ReferralEvent | null
  fact: ImportedFact
}

export interface FactComparison {
  changes: FactChange[]
  /** What would change, in words. */
  words: string[]
  /** What the file says otherwise and is not taken over, with the reason, in words. */
  kept: string[]
}

/** A stored fact and whether an import recorded it, and not a person in the app. */
export interface KnownFact {
  event: ReferralEvent
  imported: boolean
}

const decisions: readonly EventType[] = ['accepted', 'planned', 'redirected', 'not_accepted']
const leavings: readonly EventType[] = ['closed', 'redirected', 'not_accepted']

/** Kinds of fact of which a new one from the file takes the place of the old one from the file. */
const replaces: Partial<Record<EventType, readonly EventType[]>> = {
  history_carried: ['history_carried'],
  priority_changed: ['priority_changed'],
  information_requested: ['information_requested'],
  accepted: decisions,
  planned: decisions,
  attended: ['attended'],
  redirected: leavings,
  not_accepted: leavings,
  closed: leavings,
}

/** Kinds of fact that, recorded by a person in the app, the file does not overrule. */
const heldBy: Partial<Record<EventType, readonly EventType[]>> = {
  priority_changed: [...decisions, 'priority_changed'],
  information_requested: [...decisions, 'information_requested'],
  accepted: [...decisions, 'priority_changed'],
  planned: [...decisions, 'priority_changed'],
  attended: ['attended'],
  redirected: [...leavings, 'reopened'],
  not_accepted: [...leavings, 'reopened'],
  closed: [...leavings, 'reopened'],
}

/**
 * What a row of a later extract changes in a stored referral. Equal facts are left alone; a fact of an earlier
 * import that now has another date or content is voided and recorded anew; what a person recorded in the app stays.
 * Nothing is taken over that would make a later entry misfit. A row says what is known, never what is not: facts it
 * leaves out stay.
 */
export function compareFacts(known: readonly KnownFact[], facts: readonly ImportedFact[]): FactComparison {
  return new Comparison(known).take(facts)
}

class Comparison {
  readonly #known: readonly KnownFact[]
  readonly #standing: KnownFact[]
  readonly #matched = new Set<string>()
  #events: ReferralEvent[]
  #nextSequence: number
  readonly #result: FactComparison = { changes: [], words: [], kept: [] }

  constructor(known: readonly KnownFact[]) {
    this.#known = known
    this.#events = known.map(({ event }) => event)
    const stands = new Set(effectiveEvents(this.#events).map(({ id }) => id))
    this.#standing = known.filter(({ event }) => stands.has(event.id))
    this.#nextSequence = Math.max(0, ...this.#events.map(({ sequence }) => sequence)) + 1
  }

  take(facts: readonly ImportedFact[]): FactComparison {
    const fresh = facts.filter((fact) => {
      const same = this.#standing.find(({ event }) => !this.#matched.has(event.id) && isSame(event, fact))
      if (same !== undefined) this.#matched.add(same.event.id)
      return same === undefined
    })
    for (const fact of fresh) {
      if (this.#wasStruckOut(fact)) this.#result.kept.push(`Kept out: ${inWords(fact)}, voided in the app.`)
      else this.#takeOne(fact)
    }
    return this.#result
  }

  /** Whether an earlier file told of this very fact and a person voided it. */
  #wasStruckOut(fact: ImportedFact): boolean {
    const voided = new Set(
      this.#known.flatMap(({ event, imported }) =>
        !imported && event.type === 'voided' ? [event.detail.eventId] : [],
      ),
    )
    return this.#known.some(({ event, imported }) => imported && voided.has(event.id) && isSame(event, fact))
  }

  #takeOne(fact: ImportedFact): void {
    switch (fact.type) {
      case 'received':
        this.#takeReceipt(fact.happenedOn)
        return
      case 'contact_made': {
        const { lastContactOn } = replay(this.#events)
        if (lastContactOn === null || lastContactOn < fact.happenedOn) this.#try(null, fact)
        return
      }
      case 'history_carried':
        this.#takeCounts(fact)
        return
      case 'priority_changed': {
        const decided = this.#imported(['accepted', 'planned'])
        if (decided !== undefined && this.#held(fact) === undefined) {
          if (replay(this.#events).priority === fact.detail.priority) return
          if (decided.type !== 'accepted') break
          const { happenedOn, reason } = decided
          this.#try(decided, {
            type: 'accepted',
            happenedOn,
            reason,
            detail: { priority: fact.detail.priority },
          })
          return
        }
        break
      }
      default:
    }
    const held = this.#held(fact)
    if (held !== undefined) {
      if (!says(held, fact))
        this.#result.kept.push(`Kept: ${inWords(held)}, recorded in the app. The file: ${inWords(fact)}.`)
      return
    }
    this.#try(this.#imported(replaces[fact.type] ?? []) ?? null, fact)
  }

  /** A person's own entry that the file does not overrule. */
  #held(fact: ImportedFact): ReferralEvent | undefined {
    const types = heldBy[fact.type] ?? []
    return this.#standing.findLast(({ event, imported }) => !imported && types.includes(event.type))?.event
  }

  #imported(types: readonly EventType[]): ReferralEvent | undefined {
    return this.#standing.findLast(
      ({ event, imported }) => imported && types.includes(event.type) && !this.#matched.has(event.id),
    )?.event
  }

  #takeReceipt(receivedDate: string): void {
    const state = replay(this.#events)
    if (state.receivedDate === receivedDate || state.receivedDate === null) return
    const byPerson = this.#standing.some(
      ({ event, imported }) =>
        !imported && (event.type === 'received' || event.type === 'received_date_corrected'),
    )
    if (byPerson) {
      this.#result.kept.push(
        `Kept: received ${formatDate(state.receivedDate)}, recorded in the app. The file: ${formatDate(receivedDate)}.`,
      )
      return
    }
    const earlier = receivedDate < state.receivedDate ? receivedDate : state.receivedDate
    this.#try(null, {
      type: 'received_date_corrected',
      happenedOn: earlier,
      detail: { receivedDate },
      reason: 'Changed in the extract.',
    })
  }

  /** Counts only grow: what was recorded in the app since is part of what the file counts. */
  #takeCounts(fact: Extract<ImportedFact, { type: 'history_carried' }>): void {
    const old = this.#imported(['history_carried'])
    const carried = old?.type === 'history_carried' ? old.detail : {}
    const state = replay(this.#events)
    const more = (file = 0, total: number, before = 0) => before + Math.max(0, file - total)
    const detail = {
      wasNotBroughtCount: more(
        fact.detail.wasNotBroughtCount,
        state.wasNotBroughtCount,
        carried.wasNotBroughtCount,
      ),
      cancelledByFamilyCount: more(
        fact.detail.cancelledByFamilyCount,
        state.cancelledByFamilyCount,
        carried.cancelledByFamilyCount,
      ),
    }
    const same =
      detail.wasNotBroughtCount === (carried.wasNotBroughtCount ?? 0) &&
      detail.cancelledByFamilyCount === (carried.cancelledByFamilyCount ?? 0)
    if (!same) this.#try(old ?? null, { ...fact, detail })
  }

  /** Takes a change over unless it makes an entry misfit that fits now. */
  #try(old: ReferralEvent | null, wanted: ImportedFact): void {
    const candidates = [wanted, ...asClosure(wanted)]
    let why = ''
    for (const fact of candidates) {
      const events = [...this.#events]
      if (old !== null)
        events.push(
          this.#eventOf(
            { type: 'voided', happenedOn: old.happenedOn, detail: { eventId: old.id }, reason: null },
            events.length,
          ),
        )
      events.push(this.#eventOf(fact, events.length))
      const misfit = firstFresh(this.#events, events)
      if (misfit !== null) {
        why = misfit
        continue
      }
      this.#events = events
      if (old !== null)
        this.#standing.splice(
          this.#standing.findIndex(({ event }) => event === old),
          1,
        )
      this.#result.changes.push({ voids: old, fact })
      this.#result.words.push(
        old === null ? `New: ${inWords(fact)}.` : `${inWords(old)} becomes ${inWords(fact)}.`,
      )
      return
    }
    this.#result.kept.push(`Not taken over: ${inWords(wanted)}. ${why}`)
  }

  #eventOf(fact: ImportedFact, position: number): ReferralEvent {
    return {
      ...fact,
      id: `new-${position}`,
      recordedAt: '',
      recordedBy: '',
      sequence: this.#nextSequence + position,
    } as ReferralEvent
  }
}

/** Where the state table has no such decision any more, the same leaving stands as a closure. */
function asClosure(fact: ImportedFact): ImportedFact[] {
  if (fact.type !== 'redirected' && fact.type !== 'not_accepted') return []
  return [{ type: 'closed', happenedOn: fact.happenedOn, detail: { reason: fact.type }, reason: fact.reason }]
}

function firstFresh(before: readonly ReferralEvent[], after: readonly ReferralEvent[]): string | null {
  const known = new Set(replay(before).misfits.map(({ eventId }) => eventId))
  const fresh = replay(after).misfits.find(({ eventId }) => !known.has(eventId))
  return fresh === undefined ? null : fresh.why
}

function isSame(event: ReferralEvent, fact: ImportedFact): boolean {
  if (event.type === 'closed' && (fact.type === 'redirected' || fact.type === 'not_accepted'))
    return event.happenedOn === fact.happenedOn && event.detail.reason === fact.type
  if (event.type !== fact.type || event.happenedOn !== fact.happenedOn) return false
  return event.type === 'received' ? true : says(event, fact)
}

/** Whether a stored fact says what a fact of the file says, whatever its date. */
function says(event: ReferralEvent, fact: ImportedFact): boolean {
  if (event.type === 'accepted' && fact.type === 'accepted')
    return event.detail.priority === fact.detail.priority
  if (event.type === 'priority_changed' && fact.type === 'priority_changed')
    return event.detail.priority === fact.detail.priority
  if (event.type === 'closed' && fact.type === 'closed') return event.detail.reason === fact.detail.reason
  if (event.type === 'history_carried' && fact.type === 'history_carried')
    return (
      (event.detail.wasNotBroughtCount ?? 0) === (fact.detail.wasNotBroughtCount ?? 0) &&
      (event.detail.cancelledByFamilyCount ?? 0) === (fact.detail.cancelledByFamilyCount ?? 0)
    )
  return event.type === fact.type
}

function inWords(fact: ImportedFact | ReferralEvent): string {
  const label = `${eventLabels[fact.type]} on ${formatDate(fact.happenedOn)}`
  if (fact.type === 'accepted' || fact.type === 'priority_changed')
    return `${label} (${priorityLabels[fact.detail.priority]})`
  if (fact.type === 'closed') return `${label} (${closedReasonLabels[fact.detail.reason]})`
  if (fact.type === 'received_date_corrected') return `Received date ${formatDate(fact.detail.receivedDate)}`
  if (fact.type === 'history_carried')
    return `was not brought ${fact.detail.wasNotBroughtCount ?? 0}, cancelled by family ${fact.detail.cancelledByFamilyCount ?? 0}`
  return label
}
