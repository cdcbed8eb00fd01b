import type { Database } from 'better-sqlite3'
import { publishedBands } from './naive-bands.ts'
import { dayAfter, lastDay } from './naive-count.ts'

/**
 * The return counted from raw facts, by the definition alone and without a line of the app's code: every referral is
 * asked about every census day. Slow and simple.
 */
interface RawFact {
  id: string
  type: string
  on: string
  sequence: number
  detail: Record<string, unknown>
}

/** What decides about one referral, dates in order of happening. */
export interface Naive {
  service: string
  received: string
  cameAs: 'received' | 'transferredIn'
  contact: string | null
  doors: { on: string; open: boolean; reason: string }[]
  plans: { on: string; dueOn: string | null }[]
}

const deciding = [
  'received',
  'received_date_corrected',
  'attended',
  'closed',
  'reopened',
  'planned',
  'redirected',
  'not_accepted',
  'voided',
]

/** Every referral that can count in any month, from the facts alone. `first_treatment` services are not understood. */
export function naiveReferrals(connection: Database): Naive[] {
  const services = new Map(
    connection.prepare<[], [string, string]>('SELECT id, service_id FROM referral').raw().all(),
  )
  const facts = connection
    .prepare<[], [string, string, string, string, number, string]>(
      `SELECT referral_id, id, type, happened_on, sequence, detail FROM referral_event
       WHERE +type IN (${deciding.map((type) => `'${type}'`).join(', ')}) ORDER BY rowid`,
    )
    .raw()
  const told: Naive[] = []
  const unfinished = new Map<string, RawFact[]>()
  // Facts of one referral were mostly recorded together; those that got more later wait for the end.
  const late = new Set(
    connection
      .prepare<[], string>(`SELECT DISTINCT referral_id FROM referral_event WHERE type = 'voided'`)
      .pluck()
      .all(),
  )
  let own: RawFact[] = []
  let current = ''
  const finish = () => {
    const naive = current === '' ? null : tell(services.get(current) ?? '', own)
    if (naive !== null) told.push(naive)
  }
  for (const [referral, id, type, on, sequence, detail] of facts.iterate()) {
    const raw = { id, type, on, sequence, detail: JSON.parse(detail) as Record<string, unknown> }
    if (late.has(referral)) {
      const before = unfinished.get(referral)
      if (before === undefined) unfinished.set(referral, [raw])
      else before.push(raw)
      continue
    }
    if (referral !== current) {
      finish()
      current = referral
      own = []
    }
    own.push(raw)
  }
  finish()
  for (const [referral, all] of unfinished) {
    const naive = tell(services.get(referral) ?? '', all)
    if (naive !== null) told.push(naive)
  }
  return told
}

function tell(service: string, all: readonly RawFact[]): Naive | null {
  const voids = all.filter((each) => each.type === 'voided').map((each) => each.detail['eventId'])
  const facts = all
    .filter((each) => each.type !== 'voided' && !voids.includes(each.id))
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.sequence - b.sequence))
  const receipt = facts.find((each) => each.type === 'received')
  if (receipt === undefined) return null
  const corrected = facts.findLast((each) => each.type === 'received_date_corrected')
  const received = String((corrected ?? receipt).detail['receivedDate'])
  const notBefore = (date: string) => (date < received ? received : date)
  const doors = facts.flatMap((each) => {
    if (each.type === 'reopened') return [{ on: notBefore(each.on), open: true, reason: '' }]
    if (each.type === 'closed')
      return [{ on: notBefore(each.on), open: false, reason: String(each.detail['reason']) }]
    const isSentAway = each.type === 'redirected' || each.type === 'not_accepted'
    return isSentAway ? [{ on: notBefore(each.on), open: false, reason: each.type }] : []
  })
  const error = doors.findLastIndex((door) => door.reason === 'registered_in_error')
  if (error >= 0 && !doors.slice(error).some((door) => door.open)) return null
  const contact = facts.find((each) => each.type === 'attended')
  return {
    service,
    received,
    cameAs: receipt.detail['transferIn'] === true ? 'transferredIn' : 'received',
    contact: contact === undefined ? null : notBefore(contact.on),
    doors,
    plans: facts
      .filter((each) => each.type === 'planned')
      .map((each) => ({ on: notBefore(each.on), dueOn: (each.detail['dueOn'] as string | null) ?? null })),
  }
}

const dayNumbers = new Map<string, number>()
function dayNumber(date: string): number {
  let number = dayNumbers.get(date)
  if (number === undefined) {
    number = Date.parse(`${date}T00:00:00Z`) / 86_400_000
    dayNumbers.set(date, number)
  }
  return number
}

/** Days waited at the end of a day; -1 when not waiting. */
export function waitedOn(referral: Naive, date: string): number {
  const { received, contact, doors, plans } = referral
  if (received > date || (contact !== null && contact <= date)) return -1
  let isOpen = true
  for (const door of doors) if (door.on <= date) isOpen = door.open
  if (!isOpen) return -1
  let start = received
  for (const plan of plans) {
    if (plan.on > date) break
    if (plan.dueOn === null) start = '9999-12-31'
    else start = plan.dueOn > received ? plan.dueOn : received
  }
  return start > date ? -1 : dayNumber(date) - dayNumber(start)
}

export interface NaiveFigures {
  total: number
  bands: Record<string, number>
  within18Weeks: number
  over52Weeks: number
  meanDays: number | null
}

/** Figures at the end of a month by service. */
export function figuresByService(referrals: readonly Naive[], month: string): Map<string, NaiveFigures> {
  const census = lastDay(month)
  const waited = new Map<string, number[]>()
  for (const referral of referrals) {
    const days = waitedOn(referral, census)
    if (days < 0) continue
    const own = waited.get(referral.service)
    if (own === undefined) waited.set(referral.service, [days])
    else own.push(days)
  }
  return new Map(
    [...waited].map(([service, days]) => {
      const between = (from: number, to: number) => days.filter((each) => each >= from && each <= to).length
      const sum = days.reduce((all, each) => all + each, 0)
      return [
        service,
        {
          total: days.length,
          bands: Object.fromEntries(publishedBands.map(([id, from, to]) => [id, between(from, to)])),
          within18Weeks: between(0, 126),
          over52Weeks: between(365, Number.POSITIVE_INFINITY),
          meanDays: days.length === 0 ? null : Math.round((sum * 10) / days.length) / 10,
        },
      ]
    }),
  )
}

/** Comings and goings of every month by `service month`, looking at each day on which anything could have changed. */
export function movementsByMonth(referrals: readonly Naive[]): Map<string, Record<string, number>> {
  const counts = new Map<string, Record<string, number>>()
  for (const referral of referrals) {
    const { service, received, contact, doors, plans } = referral
    const add = (day: string, what: string) => {
      const key = `${service} ${day.slice(0, 7)}`
      const own = counts.get(key) ?? {}
      counts.set(key, own)
      own[what] = (own[what] ?? 0) + 1
    }
    const days = new Set([received, ...doors.map((each) => each.on), ...plans.map((each) => each.on)])
    for (const plan of plans) if (plan.dueOn !== null && plan.dueOn > plan.on) days.add(plan.dueOn)
    if (contact !== null) days.add(contact)
    for (const day of [...days].toSorted()) {
      if (day < received) continue
      const before = day > received && waitedOn(referral, dayAfter(day, -1)) >= 0
      const now = waitedOn(referral, day) >= 0
      if (day === received) add(day, referral.cameAs)
      else if (!before && now) add(day, 'reopened')
      // Planned for a day that was past: off the list and back on it in one day, whoever is seen or closed before not.
      const lately = plans.findLast((plan) => plan.on === day)
      const isBackAtOnce = now && before && lately?.dueOn != null && lately.dueOn <= day
      if (isBackAtOnce) {
        add(day, 'planned')
        add(day, 'reopened')
      }
      if (now || (!before && day !== received)) continue
      const shut = doors.find((door) => door.on === day && !door.open)
      if (contact === day) add(day, 'firstContacts')
      else add(day, shut?.reason ?? 'planned')
    }
  }
  return counts
}
