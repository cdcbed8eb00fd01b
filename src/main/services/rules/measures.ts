import { priorities, type Priority } from '../../../shared/codes/priorities.ts'
import { referrerRoleLabels } from '../../../shared/codes/referrer-roles.ts'
import type { TriageMeasures } from '../../../shared/contract/rules.ts'
import { addDays, daysBetween } from '../../domain/clocks/days.ts'
import type { Store } from '../../store/store.ts'
import { timeSlices, type TimeSlices } from '../import/time-slices.ts'
import { keptAnswer } from '../kept-answers.ts'
import { currentRules } from '../triage/current-rules.ts'
import { decisionsByRule, voidedIds, yearBefore } from './usage.ts'

/** Days that one statement goes through: some ten milliseconds of work where a million referrals are kept. */
const sliceDays = 5

/** Referrals that one statement looks up. */
const idsAtOnce = 1000

/**
 * How triage did over the 12 months to `today` at some services (all when left out). Each figure reads an index of
 * its own, a few days at a time; kept until something is saved.
 */
export async function triageMeasures(
  store: Store,
  services: readonly string[] | undefined,
  today: string,
): Promise<TriageMeasures> {
  const wanted = services === undefined ? null : services.toSorted()
  return keptAnswer(store, ['rules.measures', today, wanted], async () => {
    const reading = new Reading(store, wanted, today)
    return {
      asAt: today,
      from: yearBefore(today),
      achievedWaits: await reading.achievedWaits(),
      overrides: await overridesOf(store, today),
      timeToDecision: await reading.timeToDecision(),
      returnRates: await reading.returnRates(),
    }
  })
}

async function overridesOf(store: Store, today: string): Promise<TriageMeasures['overrides']> {
  const [{ rules }, decisions] = await Promise.all([currentRules(store.read), decisionsByRule(store, today)])
  const names = new Map(rules.map(({ id, name }) => [id, name]))
  return [...decisions]
    .map(([ruleId, counts]) => ({ ruleId, name: names.get(ruleId) ?? ruleId, ...counts }))
    .toSorted(
      (a, b) =>
        b.otherwise / b.made - a.otherwise / a.made || b.made - a.made || (a.ruleId < b.ruleId ? -1 : 1),
    )
}

type ReferrerRole = string | null

class Reading {
  readonly #store: Store
  readonly #services: string | null
  readonly #today: string
  readonly #slices: TimeSlices = timeSlices()

  constructor(store: Store, services: readonly string[] | null, today: string) {
    this.#store = store
    this.#services = services === null ? null : JSON.stringify(services)
    this.#today = today
  }

  /** Rows of each few days of the period, the two dates the first parameters of the statement. */
  async *#each<Row>(sql: string): AsyncGenerator<Row[]> {
    const ofService = this.#services === null ? '' : ' AND service_id IN (SELECT value FROM json_each(?))'
    const statement = this.#store.bare.reader
      .prepare<string[], Row>(sql.replace('$services', ofService))
      .raw()
    const more = this.#services === null || !sql.includes('$services') ? [] : [this.#services]
    for (let from = yearBefore(this.#today); from <= this.#today; from = addDays(from, sliceDays)) {
      const last = addDays(from, sliceDays - 1)
      yield statement.all(from, last < this.#today ? last : this.#today, ...more)
      if (this.#slices.over) await this.#slices.rest()
    }
  }

  /** Who referred each of these at the services asked about, in the order of the ids: neighbours lie on one page. */
  async *#rolesOf(referralIds: readonly string[]): AsyncGenerator<[string, ReferrerRole][]> {
    const ofService = this.#services === null ? '' : 'AND service_id IN (SELECT value FROM json_each(?))'
    const statement = this.#store.bare.reader
      .prepare<string[], [string, ReferrerRole]>(
        `SELECT referral.id, referral.referrer_role FROM json_each(?) AS ids
         CROSS JOIN referral ON referral.id = ids.value ${ofService}`,
      )
      .raw()
    const more = this.#services === null ? [] : [this.#services]
    const sorted = referralIds.toSorted()
    for (let at = 0; at < sorted.length; at += idsAtOnce) {
      yield statement.all(JSON.stringify(sorted.slice(at, at + idsAtOnce)), ...more)
      if (this.#slices.over) await this.#slices.rest()
    }
  }

  async achievedWaits(): Promise<TriageMeasures['achievedWaits']> {
    const byPriority = new Map<Priority | null, { days: Tally; within: number }>()
    const sql = `SELECT first_contact_on, priority, received_date, due_by FROM waiting_list
      INDEXED BY waiting_list_first_seen
      WHERE first_contact_on BETWEEN ? AND ?$services`
    for await (const rows of this.#each<[string, Priority | null, string, string | null]>(sql)) {
      for (const [seen, priority, received, due] of rows) {
        let known = byPriority.get(priority)
        if (known === undefined) byPriority.set(priority, (known = { days: new Tally(), within: 0 }))
        known.days.add(daysBetween(received, seen))
        if (due !== null && seen <= due) known.within += 1
      }
    }
    return [...priorities, null].flatMap((priority) => {
      const known = byPriority.get(priority)
      if (known === undefined) return []
      const { days, within } = known
      return {
        priority,
        count: days.count,
        medianDays: days.at(0.5),
        ninetiethDays: days.at(0.9),
        withinTarget: within,
      }
    })
  }

  async timeToDecision(): Promise<TriageMeasures['timeToDecision']> {
    const byMonth = new Map<string, Map<string | null, Tally>>()
    const sql = `SELECT triaged_on, service_id, received_date FROM waiting_list INDEXED BY waiting_list_triaged
      WHERE triaged_on BETWEEN ? AND ?$services`
    for await (const rows of this.#each<[string, string, string]>(sql)) {
      for (const [triaged, service, received] of rows) {
        const month = triaged.slice(0, 7)
        let known = byMonth.get(month)
        if (known === undefined) byMonth.set(month, (known = new Map()))
        const days = Math.max(0, daysBetween(received, triaged))
        for (const at of [null, service]) {
          let tally = known.get(at)
          if (tally === undefined) known.set(at, (tally = new Tally()))
          tally.add(days)
        }
      }
    }
    return [...byMonth]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([month, tallies]) =>
        [...tallies]
          .toSorted(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1))
          .map(([serviceId, tally]) => ({
            month,
            serviceId,
            count: tally.count,
            medianDays: tally.at(0.5),
          })),
      )
  }

  async returnRates(): Promise<TriageMeasures['returnRates']> {
    const voided = voidedIds(this.#store)
    const byRole = new Map<ReferrerRole, { decided: number; returned: number }>()
    const returnedById = new Map<string, boolean>()
    const sql = `SELECT id, referral_id, type FROM referral_event INDEXED BY referral_event_decision
      WHERE happened_on BETWEEN ? AND ?
        AND type IN ('accepted', 'planned', 'redirected', 'not_accepted', 'information_requested')`
    for await (const rows of this.#each<[string, string, string]>(sql)) {
      for (const [id, referral, type] of rows) {
        if (voided.has(id)) continue
        const returned = type !== 'accepted' && type !== 'planned'
        if (returned || !returnedById.has(referral)) returnedById.set(referral, returned)
      }
    }
    for await (const rows of this.#rolesOf([...returnedById.keys()])) {
      for (const [referral, role] of rows) {
        const known = byRole.get(role) ?? { decided: 0, returned: 0 }
        known.decided += 1
        if (returnedById.get(referral) === true) known.returned += 1
        byRole.set(role, known)
      }
    }
    const labels: Readonly<Record<string, string>> = referrerRoleLabels
    return [...byRole]
      .map(([referrerRole, counts]) => ({
        referrerRole,
        label: referrerRole === null ? 'Not recorded' : (labels[referrerRole] ?? referrerRole),
        ...counts,
      }))
      .toSorted((a, b) => b.decided - a.decided || (a.label < b.label ? -1 : 1))
  }
}

/** Days counted by how often each occurs: a year of waits in little memory. */
class Tally {
  readonly #times = new Map<number, number>()
  count = 0

  add(days: number): void {
    this.#times.set(days, (this.#times.get(days) ?? 0) + 1)
    this.count += 1
  }

  /** The days below or at which this share of them lies; the lower of two middle ones. */
  at(share: number): number {
    const rank = Math.max(1, Math.ceil(this.count * share))
    let passed = 0
    for (const [days, times] of [...this.#times].toSorted(([a], [b]) => a - b)) {
      passed += times
      if (passed >= rank) return days
    }
    return 0
  }
}
