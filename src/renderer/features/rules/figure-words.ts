import { format } from 'date-fns'
import { type Priority, priorities, priorityLabels } from '../../../shared/codes/priorities.ts'
import type { TriageMeasures } from '../../../shared/contract/rules.ts'
import { percent } from './words.ts'

/** Fewer decisions than this make no rate: a single one would read as 100 %. */
export const fewestForRate = 5

type Wait = TriageMeasures['achievedWaits'][number]
type Override = TriageMeasures['overrides'][number]
type Return = TriageMeasures['returnRates'][number]
type Month = TriageMeasures['timeToDecision'][number]

/** "Oct 2026" of `2026-10`. */
export function monthShort(month: string): string {
  return format(new Date(`${month}-01T00:00:00`), 'MMM yyyy')
}

function days(count: number): string {
  return `${Math.round(count)} ${Math.round(count) === 1 ? 'day' : 'days'}`
}

/** The name of a priority, or of none. */
export function priorityName(priority: Priority | null): string {
  return priority === null ? 'No priority' : priorityLabels[priority]
}

/** Waits in the order of pressing, those without a priority last. */
export function inOrder(waits: readonly Wait[]): Wait[] {
  const place = ({ priority }: Wait) => (priority === null ? priorities.length : priorities.indexOf(priority))
  return waits.toSorted((a, b) => place(a) - place(b))
}

/** What the achieved waits show, in one sentence. */
export function waitsTitle(waits: readonly Wait[]): string {
  const urgent = waits.find(({ priority }) => priority === 'urgent')
  const routine = waits.find(({ priority }) => priority === 'routine')
  if (urgent && routine)
    return `Half of the urgent children were seen within ${days(urgent.medianDays)}, half of the routine ones within ${days(routine.medianDays)}`
  const [first] = inOrder(waits)
  if (!first) return 'Wait from receipt to first contact, by priority'
  return `Half of the children with ${priorityName(first.priority).toLowerCase()} priority were seen within ${days(first.medianDays)}`
}

/** Rules with enough decisions for a rate, the most departed from first. */
export function ratedOverrides(overrides: readonly Override[]): (Override & { rate: number })[] {
  return overrides
    .filter(({ made }) => made >= fewestForRate)
    .map((each) => ({ ...each, rate: Math.round((each.otherwise / each.made) * 100) }))
    .toSorted((a, b) => b.rate - a.rate || b.made - a.made || a.ruleId.localeCompare(b.ruleId))
}

/** Which rule people depart from most, in one sentence. */
export function overridesTitle(overrides: readonly Override[]): string {
  const [most] = ratedOverrides(overrides)
  if (!most || most.otherwise === 0) return 'No rule with five decisions or more was departed from'
  return `${most.ruleId} is departed from most: ${most.otherwise} of ${most.made} decisions (${most.rate} %)`
}

/** How the time to a decision moved, in one sentence. */
export function decisionTitle(months: readonly Month[]): string {
  const all = months
    .filter(({ serviceId }) => serviceId === null)
    .toSorted((a, b) => a.month.localeCompare(b.month))
  const last = all.at(-1)
  if (!last) return 'Time from receipt to decision, by month'
  const before = all.at(-2)
  const said = `Half of the decisions of ${monthShort(last.month)} came within ${days(last.medianDays)} of receipt`
  if (!before) return said
  const change = Math.round(last.medianDays) - Math.round(before.medianDays)
  if (change === 0) return `${said}, as in the month before`
  return `${said}, ${days(Math.abs(change))} ${change > 0 ? 'later' : 'sooner'} than in the month before`
}

/** Referrers with enough decisions for a rate, the most returned first. */
export function ratedReturns(rates: readonly Return[]): (Return & { rate: number })[] {
  return rates
    .filter(({ decided }) => decided >= fewestForRate)
    .map((each) => ({ ...each, rate: Math.round((each.returned / each.decided) * 100) }))
    .toSorted((a, b) => b.rate - a.rate || b.decided - a.decided)
}

/** Whose referrals come back most, in one sentence. */
export function returnsTitle(rates: readonly Return[]): string {
  const [most] = ratedReturns(rates)
  if (!most || most.returned === 0)
    return 'No kind of referrer with five decisions or more had a referral returned'
  return `Returned most: ${most.label}, ${most.returned} of ${most.decided} referrals (${percent(most.returned, most.decided)})`
}
