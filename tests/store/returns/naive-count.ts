import { bandOf } from './naive-bands.ts'
import type { Fact, History } from './histories.ts'

const dayMs = 86_400_000
const at = (date: string) => Date.parse(`${date}T00:00:00Z`)

/** The day after (or, when negative, before) a date. */
export function dayAfter(date: string, days = 1): string {
  return new Date(at(date) + days * dayMs).toISOString().slice(0, 10)
}

/** The last day of a month. */
export function lastDay(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

/** Months from one to another, both included. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = first; month <= last; month = dayAfter(lastDay(month)).slice(0, 7)) months.push(month)
  return months
}

/**
 * Days waited on a date by the definition alone: received by then, no contact by then, not closed, not planned for
 * later, not in error. Null when not waiting. For histories whose facts are on different days.
 */
export function daysWaited({ facts }: History, date: string): number | null {
  const inOrder = facts.toSorted((a, b) => (a.on < b.on ? -1 : 1))
  const of = <T extends Fact['type']>(type: T) =>
    inOrder.filter((each): each is Fact<T> => each.type === type)
  const receivedDate = of('received')[0]?.detail.receivedDate
  if (receivedDate === undefined || receivedDate > date) return null
  const doors = inOrder.filter((each) => each.type === 'closed' || each.type === 'reopened')
  const error = of('closed').findLast((each) => each.detail.reason === 'registered_in_error')
  if (error !== undefined && !doors.slice(doors.indexOf(error)).some((each) => each.type === 'reopened')) {
    return null
  }
  if (of('attended').some((each) => each.on <= date)) return null
  if (doors.findLast((each) => each.on <= date)?.type === 'closed') return null
  const dueOn = of('planned').findLast((each) => each.on <= date)?.detail.dueOn ?? null
  if (dueOn !== null && dueOn > date) return null
  const start = dueOn !== null && dueOn > receivedDate ? dueOn : receivedDate
  return (at(date) - at(start)) / dayMs
}

/** Figures of a month counted child by child and day by day. */
export function naiveFigures(histories: readonly History[], month: string) {
  const census = lastDay(month)
  const days = histories.map((history) => daysWaited(history, census)).filter((each) => each !== null)
  const bands: Record<string, number> = {}
  for (const each of days) bands[bandOf(each)] = (bands[bandOf(each)] ?? 0) + 1
  return {
    total: days.length,
    bands,
    within18Weeks: days.filter((each) => each <= 126).length,
    over52Weeks: days.filter((each) => each >= 365).length,
    sumOfDays: days.reduce((all, each) => all + each, 0),
  }
}

/** Comings and goings in a month, day by day, named by the fact of that day. */
export function naiveMovements(histories: readonly History[], month: string): Record<string, number> {
  const counts: Record<string, number> = {}
  const add = (what: string) => (counts[what] = (counts[what] ?? 0) + 1)
  for (const history of histories) {
    for (let day = `${month}-01`; day <= lastDay(month); day = dayAfter(day)) {
      const before = daysWaited(history, dayAfter(day, -1)) !== null
      const now = daysWaited(history, day) !== null
      if (before === now) continue
      const cause = history.facts.find((each) => each.on === day)
      if (now) add(cause?.type === 'received' ? arrivalOf(cause as Fact<'received'>) : 'reopened')
      else if (cause?.type === 'attended') add('firstContacts')
      else if (cause?.type === 'closed') add((cause as Fact<'closed'>).detail.reason)
      else add(cause?.type ?? 'nothing happened')
    }
  }
  return counts
}

function arrivalOf(cause: Fact<'received'>): string {
  return cause.detail.transferIn === true ? 'transferredIn' : 'received'
}
