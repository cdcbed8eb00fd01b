import { type QualityRuleId, qualityRuleIds } from '../../../shared/codes/data-quality-rules.ts'
import type {
  QualityFigures,
  QualityRuleFigure,
  QualityTally,
  ServiceQuality,
} from '../../../shared/contract/data-quality.ts'
import {
  addTallies,
  contributionsOf,
  noTallies,
  type RuleTallies,
  scoreOf,
} from '../../domain/data-quality/score.ts'
import type { Store } from '../../store/store.ts'
import { keptAnswer } from '../kept-answers.ts'
import { firstKeptMonth, keptQualityMonths } from './months.ts'
import { qualityScan, type ScannedGroup } from './scan.ts'
import { keptScores, talliesByService } from './score.ts'

/** Months of the trend beside the one that runs. */
const monthsShown = 12

/** Sources that are listed for a rule; written by hand, there may be very many. */
const mostSources = 60

/** Everything the screen shows of the chosen services (absent or empty: all), kept until something is saved. */
export function qualityFigures(
  store: Store,
  services: readonly string[] | undefined,
  asAt: string,
): Promise<QualityFigures> {
  return keptAnswer(store, ['data quality figures', services ?? [], asAt], () =>
    figuresOf(store, services, asAt),
  )
}

async function figuresOf(
  store: Store,
  services: readonly string[] | undefined,
  asAt: string,
): Promise<QualityFigures> {
  const month = asAt.slice(0, 7)
  const isChosen = (id: string) => services === undefined || services.length === 0 || services.includes(id)
  const [scan, tallies, scores, kept, keptSince] = await Promise.all([
    qualityScan(store, asAt),
    talliesByService(store, asAt),
    keptScores(store, asAt),
    keptQualityMonths(store.read, services, yearBefore(month), month),
    firstKeptMonth(store.read),
  ])
  const total = noTallies()
  let referrals = 0
  for (const [serviceId, own] of tallies) {
    if (!isChosen(serviceId)) continue
    referrals += own.referrals
    addTallies(total, own.rules)
  }
  const sources = sourcesOf(scan.groups.filter(({ serviceId }) => isChosen(serviceId)))
  const contributions = new Map(contributionsOf(total).map((each) => [each.ruleId, each]))
  const monthsByRule = Map.groupBy(kept.rules, (row) => row.rule_id)
  const monthsByService = Map.groupBy(kept.months, (row) => row.service_id)
  return {
    asAt,
    referrals,
    score: scoreOf(total),
    rules: qualityRuleIds.map((ruleId): QualityRuleFigure => {
      const own = sources.get(ruleId) ?? []
      return {
        ruleId,
        ...total[ruleId],
        weight: contributions.get(ruleId)?.weight ?? 0,
        lost: contributions.get(ruleId)?.lost ?? 0,
        sources: own.slice(0, mostSources),
        sourcesLeftOut: Math.max(0, own.length - mostSources),
        months: summedByMonth(monthsByRule.get(ruleId) ?? []),
      }
    }),
    services: scores
      .filter(({ serviceId }) => isChosen(serviceId))
      .map((score): ServiceQuality => ({
        ...score,
        months: (monthsByService.get(score.serviceId) ?? []).map((row) => ({
          month: row.month,
          score: row.score,
          referrals: row.referrals,
          countedOn: row.counted_on,
        })),
      })),
    keptSince,
  }
}

/** Of every rule by source of referral, the source with most gaps first. */
function sourcesOf(
  groups: readonly ScannedGroup[],
): Map<QualityRuleId, (QualityTally & { source: string | null })[]> {
  const bySource = new Map<string | null, RuleTallies>()
  for (const { source, rules } of groups) {
    const own = bySource.get(source) ?? noTallies()
    bySource.set(source, own)
    addTallies(own, rules)
  }
  return new Map(
    qualityRuleIds.map((id) => [
      id,
      [...bySource]
        .map(([source, own]) => ({ source, ...own[id] }))
        .filter(({ applicable }) => applicable > 0)
        .toSorted(
          (a, b) => b.failed - a.failed || b.applicable - a.applicable || say(a).localeCompare(say(b)),
        ),
    ]),
  )
}

function say({ source }: { source: string | null }): string {
  return source ?? ''
}

function summedByMonth(
  rows: readonly { month: string; applicable: number; failed: number }[],
): QualityRuleFigure['months'] {
  const byMonth = new Map<string, QualityTally>()
  for (const { month, applicable, failed } of rows) {
    const sum = byMonth.get(month) ?? { applicable: 0, failed: 0 }
    byMonth.set(month, { applicable: sum.applicable + applicable, failed: sum.failed + failed })
  }
  return [...byMonth].map(([month, sum]) => ({ month, ...sum }))
}

/** The month a year before one written `YYYY-MM`. */
function yearBefore(month: string): string {
  const [year = 0, of = 1] = month.split('-').map(Number)
  const months = year * 12 + of - 1 - monthsShown
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`
}
