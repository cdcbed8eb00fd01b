import { qualityRuleIds, type QualityRuleId } from '../../../shared/codes/data-quality-rules.ts'
import { noTallies } from '../../domain/data-quality/score.ts'
import { addDays } from '../../domain/clocks/days.ts'
import type { Store } from '../../store/store.ts'
import { keepQualityMonth, writeQualityMonth } from '../data-quality/months.ts'
import { type ServiceTallies, talliesByService } from '../data-quality/score.ts'

/** Kept months a made-up store starts with. */
const monthsKept = 12

/** How much larger the gaps of a rule were for each month back, as a share; a rule that got worse is below nought. */
const onceLarger: Partial<Record<QualityRuleId, number>> = {
  nhs_number_unverified: 0.05,
  consent_missing: 0.06,
  ethnicity_missing: 0.03,
  interpreter_not_asked: -0.03,
  no_activity_12_weeks: -0.02,
}
const usually = 0.02

/**
 * Gives a made-up store the months it would have kept in a year of use: today’s counts, carried back as a service
 * that slowly put its records in order. Made up like its children, and written as every kept month is.
 */
export async function addDemoQuality(
  store: Store,
  { today, now }: { today: string; now: string },
): Promise<void> {
  const tallies = await talliesByService(store, today)
  await store.write(async (tx) => {
    let lastDay = addDays(`${today.slice(0, 7)}-01`, -1)
    for (let back = 1; back <= monthsKept; back += 1) {
      const month = lastDay.slice(0, 7)
      const countedAt = `${lastDay}T08:00:00.000Z`
      await writeQualityMonth(tx, earlier(tallies, back), { month, countedOn: lastDay, countedAt })
      lastDay = addDays(`${month}-01`, -1)
    }
  })
  await keepQualityMonth(store, today, now)
}

function earlier(tallies: ReadonlyMap<string, ServiceTallies>, back: number): Map<string, ServiceTallies> {
  const share = 1 - 0.008 * back
  return new Map(
    [...tallies].map(([serviceId, now], place) => {
      const rules = noTallies()
      for (const [index, id] of qualityRuleIds.entries()) {
        const { applicable, failed } = now.rules[id]
        // A wobble that is the same in every made-up store.
        const wobble = 1 + (((back * 37 + index * 17 + place * 11) % 9) - 4) / 100
        const then = Math.round(applicable * share)
        const gaps = Math.round(failed * share * wobble * (1 + back * (onceLarger[id] ?? usually)))
        rules[id] = { applicable: then, failed: Math.min(then, gaps) }
      }
      return [serviceId, { referrals: Math.round(now.referrals * share), rules }]
    }),
  )
}
