import type { Readable, Store } from '../../store/store.ts'
import {
  addTallies,
  contributionsOf,
  noTallies,
  type RuleContribution,
  type RuleTallies,
  scoreOf,
} from '../../domain/data-quality/score.ts'
import { keptAnswer } from '../kept-answers.ts'
import { qualityScan, type QualityScan } from './scan.ts'

/** The data quality of one service: its score and what each rule takes from it. */
export interface ServiceScore {
  serviceId: string
  serviceName: string
  /** 0 to 100 with one decimal; null for a service without open referrals. */
  score: number | null
  /** Open referrals that were looked at. */
  referrals: number
  /** Every rule, the one that costs most first. */
  rules: RuleContribution[]
}

/** What was counted in one service. */
export interface ServiceTallies {
  referrals: number
  rules: RuleTallies
}

/**
 * The score of every service, by name, for the open referrals as they are recorded now; `asAt` is the day on which
 * ages and the 12 weeks without an entry are counted. Details of children keep no history, so a past day gives today’s
 * records looked at on that day. Kept until something is saved.
 */
export async function keptScores(store: Store, asAt: string): Promise<ServiceScore[]> {
  const [services, tallies] = await Promise.all([servicesOf(store.read), talliesByService(store, asAt)])
  return services.map(({ id, name }) => {
    const own = tallies.get(id) ?? { referrals: 0, rules: noTallies() }
    return {
      serviceId: id,
      serviceName: name,
      score: scoreOf(own.rules),
      referrals: own.referrals,
      rules: contributionsOf(own.rules),
    }
  })
}

/** Counts of every rule by service, kept until something is saved. */
export function talliesByService(store: Store, asAt: string): Promise<Map<string, ServiceTallies>> {
  return keptAnswer(store, ['data quality by service', asAt], async () =>
    talliesOf(await qualityScan(store, asAt)),
  )
}

function talliesOf({ groups }: QualityScan): Map<string, ServiceTallies> {
  const byService = new Map<string, ServiceTallies>()
  for (const { serviceId, referrals, rules } of groups) {
    const tallies = byService.get(serviceId) ?? { referrals: 0, rules: noTallies() }
    byService.set(serviceId, tallies)
    tallies.referrals += referrals
    addTallies(tallies.rules, rules)
  }
  return byService
}

function servicesOf(db: Readable): Promise<{ id: string; name: string }[]> {
  return db.selectFrom('service').select(['id', 'name']).orderBy('name').execute()
}
